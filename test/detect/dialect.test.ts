/* The dialect: what it takes reads the same in V8 and RE2, and what it does not take is refused at its place. */

import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { DialectError, parseDialect } from "../../src/detect/dialect.js";
import { lengthsOf, requiredLiterals, sourceOf } from "../../src/detect/pattern-shape.js";
import { createRandom } from "../support/pattern-texts.js";

const Re2 = createRequire(import.meta.url)("re2") as new (source: string, flags: string) => RegExp;

const accepted = [
  "abc",
  "a|bc|",
  "[a-z]{2,4}",
  "[^a-z]x",
  "\\d+\\s*\\w{1,3}",
  "(?i)Key[:=]\\s?",
  "(?:ab|c)d",
  "(?i:AB)c",
  "(?i)a(?-i:b)c",
  "(?i)a(?-i)b",
  "a.b",
  "[\\]\\-x]",
  "\\x41\\x{42}",
  "\\bword\\b",
  "a{3}b?c*?",
  "[]a]",
];

describe("accepted", () => {
  it.each(accepted)("%s reads alike in V8 and RE2", (source) => {
    const node = parseDialect(source, false);
    const v8 = new RegExp(sourceOf(node, "v8"), "g");
    const re2 = new Re2(sourceOf(node, "re2"), "gu");
    const alphabet = [..."abcdxyABCK:=- ]word123\n\t\u00a0\u212a\u017f\u2028é", "Key", "word", "ab"];
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      let text = "";
      for (let at = 0; at < 40; at++) text += alphabet[Math.floor(random() * alphabet.length)] ?? "";
      expect([text, text.replace(v8, "#")]).toEqual([text, text.replace(re2, "#")]);
    }
  });
});

describe("flags", () => {
  it.each([
    ["(?i)a(?-i:b)c", ["abc", "AbC"], ["aBc"]],
    ["(?i)a(?-i)b", ["Ab"], ["aB"]],
    // The flag went on behind the group of the value.
    ["(?<value>(?i)a)b", ["Ab"], ["AB"]],
  ])("%s holds to the end of its group", (source, matching, others) => {
    const expression = new RegExp(`^(?:${sourceOf(parseDialect(source, false), "v8")})$`);
    for (const text of matching) expect([text, expression.test(text)]).toEqual([text, true]);
    for (const text of others) expect([text, expression.test(text)]).toEqual([text, false]);
  });
});

const refused: readonly [string, number][] = [
  ["(?=a)", 1],
  ["(?<name>a)", 1],
  ["a(b", 1],
  ["a)", 1],
  ["[a", 0],
  ["[z-a]", 4],
  ["\\1", 1],
  ["\\p{L}", 1],
  ["a{2,1}", 1],
  ["a{1,1001}", 1],
  ["[[:alpha:]]", 1],
  ["a{x}", 1],
];

describe("refused", () => {
  it.each(refused)("%s at %i", (source, position) => {
    try {
      parseDialect(source, false);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(DialectError);
      expect([source, (error as DialectError).position]).toEqual([source, position]);
    }
  });
});

describe("shape", () => {
  it.each([
    ["ab{2,3}", 3, 4],
    ["a*", 0, Infinity],
    ["(?:a|bcd)?", 0, 3],
  ])("%s is %i to %i units long", (source, min, max) => {
    expect(lengthsOf(parseDialect(source, false))).toEqual({ min, max });
  });

  it.each([
    ["[a-z]{3}secret[0-9]", ["secret"], 3, 3],
    ["x?(?:key|token)=.", ["key=", "token="], 0, 1],
    ["[A-Z]{20}", undefined, 0, 0],
  ])("%s needs %j", (source, strings, minOffset, maxOffset) => {
    const found = requiredLiterals(parseDialect(source, false));
    expect(found?.strings.slice().sort()).toEqual(strings);
    if (strings !== undefined) expect(found).toMatchObject({ minOffset, maxOffset });
  });
});
