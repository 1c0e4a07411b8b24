/* Finds secrets by the word that announces them: passwords, passphrases, PINs, API keys and tokens after a label. */

import { withoutRepeats } from "./repeats.js";
import type { Span } from "../../core/types.js";
import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { unitAt } from "../units.js";
import { isAsciiLetter, isUpperAt } from "./characters.js";
import { lexPin } from "./pin.js";
import { isPublicName, readLabelEnd, wordBefore } from "./label-finder.js";
import { labelWords, type LabelGate, type LabelWord } from "./lexicon.js";
import { keywordWords, otherTails } from "./lexicon-words.js";
import { offerColumn } from "./label-columns.js";
import { beforeLabel, labelWindow, shapeFor, type Found } from "./label-found.js";
import { offerTalk } from "./label-talk.js";
import { readMore, readOtherPin } from "./more-values.js";
import { readPhrase } from "./phrase.js";
import { isProseAhead } from "./prose.js";
import { lexReversed, readOther } from "./reversed.js";
import { readWord } from "./separator.js";
import { isBareLabel, isNoCopula } from "./sentence-words.js";
import { mayHeadColumn } from "./table.js";
import { isMaskedBehind, isName, isOtherUse, isReference, isTitle } from "./other-use.js";
import { isDeep } from "./value-extent.js";
import { readUnspacedValue } from "./unspaced-value.js";
import { settleValue } from "./settle.js";
import { lexClause, lexDrawn, lexPlainWord, lexVaried, readLine } from "./stated.js";
import type { LexedValue, Separator } from "./judged.js";
import { isWifiTalk } from "./made-value.js";
import { judgeValue } from "./value-gate.js";
import { lexBeside, lexColon, lexDirect, lexValues, type LexedLabel } from "./value-lexer.js";

const siblingWord =
  /(?:user|login|log-in|benutzer|anmelde|kunde|usuario|usuário|utilisateur|identifiant|utente|gebruiker|użytkownik|uživatel|brukernavn|användar|пользовател|логин|юзер|хост|сервер|корист|kullanıcı|felhasználó|utilizator|用户|账号|帳號|ユーザー|ログイン|아이디|المستخدم|משתמש|host|server|servidor|e-?mail|ssid)/iu;
const siblingLabel = new RegExp(`${siblingWord.source}[\\p{L} -]{0,12}["']?\\s?[:=：]`, "iu");

/** Units behind a value that tell what it counts, or name a user. */
const behindWindow = 32;

/** Looks on the label's own line only: on separate lines a value must stand alone. */
function hasSibling(text: string, labelStart: number, separator: Separator): boolean {
  const before = text.slice(Math.max(0, labelStart - labelWindow), labelStart);
  if (separator === "none" && before.endsWith("\n")) return siblingWord.test(before);
  const sibling = separator === "hard" ? siblingLabel : siblingWord;
  const line = before.lastIndexOf("\n") + 1;
  // A label that opens its line belongs to the one above: `user: ann`, `pass: VALUE`.
  const opens = separator === "hard" && line > 1 && /^[\s>*-]*$/.test(before.slice(line));
  return sibling.test(before.slice(opens ? before.lastIndexOf("\n", line - 2) + 1 : line));
}

/** The last value found in each text: a label word inside it (`pw=a&pw=b`) is part of the value. */
const lastFound = new WeakMap<Scan, Span>();

/** In a long run without blanks a label that is the value's own beginning counts too: `pw=pw=pw=...`. */
function isInsideValue(scan: Scan, at: number): boolean {
  const last = lastFound.get(scan);
  if (last === undefined || at < last.start || at >= last.end) return false;
  return at > last.start || isDeep(scan.text, at);
}

/** Several plain words behind a label that promises several words. */
function offerPhrase(found: Found, value: LexedValue): boolean {
  if (value.separator !== "hard" && value.separator !== "copula") return false;
  const end = readPhrase(
    found.scan.text,
    value.start,
    value.separator === "hard" && !value.qualified ? 2 : 3,
  );
  if (end < 0) return false;
  found.sink.add(shapeFor("passphrase", value.separator, 0.6), value.start, end);
  return true;
}

/** `Password: Grey Heath 7` */
function offerLine(found: Found, value: LexedValue): boolean {
  const tabbed = value.separator === "soft" && found.scan.text.charCodeAt(value.start - 1) === 0x09;
  if (!(value.separator === "hard" || tabbed) || value.qualified || value.sole || value.quoted) return false;
  const end = found.word.gate === "password" ? readLine(found.scan.text, value) : -1;
  if (end < 0) return false;
  found.sink.add(shapeFor(found.word.kind, "hard", 0.6), value.start, end);
  return true;
}

/** `DB_PASS`, `pass = "..."`: part of a program, where the word has no other meaning. */
function gateOf({ word, start, scan: { text } }: Found, value: LexedValue): LabelGate {
  if (word.gate !== "brief") return word.gate;
  const named = text.charCodeAt(start - 1) === 0x5f && !text.slice(start - 24, start).includes("${");
  // `fastcgi_param DB_PASS VALUE;`
  if (value.separator === "none") return named && isUpperAt(text, start) ? "password" : "brief";
  if (value.separator !== "hard") return "brief";
  return named || (value.quoted && /=>?\s{0,2}["']$/.test(text.slice(value.start - 5, value.start)))
    ? "password"
    : "brief";
}

/** Adds the candidate when it passes the gate of its label; true when it did. */
function offer(found: Found, lexed: LexedValue): boolean {
  const { text } = found.scan;
  const value = settleValue(text, { gate: found.word.gate, start: found.start }, lexed);
  const { kind } = found.word;
  const gate = gateOf(found, value);
  const token = text.slice(value.start, value.end);
  if (token.length < 3 || isOtherUse(text, value)) return false;
  if (gate === "quoted" && !"'\"".includes(text.charAt(value.start - 1))) return false;
  const sibling = (): boolean => hasSibling(text, found.start, value.separator);
  const confidence = judgeValue(gate, {
    value,
    token,
    sibling,
    kind,
    before: () => beforeLabel(text, found.start),
    behind: () => text.slice(value.end, value.end + behindWindow),
  });
  if (confidence === 0) return kind === "passphrase" ? offerPhrase(found, value) : offerLine(found, value);
  found.sink.add(shapeFor(kind, value.separator, confidence), value.start, value.end);
  if (confidence >= 0.5) lastFound.set(found.scan, value);
  if (value.separator !== "reversed") offerMore(found, value);
  return true;
}

/** `the password is A or B`: what follows is as sure as the first, when it looks chosen. */
function offerMore({ scan, sink, word }: Found, { end }: LexedValue): void {
  for (const one of word.gate === "pin" ? readOtherPin(scan.text, end) : readMore(scan.text, end))
    sink.add(shapeFor(word.kind, "none", 0.65), one.start, one.end);
}

/** The nearest candidate that passes; of `from OLD to NEW` both. */
function offerFirst(found: Found, values: readonly LexedValue[]): boolean {
  let any = false;
  for (const value of values) {
    if (any && value.separator !== "target") break;
    any = offer(found, value) || any;
    if (any && value.separator !== "target") break;
  }
  return any;
}

const nothing: readonly LexedValue[] = [];

/** What a label can have for its value; everyday words ask for a separator right behind them. */
function lex(scan: Scan, word: LabelWord, label: LexedLabel): readonly LexedValue[] {
  const { text } = scan;
  const { start, end, phrases } = label;
  if (word.gate === "pin" && isFigureBehind(text, end) && isDevicePin(text, word, start))
    return lexBeside(text, end);
  const everyday = isEveryday(word);
  if (!everyday && !phrases && isProseAhead(scan, end)) return lexPlainWord(scan, label);
  if (namesOther(text, word, label)) return nothing;
  if (!everyday) return lexValues(text, label);
  if (word.gate === "weak") return lexWeak(text, label);
  return lexPinBehind(text, label);
}

/** `--password VALUE` */
const isFlagAt = (text: string, start: number, end: number): boolean =>
  text.charCodeAt(start - 1) === 0x2d && text.charCodeAt(start - 2) === 0x2d && isBareLabel(text, end);

/** `API key ID`, `clave primaria`, `palabra clave`: the words beside a label make it no label. */
function namesOther(text: string, { gate }: LabelWord, { start, end }: LexedLabel): boolean {
  if (isBareLabel(text, end) && otherTails.has(readWord(text, end + 1).toLowerCase())) return true;
  return gate === "brief" && keywordWords.has(wordBefore(text, start));
}

/** A key or token: right behind its separator, or behind a few words and a colon. */
function lexWeak(text: string, label: LexedLabel): readonly LexedValue[] {
  const found = isBareLabel(text, label.end) ? lexBareWeak(text, label) : lexDirect(text, label);
  return found.length > 0 && isPublicName(text, label.start) ? nothing : found;
}

function lexPinBehind(text: string, label: LexedLabel): readonly LexedValue[] {
  const { end } = label;
  if (!isBareLabel(text, end)) return text.startsWith(" (", end) ? lexPin(text, end) : lexDirect(text, label);
  const told = lexPin(text, end);
  return told.length > 0 || isNoCopula(text, end + 1) ? told : lexDirect(text, label);
}

/** `and the key is 4471 8820 1937`; right behind the word only where the talk is of a wireless network. */
function lexBareWeak(text: string, label: LexedLabel): readonly LexedValue[] {
  const behindColon = lexColon(text, label.end);
  if (behindColon.length > 0) return behindColon;
  if (!isNoCopula(text, label.end + 1)) return lexDirect(text, label);
  const stated = lexClause(text, label.end);
  if (stated.length > 0) return stated;
  const beside = lexVaried(text, label.end);
  if (beside.length > 0) return beside;
  const drawn = lexDrawn(text, label.end);
  if (drawn.length > 0) return drawn;
  return isWifiTalk(beforeLabel(text, label.start)) ? lexBeside(text, label.end) : nothing;
}

const devices = new Set(
  "voicemail door gate alarm sim card phone tablet safe lock keypad screen user my the your garage locker bank".split(
    " ",
  ),
);

/** `PIN`, not `pin`, which may be that of a plug: `voicemail pin 4711`. */
const isDevicePin = (text: string, word: LabelWord, start: number): boolean =>
  word.text.endsWith("combination") || isCapitalBefore(text, start) || devices.has(wordBefore(text, start));

/** `PIN`, not `pin`: of a device, not of a plug. */
function isCapitalBefore(text: string, start: number): boolean {
  return text.charCodeAt(start) === 0x50 || text.charCodeAt(start) >= 0x80;
}

function isFigureBehind(text: string, end: number): boolean {
  const code = text.charCodeAt(end + 1);
  return text.charCodeAt(end) === 0x20 && code >= 0x30 && code <= 0x39;
}

const isEveryday = ({ gate }: LabelWord): boolean => gate === "pin" || gate === "weak";

/** `.htpasswd`, `/etc/passwd`, `sasl_passwd`: a file, not a label. */
function isFileName(text: string, { text: word }: LabelWord, start: number): boolean {
  return word === "passwd" && /(?:\/|\.ht|\/sasl_|\.)$/.test(text.slice(Math.max(0, start - 6), start));
}

/** A file, a variable whose value is elsewhere, part of a name in quotation marks. */
const isNoLabel = (text: string, word: LabelWord, label: Span): boolean =>
  isFileName(text, word, label.start) ||
  isReference(text, label) ||
  (isTitle(text, label) && isName(text, label));

/** Labels that no letter may follow: `pass` in `password` is left at once. */
const ends = Uint8Array.from(labelWords, ({ unspaced, endings }) => (unspaced || endings.size > 0 ? 0 : 1));

const isLonger = ({ units }: Scan, { literal, end }: LiteralHit): boolean =>
  ends[literal] === 1 && isAsciiLetter(unitAt(units, end));

function onLabel(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const word = labelWords[hit.literal];
  if (word === undefined || isLonger(scan, hit)) return;
  const { text } = scan;
  const labelEnd = readLabelEnd(text, word, hit);
  const { start } = hit;
  const label = { start, end: labelEnd };
  if (labelEnd < 0 || isInsideValue(scan, start) || isNoLabel(text, word, label)) return;
  scan.budget.spend(64);
  const values = isFlagAt(text, start, labelEnd)
    ? lexBeside(text, labelEnd)
    : lex(scan, word, { start, end: labelEnd, phrases: word.kind === "passphrase" });
  const told = values.length > 0 && !isTitle(text, label);
  if (told && offerFirst({ word, start, scan, sink }, values)) return;
  offerElsewhere({ word, start, scan, sink }, labelEnd);
}

/** Not behind the label: in what follows it, in the column below it, or before it. */
function offerElsewhere(found: Found, labelEnd: number): void {
  const { word, start, scan } = found;
  const label = { start, end: labelEnd };
  if (isMaskedBehind(scan.text, labelEnd)) return;
  offerTalk(found, label);
  if (mayHeadColumn(scan.text, labelEnd)) offerColumn(found, label);
  if (isEveryday(word)) return;
  offerUnspaced(found, labelEnd);
  if (!word.unspaced) offerReversed(found);
}

/** In a script without blanks. */
function offerUnspaced({ word, scan, sink }: Found, labelEnd: number): void {
  const value =
    word.gate === "password" && word.unspaced ? readUnspacedValue(scan.text, labelEnd) : undefined;
  if (value !== undefined) sink.add(shapeFor(word.kind, "copula", 0.6), value.start, value.end);
}

/** Before the label: `use A or B as the password`. */
function offerReversed(found: Found): void {
  const { word, start, scan, sink } = found;
  const reversed = lexReversed(scan, start);
  if (reversed === undefined || !offer(found, reversed)) return;
  const other = readOther(scan.text, reversed.start);
  if (other !== undefined) sink.add(shapeFor(word.kind, "reversed", 0.65), other.start, other.end);
}

export const labelledPassword: NativeDetector = withoutRepeats(
  {
    id: "labelled-password",
    entities: ["CREDENTIAL"],
    literals: labelWords.map((word) => ({ text: word.text })),
    onLiteral: onLabel,
  },
  { before: 640, behind: 4800 },
);
