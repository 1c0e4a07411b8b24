/* Finds the password of a log-in that is told line by line: a request for it, then the user, then the password. */

import type { Span } from "../../core/types.js";
import { looksTold } from "./coined.js";
import { endsLine, isSole, readValue } from "./value-extent.js";
import { isAssignment } from "./value-shape.js";

/** Units between the word and the end of its line. */
const rest = 64;
const reach = 160;
const speaker =
  "[>\\s]{0,8}(?:\\[[^\\]\\n]{3,20}\\] ?|\\(?\\d\\d?:\\d\\d(?::\\d\\d)?\\)? ?)?(?:\\p{L}[\\p{L}\\p{N} ._()-]{0,32}: ?)?";
const consent =
  "(?:sure|yes|yep|ok|okay|of course|here(?: you go| it is| they are)?|one moment|ja|klar|gerne|hier|oui|voici|bien sûr|sí|claro|aquí|sì|certo|ecco|sim|aqui|tak|jasne|да|конечно|вот|ano|evet|tabii)[.,:! ]{0,3}";
const consentLine = new RegExp(`^${speaker}${consent}\\r?\\n`, "iu");
const userLine = new RegExp(
  `^${speaker}(?:(?:user|login|name|user ?name|benutzer|usuario|utilisateur|utente|логин)[: ]{1,3})?([\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{1,47})[^\\S\\n]{0,3}\\r?\\n${speaker}(?:(?:pw|pass|password|passwort|mdp|clave|пароль)[: ]{1,3})?`,
  "iu",
);
const pairLine = new RegExp(
  `^${speaker}(?:${consent})?([\\p{L}\\p{N}][\\p{L}\\p{N}._@+-]{1,47})(?: ?[/|,;:] ?| (?:and|und|et|y|with|mit|-) )(?=\\S)`,
  "iu",
);

/** What asks for the log-in, or hands it over. */
const asking =
  /what|which|send|give|share|provide|tell|need|post|pass me|wie|welche|schick|brauche|nenn|teil|gib|quel|envoy|donne|communiqu|cuál|cual|env[ií]|pás[ae]|pas[ae]|dime|qual|mand|invi|fornisc|jak|podaj|prześl|какой|пришл|сообщ|скажите|дайте|pošl|hangi|gönder|stuur/iu;
const nothing = /[^\s>]/;

function isChosen(token: string): boolean {
  if (token.includes("://") || /^[(<[{]/.test(token) || isAssignment(token)) return false;
  return looksTold(token, 6);
}

function readLead(text: string, at: number): number {
  const ahead = text.slice(at, at + reach);
  const user = userLine.exec(ahead);
  if (user !== null && /\p{L}/u.test(user[1] ?? "")) return at + user[0].length;
  const pair = pairLine.exec(ahead);
  return pair !== null && /\p{L}/u.test(pair[1] ?? "") ? at + pair[0].length : -1;
}

/** Where the line behind the word's own begins; -1 when that line neither asks nor hands over. */
function nextLine(text: string, start: number, end: number): number {
  const line = text.slice(end, end + rest).indexOf("\n");
  if (line < 0) return -1;
  const tail = text.slice(end, end + line).trimEnd();
  const over = /:\s{0,2}$/.test(tail);
  if (!over && !asking.test(text.slice(Math.max(0, start - 64), start)) && !tail.includes("?")) return -1;
  return end + line + 1;
}

const listReach = 320;
/** `me / VALUE`, a line of its own below an address or a heading. */
const listLine =
  /\n[>\s*•-]{0,6}[\p{L}\d][\p{L}\d ._@()+-]{0,40}?[^\S\n]{1,3}[/|][^\S\n]{1,3}(\S{6,64})[^\S\n]{0,3}(?=\r?\n|$)/gu;

/** The passwords of lines of `user / password` below the word that ends at `end`. */
export function readListed(text: string, end: number): readonly Span[] {
  const ahead = text.slice(end, end + listReach);
  const slash = ahead.search(/ [/|] /);
  if (slash < 0) return [];
  const found: Span[] = [];
  for (const line of ahead.matchAll(listLine)) {
    const token = line[1] ?? "";
    const last = end + line.index + line[0].trimEnd().length;
    if (isChosen(token) || isOddCase(token)) found.push({ start: last - token.length, end: last });
  }
  return found;
}

/** Capitals behind small letters, or a mark between them. */
function isOddCase(token: string): boolean {
  if (/[/\\:@(]/.test(token)) return false;
  const firstSmall = token.search(/\p{Ll}/u);
  if (firstSmall < 0) return false;
  const tail = token.slice(firstSmall);
  if (/\p{Lu}{2}|\p{Ll}[!#$%&*?^+=~]/u.test(tail)) return true;
  return firstSmall === 0 && /[-_.]/.test(token) && /\p{Lu}/u.test(token);
}

/** The password told behind the word of log-ins at `start`; undefined in most texts. */
export function readToldLogin(text: string, { start, end }: Span): Span | undefined {
  let at = nextLine(text, start, end);
  if (at < 0 || !nothing.test(text.slice(at, at + 8))) return undefined;
  at += consentLine.exec(text.slice(at, at + reach))?.[0].length ?? 0;
  const lead = readLead(text, at);
  const value = lead < 0 ? undefined : readValue(text, lead, 64);
  if (value === undefined || !isSole(text, value) || !endsLine(text, value.after)) return undefined;
  return isChosen(text.slice(value.start, value.end)) ? value : undefined;
}
