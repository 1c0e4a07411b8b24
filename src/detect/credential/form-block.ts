/* Reads a form that was copied as text: labels and values on lines of their own, so that a plain word is a value too. */

import type { Span } from "../../core/types.js";
import type { LabelGate } from "./lexicon.js";
import { readValue } from "./value-extent.js";
import { unitAt, type UnitText } from "../units.js";
import { isState } from "./value-gate.js";
import { shapeOf } from "./value-shape.js";

/** UTF-16 units of a form before and behind the label. */
const reach = 200;
const marks = "[>\\s*|-]{0,8}";
const names =
  "user|user ?name|user ?id|login|login ?name|log-in|account|account name|e-?mail|e-?mail address|host|host ?name|server|server address|ip|ip address|ssid|network|network name|benutzer|benutzername|nutzername|anmeldename|kundennummer|netzwerk|usuario|nombre de usuario|usuário|nome de usuário|utilisateur|nom d'utilisateur|identifiant|compte|utente|nome utente|gebruiker|gebruikersnaam|użytkownik|nazwa użytkownika|uživatel|uživatelské jméno|felhasználó|felhasználónév|utilizator|användare|användarnamn|bruger|brugernavn|brukernavn|käyttäjä|käyttäjätunnus|kullanıcı|kullanıcı adı|логин|пользователь|имя пользователя|сервер|користувач|用户名|账号|ユーザー名|ログインID|아이디";
/** Label, value, and perhaps an empty line, right before the label's own line. */
const before = new RegExp(
  `(?:^|\\n)${marks}(?:${names})[^\\S\\n]?[:：]?[^\\S\\n]*\\n(?:[^\\S\\n]*\\n)?${marks}([^\\n]{1,60}?)[^\\S\\n]*\\n(?:[^\\S\\n]*\\n)?${marks}$`,
  "iu",
);
const behind = new RegExp(
  `^(?:[^\\S\\n]*\\n){1,2}${marks}(?:${names})[^\\S\\n]?[:：]?[^\\S\\n]*\\n(?:[^\\S\\n]*\\n)?${marks}([^\\n]{1,60}?)[^\\S\\n]*(?:\\n|$)`,
  "iu",
);
/** What is written in the place of a value, or is the next label: a form without values. */
const label = new RegExp(
  `^(?:${names}|password|passwort|kennwort|mot de passe|contraseña|senha|wachtwoord|hasło|пароль)[^\\S\\n]?[:：]?$`,
  "iu",
);
/** A group of two lines between empty ones, as forms have and prose has not. */
const group =
  /(?:^|\n[^\S\n]*\n)[>\s]{0,6}[^\n:;.!?,]{2,32}\n[^\n]{1,40}\n[^\S\n]*\n[>\s]{0,6}(?:[\p{L}'’-]{1,14} ){0,3}$/u;
const rest = new RegExp(
  `^(?: [\\p{L}'’-]{1,14}){0,3}[^\\S\\n]?[:：]?[^\\S\\n]*\\n(?:[^\\S\\n]*\\n)?${marks}(?=\\S{4,40}[^\\S\\n]*(?:\\n|$))`,
  "u",
);
/** Units of the line behind a label in a form. */
const longestRest = 46;

function endsLineSoon({ text, units }: UnitText, end: number): boolean {
  const stop = Math.min(text.length, end + longestRest);
  for (let at = end; at < stop; at++) if (unitAt(units, at) === 0x0a) return true;
  return false;
}

const figures = /^\d{4,8}$/;

const holds = (found: RegExpExecArray | null): boolean => found?.[1] !== undefined && !label.test(found[1]);

function isValue(token: string, gate: LabelGate): boolean {
  if (gate === "pin") return figures.test(token);
  return !label.test(token) && shapeOf(token) !== "refused" && !isState(token);
}

/** The word alone on the line below its label, in a form that tells other values in the same way. */
export function readBlockWord(source: UnitText, { start, end }: Span, gate: LabelGate): Span | undefined {
  if (!endsLineSoon(source, end)) return undefined;
  const { text } = source;
  const lead = rest.exec(text.slice(end, end + 60));
  if (lead === null) return undefined;
  const value = readValue(text, end + lead[0].length, 64);
  const token = value === undefined ? "" : text.slice(value.start, value.end);
  if (value === undefined || !isValue(token, gate)) return undefined;
  const inForm =
    group.test(text.slice(Math.max(0, start - reach), start)) ||
    holds(before.exec(text.slice(Math.max(0, start - reach), start))) ||
    holds(behind.exec(text.slice(value.end, value.end + reach)));
  return inForm ? { start: value.start, end: value.end } : undefined;
}
