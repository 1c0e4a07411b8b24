import { parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { entityNames } from "../../src/core/html-entity-names.js";
import { encodeEntities, encodeUnquoted, readReference } from "../../src/core/html-entities.js";

const names = entityNames
  .split(/[;\n]/)
  .flatMap((entry) => entry.split(" ").slice(1))
  .map((name) => name.replace("*", ""));

/** Decodes a whole text as the lexer does. */
function decode(text: string, attribute: boolean): string {
  let out = "";
  for (let at = 0; at < text.length;) {
    const read = text[at] === "&" ? readReference(text, at, attribute) : undefined;
    out += read?.value ?? text[at] ?? "";
    at = read?.end ?? at + 1;
  }
  return out;
}

function decodeByParse5(text: string): readonly [string, string] {
  const [node] = parseFragment(`<p title="${text}">${text}</p>`).childNodes;
  if (node === undefined || !("attrs" in node)) throw new Error("no element");
  const inner = node.childNodes.map((child) => ("value" in child ? child.value : "")).join("");
  return [inner, node.attrs[0]?.value ?? ""];
}

function expectLikeParse5(text: string): void {
  expect([decode(text, false), decode(text, true)]).toEqual(decodeByParse5(text));
}

describe("character references", () => {
  it("knows every name of the standard", () => {
    expect(new Set(names).size).toBe(2125);
    expectLikeParse5(names.map((name) => `|&${name};`).join(""));
  });
  it("reads names without semicolon, before letters and signs, as browsers do", () => {
    expectLikeParse5(names.map((name) => `|&${name} &${name}=&${name}1&${name.slice(0, -1)};`).join(""));
  });
  it("reads every number up to 0x2FF, by tens and sixteens", () => {
    const codes = Array.from({ length: 0x300 }, (_, code) => code).filter((code) => code !== 13);
    expectLikeParse5(
      codes.map((code) => `&#${code};&#x${code.toString(16)};&#X00${code.toString(16)} `).join(""),
    );
  });
  it.each([
    "&#55296;",
    "&#xdfff;",
    "&#x10ffff;",
    "&#x110000;",
    "&#99999999999999999999;",
    "&#",
    "&#;",
    "&#x",
    "&#xg",
    "&",
    "&;",
    "&a",
    "& amp;",
    "&amp;#64;",
    `&#${"0".repeat(400)}64;`,
    "&CounterClockwiseContourIntegral;",
    "&CounterClockwiseContourIntegralx;",
  ])("agrees with parse5 on %s", expectLikeParse5);

  it("F01 reads every spelling of @ and the full stop", () => {
    for (const spelling of ["&#64;", "&#x40;", "&#X40", "&#000064", "&commat;"]) {
      expect(readReference(spelling, 0)).toEqual({ value: "@", end: spelling.length });
    }
    expect(readReference("&period;", 0)?.value).toBe(".");
  });
  it("writes what it reads", () => {
    const signs = "<a title=\"x\" b='y'>\n`&amp;";
    for (const encode of [encodeEntities, encodeUnquoted]) expect(decode(encode(signs), true)).toBe(signs);
    expect(encodeEntities(signs)).not.toMatch(/[<>"']/);
    expect(encodeUnquoted(signs)).not.toMatch(/[<>"'`=\s]/);
  });
  it("reads 64 K zeros once", () => {
    const long = `&#${"0".repeat(65_536)}`.repeat(2);
    expect(readReference(long, 0)?.end).toBe(65_538);
  });
});
