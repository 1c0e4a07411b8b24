/* Finds the code that opens or silences a thing: `Alarm: code 5521`, `the gate is opened with code 77310`. */

import type { Span } from "../../core/types.js";
import { isYear } from "./year.js";

const reach = 64;
const longestLead = 110;
const behindReach = 48;
/** Things with a pad for digits; letters of any script may follow within the word. */
const device =
  /(?:^|[^\p{L}])(?:alarm(?:[săaı]|en|et|ul)?|gates?|doors?|garage|keypad|key ?safe|lockbox|locker|intercom|duress|disarm(?:ed|s)?|safes?|tresor|haustür|hintertür|seitentür|tür|tor|hoftor|alarmanlage|eingang|porte|portail|immeuble|alarme|digicode|puerta|portal|cancello|portone|allarme|cassaforte|portão|cofre|deur|poort|kluis|drzwi|bram[aye]|alarmu|двер[ьи]|калитк[аи]|домофона?|сигнализаци[ия]|сейфа?|dveř[eí]|brán[ay]|kapı|dörr(?:en)?|port(?:en)?|dør(?:en)?)(?![\p{L}-])/iu;
/** Right behind the word for code, or behind a few words and a copula or colon. */
const digits =
  /^(?:(?: [\p{L}'’-]{1,16}){0,5}(?: (?:is|was|ist|lautet|est|es|[èé]|är|er|je|jest|on|to)|:)|=|\))? {0,2}["'`„“]?([#*]?(\d{4,8})[#*]?)["'`”“]?(?![\p{L}\d%€$/_-]|[.,:]\d)/u;
/** A code that a panel shows is a fault, and one of a catalogue is an article. */
const otherTalk =
  /error|fault|display|shows?\b|shown|means|appears|manual|firmware|model|article|part\b|fehler|störung|meldung|anzeige|erreur|panne|affich|avería|muestra|guasto|fout|storing|błąd|usterk|ошибк|неисправн/iu;

/** `code changed from 4711 to 4712#` */
const changed =
  /^(?: [\p{L}'’-]{1,16}){0,5} (?:from|von|vom|de|da|od|van|z|с) ([#*]?\d{4,8}[#*]?) (?:to|auf|zu|in|à|a|para|naar|na|на) ([#*]?\d{4,8}[#*]?)(?![\p{L}\d%€$/_-]|[.,:]\d)/u;

/** The digits of an old and a new code; undefined where no device is near. */
export function readChangedCode(text: string, word: Span): readonly Span[] {
  const found = changed.exec(text.slice(word.end, word.end + longestLead));
  const before = text.slice(Math.max(0, word.start - reach), word.start);
  if (found?.[1] === undefined || found[2] === undefined || !device.test(`${before}\n`)) return [];
  const end = word.end + found[0].length;
  const first = word.end + found[0].indexOf(found[1]);
  return [
    { start: first, end: first + found[1].length },
    { start: end - found[2].length, end },
  ];
}

/** The digits behind a word for code at `word`; undefined where no device is near. */
export function readDeviceCode(text: string, word: Span): Span | undefined {
  const found = digits.exec(text.slice(word.end, word.end + longestLead));
  const [whole = "", typed = "", figures = ""] = found ?? [];
  if (found === null || isYear(figures)) return undefined;
  const start = word.end + whole.indexOf(typed);
  const end = start + typed.length;
  const before = text.slice(Math.max(0, word.start - reach), word.start);
  const near = `${before.slice(before.lastIndexOf("\n") + 1)}\n${text.slice(word.end, start)}\n${/^[^\n]*/.exec(text.slice(end, end + behindReach))?.[0] ?? ""}`;
  return device.test(near) && !otherTalk.test(near) ? { start, end } : undefined;
}
