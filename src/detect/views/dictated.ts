/* Addresses as people dictate them: `contact arobase librairie tiret minuit point example`. */

import type { RewritingBuilder } from "./rewriting.js";

/** Words that mean `@` and little else; a bare `at` is prose (evasion cases E16, N07). */
export const dictatedAtWords: readonly string[] =
  "arobase arobas arroba chiocciola chiocciolina apenstaartje klammeraffe małpa małpka собака собачка snabel-a kukac".split(
    " ",
  );
const signs: ReadonlyMap<string, string> = new Map([
  ...["dot", "punkt", "point", "punto", "ponto", "punt", "kropka", "точка", "pont"].map(
    (word) => [word, "."] as const,
  ),
  ...[
    "dash",
    "hyphen",
    "minus",
    "tiret",
    "trattino",
    "guión",
    "guion",
    "hífen",
    "hifen",
    "streepje",
    "bindestrich",
    "дефис",
    "myślnik",
  ].map((word) => [word, "-"] as const),
  ...["underscore", "unterstrich", "subrayado", "podkreślnik"].map((word) => [word, "_"] as const),
]);

/** More words than these make no domain: what follows is prose. */
const longestDomain = 9;
const longestLocal = 7;

export const dictatedAt = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:${dictatedAtWords.join("|")})(?![\\p{L}\\p{N}])`,
  "giu",
);

interface Word {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const wordAfter = /[ \u00a0]([\p{L}\p{N}]{1,40})/uy;
const wordBefore = /(?:^|[^\p{L}\p{N}])([\p{L}\p{N}]{1,40})[ \u00a0]$/u;

function readAfter(text: string, from: number): readonly Word[] {
  const words: Word[] = [];
  let at = from;
  while (words.length < longestDomain) {
    wordAfter.lastIndex = at;
    const word = wordAfter.exec(text)?.[1];
    if (word === undefined) break;
    at += 1 + word.length;
    words.push({ start: at - word.length, end: at, text: word.toLowerCase() });
  }
  return words;
}

function readBefore(text: string, to: number): readonly Word[] {
  const words: Word[] = [];
  let at = to;
  while (words.length < longestLocal) {
    const word = wordBefore.exec(text.slice(Math.max(0, at - 44), at))?.[1];
    if (word === undefined) break;
    at -= 1 + word.length;
    words.unshift({ start: at, end: at + word.length, text: word.toLowerCase() });
  }
  return words;
}

/** Words of the domain, up to the one behind its last dot; none when no dot is spoken. */
function domainOf(words: readonly Word[]): readonly Word[] {
  let last = -1;
  for (let at = 1; at + 1 < words.length; at++) {
    const sign = signs.get(words[at]?.text ?? "");
    if (sign === "." && !signs.has(words[at + 1]?.text ?? "")) last = at + 1;
    else if (last !== -1 && at > last) break;
  }
  return words.slice(0, last + 1);
}

/** The last word, and those a spoken sign joins to it. */
function localOf(words: readonly Word[]): readonly Word[] {
  let first = words.length - 1;
  while (first >= 2 && signs.has(words[first - 1]?.text ?? "")) first -= 2;
  return words.slice(Math.max(0, first));
}

/** Signs become characters, blanks beside and between the words go. */
function join(rewriting: RewritingBuilder, words: readonly Word[]): void {
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    const sign = signs.get(word.text);
    if (sign !== undefined) rewriting.replace(word.start - 1, word.end + (next === undefined ? 0 : 1), sign);
    else if (next !== undefined && !signs.has(next.text)) rewriting.replace(word.end, next.start, "");
  }
}

/** `[start, end)` is the word for `@`; returns where reading goes on. */
export function readDictated(
  text: string,
  span: { start: number; end: number },
  rewriting: RewritingBuilder,
): number {
  const domain = domainOf(readAfter(text, span.end));
  const local = localOf(readBefore(text, span.start));
  const last = domain.at(-1);
  if (last === undefined || local.length === 0) return span.end;
  join(rewriting, local);
  rewriting.replace(span.start - 1, span.end + 1, "@");
  join(rewriting, domain);
  return last.end;
}
