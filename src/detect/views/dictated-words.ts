/* What each word means in a dictated address. */

import { lowWords, noDomain, noMailbox, roleMailboxes, signs } from "./signs.js";

/** Words that mean `@` and little else; a bare `at` is prose (evasion cases E16, N07). */
export const dictatedAtWords: readonly string[] =
  "arobase arobas arroba chiocciola chiocciolina apenstaartje klammeraffe małpa małpka собака собачка snabel-a kukac".split(
    " ",
  );

/** They must show more to be read as `@`. */
const bareAtWords = ["at", "ät", "ett"];

export interface DictatedWord {
  readonly isAt: boolean;
  readonly isBare: boolean;
  /** The sign it is said for; empty for none. */
  readonly sign: string;
  readonly isLow: boolean;
  readonly namesNoMailbox: boolean;
  readonly namesNoDomain: boolean;
  readonly isRole: boolean;
}

export const unknownWord: DictatedWord = Object.freeze({
  isAt: false,
  isBare: false,
  sign: "",
  isLow: false,
  namesNoMailbox: false,
  namesNoDomain: false,
  isRole: false,
});

const words = [
  ...dictatedAtWords,
  ...bareAtWords,
  ...signs.keys(),
  ...lowWords,
  ...noMailbox,
  ...noDomain,
  ...roleMailboxes,
];

const known: ReadonlyMap<string, DictatedWord> = new Map(
  words.map((word) => [
    word,
    {
      isAt: dictatedAtWords.includes(word) || bareAtWords.includes(word),
      isBare: bareAtWords.includes(word),
      sign: signs.get(word) ?? "",
      isLow: lowWords.has(word),
      namesNoMailbox: noMailbox.has(word),
      namesNoDomain: noDomain.has(word),
      isRole: roleMailboxes.has(word),
    },
  ]),
);

const longest = Math.max(...words.map(({ length }) => length));

/** Of a word in lower case. */
export const dictatedWord = (word: string): DictatedWord =>
  word.length > longest ? unknownWord : (known.get(word) ?? unknownWord);
