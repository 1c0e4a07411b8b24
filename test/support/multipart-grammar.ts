/* A grammar of hostile forms: most are nearly in order, a third of what they hold is a planted value. */

import type { Dice } from "./dice.js";

const canary = "canary7@leak.test";
export const planted = /canary7@leak\.test|canary7=40leak\.test|canary7%40leak\.test/;
export const encodedCanary = Buffer.from(`: ${canary} :`).toString("base64").slice(4, -4);

/** One in `odds` is odd. */
function often(dice: Dice, plain: string, odd: readonly string[], odds = 12): string {
  return dice.below(odds) === 0 ? dice.pick(odd) : plain;
}

const word = (dice: Dice): string =>
  dice.pick(["a", "note", "cc_emails[]", "attachments[]", "é", "_charset_", "JSON", ""]);
const maybeCanary = (dice: Dice, text: string): string =>
  dice.below(3) === 0 ? `${text} ${canary} ${text}` : text;

function disposition(dice: Dice, depth: number): string {
  const name = maybeCanary(dice, word(dice));
  const file = maybeCanary(dice, dice.pick(["a.txt", "b.log", "c", "ü.pdf", ""]));
  const quote = often(dice, '"', ["'", "", '\\"', '""']);
  const given = [
    ...(depth === 0 || dice.below(2) === 0 ? [`name=${quote}${name}${quote}`] : []),
    ...(dice.below(3) === 0 ? [`filename=${quote}${file}${quote}`] : []),
    ...(dice.below(12) === 0
      ? [`filename*=${dice.pick(["UTF-8''", "utf-8'en'", "latin1''", ""])}${encodeURIComponent(file)}`]
      : []),
    ...(dice.below(15) === 0
      ? [dice.pick([`x=${canary}`, `x="${canary}"`, "name=b", "name*0=b", "name*=UTF-8''b", "size=3"])]
      : []),
  ];
  const kind = often(dice, depth === 0 ? "form-data" : "attachment", [
    "form-data",
    "attachment",
    "file",
    "inline",
    "Form-Data",
    "",
  ]);
  const separator = often(dice, "; ", [";", " ;", ";;", "; ;", ",", "\r\n ;"]);
  return `${often(dice, "Content-Disposition", ["content-disposition", "Content-Disposition ", "X-Disposition"], 25)}: ${[kind, ...given].join(separator)}`;
}

function contentOf(dice: Dice): { readonly text: string; readonly headers: readonly string[] } {
  const text = maybeCanary(
    dice,
    dice.pick(["", "hello", "line\r\nline", "line\nline", "é 漢字", "--", "\r\n--\r\n", '{"a":1}', "=40"]),
  );
  const headers =
    dice.below(6) === 0
      ? [
          `Content-Type: ${dice.pick(["text/plain", "text/plain; charset=utf-8", "text/plain; charset=utf-7", "application/json", "application/octet-stream", "text/html", "text", ""])}`,
        ]
      : [];
  const coding = dice.below(10);
  if (coding === 0) {
    const content = Buffer.from(`: ${text} :`).toString("base64");
    return { text: content, headers: [...headers, "Content-Transfer-Encoding: base64"] };
  }
  if (coding === 1) {
    const content = text.replaceAll("=", "=3D").replaceAll("@", "=40").replace("leak", "le=\r\nak");
    return { text: content, headers: [...headers, "Content-Transfer-Encoding: quoted-printable"] };
  }
  if (coding === 2)
    return {
      text,
      headers: [...headers, `Content-Transfer-Encoding: ${dice.pick(["8bit", "binary", "x-none"])}`],
    };
  return { text, headers };
}

function partOf(dice: Dice, depth: number): string {
  const nested = depth < 6 && dice.below(10) === 0;
  const inner = `i${String(depth)}${String(dice.below(99))}`;
  const { text, headers } = nested
    ? {
        text: bodyOf(dice, inner, depth + 1),
        headers: [
          `Content-Type: multipart/${often(dice, "mixed", ["digest", "form-data"])}; boundary=${inner}`,
        ],
      }
    : contentOf(dice);
  const extra =
    dice.below(8) === 0
      ? [
          dice.pick([
            `X-Contact: ${canary}`,
            "X: y",
            " folded",
            "no colon",
            `X\u00ff: y`,
            "X: a\0b",
            `Content-Description: ${canary}`,
          ]),
        ]
      : [];
  const lines = [...(dice.below(30) === 0 ? [] : [disposition(dice, depth)]), ...headers, ...extra];
  if (dice.below(6) === 0) lines.reverse();
  const end = often(dice, "\r\n", ["\n", "\r", "\r\n\r\n"], 40);
  return `${lines.join(end)}${end}${end}${text}`;
}

function bodyOf(dice: Dice, boundary: string, depth = 0): string {
  const parts = Array.from({ length: dice.below(5) + (depth === 0 ? 1 : 0) }, () => partOf(dice, depth));
  const line = (): string =>
    `${often(dice, "", ["x", "\n", "\r\n\r\n"], 60)}--${often(dice, boundary, [`${boundary}x`, boundary.slice(1), boundary.toUpperCase()], 60)}${often(dice, "\r\n", ["\n", " \r\n", "--\r\n", "\t\r\n"], 60)}`;
  const preamble = often(dice, "", [`${canary}\r\n`, "\r\n", "x\r\n", canary]);
  const close = often(dice, `--${boundary}--\r\n`, [
    `--${boundary}--`,
    `--${boundary}`,
    "",
    `--${boundary}-- \r\n`,
    `--${boundary}--\r\n${canary}`,
    `--${boundary}--${canary}`,
  ]);
  return `${preamble}${parts.map((part) => `${line()}${part}\r\n`).join("")}${close}`;
}

/** Anywhere but in a canary: what is left of one is no value. */
function flip(dice: Dice, body: Buffer): Buffer {
  const at = dice.below(body.length);
  const around = body.toString("latin1", Math.max(0, at - 60), at + 60);
  if (body.length === 0 || /canary|[\w+/]{16}|leak/.test(around)) return body;
  const changed = Buffer.from(body);
  changed[at] = dice.below(256);
  return changed;
}

export interface HostileForm {
  /** Its media type. */
  readonly type: string;
  readonly boundary: string;
  readonly body: Buffer;
}

export function hostileForm(dice: Dice): HostileForm {
  const boundary = dice.pick(["b7", "----WebKitFormBoundary7MA4", "a'b", "=_x"]);
  const quoted = /[^\w-]/.test(boundary) ? `"${boundary}"` : boundary;
  const type = `multipart/form-data; ${often(dice, `boundary=${quoted}`, [`boundary=${quoted}; boundary=x`, "x=y", `Boundary="${boundary}"`], 40)}`;
  const body = Buffer.from(bodyOf(dice, boundary));
  return { type, boundary, body: dice.below(8) === 0 ? flip(dice, body) : body };
}
