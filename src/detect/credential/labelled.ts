/* Finds secrets by the word that announces them: passwords, passphrases, PINs, API keys and tokens after a label. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { readLabelEnd } from "./label-finder.js";
import { labelWords, type CredentialKind, type LabelWord } from "./lexicon.js";
import { readPhrase } from "./phrase.js";
import { lexReversed } from "./reversed.js";
import { judgeValue, type LexedValue, type Separator } from "./value-gate.js";
import { lexDirect, lexValues } from "./value-lexer.js";

/** Units before a label in which a label of a user name makes it a log-in form. */
const siblingWindow = 120;
const siblingWord =
  /(?:user|login|log-in|benutzer|anmelde|kunde|usuario|usuário|utilisateur|identifiant|utente|gebruiker|użytkownik|uživatel|brukernavn|användar|пользовател|логин|корист|kullanıcı|felhasználó|utilizator|用户|账号|帳號|ユーザー|ログイン|아이디|المستخدم|משתמש|host|server|servidor|e-?mail|ssid)/iu;
const siblingLabel = new RegExp(`${siblingWord.source}[\\p{L} -]{0,12}\\s?[:=：]`, "iu");

const shapes = new Map<string, CandidateShape>();

/** One shape for each kind, separator and confidence, made when it is first needed. */
function shapeFor(kind: CredentialKind, separator: Separator, confidence: number): CandidateShape {
  const name = `${kind} ${separator} ${String(confidence)}`;
  let shape = shapes.get(name);
  if (shape === undefined) {
    const evidence = [{ by: "label", name: `${kind} ${separator}` }] as const;
    shape = { detector: "labelled-password", entity: "CREDENTIAL", kind, confidence, evidence };
    shapes.set(name, shape);
  }
  return shape;
}

/** Looks on the label's own line only: on separate lines a value must stand alone. */
function hasSibling(text: string, labelStart: number, separator: Separator): boolean {
  const before = text.slice(Math.max(0, labelStart - siblingWindow), labelStart);
  const sibling = separator === "hard" ? siblingLabel : siblingWord;
  return sibling.test(before.slice(before.lastIndexOf("\n") + 1));
}

interface Interval {
  readonly start: number;
  readonly end: number;
}

/** The last value found in each text: a label word inside it (`pw=a&pw=b`) is part of the value. */
const lastFound = new WeakMap<Scan, Interval>();

function isInsideValue(scan: Scan, at: number): boolean {
  const last = lastFound.get(scan);
  return last !== undefined && at > last.start && at < last.end;
}

interface Found {
  readonly word: LabelWord;
  readonly start: number;
  readonly scan: Scan;
  readonly sink: Sink;
}

/** Several plain words behind a label that promises several words. */
function offerPhrase(found: Found, value: LexedValue): boolean {
  if (value.separator !== "hard" && value.separator !== "copula") return false;
  const end = readPhrase(found.scan.text, value.start);
  if (end < 0) return false;
  found.sink.add(shapeFor("passphrase", value.separator, 0.6), value.start, end);
  return true;
}

/** Adds the candidate when it passes the gate of its label; true when it did. */
function offer(found: Found, value: LexedValue): boolean {
  const { text } = found.scan;
  const { gate, kind } = found.word;
  const token = text.slice(value.start, value.end);
  if (token.length < 3) return false;
  if (gate === "quoted" && !"'\"".includes(text.charAt(value.start - 1))) return false;
  const sibling = (): boolean => hasSibling(text, found.start, value.separator);
  const confidence = judgeValue(gate, { value, token, sibling });
  if (confidence === 0) return kind === "passphrase" && offerPhrase(found, value);
  found.sink.add(shapeFor(kind, value.separator, confidence), value.start, value.end);
  if (confidence >= 0.5) lastFound.set(found.scan, value);
  return true;
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

function onLabel(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const word = labelWords[hit.literal];
  if (word === undefined || isInsideValue(scan, hit.start)) return;
  const { text } = scan;
  const labelEnd = readLabelEnd(text, word, hit);
  if (labelEnd < 0) return;
  scan.budget.spend(64);
  const found: Found = { word, start: hit.start, scan, sink };
  const everyday = word.gate === "pin" || word.gate === "weak";
  const values = everyday ? lexDirect(text, hit.start, labelEnd) : lexValues(text, hit.start, labelEnd);
  if (offerFirst(found, values) || everyday || word.unspaced) return;
  const reversed = lexReversed(text, hit.start);
  if (reversed !== undefined) offer(found, reversed);
}

export const labelledPassword: NativeDetector = {
  id: "labelled-password",
  entities: ["CREDENTIAL"],
  literals: labelWords.map((word) => ({ text: word.text })),
  onLiteral: onLabel,
};
