/* The look at a text: the compiled kernel and the plain one agree with indexOf and regular expressions. */

import { describe, expect, it } from "vitest";
import { assemble } from "../../.ci/scout.mjs";
import { createPrefilter, type Sighting } from "../../src/detect/prefilter.js";
import { scoutBinary } from "../../src/detect/scout/binary.js";
import { holdsOdd, oddUnitsOf, type OddUnits } from "../../src/detect/odd-units.js";
import { spelledRuns } from "../../src/detect/spelled-runs.js";
import type { Runs } from "../../src/detect/units.js";
import { createRandom } from "../support/pattern-texts.js";
import { inFull } from "../support/runs.js";
import { digitRunsOf } from "../support/scan.js";

const literals = [
  ...["he", "she", "his", "hers", "пароль", "密码", "AKIA", "aa", "aaa"].map((text) => ({ text })),
  { text: "Ghp_", exact: true },
];

function expectedHits(text: string): readonly string[] {
  const hits: string[] = [];
  for (const [literal, one] of literals.entries()) {
    const [where, what] = "exact" in one ? [text, one.text] : [text.toLowerCase(), one.text.toLowerCase()];
    for (let at = where.indexOf(what); at !== -1; at = where.indexOf(what, at + 1)) {
      hits.push(`${String(literal)}@${String(at)}-${String(at + what.length)}`);
    }
  }
  return hits.sort();
}

const triplesOf = ({ hits }: Sighting): readonly number[] => [...hits.triples.subarray(0, hits.count * 3)];

function hitsOf(sighting: Sighting): readonly string[] {
  const triples = triplesOf(sighting);
  return Array.from({ length: triples.length / 3 }, (_, at) => {
    const [literal, start, end] = triples.slice(at * 3, at * 3 + 3);
    return `${String(literal)}@${String(start)}-${String(end)}`;
  }).sort();
}

/** Positions of the odd units, as the text says them and as the bits do. */
const isPlain = (unit: string, before: string): boolean =>
  /[a-z \t\n\r,.']/.test(unit) || (/[A-Z]/.test(unit) && !/[a-z]/i.test(before));
function oddIn(text: string): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < text.length; at++)
    if (!isPlain(text.charAt(at), text.charAt(at - 1))) places.push(at);
  return places;
}
function oddBits(odd: OddUnits, length: number): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < length; at++) if ((((odd[at >> 5] ?? 0) >>> (at & 31)) & 1) === 1) places.push(at);
  return places;
}

function describeSighting(sighting: Sighting, { length }: string) {
  const { ascii, control, digits, spelled, odd } = sighting;
  const edgesOf = ({ edges, count }: Runs) => [...edges.subarray(0, count * 2)];
  return {
    hits: hitsOf(sighting),
    ascii,
    control,
    edges: edgesOf(digits),
    spelled: edgesOf(spelled),
    odd: oddBits(odd, length).join(" "),
  };
}

const expected = (text: string) => ({
  hits: expectedHits(text),
  ascii: !/[^\0-\x7f]/.test(text),
  control: !/[^\0-\x7f]/.test(text) && /[^\t\n\r\x20-\x7e]/.test(text),
  edges: [...digitRunsOf(text).edges],
  spelled: [...spelledRuns(text).edges],
  odd: oddIn(text).join(" "),
});

const ascii = [
  "hers",
  "she",
  "AKIA",
  "aa",
  "Ghp_",
  "ghp_",
  " ",
  "x",
  "h",
  "e",
  "r",
  "0",
  "12",
  "777",
  "\t\r\n",
];
/** Dense enough for several of base64 in the units that two pieces share. */
const runs = ["abcdefghijkl", "MN", ".", "0123456789-_"];
const all = [...ascii, "П", "пароль", "ПАРОЛЬ", "密", "密码", "\u0000", "\x7f", "\x1f", "é", "😀", "٣"];

function build(alphabet: readonly string[], seed: number, length: number): string {
  const random = createRandom(seed);
  const parts: string[] = [];
  for (let size = 0; size < length;) {
    const part = alphabet[Math.floor(random() * alphabet.length)] ?? "";
    parts.push(part);
    size += part.length;
  }
  return parts.join("");
}

describe.each([
  ["compiled", true],
  ["plain", false],
])("the %s kernel", (_name, compiled) => {
  const prefilter = createPrefilter(literals, { compiled });

  it.each([
    ["ASCII", ascii],
    ["any", all],
  ])("sees every literal and digit of %s texts of any length", (_kind, alphabet) => {
    for (let seed = 1; seed <= 400; seed++) {
      const text = build(alphabet, seed, seed % 90);
      expect([text, describeSighting(prefilter.scan(text), text)]).toEqual([text, expected(text)]);
    }
  });

  it("sees every run of base64 wherever it stands in the sixteen units of a look", () => {
    const ends = ["", " ", ",", ".", "é", "😀", "=", "[", "`", "{", "@", "x,", ".x"];
    for (let before = 0; before < 36; before++) {
      for (const length of [11, 12, 13, 14, 15, 16, 17, 31, 33, 48]) {
        const end = ends[(before + length) % ends.length] ?? "";
        const text = `${" ".repeat(before)}${"aZ09+/_-".repeat(6).slice(0, length)}${end}ab${end}`;
        expect([text, describeSighting(prefilter.scan(text), text).spelled]).toEqual([
          text,
          expected(text).spelled,
        ]);
      }
    }
  });

  /** About the length of one piece, and what two of them share. */
  const seams = [32_767, 32_768, 32_769, 32_800];

  it("loses nothing at the seams of long texts", () => {
    for (const alphabet of [ascii, all, ["0"], ["aa"], runs]) {
      for (const length of inFull ? [...seams, 32_760, 100_000] : seams) {
        const text = build(alphabet, length, length);
        const seen = describeSighting(prefilter.scan(text), text);
        const wanted = expected(text);
        expect(seen.hits.length).toBe(wanted.hits.length);
        expect(seen).toEqual(wanted);
      }
    }
  });

  it("knows capitals that two letters share by the plain one: I of i and of the dotless one, Σ", () => {
    const shared = createPrefilter([{ text: "ičo" }, { text: "şarı" }, { text: "σος" }], { compiled });
    const seen = (text: string) => triplesOf(shared.scan(text)).slice(0, 3);
    expect([seen("IČO: 1"), seen("ičo: 1"), seen("şarı"), seen("ΣΟς")]).toEqual([
      [0, 0, 3],
      [0, 0, 3],
      [1, 0, 4],
      [2, 0, 3],
    ]);
  });

  it("meets literals beyond ASCII by their beginning, and tells them in the order of their ends", () => {
    const long = createPrefilter(
      [
        { text: "пароль для входа" },
        { text: "для" },
        { text: "确认代码是", exact: true },
        { text: 'a="b>c' },
      ],
      { compiled },
    );
    expect(hitsOf(long.scan("x ПАРОЛЬ ДЛЯ ВХОДА"))).toEqual(["0@2-18", "1@9-12"].sort());
    expect(triplesOf(long.scan("пароль для входа")).filter((_, at) => at % 3 === 0)).toEqual([1, 0]);
    expect(hitsOf(long.scan("пароль для вход"))).toEqual(["1@7-10"]);
    expect(hitsOf(long.scan('确认代码是 确认代码 A="B>C a="b>d'))).toEqual(["2@0-5", "3@11-17"]);
  });

  it("forgets the text before", () => {
    prefilter.scan("0123456789 hers ".repeat(8));
    expect(describeSighting(prefilter.scan("xyz"), "xyz")).toEqual(expected("xyz"));
  });
});

describe("the module", () => {
  it("is what the source assembles to", async () => {
    expect(scoutBinary).toBe(await assemble());
  });

  it("works without literals", () => {
    expect(describeSighting(createPrefilter([], { compiled: true }).scan("a 12"), "a 12")).toMatchObject({
      edges: [2, 4],
      hits: [],
    });
  });
});

describe("odd units", () => {
  it("are the same by an expression, and are met in any stretch", () => {
    const wrong: (string | number)[][] = [];
    for (let seed = 1; seed <= 60; seed++) {
      const text = build([...all, "Ab", "aB", "AB", "'", "-", ";"], seed, 150);
      const odd = oddUnitsOf(text);
      const places = oddIn(text);
      expect([text, oddBits(odd, text.length)]).toEqual([text, places]);
      for (let from = 0; from < text.length; from += 7) {
        for (let to = from; to <= text.length; to += 5) {
          const wanted = places.some((at) => at >= from && at < to);
          if (holdsOdd(odd, from, to) !== wanted) wrong.push([text, from, to]);
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
