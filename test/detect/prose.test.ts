/* The glances that spare prose the lexers: they may say "look" for nothing, never "nothing" for something. */

import { describe, expect, it } from "vitest";
import { mayHoldPair } from "../../src/detect/credential/pair-ahead.js";
import { oddUnitsOf } from "../../src/detect/odd-units.js";
import { isProseAhead } from "../../src/detect/credential/prose.js";
import { createRuns } from "../../src/detect/credential/runs.js";
import { isNothingBefore } from "../../src/detect/credential/sentence-words.js";
import { unitsOf, type UnitText } from "../../src/detect/units.js";

const unitText = (text: string): UnitText => ({ text, units: unitsOf(text) });

describe("isProseAhead", () => {
  const ahead = (behind: string): boolean => isProseAhead(unitText(`password${behind}`), 8);
  it.each([
    " was changed last week.",
    ". Next",
    " policy of Monday\nMango-77",
    " don't log-in, please; then",
    " is it",
    "!",
  ])("%j holds no secret", (behind) => {
    expect(ahead(behind)).toBe(true);
  });
  it.each([
    ": mango",
    " \nMango-77",
    "\nMango-77",
    " is Mango-77",
    " is 'mango'",
    " for the shop: mango",
    " from Why! to Mango!x",
    " is mangO",
    "  mango",
    " é.",
  ])("%j must be read", (behind) => {
    expect(ahead(behind)).toBe(false);
  });
});

describe("mayHoldPair", () => {
  const ahead = (behind: string): boolean =>
    mayHoldPair({ ...unitText(`login${behind}`), odd: oddUnitsOf(`login${behind}`) }, 5, {
      tokens: 3,
      units: 40,
    });
  it.each([" works again", "\nanna / mango", " works. Anna / mango", " a b c anna / mango", ""])(
    "%j holds no pair",
    (behind) => {
      expect(ahead(behind)).toBe(false);
    },
  );
  it.each([" anna / mango", " anna. / mango", ": anna", " a b anna | mango", " <b>anna", " = x", " é x"])(
    "%j must be read",
    (behind) => {
      expect(ahead(behind)).toBe(true);
    },
  );
});

describe("isNothingBefore", () => {
  const before = (text: string): boolean =>
    isNothingBefore(`${text}password`, text.length, { most: 4, longest: 64 });
  it.each(["we changed the ", "is\nthe ", "", "a, b the ", "one is the ", "x as y is z ( "])(
    "%j leads nowhere",
    (text) => {
      expect(before(text)).toBe(true);
    },
  );
  it.each(["Mango-77 is the ", "Mango-77 as ", "это ", "now: ", "Mango-77 is  the "])(
    "%j must be read",
    (text) => {
      expect(before(text)).toBe(false);
    },
  );
});

describe("createRuns", () => {
  it("finds the same ends in any order of questions", () => {
    const isBlank = (text: string, at: number): boolean => text.charAt(at) === " ";
    const text = "aaaa bb cccccccc d eeeeeee";
    const runs = createRuns(isBlank);
    for (const other of [text, `${text} `, text]) {
      for (let round = 0; round < 3 * other.length; round++) {
        const at = (round * 7) % other.length;
        const limit = Math.min(other.length, at + 1 + (round % 5));
        let end = at;
        while (end < limit && !isBlank(other, end)) end++;
        expect(runs.endOf(other, at, limit)).toBe(end);
        let start = at;
        while (start > Math.max(0, at - 3) && !isBlank(other, start - 1)) start--;
        expect(runs.startOf(other, at, Math.max(0, at - 3))).toBe(start);
      }
    }
  });
});
