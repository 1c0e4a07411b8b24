/* Evasion cases, section E: what the eye reads as an address, a number or a secret must be masked, exactly. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCanaries, type Canaries } from "../support/canary.js";
import { cpuMs } from "../support/cpu.js";
import { startProbe, type Probe, type Sent } from "../support/probe.js";
import { anyLabel } from "../support/redactor.js";

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});

afterAll(async () => {
  await probe.close();
});

let serial = 0;
const every = new RegExp(anyLabel, "g");
const chars = (...codes: number[]): string => String.fromCodePoint(...codes);
const hex = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

/** A comment on its way: what the desk got of it, labels as `#`. */
async function send(text: string): Promise<{ readonly out: string; readonly sent: Sent }> {
  const sent = await probe.post(JSON.stringify({ ticket: { comment: { body: text } } }));
  const { ticket } = JSON.parse(sent.forwarded) as { ticket: { comment: { body: string } } };
  return { out: ticket.comment.body.replace(every, "#"), sent };
}

const digitsFrom =
  (zero: number) =>
  (text: string): string =>
    text.replace(/\d/g, (digit) => chars(zero + Number(digit)));
const lettersFrom =
  (a: number) =>
  (text: string): string =>
    text.replace(/[a-z]/g, (letter) => chars(a + letter.charCodeAt(0) - 97));
const circled = (text: string): string =>
  text.replace(/\d/g, (digit) => (digit === "0" ? "⓪" : chars(0x245f + Number(digit))));
const superscript = (text: string): string =>
  text.replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? "");
const fullwidth = (text: string): string =>
  text.replace(/[\x21-\x7e]/g, (char) => chars(char.charCodeAt(0) + 0xfee0));
const struck = (text: string): string => text.replace(/[a-z\d]/g, (char) => `${char}\u0336`);
const inside = (text: string, filler: string): string =>
  text.replace(
    /^(..)(.*)@(..)/,
    (_all, first: string, rest: string, domain: string) => `${first}${filler}${rest}@${domain}${filler}`,
  );
const reversed = (text: string): string => [...text].reverse().join("");
const blanks = (phone: string, separator: string): string => phone.replaceAll(" ", separator);
const localOf = (mail: string): string => mail.split("@")[0] ?? "";
const octets = (ip: string): readonly number[] => ip.split(".").map(Number);
const dword = (ip: string): number => octets(ip).reduce((sum, octet) => sum * 256 + octet, 0);

/** Row id and the spelling that must be replaced as a whole, made of the row's own values. */
type Row = readonly [string, (c: Canaries) => string];

const signs: readonly Row[] = [
  ["E01 fullwidth at sign", (c) => c.mail.replace("@", "＠")],
  ["E01 small at sign", (c) => c.mail.replace("@", "﹫")],
  ...[0x3002, 0xff61, 0x2024, 0xff0e, 0xfe52].flatMap((code): Row[] => [
    [`E02 dot ${hex(code)} in an address`, (c) => c.mail.replace(".", chars(code))],
    [`E02 dot ${hex(code)} in an IP`, (c) => c.ip.replaceAll(".", chars(code))],
  ]),
];

const invisible: readonly Row[] = [
  ...[0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0xad, 0x34f, 0x180e].flatMap((code): Row[] => [
    [`E03 invisible ${hex(code)} in an address`, (c) => inside(c.mail, chars(code))],
    [`E03 invisible ${hex(code)} in a phone`, (c) => c.phone.replace("77", `7${chars(code)}7`)],
    [`E03 invisible ${hex(code)} in an IP`, (c) => c.ip.replace(".", `${chars(code)}.`)],
  ]),
  ...[0x115f, 0x3164, 0x2800].map((code): Row => [
    `E04 filler ${hex(code)}`,
    (c) => inside(c.mail, chars(code)),
  ]),
  ["E05 variation selector", (c) => inside(c.mail, "\ufe0f")],
  ["E05 supplementary variation selector", (c) => inside(c.mail, chars(0xe0100))],
  ["E05 a tag character inside", (c) => inside(c.mail, chars(0xe0078))],
  [
    "E05 the whole address in tag characters",
    (c) => [...c.mail].map((char) => chars(0xe0000 + char.charCodeAt(0))).join(""),
  ],
  ["E06 isolates inside", (c) => inside(c.mail, "\u2066").replace(".", "\u2069.")],
  ["E06 embeddings inside", (c) => inside(c.mail, "\u202a").replace(".", "\u202c.")],
  ["E15 NUL inside", (c) => inside(c.mail, "\u0000")],
  ["E15 NUL before the at sign", (c) => c.mail.replace("@", "\u0000@")],
  ...[0x01, 0x1f, 0x7f, 0x85].map((code): Row => [
    `E15 control ${hex(code)}`,
    (c) => inside(c.mail, chars(code)),
  ]),
];

const letters: readonly Row[] = [
  ["E07 Cyrillic look-alikes", (c) => c.mail.replace("c", "с").replace("e", "е").replace("a", "а")],
  ["E07 Greek look-alikes", (c) => c.mail.replace("e", "ε").replace("a", "α")],
  ["E07 Cyrillic top level", (c) => c.mail.replace("test", "tеst")],
  ["E08 Cyrillic in a cloud key's prefix", () => `\u0410KIA${"Q7XW2N5PJ4RT6YBM"}`],
  ["E08 Cyrillic in a version control token", () => `gh\u0440_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`],
  ["E08 Cyrillic in a payment key's prefix", () => `\u0455k_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`],
  ["E09 mathematical letters", (c) => lettersFrom(0x1d41a)(c.mail)],
  ["E09 circled letters", (c) => lettersFrom(0x24d0)(c.mail)],
  ["E09 fullwidth letters", (c) => fullwidth(c.mail)],
  ["E12 struck through", (c) => struck(c.mail)],
  ["E12 decomposed letter", (c) => c.mail.replace("c", "e\u0301")],
];

const numerals: readonly Row[] = [
  ...(
    [
      ["Arabic-Indic", 0x660],
      ["Persian", 0x6f0],
      ["Devanagari", 0x966],
      ["fullwidth", 0xff10],
      ["mathematical", 0x1d7ce],
    ] as const
  ).flatMap(([name, zero]): Row[] => [
    [`E10 ${name} digits in a phone`, (c) => digitsFrom(zero)(c.phone)],
    [`E10 ${name} digits in an IP`, (c) => digitsFrom(zero)(c.ip)],
  ]),
  ["E11 circled digits in an IP", (c) => circled(c.ip)],
  ["E11 circled digits, ideographic dots", (c) => circled(c.ip).replaceAll(".", "。")],
  ["E11 superscript digits in an IP", (c) => superscript(c.ip)],
  ["E11 circled digits in a phone", (c) => circled(c.phone)],
];

const separators: readonly Row[] = [
  ...[0xa0, 0x202f, 0x3000, 0x09, 0x0a].map((code): Row => [
    `E13 ${hex(code)} between groups`,
    (c) => blanks(c.phone, chars(code)),
  ]),
  ...[0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0xff0d].map((code): Row => [
    `E14 dash ${hex(code)} between groups`,
    (c) => blanks(c.phone, chars(code)),
  ]),
  ["E14 slashes", (c) => blanks(c.phone, "/")],
  ["E14 dots", (c) => blanks(c.phone, ".")],
  ["E14 middle dots", (c) => blanks(c.phone, "·")],
];

const written: readonly Row[] = [
  ["E16 bracketed words", (c) => c.mail.replace("@", " [at] ").replace(".", " [dot] ")],
  ["E16 parentheses", (c) => c.mail.replace("@", "(at)")],
  ["E16 parentheses twice", (c) => c.mail.replace("@", "(at)").replace(".", "(dot)")],
  ["E16 German at", (c) => c.mail.replace("@", " (ät) ")],
  ["E16 German monkey's tail", (c) => c.mail.replace("@", " (Klammeraffe) ").replace(".", " (Punkt) ")],
  ["E16 German monkey's tail, bare", (c) => c.mail.replace("@", " Klammeraffe ").replace(".", " Punkt ")],
  ["E17 blanks around the at sign", (c) => c.mail.replace("@", " @ ")],
  ["E19 quoted local part", (c) => c.mail.replace(localOf(c.mail), `"jane ${localOf(c.mail)}"`)],
  ["E19 comment", (c) => c.mail.replace("@", "(x)@")],
  ["E19 plus and dots", (c) => `j.d+${c.mail}`],
  ["E19 local part of 64", (c) => localOf(c.mail).padEnd(64, "j") + c.mail.slice(localOf(c.mail).length)],
  ["E19 address literal", (c) => `${localOf(c.mail)}@[${c.ip}]`],
  ["E19 single label", (c) => `${localOf(c.mail)}@localhost`],
  ["E20 internationalised address", () => `用户@例え${String(serial)}.jp`],
  ["E20 punycode", (c) => `${localOf(c.mail)}@xn--r8jz45g.jp`],
  ["E20 right to left", () => "مثال@مثال.test"],
];

const network: readonly Row[] = [
  [
    "E21 hex-dotted",
    (c) =>
      octets(c.ip)
        .map((octet) => `0x${octet.toString(16)}`)
        .join("."),
  ],
  ["E21 hex and decimal mixed", (c) => c.ip.replace(/^\d+/, (octet) => `0x${Number(octet).toString(16)}`)],
  ["E22 compressed", () => `2001:db8::${(0x1000 + serial).toString(16)}`],
  ["E22 full", () => `2001:0db8:0000:0000:0000:0000:0000:${(0x1000 + serial).toString(16)}`],
  ["E22 upper case", () => `2001:DB8:85A3::8A2E:370:${(0x1000 + serial).toString(16).toUpperCase()}`],
  ["E22 zone", () => `fe80::1ff:fe23:4567:${(0x1000 + serial).toString(16)}%eth0`],
  ["E22 mapped", (c) => `::ffff:${c.ip}`],
  ["E22 mapped in hex", () => `::ffff:cb00:${(0x7100 + serial).toString(16)}`],
];

describe("E masked as a whole", () => {
  const rows = [...signs, ...invisible, ...letters, ...numerals, ...separators, ...written, ...network];
  it.each(rows)("%s", async (_id, spell) => {
    const canaries = createCanaries(serial++);
    const spelling = spell(canaries);
    const { out, sent } = await send(`Hi 🙂 ${spelling} 👨‍👩‍👧 thanks`);
    expect(out).toBe("Hi 🙂 # 👨‍👩‍👧 thanks");
    expect(sent.leaks([spelling, ...canaries.used])).toEqual([]);
  });
});

/** Row id, text, what is left of it. */
const around: readonly (readonly [string, (c: Canaries) => string, string])[] = [
  ["E21 dword in a URL", (c) => `see http://${String(dword(c.ip))}/x now`, "see http://#/x now"],
  ["E21 hex dword in a URL", (c) => `see http://0x${dword(c.ip).toString(16)}/x now`, "see http://#/x now"],
  [
    "E21 short form in a URL",
    (c) =>
      `see http://${c.ip.replace(/(\d+)\.(\d+)$/, (_all, b: string, d: string) => String(Number(b) * 256 + Number(d)))}/x`,
    "see http://#/x",
  ],
  [
    "E22 brackets and port",
    () => `see [2001:db8::${(0x1000 + serial).toString(16)}]:8080 now`,
    "see [#]:8080 now",
  ],
  [
    "E22 in a URL",
    () => `see http://[2001:db8::${(0x1000 + serial).toString(16)}]:8080/x now`,
    "see http://[#]:8080/x now",
  ],
  [
    "E24 Turkish i, long s, sharp s, Kelvin",
    (c) => `İıſK ß İ PASSWORD: ${c.password} İ`,
    "İıſK ß İ PASSWORD: # İ",
  ],
  ["E24 long s in the keyword", (c) => `paſſword: ${c.password} İ`, "paſſword: # İ"],
  [
    "E08 two Cyrillic letters begin a label",
    (c) => `\u0420\u0430ssword: ${c.password} ok`,
    "\u0420\u0430ssword: # ok",
  ],
  ["E08 Cyrillic within a label", (c) => `p\u0430ssw\u043erd: ${c.password} ok`, "p\u0430ssw\u043erd: # ok"],
  ["E08 Greek within a label", (c) => `p\u03b1ssw\u03bfrd: ${c.password} ok`, "p\u03b1ssw\u03bfrd: # ok"],
  [
    "E06 typed backwards under an override",
    (c) => `see \u202e${reversed(c.mail)}\u202c ok`,
    "see \u202e#\u202c ok",
  ],
  ["E06 a phone typed backwards", (c) => `call \u202e${reversed(c.phone)}\u202c ok`, "call \u202e#\u202c ok"],
  ["E06 an IP typed backwards", (c) => `see \u202e${reversed(c.ip)}\u202c ok`, "see \u202e#\u202c ok"],
  ["E06 an address that is not", (c) => `see \u202e${c.mail}\u202c ok`, "see \u202e#\u202c ok"],
  [
    "E06 a part of what is overridden",
    (c) => `see \u202e won ${reversed(c.mail)} ees\u202c ok`,
    "see \u202e won # ees\u202c ok",
  ],
  ["E24 sharp s before", (c) => `Straße ß: password: ${c.password} ß`, "Straße ß: password: # ß"],
  ["E24 Kelvin in the value", (c) => `password: ${c.password}K end`, "password: # end"],
  ["E18 number words", () => "call +49 one five one two three four now", "call # now"],
  ["E25 surrogates right beside", (c) => `😀${c.mail}😀 and 😀${c.phone}😀`, "😀#😀 and 😀#😀"],
  ["E25 surrogates inside", (c) => `😀${inside(c.mail, chars(0xe0100))}😀`, "😀#😀"],
  ["E25 joined emoji beside", (c) => `👩‍👩‍👧${c.mail}👩‍👩‍👧`, "👩‍👩‍👧#👩‍👩‍👧"],
  ["E25 lone surrogates beside", (c) => `\ud800${c.mail}\udc00`, "\ud800#\udc00"],
];

describe("E masked, neighbours intact", () => {
  it.each(around)("%s", async (_id, text, expected) => {
    const canaries = createCanaries(serial++);
    const { out, sent } = await send(text(canaries));
    expect(out).toBe(expected);
    expect(sent.leaks(canaries.used)).toEqual([]);
  });
});

const passed: readonly [string, string][] = [
  ["E16 bare words are no address: the guard of N07", "jane at leak dot test"],
  ["E23 version", "please use version 1.2.3.4 of it"],
  ["E23 no such octet", "the value 999.1.1.1 is odd"],
];

describe("E passed", () => {
  it.each(passed)("%s", async (_id, text) => {
    const { out, sent } = await send(text);
    expect(out).toBe(text);
    expect(sent.verdict).toMatch(/^pass;/);
  });
});

/** Misses that are listed in docs/limits.md: a row that begins to pass leaves the list. */
const limits: readonly Row[] = [
  ["E18 vanity number (LIMIT)", () => "0800-FLOWERS"],
  ["E18 O for 0 (LIMIT)", (c) => c.phone.replaceAll("0", "O")],
  ["E18 l for 1 (LIMIT)", () => "+44 7700 9009l7"],
];

describe("E known misses", () => {
  it.each(limits)("%s", async (_id, spell) => {
    const text = `call ${spell(createCanaries(serial++))} now`;
    expect((await send(text)).out).toBe(text);
  });
});

describe("E26 pattern killers stay inside the time budget", () => {
  it.each(["a@", ".", "1-", '"', "'\"", "a@a.", "+(", "eyJ"])("E26 %s", async (unit) => {
    const from = cpuMs();
    const text = unit.repeat(Math.ceil((unit.includes('"') ? 400_000 : 1_000_000) / unit.length));
    const { status } = await probe.post(JSON.stringify({ ticket: { comment: { body: text } } }));
    expect([201, 503]).toContain(status);
    expect(cpuMs() - from).toBeLessThan(3000);
  });
});
