/* A made-up text that an expression matches, as a pattern's example writes it: `[[ ]]` and `{{alnum:20}}`. */

import type { Node, Ranges } from "../../detect/dialect.js";
import { lengthsOf } from "../../detect/pattern-shape.js";
import { alphabets } from "../marked.js";

/** Drawn from a seed, so that the same import writes the same files. */
export function sampleOf(node: Node, seed: number): string {
  let state = seed >>> 0;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) % below;
  };
  const text = write(node, random);
  return hasValue(node) ? text : `[[${text}]]`;
}

type Random = (below: number) => number;

function hasValue(node: Node): boolean {
  if (node.type === "value") return true;
  if (node.type === "sequence") return node.items.some(hasValue);
  if (node.type === "choice") return node.options.some(hasValue);
  return node.type === "repeat" && hasValue(node.item);
}

function write(node: Node, random: Random): string {
  if (node.type === "class") return characterOf(node.ranges, random);
  if (node.type === "value") return `[[${write(node.item, random)}]]`;
  if (node.type === "sequence") return node.items.map((item) => write(item, random)).join("");
  if (node.type === "choice") return writeOne(node.options, random);
  return node.type === "repeat" ? writeRepeat(node, random) : "";
}

function writeOne(options: readonly Node[], random: Random): string {
  // An option that takes up nothing (`$`) says least; prefer those that do when there is a choice.
  const solid = options.filter((option) => lengthsOf(option).max > 0);
  const pool = solid.length > 0 && random(4) > 0 ? solid : options;
  const option = pool[random(pool.length)];
  return option === undefined ? "" : write(option, random);
}

/** Runs as long as this are written as `{{alphabet:length}}`, which no scanner takes for a secret. */
const shortestRun = 4;

function writeRepeat(node: Node & { readonly type: "repeat" }, random: Random): string {
  const { item, min, max } = node;
  const count = min > 0 ? min + random(Math.min(max - min, 2) + 1) : random(2);
  const name = item.type === "class" ? alphabetWithin(item.ranges) : undefined;
  if (name !== undefined && count >= shortestRun) return `{{${name}:${String(count)}}}`;
  return Array.from({ length: count }, () => write(item, random)).join("");
}

const holds = (ranges: Ranges, unit: number): boolean =>
  ranges.some(([low, high]) => low <= unit && unit <= high);

/** The widest alphabet first. */
const preferred = ["alnum", "UPPERDIGIT", "hex", "HEX", "base32", "alpha", "lower", "upper", "digit"];

function alphabetWithin(ranges: Ranges): string | undefined {
  return preferred.find((name) =>
    [...(alphabets[name] ?? "")].every((character) => holds(ranges, character.charCodeAt(0))),
  );
}

const readable = [alphabets["alnum"] ?? "", " -_.:=/", "!\"#$%&'()*+,;<>?@\\^`|~[]{}\t\n"];

function characterOf(ranges: Ranges, random: Random): string {
  for (const characters of readable) {
    const pool = [...characters].filter((character) => holds(ranges, character.charCodeAt(0)));
    const drawn = pool[random(Math.max(pool.length, 1))];
    if (drawn !== undefined) return drawn;
  }
  return String.fromCharCode(ranges[0]?.[0] ?? 0x20);
}
