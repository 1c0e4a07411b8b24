/* Evasion case D16 and mail at large: what is masked, what stays byte for byte, what is refused. */

import { describe, expect, it } from "vitest";
import { defaultHttpLimits } from "../../src/core/limits.js";
import { AppError } from "../../src/core/errors.js";
import { desks } from "../../src/desks/index.js";
import { readMail } from "../../src/document/mail.js";
import { redactor } from "../support/redactor.js";
import { toldByPostalMime, toldByPython } from "../support/mails.js";

const upload = desks.zendesk.route("POST", "/api/v2/uploads");

/** What a desk gets of an uploaded mail. */
async function attach(mail: string | Buffer) {
  const body = typeof mail === "string" ? Buffer.from(mail, "latin1") : mail;
  const payload = { body, mediaType: "application/octet-stream" };
  const out = await redactor.redact(payload, { desk: desks.zendesk, route: upload });
  return {
    out: out.payload.body,
    text: out.payload.body.toString("latin1"),
    report: out.report,
    same: out.payload.body === body,
  };
}

const codeOf = (mail: string): string => {
  try {
    readMail(Buffer.from(mail, "latin1"), defaultHttpLimits);
    return "read";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

const crlf = (lines: readonly string[]): string => lines.join("\r\n");
const b64 = (text: string): string => Buffer.from(text).toString("base64");
/** With two headers that say that it is a mail. */
const withHead = (...lines: readonly string[]): string =>
  crlf(["Subject: printer", "Date: Mon, 2 Mar 2026 10:00:00 +0000", ...lines]);

describe("D16 headers", () => {
  it.each([
    ["From", "From: Jane <jane@leak.test>", "From: [PERSON 1] <[EMAIL_ADDRESS 1]>"],
    [
      "encoded word B",
      `X-Note: =?utf-8?B?${b64("jane@leak.test")}?=`,
      `X-Note: =?utf-8?B?${b64("[EMAIL_ADDRESS 1]")}?=`,
    ],
    [
      "an encoded word with blanks behind its signs",
      "X-Note: a =?utf-8?Q?jane= 40leak=\t2Etest?= b",
      `X-Note: a =?utf-8?B?${b64("[EMAIL_ADDRESS 1]")}?= b`,
    ],
    [
      "encoded word Q",
      "X-Note: a =?utf-8?Q?jane=40leak.test?= b",
      `X-Note: a =?utf-8?B?${b64("[EMAIL_ADDRESS 1]")}?= b`,
    ],
    [
      "two words",
      `X-Note: =?utf-8?B?${b64("jane@le")}?=\r\n =?utf-8?B?${b64("ak.test")}?=`,
      `X-Note: =?utf-8?B?${b64("[EMAIL_ADDRESS 1]")}?=`,
    ],
    ["folded To", "To: a@leak.test,\r\n\tbob@leak.test", "To: [EMAIL_ADDRESS 1],\r\n\t[EMAIL_ADDRESS 2]"],
    ["Reply-To", "Reply-To: jane@leak.test", "Reply-To: [EMAIL_ADDRESS 1]"],
    [
      "Received",
      "Received: from x ([203.0.113.7])\r\n by mx; Mon, 2 Mar 2026 10:00:00 +0000",
      "Received: from x ([[IP_ADDRESS 1]])\r\n by mx; Mon, 2 Mar 2026 10:00:00 +0000",
    ],
    ["X-Originating-IP", "X-Originating-IP: [203.0.113.7]", "X-Originating-IP: [[IP_ADDRESS 1]]"],
    [
      "Authentication-Results",
      "Authentication-Results: mx; spf=pass smtp.mailfrom=jane@leak.test",
      "Authentication-Results: mx; spf=pass smtp.mailfrom=[EMAIL_ADDRESS 1]",
    ],
    ["Cc", "Cc: bob@leak.test, Eve <eve@leak.test>\r\nX-B: 1", "X-B: 1"],
    ["Bcc folded", "Bcc: bob@leak.test,\r\n eve@leak.test\r\nX-B: 1", "X-B: 1"],
    ["a group in Cc", "Cc: Team: a@leak.test, b@leak.test;, c@leak.test\r\nX-B: 1", "X-B: 1"],
    [
      "quoted pair",
      'From: "jane\\@leak.test" <a@leak.test>',
      'From: "[EMAIL_ADDRESS 1]" <[EMAIL_ADDRESS 2]>',
    ],
    ["a name of a header", "X-jane@leak.test: 1", "[EMAIL_ADDRESS-1]: 1"],
    [
      "raw UTF-8",
      "X-Note: \u00c3\u00bc jane@leak.test \u00c3\u00bc",
      "X-Note: \u00c3\u00bc [EMAIL_ADDRESS 1] \u00c3\u00bc",
    ],
    ["raw latin1", "X-Note: \u00fc jane@leak.test \u00fc", "X-Note: \u00fc [EMAIL_ADDRESS 1] \u00fc"],
  ])("D16 %s", async (_name, header, expected) => {
    const { text } = await attach(withHead(header, "", "hi"));
    expect(text).toBe(withHead(expected, "", "hi"));
  });

  it("keeps the other recipients of a copy that the policy keeps", async () => {
    const mail = withHead("Cc: a@leak.test, b@leak.test,\r\n c@leak.test", "", "hi");
    const document = readMail(Buffer.from(mail), defaultHttpLimits);
    const entries = Array.from({ length: document.size }, (_none, node) => node).filter((node) =>
      document.isCopy(node),
    );
    const without = (...gone: number[]): string =>
      /Cc: ([^X]*?)\r\n\r\n/.exec(
        document.write(gone.map((at) => ({ remove: entries[at] ?? -1 }))).toString(),
      )?.[1] ?? "none";
    expect([
      without(0),
      without(1),
      without(2),
      without(0, 1),
      without(1, 2),
      without(0, 2),
      without(0, 1, 2),
    ]).toEqual([
      "b@leak.test,\r\n c@leak.test",
      "a@leak.test, c@leak.test",
      "a@leak.test, b@leak.test",
      "c@leak.test",
      "a@leak.test",
      "b@leak.test",
      "none",
    ]);
  });
});

const qp = "Content-Transfer-Encoding: quoted-printable";
const base64 = "Content-Transfer-Encoding: base64";
const plain = "Content-Type: text/plain; charset=utf-8";

describe("D16 bodies", () => {
  it.each([
    ["7bit", [plain], "write jane@leak.test\r\nbye", "write [EMAIL_ADDRESS 1]\r\nbye"],
    [
      "quoted-printable",
      [plain, qp],
      "write jane=40leak.test =\r\nbye=20",
      "write [EMAIL_ADDRESS 1] =\r\nbye=20",
    ],
    ["a soft break", [plain, qp], "write jane@le=\r\nak.test =C3=BC", "write [EMAIL_ADDRESS 1] =C3=BC"],
    ["a soft break with LF", [plain, qp], "write jane@le=\nak.test", "write [EMAIL_ADDRESS 1]"],
    [
      "latin1 in quoted-printable",
      ["Content-Type: text/plain; charset=iso-8859-1", qp],
      "=FCber jane@leak.test =80",
      "=FCber [EMAIL_ADDRESS 1] =80",
    ],
    [
      "windows-1252",
      ["Content-Type: text/plain; charset=windows-1252", "Content-Transfer-Encoding: 8bit"],
      "\x93jane@leak.test\x94",
      "\x93[EMAIL_ADDRESS 1]\x94",
    ],
    ["base64", [plain, base64], b64("write jane@leak.test"), b64("write [EMAIL_ADDRESS 1]")],
    [
      "html",
      ["Content-Type: text/html; charset=utf-8"],
      "<p>jane&#64;leak<b>.test</b></p>",
      "<p>[EMAIL_ADDRESS 1]<b></b></p>",
    ],
    [
      "flowed",
      ["Content-Type: text/plain; format=flowed"],
      "call +44 7700 \r\n900123 now",
      "call [PHONE_NUMBER 1] now",
    ],
    [
      "flowed with delsp",
      ["Content-Type: text/plain; format=flowed; delsp=yes"],
      "jane@le \r\nak.test",
      "[EMAIL_ADDRESS 1]",
    ],
    [
      "gbk",
      ["Content-Type: text/plain; charset=gb2312", "Content-Transfer-Encoding: 8bit"],
      "\xc4\xe3 jane@leak.test \xba\xc3",
      "\xc4\xe3 [EMAIL_ADDRESS 1] \xba\xc3",
    ],
  ])("D16 %s", async (_name, headers, body, expected) => {
    const { text } = await attach(withHead(...headers, "", body));
    expect(text).toBe(withHead(...headers, "", expected));
  });

  it("keeps lines of quoted-printable within their length", async () => {
    const line = `${"x".repeat(40)} jane@leak.test ${"y".repeat(18)}`;
    const { text } = await attach(withHead(plain, qp, "", line));
    const body = text.slice(text.indexOf("\r\n\r\n") + 4);
    expect(body.split("\r\n").every((one) => one.length <= 76)).toBe(true);
    expect(body.replaceAll("=\r\n", "")).toBe(line.replace("jane@leak.test", "[EMAIL_ADDRESS 1]"));
  });

  it("keeps lines of base64 as long as they were", async () => {
    const words = `${"nothing here ".repeat(30)}jane@leak.test`;
    const lines = (b64(words).match(/.{1,60}/g) ?? []).join("\r\n");
    const { text } = await attach(withHead(plain, base64, "", lines));
    const body = text.slice(text.indexOf("\r\n\r\n") + 4).split("\r\n");
    expect(body.slice(0, -1).every((line) => line.length === 60)).toBe(true);
    expect(Buffer.from(body.join(""), "base64").toString()).toContain("[EMAIL_ADDRESS 1]");
  });
});

const mixed = (...parts: readonly (readonly string[])[]): string =>
  withHead(
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="b1"',
    "",
    ...parts.flatMap((part) => ["--b1", ...part]),
    "--b1--",
    "",
  );

describe("D16 parts", () => {
  it("masks in every part and keeps the bytes of the others", async () => {
    const csv = "name;phone\nJane;+44 7700 900123\n";
    const mail = mixed(
      [plain, "", "nothing"],
      [plain, "", "jane@leak.test"],
      [
        `Content-Type: text/csv; name="${"c@leak.test.csv"}"`,
        base64,
        'Content-Disposition: attachment; filename="c@leak.test.csv"',
        "",
        b64(csv),
      ],
    );
    const { out, text } = await attach(mail);
    expect(text).toContain("--b1\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nnothing\r\n--b1\r\n");
    expect(text).toMatch(/filename="\[EMAIL_ADDRESS 2\]\.csv"/);
    const told = [...toldByPython([out]), await toldByPostalMime(out)].join("\n");
    expect(told).toContain("PHONE_NUMBER");
    expect(told).not.toMatch(/jane@leak|c@leak|900123/);
  });

  it("reads names of RFC 2231 and keeps their extension", async () => {
    const part = [
      "Content-Type: application/pdf; name*0*=utf-8''jane%40; name*1=leak.test.pdf",
      "Content-Disposition: attachment; filename*=utf-8''r%C3%A9sum%C3%A9%20jane%40leak.test.pdf",
      base64,
      "",
      b64("plain text all the same"),
    ];
    const { text } = await attach(mixed(part));
    expect(text).toContain("name*0*=utf-8''%5BEMAIL_ADDRESS%201%5D.pdf\r\n");
    expect(text).toContain("filename*=utf-8''r%C3%A9sum%C3%A9%20%5BEMAIL_ADDRESS%201%5D.pdf\r\n");
  });

  it("opens mails in mails, in clear and in base64", async () => {
    const inner = crlf(["From: Jane <jane@leak.test>", "Subject: x", qp, "", "call =2B44 7700 900123"]);
    const mail = mixed(
      ["Content-Type: message/rfc822", "", inner],
      ["Content-Type: message/rfc822", base64, "", b64(inner)],
    );
    const { text } = await attach(mail);
    const again = Buffer.from(/\r\n\r\n([\w+/=\r\n]+)\r\n--b1--/.exec(text)?.[1] ?? "", "base64").toString();
    for (const told of [text, again])
      expect(told).toMatch(/From: \[PERSON 1\] <\[EMAIL_ADDRESS 1\]>[\s\S]*call \[PHONE_NUMBER 1\]/);
  });

  it("drops preamble and epilogue when anything is written", async () => {
    const loose = (body: string): string =>
      withHead(
        'Content-Type: multipart/mixed; boundary="b1"',
        "",
        "This is a mail in MIME.",
        "--b1",
        "",
        body,
        "--b1--",
        "end",
      );
    const clean = await attach(loose("hello"));
    expect(clean.same).toBe(true);
    const { text } = await attach(loose("jane@leak.test"));
    expect(text).toBe(
      withHead(
        'Content-Type: multipart/mixed; boundary="b1"',
        "",
        "--b1",
        "",
        "[EMAIL_ADDRESS 1]",
        "--b1--",
        "",
      ),
    );
    const hidden = await attach(loose("hello").replace("This is", "jane@leak.test"));
    expect(hidden.text).not.toContain("jane");
  });

  it("drops a signature of what it no longer signs", async () => {
    const signed = (body: string): string =>
      withHead(
        'Content-Type: multipart/signed; protocol="application/pgp-signature"; boundary=b1',
        "",
        "--b1",
        plain,
        "",
        body,
        "--b1",
        "Content-Type: application/pgp-signature; name=signature.asc",
        "",
        "-----BEGIN PGP SIGNATURE-----",
        "",
        b64("some packets of a signature"),
        "-----END PGP SIGNATURE-----",
        "--b1--",
        "",
      );
    expect((await attach(signed("hello"))).same).toBe(true);
    const { out, text } = await attach(signed("jane@leak.test"));
    expect(text).not.toMatch(/SIGNATURE-----|multipart\/signed/);
    expect(toldByPython([out]).join("")).toContain("[EMAIL_ADDRESS 1]");
    const named = signed("hello").replace(b64("some packets of a signature"), b64("by jane@leak.test !"));
    expect((await attach(named)).text).not.toContain("SIGNATURE-----");
  });
});

describe("mails that are not read", () => {
  it.each([
    ["two types", withHead(plain, plain, "", "x")],
    [
      "two boundaries",
      withHead("Content-Type: multipart/mixed; boundary=a; boundary=b", "", "--a", "", "x", "--a--"),
    ],
    [
      "a boundary twice spelled",
      withHead("Content-Type: multipart/mixed; boundary=a; boundary*=utf-8''b", "", "--a", "", "x", "--a--"),
    ],
    ["no boundary", withHead("Content-Type: multipart/mixed", "", "x")],
    ["no closing boundary", withHead("Content-Type: multipart/mixed; boundary=a", "", "--a", "", "x")],
    [
      "a line that begins like the boundary",
      withHead("Content-Type: multipart/mixed; boundary=a", "", "--a", "", "--ab", "--a--"),
    ],
    ["NUL", withHead("", "a\0b")],
    ["bare CR", withHead("", "a\rb")],
    ["bare CR in a header", withHead("X-A: b\rBcc: c", "", "x")],
    ["a header without colon", withHead("hello", "", "x")],
    ["unknown encoding", withHead("Content-Transfer-Encoding: x-uuencode", "", "x")],
    ["base64 with more behind it", withHead(plain, base64, "", "aGVsbG8=aGVsbG8=")],
    ["base64 with signs of its own", withHead(plain, base64, "", "aGVs*bG8")],
    ["an encoded word that a letter follows", withHead("X-A: =?utf-8?B?amFuZUBsZWFrLnRlc3Q=?=then", "", "x")],
    [
      "a quoted pair in an encoded word",
      withHead('From: "=?utf-8?Q?jane@leak=\\2Etest?=" <a@b.test>', "", "x"),
    ],
    ["an encoded multipart", withHead("Content-Type: multipart/mixed; boundary=a", base64, "", "LS1h")],
  ])("mail_malformed: %s", (_name, mail) => {
    expect(codeOf(mail)).toBe("mail_malformed");
  });

  it.each([
    ["utf-7", withHead("Content-Type: text/plain; charset=utf-7", "", "x"), "charset_unsupported"],
    ["utf-7 in a word", withHead("X-A: =?utf-7?Q?x?=", "", "x"), "charset_unsupported"],
    [
      "encrypted",
      withHead("Content-Type: multipart/encrypted; boundary=a", "", "x"),
      "attachment_unscannable",
    ],
    [
      "S/MIME",
      withHead("Content-Type: application/pkcs7-mime; name=smime.p7m", base64, "", "MIIB"),
      "attachment_unscannable",
    ],
    ["a uuencoded block", withHead("", "begin 644 a.txt", "#0V%T", "`", "end"), "attachment_unscannable"],
  ])("%s", (_name, mail, code) => {
    expect(codeOf(mail)).toBe(code);
  });

  it("a malformed one with a name in pieces is not taken for plain text", async () => {
    const head = withHead("Content-Type: text/plain", "Content-Type: text/html");
    const pieces = 'Content-Disposition: attachment; filename*0="jane"; filename*1="@leak.test"';
    await expect(attach(crlf([head, pieces, "", "x"]))).rejects.toThrow(AppError);
  });

  it("counts parts and depth", () => {
    const many = mixed(...Array.from({ length: 101 }, () => ["", "x"]));
    expect(codeOf(many)).toBe("body_too_large");
    const nest = (depth: number): readonly string[] =>
      depth === 0
        ? ["", "x"]
        : [
            `Content-Type: multipart/mixed; boundary=n${String(depth)}`,
            "",
            `--n${String(depth)}`,
            ...nest(depth - 1),
            `--n${String(depth)}--`,
          ];
    expect([codeOf(withHead(...nest(4))), codeOf(withHead(...nest(5)))]).toEqual([
      "read",
      "attachment_unscannable",
    ]);
  });
});
