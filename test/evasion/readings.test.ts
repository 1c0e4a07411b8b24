/* Evasion cases, section F: encodings and markup inside text. What they spell is masked exactly, all else stays as it is. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  base64,
  base64url,
  hex,
  hexEscapes,
  jsonEscapes,
  leftOfHtml,
  leftOfJson,
  leftOfText,
  markdown,
  quotedPrintable,
  unmark,
  wrappedAt,
} from "../support/readings.js";

const mail = "jane.roe@leak.test";
const phone = "+44 7700 900123";
const ip = "203.0.113.77";
const password = "Elm8tree!x9";
const account = "DE89 3704 0044 0532 0130 00";
const card = "4111 1111 1111 1111";
const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const prose = `Dear all, please write to ${mail} or call us, thank you very much for it. `;
const jwt = [
  base64url('{"alg":"HS256","typ":"JWT"}'),
  base64url(`{"sub":"1234567890","email":"${mail}","iat":1516239022}`),
  base64url("0123456789abcdefghijklmnopqrstuv"),
].join(".");
const long = "the new key for the deployment that you have been asking for: ";

/** Row id, and the text with [[marks]] round what must be replaced. */
type Row = readonly [string, string];

const values: readonly (readonly [string, string])[] = [
  ["an address", mail],
  ["a phone", phone],
  ["an IP", ip],
  ["an account", account],
  ["a card", card],
  ["a token", token],
];

const quotedPrintables: readonly Row[] = [
  ...values.map(([name, value]): Row => [
    `F10 quoted-printable: ${name}`,
    `it is [[${quotedPrintable(value)}]] now`,
  ]),
  ["F10 quoted-printable: the sign alone", "write [[jane=40leak.test]] now"],
  ["F10 soft break", "write [[jane@le=\r\nak.test]] now"],
  ["F10 soft break, LF", "write [[jane@le=\nak.test]] now"],
  ["F10 soft break behind blanks", "write [[jane@le= \nak.test]] now"],
  ["F10 soft break in a phone", "call [[+44 7700 90=\n0123]] now"],
  ["F10 soft break in an IP", "host [[203.0.1=\n13.77]] now"],
  ["F10 soft break in a token", `token [[${token.slice(0, 20)}=\n${token.slice(20)}]] now`],
  ["F10 soft break in a quoted line", "> write [[jane@le=\n> ak.test]] now"],
  ["F10 password behind a spelled label", `Password=3A [[${password}]] now`],
  ["F10 password beyond ASCII", "Passwort: [[Gr=C3=BCn7!Elm8x]] now"],
  ["F10 sign in a password", "password: [[Elm8=3Dtree!x]] now"],
  [
    "F10 a mail body",
    `Hello,=0D=0Amy number is [[+44 7700=20900123]] and =\nthe server =\n[[203=2E0=2E113=2E77]]=20is down.=0D=0AM=C3=BCller`,
  ],
];

const encoders: readonly (readonly [string, (text: string) => string])[] = [
  ["base64", base64],
  ["base64url", base64url],
  ["hex", hex],
  ["hex in capitals", (text) => hex(text).toUpperCase()],
];

const tokens: readonly Row[] = [
  ...encoders.flatMap(([how, encode]) =>
    [...values, ["a password", `password: ${password}`] as const, ["a sentence", prose] as const].map(
      ([name, value]): Row => [`F14 ${how}: ${name}`, `see [[${encode(value)}]] now`],
    ),
  ),
  ["F14 base64 twice", `see [[${base64(base64(mail))}]] now`],
  ["F14 base64 three times", `see [[${base64(base64(base64(mail)))}]] now`],
  ["F14 hex of base64", `see [[${hex(base64(mail))}]] now`],
  ["F14 base64 of hex", `see [[${base64(hex(phone))}]] now`],
  ["F14 base64 of percent signs", `see [[${base64("mail=jane%40leak.test&x=1")}]] now`],
  ["F14 base64 of JSON with escapes", `see [[${base64('{"mail":"jane\\u0040leak.test"}')}]] now`],
  ["F14 base64 of HTML", `see [[${base64("<p>jane&#64;leak.test</p>")}]] now`],
  ["F14 behind 0x", `see 0x[[${hex(mail)}]] now`],
  ["F14 basic credentials", `Authorization: Basic [[${base64(`jane:${password}`)}]]`],
  ["F14 basic credentials without a password", `Authorization: Basic [[${base64(mail)}]]`],
  ["F14 payload of a JSON web token", `payload [[${base64url(`{"email":"${mail}"}`)}]] now`],
  ["F14 JSON web token", `jwt [[${jwt}]] now`],
  ["F14 in a query", `https://x.example/?q=[[${base64url(mail)}]]&x=1`],
  ["F14 in a path", `https://x.example/u/[[${base64url(mail)}]]/edit`],
  ["F14 in an encoded word", `Subject: =?utf-8?B?[[${base64(`for ${mail}`)}]]?=`],
  ["F14 two in a line", `from [[${base64(mail)}]] to [[${base64("bob@leak.test")}]] ok`],
  ["F14 behind a label", `my card is [[${base64("4111111111111111")}]]`],
  ["F14 a body of 76 columns", `body:\n\n[[${wrappedAt(76)(base64(prose.repeat(3)))}]]\n\nend`],
  [
    "F14 a body of 76 columns, quoted",
    `> body:\n> [[${wrappedAt(76, "> ")(base64(prose.repeat(3)))}]]\n>\n> end`,
  ],
  ["F14 in a data URL of text", `data:text/plain;base64,[[${base64(prose)}]] here`],
  ["F16 gzip in base64", `dump [[${gzipSync(prose.repeat(4)).toString("base64")}]] here`],
];

const escapes: readonly Row[] = [
  ...values.flatMap(([name, value]): Row[] => [
    [`F13 JSON escapes: ${name}`, `it is "[[${jsonEscapes(value)}]]" now`],
    [`F13 hex escapes: ${name}`, `it is "[[${hexEscapes(value)}]]" now`],
  ]),
  ["F13 sixteens", "write [[jane\\u0040leak.test]] now"],
  ["F13 braces", "write [[jane\\u{40}leak.test]] now"],
  ["F13 two sixteens", "write [[jane\\x40leak.test]] now"],
  ["F13 eights", "write [[jane\\100leak.test]] now"],
  ["F13 letters too", "write [[\\u006a\\u0061ne@leak.test]] now"],
  ["F13 JSON in text", 'Request was {"email":"[[jane\\u0040leak.test]]","x":1} and failed'],
  [
    "F13 escaped JSON in text",
    `body {\\"email\\":\\"[[${mail}]]\\",\\"password\\":\\"[[${password}]]\\"} end`,
  ],
  [
    "F13 JSON escaped twice",
    `body {\\\\\\"email\\\\\\":\\\\\\"[[jane\\\\u0040leak.test]]\\\\\\",\\\\\\"password\\\\\\":\\\\\\"[[${password}]]\\\\\\"} end`,
  ],
  [
    "F13 line breaks as escapes",
    `log "Hi,\\nmail: [[${mail}]]\\npassword: [[${password}]]\\nphone: [[${phone}]]\\nThanks"`,
  ],
  ["F13 label and value over an escaped break", `log "user root\\npassword [[${password}]]\\r\\nThanks"`],
];

const marks: readonly Row[] = [
  ...values.map(([name, value]): Row => [`F09 backslashes: ${name}`, `it is [[${markdown(value)}]] now`]),
  ["F09 the sign alone", "write [[jane\\@leak.test]] now"],
  ["F09 underscore", "write [[jane\\_roe@leak\\.test]] now"],
  ["F09 bold within a label", `**pass**word: [[${password}]]`],
  ["F09 bold label", `**Password:** [[${password}]] end`],
  ["F09 bold label and value", `**Password**: **[[${password}]]** end`],
  ["F09 bold within an address", "write [[jane@**leak**.test]] now"],
  ["F09 bold within an IP", "host [[203.0.**113**.77]] now"],
  ["F09 struck out sign", "write [[jane~~@~~leak.test]] now"],
  ["F09 code", `write \`[[${mail}]]\` now`],
  ["F09 password in code", `password: \`[[${password}]]\` now`],
  ["F09 code on both sides of the sign", "write `[[jane`@`leak.test]]` now"],
  ["F09 code fence", `\`\`\`\nssh root@[[${ip}]]\n\`\`\``],
  ["F09 table", `| mail | id |\n|---|---|\n| [[${mail}]] | 7 |\n\n| Password | [[${password}]] |`],
  ["F09 reference links", `see [mail](mailto:[[${mail}]]) and [me][1]\n\n[1]: mailto:[[bob@leak.test]]`],
  ["F09 autolink", `see <[[${mail}]]> now`],
  ["F09 footnote", `text[^1]\n\n[^1]: [[${mail}]]`],
];

const lines: readonly Row[] = [
  ["F10 quoted address", "> write [[jane@le\n> ak.test]] now"],
  ["F10 quoted address, CRLF", "> write [[jane@le\r\n> ak.test]] now"],
  ["F10 quoted before the sign", "> write [[jane\n> @leak.test]] now"],
  ["F10 quoted behind the sign", "> write [[jane@\n> leak.test]] now"],
  ["F10 quoted behind the dot", "> write [[jane@leak.\n> test]] now"],
  ["F10 quoted before the dot", "> write [[jane@leak\n> .test]] now"],
  ["F10 quoted twice", ">> write [[jane@le\n>> ak.test]] now"],
  ["F10 quoted twice, blanks", "> > write [[jane@le\n> > ak.test]] now"],
  ["F10 wrapped address", "write [[jane@le\nak.test]] now"],
  ["F10 quoted account", "> IBAN [[DE89 3704 0044\n> 0532 0130 00]] ok"],
  ["F10 quoted account with letters", "> IBAN [[GB29 NWBK 6016\n> 1331 9268 19]] ok"],
  ["F10 wrapped account", "IBAN [[DE89 3704 0044\n0532 0130 00]] ok"],
  ["F10 quoted phone", "> call [[+44 7700\n> 900123]] ok"],
  ["F10 quoted card", "> card [[4111 1111\n> 1111 1111]] ok"],
  ["F10 quoted IP behind a dot", "> host [[203.0.\n> 113.77]] ok"],
  ["F10 quoted IP before a dot", "> host [[203.0.113\n> .77]] ok"],
  ["F10 quoted IP within a number", "> host [[203.0.1\n> 13.77]] ok"],
  ["F10 quoted label, value below", `> Password:\n> [[${password}]]\n> bye`],
  ["F10 quoted words, value below", `> my password is\n> [[${password}]] bye`],
  ["F10 wrapped token", `${long}[[${token.slice(0, 12)}\n${token.slice(12)}]] ok`],
  ["F10 quoted token", `> ${long}[[${token.slice(0, 12)}\n> ${token.slice(12)}]] ok`],
  ["F10 JSON web token of 76 columns", `[[${wrappedAt(76)(jwt)}]]\nok`],
  ["F10 format=flowed", `> please use the address [[${mail}]] \n> and thanks`],
  ["F10 signature", `Regards\n-- \nJ. R.\n[[${mail}]]\n[[${phone}]]`],
];

const rows = [...quotedPrintables, ...tokens, ...escapes, ...marks, ...lines];

describe("F masked, all else as it was", () => {
  it.each(rows)("%s", (_id, marked) => {
    const { text, left } = unmark(marked);
    expect(leftOfText(text)).toBe(left);
  });
});

describe("F masked in a JSON string", () => {
  it.each(rows)("%s", async (_id, marked) => {
    const { text, left } = unmark(marked);
    expect(await leftOfJson(text)).toBe(left);
  });
});

/** In HTML a line break is a blank, and what looks like a tag is written with references. */
const rowsForHtml = rows.filter(([, marked]) => !marked.includes("\n"));

describe("F masked in HTML", () => {
  it.each(rowsForHtml)("%s", (_id, marked) => {
    const { text, left } = unmark(marked);
    expect(leftOfHtml(text)).toBe(left);
  });
});
