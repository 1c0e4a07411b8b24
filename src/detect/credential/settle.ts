/* Corrects where a value starts and ends by its label: the second of a pair, a seed in groups. */

import type { LexedValue } from "./judged.js";
import type { LabelGate } from "./lexicon.js";
import { isSole, readValue } from "./value-extent.js";
import { shapeOf } from "./value-shape.js";

const seedGroups = /^[A-Z2-7]{4}(?: [A-Z2-7]{4}){3,15}(?: [A-Z2-7]{1,3})?(?![A-Z\d])/i;

/** A seed is shown in groups of four; words of four letters (`this will make them`) are none. */
function withGroups(text: string, value: LexedValue): LexedValue {
  const found = seedGroups.exec(text.slice(value.start, value.start + 100));
  return found === null || !/[2-7]/.test(found[0]) ? value : { ...value, end: value.start + found[0].length };
}

/** Keys of routers are printed as figures in groups: `4471 8820 1937 5526`. */
const figureGroups = /^(?:\d{3,5}(?:[ -]\d{3,5}){2,6}|\d{3}[ -]\d{3})(?![\d.:/-]|,\d|\s\d)/;

function withFigures(text: string, value: LexedValue): LexedValue {
  if (value.end - value.start > 5 || value.quoted) return value;
  const found = figureGroups.exec(text.slice(value.start, value.start + 48));
  if (found === null) return value;
  const end = value.start + found[0].length;
  return { ...value, end, sole: isSole(text, { ...value, end, after: end }) };
}

/** `user/password:`, `Login und Passwort:` */
const pairLabel =
  /(?:user|user ?name|login|id|benutzer|benutzername|usuario|usuário|utilisateur|identifiant|utente|gebruiker|логин|пользователь|логін|użytkownik)\s?(?:[/&+y]|and|und|et|[eиi]|en|та|oraz)\s?$/iu;
const marked = /^[^\s,/:|;]{1,40}\s{0,2}[,/:|;]\s{0,2}(?=\S)/;
const spaced = /^[^\s,/:|;]{1,40}\s{1,2}(?=\S)/;

/** Start of what stands behind the user; `at` where there is no user. */
function secondOfPair(text: string, at: number): number {
  const line = text.slice(at, at + 48);
  const user = marked.exec(line);
  if (user !== null) return at + user[0].length;
  const length = spaced.exec(line)?.[0].length ?? 0;
  const next = /^\S{5,64}/.exec(text.slice(at + length, at + length + 64))?.[0] ?? "";
  return /\d/.test(next) && shapeOf(next) !== "refused" ? at + length : at;
}

/** Behind `user/password:` the value is a pair; a seed is shown in groups. */
export function settleValue(
  text: string,
  { gate, start }: { readonly gate: LabelGate; readonly start: number },
  value: LexedValue,
): LexedValue {
  if (gate === "seed") return withGroups(text, value);
  if (gate === "weak") return withFigures(text, withGroups(text, value));
  if (gate === "password" && isFigureAt(text, value.start)) return withFigures(text, value);
  if (value.separator !== "hard" || !mayPair(text, start)) return value;
  if (text.charCodeAt(start - 1) !== 0x2f && !pairLabel.test(text.slice(Math.max(0, start - 24), start)))
    return value;
  const at = secondOfPair(text, value.start);
  const second = at === value.start ? undefined : readValue(text, at);
  return second === undefined
    ? value
    : { ...value, start: second.start, end: second.end, sole: isSole(text, second) };
}

function isFigureAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x30 && code <= 0x39;
}

/** A slash, a blank or an ampersand before the label. */
function mayPair(text: string, start: number): boolean {
  const code = text.charCodeAt(start - 1);
  return code === 0x2f || code === 0x20 || code === 0x26 || code === 0x2b;
}
