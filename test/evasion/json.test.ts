/* Evasion cases, section C: JSON that a value walk or a raw regex would miss, through the proxy. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCanaries, type Canaries } from "../support/canary.js";
import { cpuMs } from "../support/cpu.js";
import { startProbe, type Probe } from "../support/probe.js";
import { anyLabel } from "../support/redactor.js";

let probe: Probe;
let strict: Probe;

beforeAll(async () => {
  probe = await startProbe();
  strict = await startProbe({ config: { preset: "strict" }, keyed: true });
});

afterAll(async () => {
  await probe.close();
  await strict.close();
});

let serial = 0;
const every = new RegExp(anyLabel, "g");
const quoted = (text: string): string => JSON.stringify(text);
const unicode = (text: string): string =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
const digits = (phone: string): string => phone.replace(/\D/g, "");

/** Row id, body, and the body as it must be forwarded (`#` stands for a label). */
type Masked = readonly [string, (c: Canaries) => string, string | ((c: Canaries) => string)];

const masked: readonly Masked[] = [
  ["C01 duplicate key, first holds it", (c) => `{"c":"${c.mail}","c":"x"}`, `{"c":"#","c":"x"}`],
  ["C01 duplicate key, last holds it", (c) => `{"c":"x","c":"${c.mail}"}`, `{"c":"x","c":"#"}`],
  [
    "C02 duplicate key by escape",
    (c) => `{"c":"${c.mail}","\\u0063":"${c.mail}"}`,
    `{"c":"#","\\u0063":"#"}`,
  ],
  ["C03 object key", (c) => `{"${c.mail}":1}`, `{"#":1}`],
  ["C03 object key in escapes", (c) => `{"${unicode(c.mail)}":{"a":1}}`, `{"#":{"a":1}}`],
  [
    "C04 phone as a number, by its key (ruling: a string)",
    (c) => `{"phone":${digits(c.phone)}}`,
    `{"phone":"#"}`,
  ],
  [
    "C04 phone as a number in a list, by the key of the list",
    (c) => `{"phones":[${digits(c.phone)}]}`,
    `{"phones":["#"]}`,
  ],
  [
    "C05 phone with exponent",
    (c) => `{"phone":${digits(c.phone).replace(/^(\d)(\d+)$/, "$1.$2e11")}}`,
    `{"phone":"#"}`,
  ],
  ["C05 phone with fraction", (c) => `{"phone":${digits(c.phone)}.0}`, `{"phone":"#"}`],
  ["C06 escaped at sign", (c) => `{"c":"${c.mail.replace("@", "\\u0040")}"}`, `{"c":"#"}`],
  ["C06 escaped letters", (c) => `{"c":"${unicode(c.mail)}"}`, `{"c":"#"}`],
  ["C06 escaped slashes", (c) => `{"c":"https:\\/\\/${c.ip}\\/x"}`, `{"c":"https:\\/\\/#\\/x"}`],
  ["C08 bare string", (c) => `"${c.mail}"`, `"#"`],
  ["C08 bare string in blanks", (c) => `\n "${c.mail}"\t`, `\n "#"\t`],
  [
    "C19 neighbours that need escapes",
    (c) => `{"c":"\\"${c.mail}\\"\\\\\\u2028\u2028\u2029\\n<"}`,
    `{"c":"\\"#\\"\\\\\\u2028\u2028\u2029\\n<"}`,
  ],
];

describe("C masked", () => {
  it.each(masked)("%s", async (_id, body, expected) => {
    const canaries = createCanaries(serial++);
    const sent = await probe.post(body(canaries), { target: "POST /api/v2/other" });
    expect(sent.status).toBe(201);
    expect(sent.forwarded.replace(every, "#")).toBe(expected);
    expect(sent.verdict).toMatch(/^redact;/);
    expect(
      sent.leaks([...canaries.used, ...canaries.used.filter((one) => one.startsWith("+")).map(digits)]),
    ).toEqual([]);
  });

  it("C07 JSON in a JSON string, three levels", async () => {
    const canaries = createCanaries(serial++);
    const level3 = `{"d":"mail ${canaries.mail.replace("@", "\\u0040")} now","n":12345678901234567890}`;
    const level2 = `{"c":${quoted(level3)}}`;
    const level1 = `{"b":${quoted(level2)}}`;
    const { forwarded, leaks } = await probe.post(level1);
    const out = JSON.parse(forwarded) as { b: string };
    const inner = JSON.parse(out.b) as { c: string };
    expect(inner.c).toBe(`{"d":"mail [EMAIL_ADDRESS 1] now","n":12345678901234567890}`);
    expect(leaks(canaries.used)).toEqual([]);
  });

  it("C07 JSON in a JSON string, deeper than grammars are followed: the spelling is still read", async () => {
    const canaries = createCanaries(serial++);
    let body = `{"d":"mail ${canaries.mail} now"}`;
    for (let level = 0; level < 6; level++) body = `{"c":${quoted(body)}}`;
    const { forwarded, leaks } = await probe.post(body);
    expect(leaks(canaries.used)).toEqual([]);
    let read: unknown = forwarded;
    for (let level = 0; level < 6; level++) read = (JSON.parse(String(read)) as { c: string }).c;
    expect(JSON.parse(String(read))).toEqual({ d: "mail [EMAIL_ADDRESS 1] now" });
  });

  it("C15 NDJSON under its own type: each line is read", async () => {
    const canaries = createCanaries(serial++);
    const { forwarded, leaks } = await probe.post(
      `{"a":"${canaries.mail}"}\r\n\n{"b":[1.10,"${canaries.ip}"]}\n7`,
      {
        headers: ["Content-Type: application/x-ndjson"],
      },
    );
    expect(forwarded.replace(every, "#")).toBe(`{"a":"#"}\r\n\n{"b":[1.10,"#"]}\n7`);
    expect(leaks(canaries.used)).toEqual([]);
  });
});

const passed: readonly [string, string][] = [
  ["C08 number", "42"],
  ["C08 null", "null"],
  ["C09 numbers as written", `{"a":12345678901234567890,"b":1.10,"c":-0,"d":1e400}`],
  ["C10 lone surrogate", `{"a":"\\ud800 x"}`],
  ["C10 lone low surrogate", `{"a":"\\udc00","\\uDC00":"\\ud800\\ud800"}`],
  ["C13 prototype keys", `{"__proto__":{"x":1},"constructor":{"prototype":{}}}`],
  ["C18 odd whitespace, order and escapes", ` {\r\n\t"z" : [ 1 ,2 ] , "a":"\\u0041\\/\\u00e9é" }\n`],
];

describe("C passed byte-identical", () => {
  it.each(passed)("%s", async (_id, body) => {
    const { status, forwarded, verdict } = await probe.post(body);
    expect([status, forwarded]).toEqual([201, body]);
    expect(verdict).toMatch(/^pass;/);
    expect(({} as { x?: number }).x).toBeUndefined();
  });
});

const list = (items: number, item: (at: number) => string): string =>
  Array.from({ length: items }, (_, at) => item(at)).join(",");

/** Row id, body with the row's address, code. */
const refused: readonly [string, (mail: string) => string, string][] = [
  ["C11 depth 201", (mail) => `${"[".repeat(201)}"${mail}"${"]".repeat(201)}`, "json_depth"],
  ["C11 depth 600", (mail) => `${"[".repeat(600)}"${mail}"${"]".repeat(600)}`, "json_depth"],
  ["C11 depth 5,000", (mail) => `${'{"a":'.repeat(5000)}"${mail}"${"}".repeat(5000)}`, "json_depth"],
  ["C11 depth 1,000,000", () => "[".repeat(1_000_000), "json_depth"],
  [
    "C12 many empty objects",
    (mail) => `{${list(120_000, (at) => `"k${String(at)}":{}`)},"m":"${mail}"}`,
    "json_too_complex",
  ],
  [
    "C12 150,000 keys",
    (mail) => `{${list(150_000, (at) => `"k${String(at)}":1`)},"m":"${mail}"}`,
    "json_too_complex",
  ],
  ["C12 1,000,000 items", (mail) => `["${mail}",${"0,".repeat(1_000_000)}0]`, "json_too_complex"],
  ["C14 trailing comma", (mail) => `{"a":"${mail}",}`, "json_syntax"],
  ["C14 comment", (mail) => `{"a":1}//${mail}`, "json_syntax"],
  ["C14 comment inside", (mail) => `{/*${mail}*/"a":1}`, "json_syntax"],
  ["C14 single quotes", (mail) => `{'a':'${mail}'}`, "json_syntax"],
  ["C14 no quotes", (mail) => `{a:"${mail}"}`, "json_syntax"],
  ["C14 NaN", (mail) => `{"a":NaN,"b":"${mail}"}`, "json_syntax"],
  ["C14 Infinity", (mail) => `{"a":-Infinity,"b":"${mail}"}`, "json_syntax"],
  ["C14 hex", (mail) => `{"a":0x1,"b":"${mail}"}`, "json_syntax"],
  ["C14 leading plus", (mail) => `{"a":+1,"b":"${mail}"}`, "json_syntax"],
  ["C14 leading zero", (mail) => `{"a":01,"b":"${mail}"}`, "json_syntax"],
  ["C14 BOM in the middle", (mail) => `{"a":\ufeff"${mail}"}`, "json_syntax"],
  ["C14 garbage behind", (mail) => `{"a":1} ${mail}`, "json_syntax"],
  ["C14 two values", (mail) => `{"a":1}{"b":"${mail}"}`, "json_syntax"],
  ["C15 NDJSON as JSON", (mail) => `{"a":1}\n{"b":"${mail}"}\n`, "json_syntax"],
  ["C16 string over the limit", (mail) => `"${"x".repeat(1024 * 1024)}${mail}"`, "string_too_large"],
  ["C16 string of 5 MB", (mail) => `"${"x".repeat(5_000_000)}${mail}"`, "body_too_large"],
  ["C17 raw control character", (mail) => `{"a":"${mail}\u0001"}`, "json_syntax"],
  ["C17 raw line break", (mail) => `{"a":"${mail}\n"}`, "json_syntax"],
];

describe("C refused", () => {
  it.each(refused)("%s", async (_id, body, code) => {
    const canaries = createCanaries(serial++);
    const from = cpuMs();
    const sent = await probe.post(body(canaries.mail));
    expect(sent.reason).toBe(code);
    expect(sent.received).toEqual([]);
    expect(cpuMs() - from).toBeLessThan(3000);
    expect(sent.leaks(canaries.used)).toEqual([]);
  });

  it.each([
    ["C01 in strict", (mail: string) => `{"c":"${mail}","c":"x"}`],
    ["C02 in strict", (mail: string) => `{"c":"x","\\u0063":"${mail}"}`],
  ])("%s", async (_id, body) => {
    const canaries = createCanaries(serial++);
    const sent = await strict.post(body(canaries.mail));
    expect([sent.status, sent.reason, sent.received]).toEqual([400, "json_duplicate_key", []]);
    expect(sent.leaks(canaries.used)).toEqual([]);
  });
});

describe("C20 a label longer than what the desk takes in a field", () => {
  const subjectOf = (forwarded: string): string =>
    (JSON.parse(forwarded) as { ticket: { subject: string } }).ticket.subject;

  it("C20 a subject that has room gets labels", async () => {
    const canaries = createCanaries(serial++);
    const subject = `${"x".repeat(100)} ${canaries.mail}`;
    const sent = await probe.post(JSON.stringify({ ticket: { subject } }));
    expect(subjectOf(sent.forwarded)).toBe(`${"x".repeat(100)} [EMAIL_ADDRESS 1]`);
  });

  it("C20 a subject that would be longer than the desk's 150 gets stars", async () => {
    const canaries = createCanaries(serial++);
    const words = "x".repeat(148 - canaries.mail.length - canaries.ip.length);
    const subject = `${words} ${canaries.mail} ${canaries.ip}`;
    expect(subject).toHaveLength(150);
    const body = JSON.stringify({ ticket: { subject, comment: { body: canaries.mail } } });
    const { status, forwarded, leaks } = await probe.post(body);
    expect(status).toBe(201);
    expect(subjectOf(forwarded)).toBe(`${words} *** ***`);
    expect(forwarded).toContain(`{"body":"[EMAIL_ADDRESS 1]"}`);
    expect(leaks(canaries.used)).toEqual([]);
  });
});
