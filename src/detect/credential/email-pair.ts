/* Finds passwords that follow an e-mail address as the user: `ann@example.com:X`, or X on the next line of a chat. */

import type { NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiAlphanumeric, isBlankAt, isNewlineAt, isSpaceAt, skipBlanks } from "./characters.js";
import { unitAt, type UnitText } from "../units.js";
import { notRead, plainValueEnd } from "./sentence-words.js";
import { isGenericWord } from "./stand-in-words.js";
import { isSole, readValue, type Extent } from "./value-extent.js";
import { isExpression, isProductName, shapeOf, type ValueShape } from "./value-shape.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "email-pair", entity: "CREDENTIAL", kind: "password" }, "context");

const glued = shape(0.8, "address:password");
const word = shape(0.6, "address:word");
const beside = shape(0.7, "address and password");
const nextLine = shape(0.6, "address, password on the next line");

const longestDomain = 80;
const longestPassword = 64;
/** Units before an address in which talk of a log-in makes a token on the next line its password. */
const talkBefore = 240;
const loginTalk =
  /log-?in|\blog in|sign(?:ing)?[ -]?in|anmeld|connexion|connecte[rz]|credential|password|passwort|zugang|kennwort|mot de passe|identifiant|acceso|contrase|senha|acesso|wachtwoord|inlog|hasł|haslo|přihl|heslo|парол|логин|доступ|lösenord|adgang|şifre|giriş|密码|密碼|パスワード|비밀번호|accesso/iu;
/** Programs whose `user@host:path` is no pair. */
const copying =
  /(?:\b(?:scp|rsync|sftp|ssh|sshfs|git|clone|mailto|svn|hg|docker|sip|xmpp)\b[^\n]{0,80}|:\/\/\S{0,80})$/i;

/** Behind the domain after the sign; `at` when there is none. */
function domainEnd({ text, units }: UnitText, at: number): number {
  const stop = Math.min(text.length, at + longestDomain);
  let end = at;
  let dots = 0;
  while (end < stop) {
    const code = unitAt(units, end);
    if (code === 0x2e) dots++;
    else if (!isAsciiAlphanumeric(code) && code !== 0x2d) break;
    end++;
  }
  return dots > 0 && unitAt(units, end - 1) !== 0x2e ? end : at;
}

interface Pair {
  readonly scan: Scan;
  readonly sink: Sink;
  /** The sign of the address. */
  readonly sign: number;
  /** End of the address. */
  readonly end: number;
}

function localStart(text: string, sign: number): number {
  let start = sign;
  while (start > sign - 64 && start > 0 && /[\w.+-]/.test(text.charAt(start - 1))) start--;
  return start;
}

/** True when nothing but list marks and quote marks stands before the address on its line. */
function opensLine(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 12), start);
  return /(?:^|\n)[\s>*•"'`\d.)-]{0,8}$/.test(before) && (start < 12 || before.includes("\n"));
}

/** Nothing else on the line, or a relay and its port before it. */
function standsAlone(text: string, start: number, extent: Extent): boolean {
  if (!isSole(text, extent)) return false;
  return opensLine(text, start) || /\]:\d{2,5}\s{1,4}$/.test(text.slice(Math.max(0, start - 12), start));
}

function isCopying(text: string, start: number): boolean {
  return copying.test(text.slice(Math.max(0, start - 90), start));
}

function isNoPassword(token: string, looks: ValueShape): boolean {
  // A port, as in `user/x@host:1521:service`.
  if (/^\d{2,5}(?:[:/]|$)/.test(token)) return true;
  return looks === "refused" || looks === "digits" || isGenericWord(token) || isExpression(token);
}

function takeGlued({ scan, sink, sign, end }: Pair): void {
  const { text } = scan;
  const extent = readValue(text, end + 1, longestPassword);
  const start = localStart(text, sign);
  if (extent === undefined || extent.quoted || start === sign) return;
  const token = text.slice(extent.start, extent.end);
  const looks = shapeOf(token);
  if (isNoPassword(token, looks) || isCopying(text, start)) return;
  const alone = standsAlone(text, start, extent);
  if (looks === "strong" || (looks === "mixed" && alone)) sink.add(glued, extent.start, extent.end);
  else if (alone && token.length >= 5 && !token.includes("/")) sink.add(word, extent.start, extent.end);
}

function isStrong(text: string, extent: Extent, least: number): boolean {
  const token = text.slice(extent.start, extent.end);
  if (token.length < least || token.includes("://") || /^[<([]/.test(token)) return false;
  const looks = shapeOf(token);
  if (looks === "strong") return true;
  return looks === "mixed" && /\p{L}.*\p{L}.*\p{L}/u.test(token) && !isProductName(token);
}

/** `ann@example.com / X`, `ann@example.com, X`, `ann@example.com X` up to the end of the line or clause. */
function takeBeside({ scan, sink, end }: Pair, marked: boolean): void {
  const { text } = scan;
  const at = skipBlanks(text, marked ? skipBlanks(text, end) + 1 : end);
  if (isNewlineAt(text, at) || at >= text.length) return;
  const extent = readValue(text, at, longestPassword);
  if (extent === undefined || !isSole(text, extent) || !isStrong(text, extent, 6)) return;
  const token = text.slice(extent.start, extent.end);
  if (token.includes("@")) return;
  if (marked || (shapeOf(token) === "strong" && talksOfLogin(text, end)))
    sink.add(beside, extent.start, extent.end);
}

const joining = /^ (?:with|and|mit|und|avec|et|con|[yzси]|com|met|en|med|och|og) (?=\S{6})/u;

/** `ann@example.com with X`, in talk about a log-in. */
function takeJoined({ scan, sink, end }: Pair): void {
  const { text } = scan;
  const joint = joining.exec(text.slice(end, end + 24));
  const extent = joint === null ? undefined : readValue(text, end + joint[0].length, longestPassword);
  if (extent === undefined || !isSole(text, extent) || !isStrong(text, extent, 6)) return;
  if (!text.slice(extent.start, extent.end).includes("@") && talksOfLogin(text, end))
    sink.add(beside, extent.start, extent.end);
}

function talksOfLogin(text: string, end: number): boolean {
  return loginTalk.test(text.slice(Math.max(0, end - talkBefore), end));
}

const accountTalk =
  /account|konto|compte|cuenta|\bconta\b|utente|hesab|hesap|\bcont(?:ul|ului)?\b|účet|účtu|аккаунт|учёт|учет|обліков|käyttäjä|fiók|tunnukse|benutzer|usuario|usuário|utilisateur|gebruiker|账号|账户|アカウント|계정|الحساب|credenz|credencia/iu;
const talksOfAccount = (text: string, end: number): boolean =>
  accountTalk.test(text.slice(Math.max(0, end - talkBefore), end));

/** The next setting of a file of settings: `DB_HOST=db.example.com`. */
const setting = /^[A-Z][A-Z\d_]+=/;

/** `visitor: ann@example.com`, then `visitor: X`: alone behind the speaker. */
function takeNextLine({ scan, sink, end }: Pair): void {
  const { text } = scan;
  const ahead = text.slice(end, end + 120);
  const lead = /^\s{0,3}\r?\n(?:[>\s]{0,4}(?:\[[\d:. ]{4,10}\] ?)?[\p{L}\p{N} ._-]{1,24}: ?)?/u.exec(ahead);
  if (lead === null) return;
  const extent = readValue(text, end + lead[0].length, longestPassword);
  if (extent === undefined || !isSole(text, extent) || !isStrong(text, extent, 6)) return;
  const token = text.slice(extent.start, extent.end);
  if (token.includes("@") || setting.test(token) || !endsLine(text, extent.after)) return;
  if (talksOfLogin(text, end) || (/\p{Ll}{3}/u.test(token) && talksOfAccount(text, end)))
    sink.add(nextLine, extent.start, extent.end);
}

function endsLine(text: string, at: number): boolean {
  const end = skipBlanks(text, at);
  return end >= text.length || isNewlineAt(text, end);
}

/** How far back the scheme of a URL is looked for, UTF-16 units. */
const schemeReach = 128;

/** `https://user:X@host/path` is no address: what follows is a path. */
function isInUrl(text: string, sign: number): boolean {
  const before = text.slice(Math.max(0, sign - schemeReach), sign);
  const scheme = before.lastIndexOf("://");
  return scheme >= 0 && !/\s/.test(before.slice(scheme));
}

/** `ann@example.com about it`: a lone word of small letters is a password behind a mark only. */
const isInSentence = ({ text, units }: Scan, end: number): boolean =>
  unitAt(units, end) === 0x20 && plainValueEnd(text, end + 1) !== notRead;

/** `:`, `/`, `|`, `;` and the comma. */
const pairMarks = new Uint8Array(0x1_0000);
for (const sign of ":/|;,") pairMarks[sign.charCodeAt(0)] = 1;

function onSign(scan: Scan, sink: Sink, sign: number): void {
  const { text } = scan;
  const end = domainEnd(scan, sign + 1);
  if (end === sign + 1 || isInUrl(text, sign)) return;
  const pair: Pair = { scan, sink, sign, end };
  if (isInSentence(scan, end)) {
    takeJoined(pair);
    return;
  }
  const code = unitAt(scan.units, end);
  if (code === 0x3a && !isSpaceAt(text, end + 1)) takeGlued(pair);
  else if (pairMarks[code] === 1) takeBeside(pair, true);
  else if (isNewlineAt(text, end)) takeNextLine(pair);
  else if (isBlankAt(text, end)) takeBeside(pair, "/|–-".includes(text.charAt(skipBlanks(text, end)) || "x"));
}

function scanSigns(scan: Scan, sink: Sink): void {
  const { text } = scan;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) onSign(scan, sink, at);
}

export const emailPair: NativeDetector = {
  id: "email-pair",
  entities: ["CREDENTIAL"],
  scan: scanSigns,
};
