/* Finds the figures a PIN was changed to or from: `changed the PIN from 4711 to 4712`, `PIN auf 4711 gesetzt`. */

import type { Span } from "../../core/types.js";

const reach = 110;
const before = 48;
const figures = String.raw`\d{4,8}`;
const counted = String.raw`(?![\p{L}\d%€$/_]|[.,:-]\d| ?(?:digits?|characters?|attempts?|tries|times|ziffern|stellen|chiffres|cifras|cifre|cijfers|цифр))`;
const gap = String.raw`(?: [\p{L}'’()-]{1,16}){0,6}?,?`;
const origins = "from|von|vom|de|da|dal|van|od|z|ze|с|со|fra|från|din";
const targets = "to|auf|zu|in|à|a|al|em|para|por|per|naar|op|na|på|til|till|su|până la|до|в|als";
const both = new RegExp(
  `^${gap} (?:${origins}) ["'“„«]?(${figures})["'”“»]? (?:${targets}) ["'“„«]?(${figures})${counted}`,
  "iu",
);
const one = new RegExp(`^${gap} (?:${targets}|=|->|→) ["'“„«]?(${figures})${counted}`, "iu");
/** What is done to a PIN, by stems of many languages. */
const changing =
  /chang|\bset\b|reset|updat|switch|geänd|änder|gesetzt|umgestellt|zurückges|gestellt|modifi|mis\b|chang|réinit|défin|cambi|pus[eo]|pongo|restabl|reimpost|impost|mess[oa]|alter|mud[oae]|troqu|redefin|defin|wijzig|veranderd|ingesteld|gezet|zmieni|ustaw|změn|nastav|zmen|измен|смен|помен|поставил|установ|сброс|değiş|ayarla|yaptım|ändra|bytt|satt|endre|ændre|schimb|megváltoztat|beállít|vaihd/iu;
const year = /^(?:19|20)\d\d$/;

const spanOf = (from: number, found: string, token: string, last: boolean): Span => {
  const at = from + (last ? found.lastIndexOf(token) : found.indexOf(token));
  return { start: at, end: at + token.length };
};

/** The figures of the change that a label's sentence speaks of; none in most texts. */
export function readPinChange(text: string, label: Span): readonly Span[] {
  const ahead = text.slice(label.end, label.end + reach);
  const turned = both.exec(ahead);
  const found = turned ?? one.exec(ahead);
  if (found?.[1] === undefined) return [];
  const talk = `${text.slice(Math.max(0, label.start - before), label.start)} ${ahead.slice(0, found[0].length + 24)}`;
  if (!changing.test(talk)) return [];
  if (turned?.[2] === undefined)
    return year.test(found[1]) ? [] : [spanOf(label.end, found[0], found[1], true)];
  if (year.test(found[1]) && year.test(turned[2])) return [];
  return [spanOf(label.end, found[0], found[1], false), spanOf(label.end, found[0], turned[2], true)];
}
