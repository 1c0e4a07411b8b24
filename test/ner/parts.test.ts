/* The parts a model is read with: words, windows of pieces, and labels. None of them needs a model. */

import { describe, expect, it } from "vitest";
import { judgeWord, joinWords, readLabels, usualLabels } from "../../src/ner/labels.js";
import { createPieceReader, shortestWindow, windowsOf, type Tokenizer } from "../../src/ner/pieces.js";
import { splitWords } from "../../src/ner/words.js";
import { cpuMs } from "../support/cpu.js";

const wordsOf = (text: string): readonly string[] =>
  splitWords(text).map(({ start, end }) => text.slice(start, end));

describe("words", () => {
  it.each([
    ["Anna's printer", ["Anna", "'", "s", "printer"]],
    ["call O'Neill-Byrne, d'Arc", ["call", "O'Neill-Byrne", ",", "d'Arc"]],
    ["李娜的票", ["李", "娜", "的", "票"]],
    ["Zoë 😀 Müller", ["Zoë", "😀", "Müller"]],
    ["a\u200bb\u00adc", ["a", "b", "c"]],
    ["", []],
    ["  \n\t", []],
  ])("of %j", (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it("take time by the length of the text", () => {
    const from = cpuMs();
    for (const unit of ["a-", "'A", "-", "a'", "á", "李"]) splitWords(unit.repeat(50_000));
    expect(cpuMs() - from).toBeLessThan(5000);
  });
});

/** One piece per three letters, numbered by what it holds; `1` and `2` around a whole text. */
const tokenizer: Tokenizer = {
  encode(text, { add_special_tokens: whole }) {
    const ids = [...text.matchAll(/.{1,3}/gsu)].map(([piece]) => 100 + (piece.codePointAt(0) ?? 0));
    return { ids: whole ? [1, ...ids, 2] : ids };
  },
};

describe("pieces", () => {
  const reader = createPieceReader(tokenizer, false);

  it("knows what stands around a text", () => {
    expect(reader).toMatchObject({ before: [1], behind: [2] });
  });

  it("cuts long words, never within a character", () => {
    expect(reader.piecesOf("x".repeat(5000)).length).toBeLessThanOrEqual(16);
    const seen: string[] = [];
    const noting: Tokenizer = {
      encode: (text) => {
        seen.push(text);
        return { ids: [7] };
      },
    };
    createPieceReader(noting, false).piecesOf(`${"x".repeat(47)}😀`);
    expect(seen.at(-1)).toBe("x".repeat(47));
  });

  it("has a piece for a word the vocabulary drops", () => {
    const empty: Tokenizer = { encode: (text) => ({ ids: text === "a" ? [9] : [] }) };
    expect(createPieceReader(empty, false).piecesOf("\u{e0061}")).toEqual([9]);
  });

  it.each([0, 1, 5, 60, 400])("windows cover each of %d words once, in order, with neighbours", (count) => {
    const text = Array.from({ length: count }, (_, at) =>
      "word".slice(0, 1 + (at % 4)).repeat(1 + (at % 9)),
    ).join(" ");
    const words = splitWords(text);
    const windows = windowsOf({ text, number: 3, words }, reader, shortestWindow);
    expect(
      windows.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at)),
    ).toEqual(words.map((_, at) => at));
    for (const { ids, heads, from, to } of windows) {
      expect(ids.length).toBeLessThanOrEqual(shortestWindow);
      expect([ids[0], ids.at(-1)]).toEqual([1, 2]);
      expect(heads).toHaveLength(to - from);
      for (const [nth, head] of heads.entries()) {
        expect(ids[head]).toBe(100 + text.charCodeAt(words[from + nth]?.start ?? 0));
      }
    }
    const read = windows.reduce((sum, { ids }) => sum + ids.length, 0);
    expect(read).toBeLessThan(words.length * 16 + 100);
    if (windows.length > 1) expect(windows[1]?.heads[0]).toBeGreaterThan(1);
  });
});

describe("labels", () => {
  const classes = readLabels(["O", "B-PER", "I-PER", "S_ORG", "PERSON", "B-constructor"], usualLabels);

  it("mean entities by their names, and nothing by inherited ones", () => {
    expect(classes.map(({ entity }) => entity)).toEqual([
      undefined,
      "PERSON",
      "PERSON",
      "ORGANIZATION",
      "PERSON",
      undefined,
    ]);
  });

  it("are as sure as all classes of their entity together", () => {
    const { entity, confidence } = judgeWord([0, 2, 2, -9, -9, -9], classes);
    expect(entity).toBe("PERSON");
    expect(confidence).toBeCloseTo((2 * Math.exp(2)) / (2 * Math.exp(2) + 1), 3);
  });

  it("survive numbers without end", () => {
    expect(judgeWord([0, 1000, 0, 0, 0, 0], classes).confidence).toBe(1);
  });

  const words = splitWords("one two three four");
  const label = (at: number, confidence = 0.9) => ({ ...classes[at]!, confidence });

  it("join what goes on, and part what begins anew", () => {
    const found = joinWords(words, [label(1), label(2), label(1), label(0)], 0.5);
    expect(found.map(({ start, end }) => [start, end])).toEqual([
      [0, 7],
      [8, 13],
    ]);
  });

  it("are no finding below the least confidence", () => {
    expect(joinWords(words, [label(1, 0.4), label(0), label(3, 0.6), label(0)], 0.5)).toMatchObject([
      { entity: "ORGANIZATION", confidence: 0.6 },
    ]);
  });
});
