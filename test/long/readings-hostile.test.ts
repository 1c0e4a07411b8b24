/* F14, E26: repeats that every reading has to try in vain or in earnest cost little, and twice the text twice as much. */

import { describe, expect, it } from "vitest";
import type * as source from "../../src/index.js";
import { costOf, growthOf } from "../support/cpu.js";
import { base64, hex } from "../support/readings.js";

/** As it is built. */
const { createRedactor } = (await import(
  new URL("../../dist/index.js", import.meta.url).href
)) as typeof source;
const redactor = createRedactor();
const kilobyte = 1024;

const of = (unit: string, kilobytes: number): string =>
  unit.repeat(Math.ceil((kilobytes * kilobyte) / unit.length)).slice(0, kilobytes * kilobyte);

const mail = "jane@leak.test ";
const line76 = "YWJj".repeat(19);

const units: readonly string[] = [
  ...["=40", "=\n", "=C3", "=C3=BC", "a=\n> ", "=0D=0A"],
  ...["\\", "\\\\", "\\u0040", "\\x40", "\\100", "\\n", '\\"', "\\_", "a\\@"],
  ...["**a", "a*a", "a`@`", "a~~", "*", "`", "~"],
  ...[
    "> a\n",
    "> 1\n1",
    "a@b\n",
    "> a@b.c\n",
    "DE12 \n",
    "> 1.1.\n",
    "is\n> ",
    "a1".repeat(31) + "\n",
    ">",
    "> > ",
  ],
  ...["YWJjZGVmZ2hp ", "YWJjZGVmZ2hp", "YWJj/", "A/", "a-", "0x", "6a616e65", `${line76}\n`, `${line76}x\n`],
  ...[`${base64(mail)} `, `${base64(base64(mail))} `, `${base64(base64(base64(mail)))} `, `${hex(mail)} `],
  ...["H4sI", "H4sIAAAAAAAA ", "eyJhIjoi", "data:image/png;base64,YWJjZGVmZ2hp "],
  ...[`${line76}\n${"A".repeat(76)}\n`, `YWJjZGVmZ2hp${"/".repeat(64)}\n`],
  ...["%40", "%C3", "%C3%BC", "%u0040", "1+", "1+1%40", "&#64;", "&amp;#64;", "&#x40;", "\\u{40}", "\\x4"],
  ...[
    "zero-",
    "zero, ",
    "one two three ",
    "one hundred and one ",
    "oh seven seven double oh ",
    "five five. ",
  ],
  ...["null eins sieben ", "trois sept neuf ", "quatre vingt dix ", "cuarenta y cinco ", "nueve uno dos "],
  ...["a at b dot ", "email a at b dot c ", "a minus b arobase c punkt d ", "dot dot dot at arobase "],
  ...["собака ", "small pka małpka ", "j s m i t h at a dot d e ", "at one dot com ", "a [at] ", "a @ b "],
  ...["> DE89 3704\n", "DE1 1\n", "> a@b\n> a\n", "\uff21", "\u200b", "a\u200b", "\u0000", "p\u0430"],
  ...["\u202ea", "\u202eab\n", "\u0430", "\u0430a", "\u{e0061}"],
];

describe("hostile repeats for readings", () => {
  it.each(units)("%j", async (unit) => {
    const pair = [of(unit, 64), of(unit, 128)] as const;
    const scan = (text: string): unknown => redactor.scanText(text);
    // The goal is 20 ms for 50 KB and 2.3.
    const cost = await costOf(() => scan(pair[0]), { limit: (40 * 64) / 50 });
    expect((cost * 50) / 64).toBeLessThanOrEqual(40);
    // Short times are all noise.
    expect(await growthOf(scan, pair, { limit: 2.5, floorMs: 5 })).toBeLessThanOrEqual(2.5);
  });
});
