/* Finds the figures a PIN was changed to or from: `changed the PIN from 4711 to 4712`, `PIN auf 4711 gesetzt`. */

import type { Span } from "../../core/types.js";
import { isYear } from "./year.js";

const reach = 110;
const before = 48;
const figures = String.raw`\d{4,8}`;
const counted = String.raw`(?![\p{L}\d%€$/_]|[.,:-]\d| ?(?:digit|character|attempt|tries|times|ziffern|stellen|chiffres|cifras|cifre|cijfers|цифр))`;
const gap = String.raw`(?: [\p{L}'’()-]{1,16}){0,6}?,?`;
const origins = "from|von|vom|de|da|dal|van|od|[zс]|ze|со|от|fra|från|din";
const targets = "to|auf|zu|in|->|[aàв=→]|al|em|para|por|per|naar|на|op|na|på|till?|su|până la|до|als";
const both = new RegExp(
  `^${gap} (?:${origins}) ["'“„«]?(${figures})["'”“»]? (?:${targets}) ["'“„«]?(${figures})${counted}`,
  "iu",
);
const one = new RegExp(`^${gap} (?:${targets}) ["'“„«]?(${figures})${counted}`, "iu");
/** What is done to a PIN, by stems of many languages. */
const changing =
  /chang|\bset\b|reset|updat|switch|geänd|änder|gesetzt|umgestellt|zurückges|gestellt|modifi|mis\b|réinit|défin|cambi|pus[eo]|pongo|restabl|reimpost|impost|mess[oa]|alter|mud[oae]|troqu|redefin|defin|wijzig|veranderd|ingesteld|gezet|zmieni|ustaw|změn|nastav|zmen|измен|смен|помен|поставил|установ|сброс|değiş|ayarla|yaptım|ändra|bytt|satt|endre|ændre|schimb|megváltoztat|beállít|vaihd/iu;
/** What else of a PIN is changed. */
const otherChange =
  /fee|price|cost|length|layout|limit|gebühr|preis|länge|frais|prix|longueur|precio|longitud|prezzo|lunghezza|opłat|długość|kosten|lengte|цен|длин/iu;

const spanOf = (at: number, token: string): Span => ({ start: at, end: at + token.length });

/** The figures of the change that a label's sentence speaks of; none in most texts. */
export function readPinChange(text: string, label: Span): readonly Span[] {
  const ahead = text.slice(label.end, label.end + reach);
  const turned = both.exec(ahead);
  const found = turned ?? one.exec(ahead);
  if (found?.[1] === undefined) return [];
  const talk = `${text.slice(Math.max(0, label.start - before), label.start)} ${ahead.slice(0, found[0].length + 24)}`;
  if (!changing.test(talk) || otherChange.test(found[0])) return [];
  const last = turned?.[2] ?? found[1];
  const fresh = spanOf(label.end + found[0].lastIndexOf(last), last);
  if (turned === null) return isYear(last) ? [] : [fresh];
  if (isYear(found[1]) && isYear(last)) return [];
  return [spanOf(label.end + found[0].indexOf(found[1]), found[1]), fresh];
}
