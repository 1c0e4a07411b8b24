/* Mails made up at random, by a grammar of their own: every place and every encoding in which a value can stand. */

export type Random = () => number;

/** Marsaglia's xorshift32; the same seed gives the same mails. */
export function randomFrom(seed: number): Random {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

export class MailMaker {
  readonly #random: Random;
  readonly #newline: string;
  readonly #serial: number;
  #values = 0;
  #boundaries = 0;
  readonly planted: string[] = [];

  constructor(random: Random, serial: number) {
    this.#random = random;
    this.#serial = serial;
    this.#newline = this.#chance(0.7) ? "\r\n" : "\n";
  }

  make(): Buffer {
    const head = this.#headers(this.#below(6) + 2);
    return Buffer.from(
      `Subject: ${this.#text()}${this.#newline}Date: Mon, 2 Mar 2026 10:00:00 +0000${this.#newline}${head}${this.#entity(0)}`,
      "latin1",
    );
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #pick<T>(list: readonly T[]): T {
    return list[this.#below(list.length)]!;
  }

  /** A new value that nobody else has. */
  #value(): string {
    const row = String((this.#serial * 40 + this.#values++) % 1_000_000).padStart(6, "0");
    const value = `c${row}@leak.test`;
    this.planted.push(value);
    return value;
  }

  #words(count = this.#below(4)): string {
    return Array.from({ length: count }, () =>
      this.#pick(["printer", "is", "broken", "hello", "today", "=", "a=b", "3,5", "--", "the"]),
    ).join(" ");
  }

  #text(): string {
    const text = `${this.#words()} ${this.#chance(0.6) ? this.#headerValue() : ""} ${this.#words()}`;
    return this.#folded(text.trim() || "x");
  }

  #folded(text: string): string {
    return text.replace(/ +/g, () =>
      this.#chance(0.15) ? `${this.#newline}${this.#pick([" ", "\t"])}` : " ",
    );
  }

  /** A value as a header may spell it. */
  #headerValue(): string {
    const value = this.#value();
    switch (this.#below(6)) {
      case 0:
        return this.#word(value);
      case 1: {
        const cut = 1 + this.#below(value.length - 1);
        const gap = this.#pick([" ", `${this.#newline} `, `${this.#newline}\t`, "  "]);
        return this.#word(value.slice(0, cut)) + gap + this.#word(value.slice(cut));
      }
      case 2:
        return this.#word(`Jürgen ${value} 日本`);
      default:
        return value;
    }
  }

  #word(text: string): string {
    const isAscii = /^[\x20-\x7e]*$/.test(text);
    const charset = isAscii
      ? this.#pick(["utf-8", "UTF-8", "us-ascii", "iso-8859-1", "utf-8*en", "gb2312", "iso-2022-jp"])
      : "utf-8";
    if (this.#chance(0.5))
      return `=?${charset}?${this.#pick(["b", "B"])}?${Buffer.from(text).toString("base64")}?=`;
    const coded = [...Buffer.from(text).toString("latin1")]
      .map((byte) => (byte === " " ? "_" : /[a-z\d]/i.test(byte) && this.#chance(0.8) ? byte : hex(byte)))
      .join("");
    return `=?${charset}?${this.#pick(["q", "Q"])}?${coded}?=`;
  }

  #mailbox(): string {
    const value = this.#value();
    switch (this.#below(7)) {
      case 0:
        return value;
      case 1:
        return `"Doe, \\"J\\" ${this.#chance(0.5) ? this.#value() : ""}" <${value}>`;
      case 2:
        return `${this.#word(`Jürgen ${this.#value()}`)} <${value}>`;
      case 3:
        return `${value} (${this.#words(1)} ${this.#value()})`;
      case 4:
        return `Team: ${value}, ${this.#value()};`;
      case 5:
        return `"${this.#word(this.#value())}" <${value}>`;
      default:
        return `<${value}>`;
    }
  }

  #headers(count: number): string {
    return Array.from({ length: count }, () => this.#header() + this.#newline).join("");
  }

  #header(): string {
    const addressed = [
      "From",
      "To",
      "CC",
      "Cc",
      "Bcc",
      "Reply-To",
      "Resent-Cc",
      "Delivered-To",
      "Return-Path",
      "Sender",
    ];
    switch (this.#below(5)) {
      case 0:
      case 1: {
        const list = Array.from({ length: 1 + this.#below(3) }, () => this.#mailbox());
        return `${this.#pick(addressed)}:${this.#pick([" ", "", "  ", `${this.#newline} `])}${list.join(this.#pick([",", ", ", `,${this.#newline}\t`]))}`;
      }
      case 2:
        return `Received: from x ([203.0.113.7]) by mx.example.com for <${this.#value()}>;${this.#newline} Mon, 2 Mar 2026 10:00:00 +0000`;
      case 3:
        return `${this.#pick(["X-Note", "Comments", "X-Contact", "Keywords", "Thread-Topic"])}: ${this.#text()}`;
      default:
        return `X-${this.#value()}: ${this.#words()}`;
    }
  }

  #entity(depth: number): string {
    if (depth < 3 && this.#chance(depth === 0 ? 0.7 : 0.3)) return this.#multipart(depth);
    if (depth > 0 && depth < 3 && this.#chance(0.15)) {
      return this.#content(
        "message/rfc822",
        "",
        `From: ${this.#mailbox()}${this.#newline}${this.#entity(depth + 1)}`,
      );
    }
    return this.#chance(0.7) ? this.#textPart() : this.#filePart();
  }

  #content(type: string, more: string, body: string): string {
    return `Content-Type: ${type}${more}${this.#newline}${this.#newline}${body}`;
  }

  #multipart(depth: number): string {
    const boundary = `${this.#pick(["b", "=_x", "--y", "Apple-Mail=_"])}${String(depth)}.${String(this.#boundaries++)}z`;
    const line = `--${boundary}`;
    const parts = Array.from(
      { length: 1 + this.#below(3) },
      () => `${line}${this.#newline}${this.#entity(depth + 1)}${this.#newline}`,
    );
    const loose = (): string =>
      this.#chance(0.2) ? `${this.#words()} ${this.#value()}${this.#newline}` : "";
    const type = this.#pick([
      "multipart/mixed",
      "multipart/alternative",
      "multipart/related",
      "multipart/signed; micalg=pgp-sha256",
    ]);
    return this.#content(
      type,
      `; boundary="${boundary}"`,
      `${loose()}${parts.join("")}${line}--${this.#newline}${loose()}`,
    );
  }

  #textPart(): string {
    const html = this.#chance(0.3);
    const flowed = !html && this.#chance(0.2);
    const said = Array.from({ length: 1 + this.#below(3) }, () => this.#sentence(html)).join(this.#newline);
    const charset = this.#pick([
      "utf-8",
      "us-ascii",
      "iso-8859-1",
      "windows-1252",
      "iso-8859-15",
      "gb2312",
      "",
    ]);
    const text = charset === "utf-8" && this.#chance(0.4) ? `${said} ÄÖ 日本` : said;
    const type = `${html ? "text/html" : "text/plain"}${charset === "" ? "" : `; charset=${this.#quoted(charset)}`}`;
    return this.#coded(
      `${type}${flowed ? "; format=flowed" : ""}`,
      "",
      Buffer.from(flowed ? text.replace(/ (?=the)/g, ` ${this.#newline}`) : text),
    );
  }

  #quoted(text: string): string {
    return this.#chance(0.5) ? `"${text}"` : text;
  }

  #sentence(html: boolean): string {
    const value = this.#value();
    if (!html) return `${this.#words()} ${value} ${this.#words()}`;
    const [local = "", domain = ""] = value.split("@");
    return this.#pick([
      `<p>${value}</p>`,
      `<b>${local}</b>&#64;${domain}`,
      `<a href="mailto:${value}">x</a>`,
      `<!-- ${value} -->`,
    ]);
  }

  #filePart(): string {
    const text = Buffer.from(`name;mail${this.#newline}${this.#words()};${this.#value()}${this.#newline}`);
    const name = `${this.#value()}${this.#pick([".csv", ".log", ".pdf", ""])}`;
    const half = 2 + this.#below(name.length - 3);
    const percent = (part: string): string =>
      [...part].map((sign) => (/[a-z\d.]/i.test(sign) ? sign : `%${hex(sign).slice(1)}`)).join("");
    const names = this.#pick([
      `filename="${name}"`,
      `filename=${name.replace("@", "@")}`,
      `filename*=utf-8''${percent(name)}`,
      `filename*0="${name.slice(0, half)}";${this.#newline} filename*1="${name.slice(half)}"`,
      `filename*0*=utf-8''${percent(name.slice(0, half))}; filename*1*=${percent(name.slice(half))}`,
      `filename="${this.#word(name)}"`,
      `filename=${this.#word(name)}`,
    ]);
    const disposition = `Content-Disposition: attachment; ${names}${this.#newline}`;
    return this.#coded(
      this.#pick(["text/csv", "application/octet-stream", "application/pdf; x=y", "text/x-log"]),
      disposition,
      text,
    );
  }

  #coded(type: string, more: string, content: Buffer): string {
    const encoding = this.#pick(["base64", "quoted-printable", "8bit", "7bit", ""]);
    const head =
      encoding === ""
        ? ""
        : `Content-Transfer-Encoding: ${this.#chance(0.3) ? encoding.toUpperCase() : encoding}${this.#newline}`;
    return `Content-Type: ${type}${this.#newline}${more}${head}${this.#newline}${this.#encode(content, encoding)}`;
  }

  #encode(content: Buffer, encoding: string): string {
    const bytes = content.toString("latin1");
    if (encoding === "base64") {
      const length = this.#pick([76, 60, 20, 64]);
      return (content.toString("base64").match(new RegExp(`.{1,${String(length)}}`, "g")) ?? []).join(
        this.#newline,
      );
    }
    if (encoding !== "quoted-printable") return bytes;
    return [...bytes]
      .map((byte) => {
        const coded =
          byte === "\r" || byte === "\n"
            ? byte
            : byte === "=" || byte > "~" || this.#chance(0.1)
              ? hex(byte)
              : byte;
        return coded.length > 0 && byte !== "\n" && byte !== "\r" && this.#chance(0.04)
          ? `${coded}=${this.#newline}`
          : coded;
      })
      .join("");
  }
}

const hex = (byte: string): string => `=${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** Cuts, doubles, swaps and flips pieces. */
export function mutate(mail: Buffer, random: Random): Buffer {
  let text = mail.toString("latin1");
  const below = (limit: number): number => Math.floor(random() * limit);
  const signs = [
    "\0",
    "\r",
    "\n",
    "=",
    "?",
    '"',
    ";",
    ":",
    "--",
    "\r\n\r\n",
    "(",
    "<",
    "\\",
    "\xff",
    " ",
    "boundary=",
    "Content-Type: text/html\r\n",
    "%",
    "*0*",
    "\t",
  ];
  for (let count = 1 + below(3); count > 0; count--) {
    const at = below(text.length);
    const to = Math.min(text.length, at + below(40));
    switch (below(5)) {
      case 0:
        text = text.slice(0, at) + text.slice(to);
        break;
      case 1:
        text = text.slice(0, to) + text.slice(at);
        break;
      case 2:
        text = text.slice(0, at) + (signs[below(signs.length)] ?? "") + text.slice(at);
        break;
      case 3: {
        const lines = text.split("\n");
        const [one, two] = [below(lines.length), below(lines.length)];
        [lines[one], lines[two]] = [lines[two] ?? "", lines[one] ?? ""];
        text = lines.join("\n");
        break;
      }
      default:
        text = text.slice(0, at) + String.fromCharCode(below(256)) + text.slice(at + 1);
    }
  }
  return Buffer.from(text, "latin1");
}
