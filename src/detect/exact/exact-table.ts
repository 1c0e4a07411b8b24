/* Values as keyed hashes: HMAC-SHA-256 decides, a small keyed sign in a bit table keeps the decision rare. */

import { createHmac } from "node:crypto";
import type { EntityType } from "../../core/types.js";
import { spellBy, tokensOf, tokenTables, type Token } from "./tokens.js";

export interface ExactList {
  /** Id, as of a pattern. */
  readonly name: string;
  readonly entity: EntityType;
  readonly kind?: string;
  readonly confidence: number;
  /** Found only in the letters' case of the list. */
  readonly matchCase: boolean;
}

/** Serialisable, and holds no value: only a process that has the key can ask whether a value is in it. */
export interface ExactTable {
  readonly lists: readonly ExactList[];
  /** 32 random bytes of this load. */
  readonly key: Uint8Array;
  /** Two bits for each sign; see `signBits`. */
  readonly signs: Uint32Array;
  /** Open addressing: four words of the digest and the list's number from 1; 0 is an empty slot. */
  readonly slots: Uint32Array;
  /** Tokens of the longest entry. */
  readonly longest: number;
}

/** Tokens of one entry. */
export const mostTokens = 12;
/** Separators between two tokens of one entry, UTF-16 units. */
export const widestGap = 3;
const slotWords = 5;

/** Murmur's finaliser: every bit of the hash depends on every bit that went in. */
export function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** `unit` 0 is an accent: it says nothing. */
export const step = (hash: number, unit: number): number =>
  unit === 0 ? hash : Math.imul(hash ^ unit, 0x01000193);

/** A run of tokens has three questions, each with bits of its own: is it the first token, a beginning, a whole entry? */
export const salts = { first: 0x5bd1e995, beginning: 0x27d4eb2f, whole: 0x165667b1 } as const;

export function hasSign(signs: Uint32Array, hash: number, salt: number): boolean {
  const mask = signs.length * 32 - 1;
  const one = finish(hash ^ salt);
  const two = finish(one ^ salt);
  return hasBit(signs, one & mask) && hasBit(signs, two & mask);
}

const hasBit = (bits: Uint32Array, at: number): boolean =>
  (((bits[at >>> 5] as number) >>> (at & 31)) & 1) === 1;

function addSign(signs: Uint32Array, hash: number, salt: number): void {
  const mask = signs.length * 32 - 1;
  const one = finish(hash ^ salt);
  for (const at of [one & mask, finish(one ^ salt) & mask]) {
    signs[at >>> 5] = (signs[at >>> 5] as number) | (1 << (at & 31));
  }
}

export const seedOf = (key: Uint8Array): number => new DataView(key.buffer, key.byteOffset).getUint32(0) | 0;

/** The hash of a text's tokens goes on from the one before; a blank stands for whatever is between them. */
export function hashToken(text: string, { start, end }: Token, hash: number): number {
  const { folded } = tokenTables();
  let out = hash;
  for (let at = start; at < end; at++) out = step(out, folded[text.charCodeAt(at)] as number);
  return step(out, 0x20);
}

/** Each list has digests of its own: equal values of two lists are two entries. */
export function digestOf(
  { key, lists }: Pick<ExactTable, "key" | "lists">,
  list: number,
  words: readonly string[],
): Buffer {
  const joined = words.join(" ");
  const { plain, folded } = tokenTables();
  const spelled = spellBy(lists[list]?.matchCase === true ? plain : folded, joined);
  return createHmac("sha256", key)
    .update(`${String(list)}:${spelled}`)
    .digest();
}

export function holds({ slots }: ExactTable, list: number, digest: Buffer): boolean {
  const count = slots.length / slotWords;
  for (let at = digest.readUInt32LE(0) & (count - 1); ; at = (at + 1) & (count - 1)) {
    const base = at * slotWords;
    if (slots[base + 4] === 0) return false;
    if (slots[base + 4] === list + 1 && isSame(slots, base, digest)) return true;
  }
}

const isSame = (slots: Uint32Array, base: number, digest: Buffer): boolean =>
  [0, 1, 2, 3].every((word) => slots[base + word] === digest.readUInt32LE(word * 4));

export interface ExactTableBuilder {
  /** The entry is hashed at once and not kept. False when it is there already. */
  add(list: number, entry: string): boolean;
  finish(): ExactTable;
}

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(Math.max(least, 64)));

/** `entries`: how many will come at most. `key`: 32 random bytes. */
export function createExactTable(
  lists: readonly ExactList[],
  entries: number,
  key: Uint8Array,
): ExactTableBuilder {
  const signs = new Uint32Array(powerOfTwo(entries * 64) / 32);
  const slots = new Uint32Array(powerOfTwo(entries * 2) * slotWords);
  const seed = seedOf(key);
  let longest = 0;
  const table = (): ExactTable => ({ lists, key, signs, slots, longest });
  return {
    add(list, entry) {
      const tokens = tokensOf(entry);
      const digest = digestOf({ key, lists }, list, wordsOf(entry, tokens));
      if (holds(table(), list, digest)) return false;
      insert(slots, list, digest);
      longest = Math.max(longest, tokens.length);
      let hash = seed;
      for (const [at, token] of tokens.entries()) {
        hash = hashToken(entry, token, hash);
        if (at === 0) addSign(signs, hash, salts.first);
        addSign(signs, hash, at === tokens.length - 1 ? salts.whole : salts.beginning);
      }
      return true;
    },
    finish: table,
  };
}

export const wordsOf = (text: string, tokens: readonly Token[]): readonly string[] =>
  tokens.map(({ start, end }) => text.slice(start, end));

function insert(slots: Uint32Array, list: number, digest: Buffer): void {
  const count = slots.length / slotWords;
  let at = digest.readUInt32LE(0) & (count - 1);
  while (slots[at * slotWords + 4] !== 0) at = (at + 1) & (count - 1);
  for (let word = 0; word < 4; word++) slots[at * slotWords + word] = digest.readUInt32LE(word * 4);
  slots[at * slotWords + 4] = list + 1;
}
