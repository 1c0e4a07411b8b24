/* E26: pattern-killer texts cost little, and twice the text costs about twice the time. */

import { describe, expect, it } from "vitest";
import type { NativeDetector } from "../../src/detect/detector.js";
import { card } from "../../src/detect/natives/card.js";
import { email } from "../../src/detect/natives/email.js";
import { iban } from "../../src/detect/natives/iban.js";
import { ip } from "../../src/detect/natives/ip.js";
import { mac } from "../../src/detect/natives/mac.js";
import { urlUserinfo } from "../../src/detect/natives/url-userinfo.js";
import { costOf, growthOf } from "../support/cpu.js";
import { forgetText } from "../../src/detect/text-memory.js";
import { scanOf } from "../support/scan.js";

const detectors: Readonly<Record<string, NativeDetector>> = { email, ip, mac, card, iban, urlUserinfo };

const units = [
  ...'a 1 @ . : - / " ( % ж 漢 0'.split(" "),
  " ",
  ...'a@ a. 1.1.1. 1-1- a: :::: 1 1- @@ a@a@a. x.x@ a@1.1. aa@aa.aa@ https://a:b https://a:b# ://a:b@ "@ )@ (a)@ a@[1'.split(
    " ",
  ),
  ..."1.1.1.1 12-34- ab:cd: 0000.5e00. 0x1.0x1. DE12 4111-1111- 41111111 fe80::1: $a@b.co ж@ж.ж a%41 a'a.a@b.c".split(
    " ",
  ),
  "1 1 ",
  "11 11 ",
  "4111 1111 1111 1111 ",
  "DE 12 ",
  "1.1.1.1 ",
  "version 1.2.3.4 ",
  "a @ b.co ",
  "mac 00005e0053af ",
  "a1b2c3d4e5f6",
  "jane@leak.test ",
  "张三z@e.com",
];

const text = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Milliseconds for 50 KB, ten times what the slowest unit needs on an idle core. */
const limit = 100;
const length = 50_000;

describe.each(Object.entries(detectors))("%s on hostile text", (_name, detector) => {
  // A scan of its own each time: what was sorted and remembered for one would make the next call cheap.
  const run = (input: string): void => {
    forgetText();
    detector.scan?.(scanOf(input), { add: () => undefined });
  };
  it.each(units)("is quick on repeats of %j, and grows with the length, not faster", async (unit) => {
    const texts = [text(unit, length), text(unit, 4 * length)] as const;
    const cost = await costOf(
      () => {
        run(texts[0]);
      },
      { limit },
    );
    expect(cost).toBeLessThanOrEqual(limit);
    // Four times the text: 16 if quadratic. Tables that a short text leaves behind are made anew for a long one: up to 6.
    const growth = { limit: 8, floorMs: 3 };
    expect(await growthOf(run, texts, growth)).toBeLessThanOrEqual(growth.limit);
  });
});
