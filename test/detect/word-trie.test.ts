import { describe, expect, it } from "vitest";
import { unitsOf } from "../../src/detect/units.js";
import { createWordTrie } from "../../src/detect/word-trie.js";

const trie = createWordTrie(() => [
  { word: "gate", value: 1 },
  { word: "gateway", value: 4, stem: true },
  { word: "gat", value: -3.5, stem: true },
  { word: "l'été", value: 9 },
  { word: "don't", value: 7 },
]);

const inText = (word: string): number => trie.inText(`<${word}>`, 1, 1 + word.length);
const inUnits = (word: string): number => trie.inUnits(unitsOf(`<${word}>`), 1, 1 + word.length);

describe("createWordTrie", () => {
  it.each([
    ["gate", 1],
    ["GaTe", 1],
    ["gateway", 4],
    ["gateways", 4],
    ["gates", -3.5],
    ["gat", -3.5],
    ["ga", 0],
    ["", 0],
    ["x", 0],
    ["don't", 7],
    ["don", 0],
    ["don't.", 0],
  ])("%j is worth %d", (word, value) => {
    expect([inText(word), inUnits(word)]).toEqual([value, value]);
  });
});
