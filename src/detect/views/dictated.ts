/* Addresses as people dictate them: `contact arobase librairie tiret minuit point example`, `john dot smith at ...`. */

import type { RewritingBuilder } from "./rewriting.js";
import { lowWords, mailWords, noDomain, noMailbox, roleMailboxes, signs } from "./signs.js";

/** Words that mean `@` and little else; a bare `at` is prose (evasion cases E16, N07). */
export const dictatedAtWords: readonly string[] =
  "arobase arobas arroba chiocciola chiocciolina apenstaartje klammeraffe małpa małpka собака собачка snabel-a kukac".split(
    " ",
  );

/** More words than these make no domain: what follows is prose. */
const longestDomain = 9;
const longestLocal = 7;
/** How far a word that announces an address may stand before it, in UTF-16 units. */
const announced = 90;

/** With the bare words, which must show more to be read as `@`. */
export const dictatedAt = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${dictatedAtWords.join("|")}|(at|ät|ett))(?![\\p{L}\\p{N}])`,
  "giu",
);

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const word = "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}]|[._+-](?=[\\p{L}\\p{N}])){0,39}";
const wordAfter = new RegExp(`[ \\u00a0](${word})`, "uy");
const wordBefore = new RegExp(`(?:^|[^\\p{L}\\p{N}._+-])(${word})[ \\u00a0]$`, "u");

function readAfter(text: string, from: number): readonly Word[] {
  const words: Word[] = [];
  let at = from;
  while (words.length < longestDomain) {
    wordAfter.lastIndex = at;
    const found = wordAfter.exec(text)?.[1];
    if (found === undefined) break;
    at += 1 + found.length;
    words.push({ start: at - found.length, end: at, text: found.toLowerCase() });
  }
  return words;
}

function readBefore(text: string, to: number): readonly Word[] {
  const words: Word[] = [];
  let at = to;
  while (words.length < longestLocal) {
    const found = wordBefore.exec(text.slice(Math.max(0, at - 44), at))?.[1];
    if (found === undefined) break;
    at -= 1 + found.length;
    words.unshift({ start: at, end: at + found.length, text: found.toLowerCase() });
  }
  return words;
}

/** A dash and the word that lowers it are one word. */
function mergeSigns(words: readonly Word[]): readonly Word[] {
  const merged: Word[] = [];
  for (const one of words) {
    const before = merged.at(-1);
    if (before !== undefined && lowWords.has(one.text) && signs.get(before.text) === "-")
      merged[merged.length - 1] = { start: before.start, end: one.end, text: "underscore" };
    else merged.push(one);
  }
  return merged;
}

const isLetter = (one: Word | undefined): boolean => one?.text.length === 1;

const isDot = (one: Word | undefined): boolean => signs.get(one?.text ?? "") === ".";

/** Index of the word behind the last dot that is said close to the one before; -1 when none is. */
function lastLabel(words: readonly Word[]): number {
  let last = -1;
  for (let at = 1; at + 1 < words.length; at++) {
    if (isDot(words[at]) && !signs.has(words[at + 1]?.text ?? "")) last = at + 1;
    else if (last !== -1 && at > last) break;
  }
  return last;
}

/** Words of the domain, up to the one behind its last dot; none when no dot is spoken. */
function domainOf(words: readonly Word[]): readonly Word[] {
  const last = lastLabel(words);
  // `dot d e`: the country code was spelled.
  const isSpelled = last !== -1 && isLetter(words[last]) && isLetter(words[last + 1]);
  return words.slice(0, last + (isSpelled ? 2 : 1));
}

/** Words of one letter in the languages that have a word of their own for `@`. */
const shortWord = /^[aeioyàéèú]$/u;

/** The last word, those a spoken sign joins to it, and single letters before it: `j smith`. */
function localOf(words: readonly Word[], bare: boolean): readonly Word[] {
  let first = words.length - 1;
  while (first >= 2 && signs.has(words[first - 1]?.text ?? "")) first -= 2;
  const isInitial = (one: Word | undefined): boolean =>
    isLetter(one) && (bare || !shortWord.test(one?.text ?? ""));
  while (first >= 1 && isInitial(words[first - 1])) first--;
  return words.slice(Math.max(0, first));
}

/** Signs become characters, blanks beside and between the words go. */
function join(rewriting: RewritingBuilder, words: readonly Word[]): void {
  for (const [at, { start, end, text }] of words.entries()) {
    const next = words[at + 1];
    const sign = signs.get(text);
    if (sign !== undefined) rewriting.replace(start - 1, end + (next === undefined ? 0 : 1), sign);
    else if (next !== undefined && !signs.has(next.text)) rewriting.replace(end, next.start, "");
  }
}

interface Address {
  readonly local: readonly Word[];
  readonly domain: readonly Word[];
}

/** Words before the first dot of a domain that a bare `at` may have. */
const longestName = 3;

/** Whether what stands behind a bare `at` may be a domain: a few words, none of them an article, then a dot. */
function isDomain(domain: readonly Word[]): boolean {
  const firstDot = domain.findIndex(isDot);
  if (firstDot > longestName || domain.slice(0, firstDot).some(({ text }) => noDomain.has(text)))
    return false;
  return /\p{L}/u.test(domain.at(-1)?.text ?? "");
}

/** Whether a bare `at` joins a mailbox and a domain: signs in the mailbox, a role, digits, or words that announce it. */
function isAnnounced(text: string, { local, domain }: Address): boolean {
  const mailbox = local.at(-1)?.text ?? "";
  if (noMailbox.has(mailbox) || !isDomain(domain)) return false;
  if (local.some((one) => signs.has(one.text)) || roleMailboxes.has(mailbox) || /\d/.test(mailbox))
    return true;
  const start = local[0]?.start ?? 0;
  return mailWords.test(text.slice(Math.max(0, start - announced), start));
}

/** `[start, end)` is the word for `@`, `bare` when it is an ordinary word; returns where reading goes on. */
export function readDictated(
  text: string,
  span: { readonly start: number; readonly end: number; readonly bare: boolean },
  rewriting: RewritingBuilder,
): number {
  const domain = domainOf(mergeSigns(readAfter(text, span.end)));
  const local = localOf(mergeSigns(readBefore(text, span.start)), span.bare);
  const last = domain.at(-1);
  if (last === undefined || local.length === 0) return span.end;
  if (span.bare && !isAnnounced(text, { local, domain })) return span.end;
  join(rewriting, local);
  rewriting.replace(span.start - 1, span.end + 1, "@");
  join(rewriting, domain);
  return last.end;
}
