/* E26 for identifiers, hosts and places: through the engine, pattern-killer texts cost little and grow with their length. */

import { beforeAll, describe, expect, it } from "vitest";
import { createBudget } from "../../src/core/budget.js";
import { createEngine } from "../../src/detect/engine.js";
import { natives } from "../../src/detect/natives/index.js";
import { costOf, growthOf, leastCpu } from "../support/cpu.js";

const own = [
  "crypto-wallet",
  "date-of-birth",
  "hostname",
  "national-id",
  "postal-address",
  "url",
  "vat-number",
] as const;
const settings = { regions: [], ignoredIpClasses: [] };

const engineOf = (id: string) =>
  createEngine({ patterns: [], settings, disabled: Object.keys(natives).filter((name) => name !== id) });

const units = [
  "a.com",
  ".com",
  "a.com.",
  "a-",
  "x.com ",
  "://",
  "a://a",
  "http://a@",
  "http://a.b/",
  "https://((((",
  // Brackets that nothing opened are cut from the end of a URL one by one: that cost their square.
  `http://a/${")".repeat(4000)} `,
  "server a1-",
  "host ",
  "root@a",
  "a1 (10.1.1.1",
  "May  6 11:20:41 a",
  "[1]:",
  "vat 1",
  "vat ",
  "DE 1",
  "DE136695976",
  "GB 1 ",
  "ssn 1-",
  "ssn;",
  "ssn\n",
  "1-1-1;ssn;",
  "536-90-4399 ",
  "born 1.",
  "dob;",
  "dob\n1;",
  "geboren am 9. Mai ",
  "1990年5月",
  "生まれ",
  "Aa 1, 12345 Aa ",
  "Aa Aa ",
  "A 1, ",
  "1, 1234 A",
  "12345 Aa\n",
  "AB1 2CD ",
  "a, b, c, ",
  "1号",
  "市路1号1室",
  "〒123-4567 市",
  "로 1",
  "ул. А, д. 1, ",
  "г. А, ",
  "1A",
  "3J98t1WpEZ73CNm",
  "0x0a",
  "bc1q",
  "xrp r",
  // Each label asked a dozen countries for the check digits of the same number.
  "VAT No. 12345678 ",
  "VAT 1.234.567,89 ",
  "VAT 1 ",
  "TVA FR20476791359 ",
  "NIF 12345678Z ",
  "P. IVA 12345678901 ",
  "CPF 123.456.789-09 ",
  "PESEL 44051401359 ",
  "Aadhaar 1234 5678 9012 ",
  "UID CHE-123.456.789 MWST ",
  "DOB 12/05/1987 ",
  "passport no. A1234567 ",
];

/** Numbers of which none is like the one before it. */
const series: readonly (readonly [string, (at: number) => string])[] = [
  ["VAT No.", (at) => `VAT No. ${digits(at, 8)} `],
  ["VAT and sums", (at) => `VAT ${digits(at, 3)},${digits(at + 1, 3)}.${digits(at, 2)} `],
  ["SSN", (at) => `SSN ${digits(at, 3)}-${digits(at + 1, 2)}-${digits(at, 4)} `],
  ["NIP", (at) => `NIP ${digits(at, 10)} `],
  ["CPF", (at) => `CPF ${digits(at, 3)}.${digits(at + 1, 3)}.${digits(at + 2, 3)}-${digits(at, 2)} `],
];

const digits = (at: number, count: number): string =>
  String((at * 2_654_435_761) % 10 ** count).padStart(count, "0");

function listed(entry: (at: number) => string, length: number): string {
  let text = "";
  for (let at = 1; text.length < length; at++) text += entry(at);
  return text.slice(0, length);
}

const fill = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/**
 * Milliseconds for 50 KB on an idle machine: 20 for the built program. Here every call of an import goes through the
 * test runner's table of modules, which makes it two to three times as much.
 */
const limit = 60;
const length = 50 * 1024;
/** For eight times the text: 2.3 for twice as much. Over a few milliseconds twice the text is one collection of garbage apart. */
const growth = 2.3 ** 3;

const texts: readonly (readonly [string, (length: number) => string])[] = [
  ...units.map(
    (unit) => [JSON.stringify(unit).slice(0, 40), (length: number) => fill(unit, length)] as const,
  ),
  ...series.map(([name, entry]) => [`distinct: ${name}`, (length: number) => listed(entry, length)] as const),
];

describe.each(own)("%s on hostile text", (id) => {
  const engine = engineOf(id);
  const scan = (text: string): unknown => engine.scan(text, {}, createBudget(1e12));

  // The limit is that of compiled code.
  beforeAll(() => {
    for (const [, make] of texts) leastCpu(() => void scan(make(length)), 3);
  }, 600_000);

  it.each(texts)("is quick on %s, and grows with the length, not faster", async (_unit, make) => {
    const pair = [make(length / 8), make(length)] as const;
    expect(await costOf(() => scan(pair[1]), { limit })).toBeLessThanOrEqual(limit);
    expect(await growthOf(scan, pair, { limit: growth, floorMs: 1 })).toBeLessThanOrEqual(growth);
  });
});
