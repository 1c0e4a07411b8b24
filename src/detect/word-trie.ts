/* Numbers for words, looked up straight in a text: no copy, no lower-casing, most words left at their third letter. */

import { lazily } from "../core/lazily.js";
import { unitAt, type Units } from "./units.js";

/** Columns: one for each letter, digit and inner mark that words are written with; 0 is every other unit. */
const columns = new Uint8Array(0x80);
const letters = "abcdefghijklmnopqrstuvwxyz0123456789'-_.";
for (const [at, unit] of [...letters].entries()) {
  columns[unit.charCodeAt(0)] = at + 1;
  columns[unit.toUpperCase().charCodeAt(0)] = at + 1;
}
const width = letters.length + 1;

export interface WordEntry {
  /** Lower case. Entries with units outside ASCII are passed over: they are never asked for. */
  readonly word: string;
  /** Not 0. */
  readonly value: number;
  /** Stands for every word that begins so. */
  readonly stem?: boolean;
}

/**
 * Value of the word `[start, end)`, case ignored; of a word that is no entry, that of the longest stem it begins with;
 * 0 without one. The word must be ASCII.
 */
export interface WordTrie {
  inText(text: string, start: number, end: number): number;
  inUnits(units: Units, start: number, end: number): number;
}

function isSpelledInColumns(word: string): boolean {
  for (let at = 0; at < word.length; at++) {
    const unit = word.charCodeAt(at);
    if (unit >= 0x80 || columns[unit] === 0) return false;
  }
  return true;
}

interface Tables {
  /** A row of columns for each node; 0, which is no child, where a word does not go on. */
  readonly next: Uint16Array;
  /** By node; 0 where no word ends. */
  readonly wholes: Float64Array;
  readonly stems: Float64Array;
}

/** Straight into tables that are long enough for words which share no beginning. */
function plant(entries: readonly WordEntry[]): Tables {
  const most = entries.reduce((sum, { word }) => sum + word.length, 1);
  const next = new Uint16Array(most * width);
  const [wholes, stems] = [new Float64Array(most), new Float64Array(most)];
  let nodes = 1;
  for (const { word, value, stem } of entries) {
    if (!isSpelledInColumns(word)) continue;
    let node = 0;
    for (let at = 0; at < word.length; at++) {
      const edge = node * width + (columns[word.charCodeAt(at)] as number);
      if (next[edge] === 0) next[edge] = nodes++;
      node = next[edge] as number;
    }
    (stem === true ? stems : wholes)[node] = value;
  }
  return { next: next.slice(0, nodes * width), wholes: wholes.slice(0, nodes), stems: stems.slice(0, nodes) };
}

/** Entries are asked for, and the tables made, at the first question: most words are asked for in few texts only. */
export function createWordTrie(entries: () => readonly WordEntry[]): WordTrie {
  const tables = lazily(() => plant(entries()));
  return {
    inUnits(units, start, end) {
      const { next, wholes, stems } = tables();
      let node = 0;
      let stem = 0;
      for (let at = start; at < end; at++) {
        node = next[node * width + (columns[unitAt(units, at)] as number)] as number;
        if (node === 0) return stem;
        if (stems[node] !== 0) stem = stems[node] as number;
      }
      return wholes[node] !== 0 ? (wholes[node] as number) : stem;
    },
    inText(text, start, end) {
      const { next, wholes, stems } = tables();
      let node = 0;
      let stem = 0;
      for (let at = start; at < end; at++) {
        node = next[node * width + (columns[text.charCodeAt(at)] as number)] as number;
        if (node === 0) return stem;
        if (stems[node] !== 0) stem = stems[node] as number;
      }
      return wholes[node] !== 0 ? (wholes[node] as number) : stem;
    },
  };
}
