/* Words as the pieces of a model's vocabulary, in windows a model can read. */

import type { Span } from "../core/types.js";

/** What is used of a tokenizer of `@huggingface/tokenizers`. */
export interface Tokenizer {
  encode(
    text: string,
    options: { readonly add_special_tokens: boolean },
  ): { readonly ids: readonly number[] };
}

export interface PieceReader {
  /** Pieces the model wants before and behind each text, as `[CLS]` and `[SEP]`. */
  readonly before: readonly number[];
  readonly behind: readonly number[];
  /** At least one piece. */
  piecesOf(word: string): readonly number[];
}

/** Longer words are base64 and their like: their begin says enough. */
const longestWord = 48;
const mostPieces = 12;
/** Words remembered; tickets repeat few. */
const mostRemembered = 20_000;

/** `spaced`: the vocabulary tells the begin of a word by the blank before it. */
export function createPieceReader(tokenizer: Tokenizer, spaced: boolean): PieceReader {
  const encode = (text: string, whole: boolean): readonly number[] =>
    tokenizer.encode(text, { add_special_tokens: whole }).ids;
  const bare = encode("a", false);
  const whole = encode("a", true);
  const at = Math.max(0, whole.indexOf(bare[0] ?? -1));
  const unknown = bare.slice(0, 1);
  const known = new Map<string, readonly number[]>();
  return {
    before: whole.slice(0, at),
    behind: whole.slice(at + bare.length),
    piecesOf(word) {
      const short = shorten(word);
      const remembered = known.get(short);
      if (remembered !== undefined) return remembered;
      const ids = encode(spaced ? ` ${short}` : short, false).slice(0, mostPieces);
      if (known.size >= mostRemembered) known.clear();
      const pieces = ids.length === 0 ? unknown : ids;
      known.set(short, pieces);
      return pieces;
    },
  };
}

function shorten(word: string): string {
  if (word.length <= longestWord) return word;
  const last = word.charCodeAt(longestWord - 1);
  return word.slice(0, last >= 0xd800 && last <= 0xdbff ? longestWord - 1 : longestWord);
}

/** A stretch of the words of one text that is read at once. */
export interface Window {
  readonly text: number;
  readonly ids: readonly number[];
  /** Words whose label is taken from this window: `[from, to)`. */
  readonly from: number;
  readonly to: number;
  /** Place in `ids` of the first piece of each word from `from` on. */
  readonly heads: readonly number[];
}

/** Share of a window that its neighbour reads too, so that no word is read without what stands around it. */
const shared = 1 / 8;
/** Fewer pieces per text than this leave no room for neighbours. */
export const shortestWindow = 4 * mostPieces;

export interface WindowSource {
  readonly text: string;
  readonly number: number;
  readonly words: readonly Span[];
}

/** Windows of at most `longest` pieces that cover all words once. `longest` is `shortestWindow` at least. */
export function windowsOf(
  { text, number, words }: WindowSource,
  reader: PieceReader,
  longest: number,
): readonly Window[] {
  const { before, behind } = reader;
  const room = longest - before.length - behind.length;
  const pieces = words.map(({ start, end }) => reader.piecesOf(text.slice(start, end)));
  const windows: Window[] = [];
  for (let from = 0; from < words.length;) {
    const begin = reach(pieces, { from, step: -1, room: room * shared });
    const end = reach(pieces, { from: begin, step: 1, room });
    // What stands at the end is read again with what follows it.
    const overlap = end === words.length ? end : reach(pieces, { from: end, step: -1, room: room * shared });
    const to = Math.max(from + 1, overlap);
    const ids = [...before];
    const heads: number[] = [];
    for (let at = begin; at < end; at++) {
      if (at >= from && at < to) heads.push(ids.length);
      ids.push(...(pieces[at] ?? []));
    }
    ids.push(...behind);
    windows.push({ text: number, ids, from, to, heads });
    from = to;
  }
  return windows;
}

interface Reach {
  readonly from: number;
  /** 1: the words behind `from`; -1: those before it. */
  readonly step: 1 | -1;
  /** In pieces. */
  readonly room: number;
}

/** How far from a border between words the room lasts. */
function reach(pieces: readonly (readonly number[])[], { from, step, room }: Reach): number {
  let at = from;
  let left = room;
  for (;;) {
    const word = pieces[step === 1 ? at : at - 1];
    if (word === undefined || word.length > left) return at;
    left -= word.length;
    at += step;
  }
}
