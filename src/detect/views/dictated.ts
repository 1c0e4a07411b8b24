/* Addresses as people dictate them: `contact arobase librairie tiret minuit point example`, `john dot smith at ...`. */

import { type ChainWord, eachChain } from "./chain.js";
import { createRewriting, type Rewriting, type RewritingBuilder } from "./rewriting.js";
import { mailWords } from "./signs.js";

/** More words than these make no domain: what follows is prose. */
const longestDomain = 9;
const longestLocal = 7;
/** How far a word that announces an address may stand before it, in UTF-16 units. */
const announced = 90;

type Chain = readonly ChainWord[];

/** Positions in a chain: `[first, at)` is the mailbox, `(at, last]` the domain. */
interface Address {
  readonly first: number;
  readonly at: number;
  readonly last: number;
}

const signAt = (chain: Chain, at: number): string => chain[at]?.known.sign ?? "";

const isLetter = (one: ChainWord | undefined): boolean => one?.text.length === 1;

/** Position of the word behind the last dot that is said close to the one before; -1 when none is. */
function lastLabel(chain: Chain, from: number, stop: number): number {
  let last = -1;
  for (let at = from + 1; at + 1 < stop; at++) {
    if (signAt(chain, at) === "." && signAt(chain, at + 1) === "") last = at + 1;
    else if (last !== -1 && at > last) break;
  }
  return last;
}

/** Position of the last word of the domain behind `at`; -1 when no dot is spoken. */
function domainEnd(chain: Chain, at: number): number {
  const stop = Math.min(chain.length, at + 1 + longestDomain);
  const last = lastLabel(chain, at + 1, stop);
  if (last === -1) return -1;
  // `dot d e`: the country code was spelled.
  const isSpelled = last + 1 < stop && isLetter(chain[last]) && isLetter(chain[last + 1]);
  return isSpelled ? last + 1 : last;
}

/** Words of one letter in the languages that have a word of their own for `@`. */
const shortWord = /^[aeioyàéèú]$/u;

/** The last word, those a spoken sign joins to it, and single letters before it: `j smith`. */
function localStart(chain: Chain, at: number, bare: boolean): number {
  const stop = Math.max(0, at - longestLocal);
  let first = at - 1;
  while (first - 2 >= stop && signAt(chain, first - 1) !== "") first -= 2;
  const isInitial = (one: ChainWord | undefined): boolean =>
    isLetter(one) && (bare || !shortWord.test(one?.text ?? ""));
  while (first - 1 >= stop && isInitial(chain[first - 1])) first--;
  return first;
}

interface Words {
  readonly from: number;
  readonly to: number;
  /** What stands before this offset of the text is written. */
  readonly written: number;
}

/** Signs become characters, blanks beside and between the words go. */
function join(rewriting: RewritingBuilder, chain: Chain, { from, to, written }: Words): void {
  let free = written;
  for (let at = from; at < to; at++) {
    const { start, end, known } = chain[at] as ChainWord;
    const next = at + 1 < to ? chain[at + 1] : undefined;
    if (known.sign !== "") {
      const stop = end + (next === undefined ? 0 : 1);
      rewriting.replace(Math.max(free, start - 1), stop, known.sign);
      free = stop;
    } else if (next !== undefined && next.known.sign === "") rewriting.replace(end, next.start, "");
  }
}

/** Words before the first dot of a domain that a bare `at` may have. */
const longestName = 3;

/** Whether what stands behind a bare `at` may be a domain: a few words, none of them an article, then a dot. */
function isDomain(chain: Chain, { at, last }: Address): boolean {
  for (let word = at + 1; signAt(chain, word) !== "."; word++)
    if (word - at > longestName || chain[word]?.known.namesNoDomain === true) return false;
  return /\p{L}/u.test(chain[last]?.text ?? "");
}

/** The words that announce an address, found from the text's start to its end, each once. */
class Announcements {
  readonly #text: string;
  readonly #words = new RegExp(mailWords.source, "giu");
  readonly #spans: { readonly start: number; readonly end: number }[] = [];
  #next: RegExpExecArray | null | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether one stands close before `position`; positions ascend. */
  isNear(position: number): boolean {
    if (this.#next === undefined) this.#next = this.#words.exec(this.#text);
    while (this.#next !== null && this.#next.index < position) {
      const { index: start } = this.#next;
      this.#spans.push({ start, end: start + this.#next[0].length });
      // Another one may begin within it.
      this.#words.lastIndex = start + 1;
      this.#next = this.#words.exec(this.#text);
    }
    for (let at = this.#spans.length - 1; at >= 0; at--) {
      const { start, end } = this.#spans[at] as { readonly start: number; readonly end: number };
      if (start < position - announced) return false;
      if (end <= position) return true;
    }
    return false;
  }
}

interface Dictation {
  readonly announcements: Announcements;
  readonly rewriting: RewritingBuilder;
}

/** Whether a bare `at` joins a mailbox and a domain: signs in the mailbox, a role, digits, or words that announce it. */
function isAnnounced(chain: Chain, address: Address, announcements: Announcements): boolean {
  const { first, at } = address;
  const mailbox = chain[at - 1] as ChainWord;
  if (mailbox.known.namesNoMailbox || !isDomain(chain, address)) return false;
  for (let word = first; word < at; word++) if (signAt(chain, word) !== "") return true;
  if (mailbox.known.isRole || /\d/.test(mailbox.text)) return true;
  return announcements.isNear((chain[first] as ChainWord).start);
}

/** Position behind the address whose word for `@` stands at `at`; the next one when there is none. */
function readAddress(chain: Chain, at: number, { announcements, rewriting }: Dictation): number {
  const last = domainEnd(chain, at);
  if (last === -1) return at + 1;
  const { start, end, known } = chain[at] as ChainWord;
  const first = localStart(chain, at, known.isBare);
  if (known.isBare && !isAnnounced(chain, { first, at, last }, announcements)) return at + 1;
  join(rewriting, chain, { from: first, to: at, written: 0 });
  rewriting.replace(start - 1, end + 1, "@");
  join(rewriting, chain, { from: at + 1, to: last + 1, written: end + 1 });
  return last + 1;
}

/** Undefined when no address is dictated. */
export function readDictation(text: string): Rewriting | undefined {
  const dictation: Dictation = {
    announcements: new Announcements(text),
    rewriting: createRewriting(text),
  };
  eachChain(text, (chain) => {
    for (let at = 1; at + 2 < chain.length;)
      at = chain[at]?.known.isAt === true ? readAddress(chain, at, dictation) : at + 1;
  });
  return dictation.rewriting.finish();
}
