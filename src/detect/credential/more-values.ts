/* Finds the second secret of a sentence: `is A or B`, `A and for the other box it is B`, `A (old) / B (new)`. */

import { readValue } from "./value-extent.js";
import type { Span } from "../../core/types.js";
import { isAssignment, isProductName, shapeOf } from "./value-shape.js";

const conjunction =
  "(?:or|and|oder|und|ou|et|[oyeuiή]|lub|albo|nebo|или|и|або|eller|och|og|of|en|veya|ve|vagy|és|sau|și|tai|ja|και|then|else|dann|sonst|puis|luego|poi)";
const maybe =
  "(?:(?:maybe|possibly|perhaps|probably|also|else|vielleicht|evtl\\.?|eventuell|peut-être|quizás|quizá|tal vez|forse|talvez|może|možná|может|возможно|kanske|måske|misschien|belki) )?";
const told =
  "(?:is|lautet|ist|es|est|è|é|это|je|para|to|auf|är|er|on|ist's|it's) (?:(?:er|es|it|now|jetzt|sie|il|elle) )?";

const next = new RegExp(
  `^["'\`”»]?(?: ?\\([^()\\n]{1,24}\\))?(?:,? (?:(?:and|und|et|[yeiи]) )?(?:(?:the|die|das|la|le|el|quella|quello|celle|celui|a|o) )?(?:new|neue|neues|nuova|nouvelle|nouveau|nueva|nuevo|nova|novo|nieuwe|nowe|nové|новый|nya|nye)(?: one)?[,:]? (?:(?:is|ist|è|est|es|é) )?|,? ${conjunction} ${maybe}(?:(?:[\\p{L}\\d'’.-]{1,40} ){1,6}?${told})?| ?[,/] | (?:par|durch|with|by|por|con|door) (?=\\S{7})|\\) (?:par|durch|with|by|por|con|door|med|na|на) (?:le |la |das |the |el |il )?)["'\`„“«]?`,
  "u",
);
const most = 3;
const reach = 160;

function isSure(token: string): boolean {
  const looks = shapeOf(token);
  if (isAssignment(token) || token.includes("://") || token.includes("@") || /^[(<[]/.test(token))
    return false;
  return (
    looks === "strong" ||
    (looks === "mixed" && token.length >= 7 && !isProductName(token) && /\p{L}{2}/u.test(token))
  );
}

const otherPin = new RegExp(`^ ${conjunction} ${maybe}(\\d{4,8})(?![\\d.,:/-]\\d|[\\p{L}\\d])`, "u");

/** `4711 or 4712` */
export function readOtherPin(text: string, end: number): readonly Span[] {
  const found = otherPin.exec(text.slice(end, end + 32));
  if (found?.[1] === undefined) return [];
  const stop = end + found[0].length;
  return [{ start: stop - found[1].length, end: stop }];
}

/** The further secrets behind one that ends at `end`, in the same sentence; none in most texts. */
export function readMore(text: string, end: number): readonly Span[] {
  const more: Span[] = [];
  let at = end;
  while (more.length < most) {
    const found = next.exec(text.slice(at, at + reach));
    if (found === null) break;
    const value = readValue(text, at + found[0].length, 64);
    if (value === undefined || value.quoted || !isSure(text.slice(value.start, value.end))) break;
    more.push(value);
    at = value.end;
  }
  return more;
}
