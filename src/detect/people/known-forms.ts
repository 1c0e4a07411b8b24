/* How a known name may end in a sentence: `Annas Konto`, `skrzynka Anny`, `для Ивана`. */

import { isWordAt } from "../natives/characters.js";
import { isCommonName } from "./common-names.js";
import { isCapitalAt } from "./letters.js";

/** One word of a known name, and what its other forms begin and end with. */
export interface KnownWord {
  readonly word: string;
  /** All its forms begin with this. */
  readonly stem: string;
  /** What forms of Slavic languages have behind the stem. */
  readonly endings: ReadonlySet<string>;
  /** Takes the `s` of the genitive in German, Dutch and the Nordic languages. */
  readonly genitive: boolean;
}

type Declension = readonly [ending: string, stemCut: number, endings: ReadonlySet<string>];

const declension = (ending: string, cut: number, endings: string): Declension => [
  ending,
  cut,
  new Set(endings.split(" ")),
];

/** By how a name ends, longest first: Polish, Czech, Slovak and their southern kin, then Russian and Ukrainian. */
const declensions: readonly Declension[] = [
  declension("ska", 1, "a iej ą ę é ou"),
  declension("cka", 1, "a iej ą ę é ou"),
  declension("ski", 1, "i iego iemu im"),
  declension("cki", 1, "i iego iemu im"),
  declension("ka", 2, "ka ki ce kę ką ko ku kou ky kom"),
  declension("ga", 2, "ga gi dze gę gą go gu gou gy ze"),
  declension("ek", 2, "ek ka kowi kiem ku ke kovi kem kom"),
  declension("eł", 2, "eł ła łowi łem le"),
  declension("el", 2, "el la lovi lem le ela elovi elem elowi elu"),
  declension("ec", 2, "ec ce cem ci covi ca cu"),
  declension("a", 1, "a y i ę ą ie o u ě e ou om ovi"),
  declension("á", 1, "á é ou"),
  declension("ý", 1, "ý ého ému ým ém"),
  declension("ская", 2, "ая ой ую"),
  declension("ский", 2, "ий ого ому им ом"),
  declension("ова", 1, "а ой у ою"),
  declension("ёва", 1, "а ой у ою"),
  declension("ева", 1, "а ой у ою"),
  declension("ина", 1, "а ой у ою ы е"),
  declension("ел", 2, "ел ла лу лом ле ела елу елом"),
  declension("а", 1, "а ы и е у ой ою ей"),
  declension("я", 1, "я и е ю ей ею"),
  declension("й", 1, "й я ю ем е"),
  declension("ь", 1, "ь я ю ем е и"),
];

const latinConsonant = /[b-df-hj-np-tv-zčďłňřśšťźżž]$/u;
const cyrillicConsonant = /[бвгджзклмнпрстфхцчшщ]$/u;
const latinMasculine = new Set(["", ..."a u owi em iem ie e ovi om ův ova ovo".split(" ")]);
const cyrillicMasculine = new Set(["", ..."а у ом ем ым е".split(" ")]);
const itself: ReadonlySet<string> = new Set([""]);

/** Shorter stems begin too many other words. */
const shortestStem = 3;
const shortestGenitive = 4;
const longestEnding = 4;

/** `name` is one word of a name. */
export function knownWord(name: string): KnownWord {
  const { stem, endings } = declined(name);
  return {
    word: name,
    stem,
    endings,
    genitive:
      name.length >= shortestGenitive &&
      /[a-zäöüéèåø]$/.test(name) &&
      !/[sxz]$/.test(name) &&
      !isCommonName(name),
  };
}

/** Exactly this, whatever stands in it. */
export const exactly = (word: string): KnownWord => ({ word, stem: word, endings: itself, genitive: false });

function declined(name: string): Pick<KnownWord, "stem" | "endings"> {
  const fitting = declensions.find(([ending]) => name.endsWith(ending));
  if (fitting !== undefined && name.length - fitting[1] >= shortestStem) {
    return { stem: name.slice(0, name.length - fitting[1]), endings: fitting[2] };
  }
  if (fitting === undefined && name.length >= shortestStem) {
    if (latinConsonant.test(name)) return { stem: name, endings: latinMasculine };
    if (cyrillicConsonant.test(name)) return { stem: name, endings: cyrillicMasculine };
  }
  return { stem: name, endings: itself };
}

/** Letters of Slavic languages; in other texts `Anny` and `Petra` are other people. */
const slavic = /[ąćęłńśźżčďěňřšťůž\u0400-\u04ff]/iu;

export const isSlavic = (text: string): boolean => slavic.test(text);

/** Where a form of a word ends, and where the name in it does. */
export interface FormEnd {
  /** Without the `s` of a genitive, which stays in the text. */
  readonly name: number;
  readonly word: number;
  /** Another form than the known one. */
  readonly changed: boolean;
}

/** The form of the word that stands at `at`; undefined when another word does. */
export function formAt(
  text: string,
  at: number,
  { word, stem, endings, genitive }: KnownWord,
): FormEnd | undefined {
  const plain = at + word.length;
  if (text.startsWith(word, at)) {
    if (!isWordAt(text, plain)) return { name: plain, word: plain, changed: false };
    if (genitive && text.charAt(plain) === "s" && !isWordAt(text, plain + 1) && isCapitalAt(text, at))
      return { name: plain, word: plain + 1, changed: false };
  }
  if (endings === itself || !text.startsWith(stem, at)) return undefined;
  const from = at + stem.length;
  let end = from;
  while (end <= from + longestEnding && isWordAt(text, end)) end++;
  if (!endings.has(text.slice(from, end))) return undefined;
  return { name: end, word: end, changed: true };
}
