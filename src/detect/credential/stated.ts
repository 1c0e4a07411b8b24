/* Values that a whole sentence states, where the label alone would not say enough: `The user is ann. The password is cedar.` */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import { isCoined } from "./coined.js";
import type { LexedValue } from "./judged.js";
import { blockers, copulas, fillers, stateWords } from "./lexicon-words.js";
import { isSmall } from "./phrase.js";
import { isPlainAhead } from "./plain-talk.js";
import { isQuality } from "./quality-words.js";
import { isNoCopula } from "./sentence-words.js";
import { isRandom } from "./random.js";
import { readValue } from "./value-extent.js";

const reach = 72;
const userReach = 96;
const literally = "lautete?|luidt|luidde|brzmi|brzmiało";
const copula = "is|was|ist|war|est|es|era|[éè]|jest|je|är|er|on";
const filler =
  "(?:(?:now|still|just|simply|always|actually|jetzt|noch|immer noch|bisher|aktuell|derzeit|weiterhin|wohl|doch|eigentlich|einfach|toujours|ahora|siempre|ora|nu|teraz|nadal) )?";
const form = new RegExp(
  `^ (?:(${literally})|${copula}) ${filler}["'\`„“]?(\\p{L}{2,24}(?:[._-]\\p{L}{2,24}){1,5}|\\p{L}{4,24})["'\`”“]?(?:[.,;]|(?=\\s*(?:\\n|$))|(?= (?:and|und|et|och|in|with|mit|all|alles|en|con|com|met|[yezс])\\s))(?=\\s|$)`,
  "iu",
);
/** A statement of the user name that ends right before the label's own sentence. */
const userStated =
  /(?:user ?name|user|login|account|benutzer(?:name)?|nutzername|usuario|nombre de usuario|utilisateur|identifiant|utente|usuário|gebruiker(?:snaam)?|użytkownik|логин|användarnamnet)(?: [\p{L}'’-]{1,16}){0,4} (?:is|was|ist|lautet|heißt|est|es|è|é|jest|это|är) ["'`„“]?([\p{L}\p{N}][^\s"'`”]{1,40})["'`”]?[.,;]?\s(?:(?:and|und|et|[yeи]|och) )?(?:(?:the|its|my|das|mein|le|la|el|il|o|a) )?$/iu;

/** How the word before is spelled: then it is meant literally. */
const spelled =
  /^[^\n.!?]{0,24}?(?:capital|upper ?case|lower ?case|caps\b|(?:klein|groß|gross|zusammen) ?(?:geschrieben|buchst)|mit (?:großem|kleinem)|one word|in einem wort|min[uú]scul|ma[ijyí]?[uú]scul|en un mot|hoofdletter|kleine letter|małymi|wielk|больш|маленьк|заглавн|bokstav|versal|spelled|spelt|(?:no|without|with the) (?:blanks|spaces))/iu;

export const isSpelled = (text: string, end: number): boolean =>
  spelled.test(text.slice(end, end + spelledReach));
const spelledReach = 56;

const isWord = (word: string): boolean => {
  const small = word.toLowerCase();
  return !stateWords.has(small) && !blockers.has(small) && !fillers.has(small) && !copulas.has(small);
};

function isUserStated(text: string, labelStart: number): boolean {
  const user = userStated.exec(text.slice(Math.max(0, labelStart - userReach), labelStart))?.[1];
  return user !== undefined && isWord(user.replace(/[.,;]$/, ""));
}

const hyphened =
  /^ (?:[\p{L}'’]{1,20} ){0,6}?(?:is|was|are|ist|war|lautet|est|es|era|[èéà]|jest|är|er|to|as|auf|in|en|por|na|naar|till|til) ["'`„“]?(\p{L}[\p{L}\d]*(?:-[\p{L}\d]+){2,7})(?=["'`”“]?(?:[\s.,;!?)]|$))/iu;

const hyphens = /[^\s-]-[^\s-]+-/;

/** `the password is birch-maple-willow`: small letters and hyphens, as prose has them too. */
function lexHyphened(text: string, labelEnd: number): readonly LexedValue[] {
  const ahead = text.slice(labelEnd, labelEnd + reach);
  if (!hyphens.test(ahead)) return [];
  const found = hyphened.exec(ahead);
  const token = found?.[1];
  if (found === null || token === undefined || !isCoined(token)) return [];
  const parts = token.toLowerCase().split("-");
  if (parts.some((part) => !isSmall(part) && !isWord(part))) return [];
  const start = labelEnd + found[0].length - token.length;
  return [
    { start, end: start + token.length, separator: "copula", quoted: false, sole: true, qualified: true },
  ];
}

const english =
  /^ (?:is|was|used to be|should be|will be) (?:(?:now|still|just|simply|always|probably|currently|set to) ){0,2}["'`“]?(\p{L}{5,24})["'`”]?(?:[.,;!?](?=\s|$)|(?=\s*(?:\n|$))|(?= (?:and|but|everyone|with|which|in|all|on both|for both)\s))/u;
/** In other languages only a word with a capital, and none of German, where all nouns have one. */
const foreign =
  /^ (?:est|es|era|[èé]|était|je|jest|это|är|var|on|oli|este) (?:(?:toujours|ahora|ora|encore|sempre|siempre|agora) )?["'`“«]?(\p{Lu}\p{Ll}{4,23})["'`”»]?(?:[.,;!?](?=\s|$)|(?=\s*(?:\n|$))|(?= (?:et|y|e|pero|mais|ma|mas|avec|con|com)\s))/u;

/** A plain word that is said to be the password, in words that say no quality of it. */
export function readSaid(text: string, label: Span): Span | undefined {
  const ahead = text.slice(label.end, label.end + reach);
  const isEnglish = englishLabel.test(text.slice(label.start, label.end));
  return wordOf(label.end, (isEnglish ? english.exec(ahead) : null) ?? foreign.exec(ahead));
}

/** The word that the next sentence says in quotation marks, or that is named behind a comma. */
export function readNamed(text: string, labelEnd: number): Span | undefined {
  const ahead = text.slice(labelEnd, labelEnd + namedReach);
  return wordOf(labelEnd, namely.exec(ahead) ?? quotedNext.exec(ahead));
}

function wordOf(labelEnd: number, found: RegExpExecArray | null): Span | undefined {
  const word = found?.[1];
  if (found === null || word === undefined || !isWord(word) || isQuality(word.toLowerCase()))
    return undefined;
  if (word.length > 5 && word === word.toUpperCase()) return undefined;
  const start = labelEnd + found[0].lastIndexOf(word);
  return { start, end: start + word.length };
}

/** `is` is Dutch, too. */
const englishLabel = /^(?:pa?s{0,3}wo?r?d|passcode|pwd?|psw|pass ?word|code ?word|secret word)s?$/i;
const namedReach = 128;
/** `a word for all of them, namely X` */
const namely =
  /^[^\n.!?,:]{0,40}, (?:namely|i\.e\.|nämlich|namelijk|cioè|ovvero|czyli|à savoir|a saber|det vil si|nämligen|а именно) ["'`„“«]?(\p{L}[\p{L}\d]{3,23})(?=["'`”“»]?[,.;\n)]|["'`”“»]?$)/u;
/** A word in quotation marks that the next sentence says was it. */
const quotedNext =
  /^[^\n.!?]{0,80}[.!?] [^\n.!?"„“«]{0,32}(?<!\p{L})(?:is|was|war|ist|lautet|lautete|era|es|est|était|was het|używałem|был) ["„“«](\p{L}{4,24})["”“»][.,;]/iu;

/** A plain word behind a copula: said literally (`lautet`), or behind a statement of the user name. */
export function lexPlainWord(scan: Scan, label: Span): readonly LexedValue[] {
  const { text } = scan;
  const joined = isPlainAhead(scan, label.end, reach) ? [] : lexHyphened(text, label.end);
  const found =
    joined.length > 0 || isNoCopula(text, label.end + 1)
      ? null
      : form.exec(text.slice(label.end, label.end + reach));
  if (found === null) return joined;
  const word = found?.[2];
  if (word === undefined || !isWord(word)) return [];
  const start = label.end + found[0].indexOf(word, found[0].search(/\p{L}\s/u) + 1);
  const meant = found[1] !== undefined || isSpelled(text, start + word.length);
  if (!meant && (text.charCodeAt(start + word.length) === 0x20 || !isUserStated(text, label.start)))
    return [];
  return [
    { start, end: start + word.length, separator: "hard", quoted: false, sole: true, qualified: false },
  ];
}

const clause =
  /^ (?:[\p{L}'’-]{1,16} ){1,6}(?:is|was|ist|war|lautet|est|es|era|è|é|это|был|var|är|er) ["'`„“]?(?=\S{14})/iu;

const longToken = /\S{14}/;

/** `the webhook token we configured was VALUE`. */
export function lexClause(text: string, labelEnd: number): readonly LexedValue[] {
  const ahead = text.slice(labelEnd, labelEnd + reach);
  const found = longToken.test(ahead) ? clause.exec(ahead) : null;
  const value = found === null ? undefined : readValue(text, labelEnd + found[0].length);
  return value === undefined ? [] : [{ ...value, separator: "copula", sole: true, qualified: false }];
}

const varied =
  /^ ["'`„“]?(?=[\w.~-]{16,64}["'`”“]?(?:[\s.,;!?)]|$))(?=\S*[a-z])(?=\S*[A-Z])(?=(?:\S*?(?:[a-zA-Z]\d|\d[a-zA-Z])){4})/;

/** `the old key VALUE is revoked`: nothing but a long value of small letters, capitals and digits by turns. */
export function lexVaried(text: string, labelEnd: number): readonly LexedValue[] {
  const found = varied.exec(text.slice(labelEnd, labelEnd + reach));
  const value = found === null ? undefined : readValue(text, labelEnd + found[0].length);
  return value === undefined ? [] : [{ ...value, separator: "hard", sole: true, qualified: false }];
}

const toDrawn =
  /^ (?:[\p{L}'’-]{1,24}(?: is| ist| est| es| è| é)? ){0,4}["'`„“«(]?(?=[\w.~-]{16,128}["'`”“»)]?(?:[\s.,;!?]|$))/u;
const leastDrawn = 16;

function hasLongRun(text: string, from: number): boolean {
  const stop = Math.min(text.length, from + reach);
  let run = 0;
  for (let at = from; at < stop; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x0a) return false;
    run = unit === 0x20 ? 0 : run + 1;
    if (run >= leastDrawn) return true;
  }
  return false;
}

/** `jeton d'installation VALUE`: a value drawn at random, some words on; digests and records of logs are other things. */
export function lexDrawn(text: string, labelEnd: number): readonly LexedValue[] {
  if (!hasLongRun(text, labelEnd)) return [];
  const found = toDrawn.exec(text.slice(labelEnd, labelEnd + reach));
  const value = found === null ? undefined : readValue(text, labelEnd + found[0].length, 128);
  if (value === undefined) return [];
  const token = text.slice(value.start, value.end);
  if (/^[\da-f-]+$/i.test(token) || !isRandom(token, leastDrawn)) return [];
  return [{ ...value, separator: "hard", sole: true, qualified: false }];
}

const longestLine = 40;
const chosenLine =
  /^(?=.+[\d!#$%&*+=~^])\p{Lu}[^\s,:;()<>"]{1,20}(?: [\p{L}\p{N}!#$%&*+=~^?._-]{1,20}){1,3}$/u;
const counted = new Set(
  "version level page step room zimmer seite stufe schritt zeichen stellen characters digits chars days tage ticket case fall nr no min max error fehler code".split(
    " ",
  ),
);

/** `Password: Grey Heath 7`: words and a figure or sign that fill the label's line; the value's end, or -1. */
export function readLine(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
): number {
  const rest = /^[^\n]*/.exec(text.slice(end, end + longestLine))?.[0] ?? "";
  const line = (text.slice(start, end) + rest).trimEnd();
  if (line.length > longestLine || !/^(?:\r?\n|$)/.test(text.slice(end + rest.length, end + rest.length + 2)))
    return -1;
  if (!chosenLine.test(line)) return -1;
  const words = line.split(" ");
  return words.every((word) => isWord(word) && !counted.has(word.toLowerCase())) ? start + line.length : -1;
}
