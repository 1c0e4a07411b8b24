/* Finds one-time codes by the words around them: `the code is 604 918` after a text message, `認証コード：318846`. */

import { withoutRepeats } from "./repeats.js";
import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiAlphanumeric, isLetterAt, isNewlineAt, isUnspacedAt, skipBlanks } from "./characters.js";
import { readChangedCode, readDeviceCode } from "./device-code.js";
import { isTalkOfCodes } from "./code-talk.js";
import { everydayCodes, sureCodes } from "./code-words.js";
import {
  readCopula,
  readHardSeparator,
  readSoftSeparator,
  skipBracketed,
  skipGap,
  skipLabelClosers,
} from "./separator.js";
import { readTurns, readUse } from "./code-turns.js";
import type { Span } from "../../core/types.js";
import { shapesOf } from "../shape.js";
import { isYear } from "./year.js";

const shape = shapesOf({ detector: "one-time-code", entity: "CREDENTIAL", kind: "one-time-code" }, "label");

const named = shape(0.85, "one-time code");
const ofDevice = shape(0.65, "code of a door or alarm");
const inTalk = shape(0.7, "code in talk about a log-in");

/** Units between label and code. */
const reach = 60;
/** Units further on in which six figures alone are the code. */
const furtherReach = 120;
/** Words between label and copula: `the code I got is`. */
const mostWords = 5;

/**
 * `604 918`, `604-918`, `4821 9930`, four to eight digits; the Latin letter of `G-123456` is no part of it. In scripts without
 * blanks a particle may follow, where a word might count.
 */
const code =
  /^(?:[A-Z]-)?(\d{3}[ -]\d{3}(?![ -]?\d)|\d\d[ -]\d\d[ -]\d\d(?![ -]?\d)|\d{4}[ -]\d{4}(?![ -]?\d)|\d{4,8})(?![\d%€$:/_]|[.,-]\d|(?!だと|[とでがをはにも가는은로]|입니|이[에고라]|라고|예요|인데)\p{L})/u;
/** Behind a sure label also letters and digits: `7K2P9Q`. */
const mixedCode = /^((?=[A-Z]{0,7}\d)(?=\d{0,7}[A-Z])[A-Z\d]{5,8})(?![\p{L}\d_-])/u;
/** What four to eight digits count, when they are no code. */
const units =
  /^\s?(?:digits?|characters?|minutes?|seconds?|hours?|times|ziffern|stellen|stellig|chiffres|dígitos|cifre|цифр|символ|haneli|位|桁|자리)/iu;

interface Looking {
  readonly scan: Scan;
  readonly sink: Sink;
  readonly sure: boolean;
}

interface Joined {
  readonly at: number;
  /** A separator or copula leads here, nothing else. */
  readonly joined: boolean;
}

/** Six figures are a code anywhere; others only behind a separator or copula, and no year. */
function isUsual(digits: string, sure: boolean, joined: boolean): boolean {
  if (digits.length === 6 || digits.length === 7) return true;
  // With hyphens it may be a date.
  if (digits.length === 8 && digits.charAt(2) === "-") return sure && joined;
  if (digits.length === 8 && digits.charAt(2) === " ") return joined;
  return joined && (sure || digits.length > 7) && !isYear(digits);
}

/** Adds the code at `at`, when there is one. */
function offer({ scan, sink, sure }: Looking, { at, joined }: Joined): boolean {
  const ahead = scan.text.slice(at, at + 24);
  const found = code.exec(ahead) ?? (sure && joined ? mixedCode.exec(ahead) : null);
  const digits = found?.[1];
  if (found === null || digits === undefined || units.test(ahead.slice(found[0].length))) return false;
  if (!isUsual(digits, sure, joined)) return false;
  const start = at + found[0].length - digits.length;
  sink.add(sure ? named : inTalk, start, start + digits.length);
  return true;
}

/** Separators and copulas right at `at`. */
function readJoint(text: string, at: number): number {
  const hard = readHardSeparator(text, at);
  if (hard >= 0) return skipLines(text, skipGap(text, hard));
  const copula = readCopula(text, at);
  return copula >= 0 ? skipMarks(text, copula) : -1;
}

/** The code may stand on the next line, behind the quote marks of mail. */
function skipLines(text: string, at: number): number {
  let end = at;
  const stop = at + 8;
  while (end < stop && (isNewlineAt(text, end) || text.charAt(end) === ">" || text.charAt(end) === " "))
    end++;
  return skipMarks(text, end);
}

function skipMarks(text: string, at: number): number {
  let end = at;
  while (end < at + 4 && "\"'`*“„«#「『".includes(text.charAt(end) || "x")) end++;
  return end;
}

/** Walks up to five words behind the label, to a separator or copula and the code behind it. */
function lookAhead(looking: Looking, labelEnd: number): boolean {
  const { text } = looking.scan;
  const stop = Math.min(text.length, labelEnd + reach);
  let at = skipGap(text, skipBracketed(text, skipLabelClosers(text, labelEnd)));
  if (offer(looking, { at: skipMarks(text, at), joined: at > labelEnd && /\s/.test(text.charAt(labelEnd)) }))
    return true;
  const soft = readSoftSeparator(text, skipLabelClosers(text, labelEnd));
  if (soft >= 0 && offer(looking, { at: skipMarks(text, skipGap(text, soft)), joined: true })) return true;
  if (isNewlineAt(text, at)) return offer(looking, { at: skipLines(text, at), joined: looking.sure });
  for (let words = 0; words <= mostWords && at < stop; words++) {
    const joint = readJoint(text, at);
    if (joint >= 0 && offer(looking, { at: joint, joined: true })) return true;
    const next = nextWord(text, at, stop);
    if (next < 0) return false;
    at = next;
  }
  return false;
}

/** Start of the next word of the sentence, or its colon; -1 where the sentence or line ends or a number stands. */
function nextWord(text: string, at: number, stop: number): number {
  let end = at;
  while (end < stop && (isLetterAt(text, end) || "'’-".includes(text.charAt(end)))) end++;
  if (end === at) return -1;
  const mark = text.charAt(end);
  if (mark === ":" || isUnspacedAt(text, end)) return end;
  if (mark === ",") return skipBlanks(text, end + 1);
  return mark === " " ? skipBlanks(text, end) : -1;
}

/** Further on in the talk: `..., now it is 550 913`. */
const further =
  /^\D{0,90}?(?:(?:now|it's|its|it is|they are|got|received|says|shows|showed|arrived|came|came in|bekommen|erhalten|bekam|angekommen|steht|jetzt|reçu|recibí|llegó|recibido|chegou|recebi|ricevuto|arrivato|kreeg|gekregen|dostałem|dostałam|przyszedł|пришёл|пришел|получил|получила|geldi|aldım)[: ]{1,2}["']?|(?:もの|コード|番号)は ?|(?:은|는) ?|(?:是|收到了?)[: ：]?)(\d{3}[ -]\d{3}|\d{6})(?=です|でした|입니다|[.,;!?)」』。]?(?:\s|$))/u;
/** What makes six figures something else. */
const counted =
  /(?:#|(?:fehler|error|hata|posta|sipariş|erreur|erro|errore|fout|błąd|chyb|hiba|eroare|ошибк|помилк|status|exit|http|zip|plz|postal|vorgang|support|reference|tracking|artikel|produkt|product)\p{L}{0,3}[ -]?(?:code|kodu|kod|код|nummer|number|nr|no)?|(?<!\p{L})(?:order|ticket|case|invoice|zip|nr|no|number|id|ref|account|customer|kunden|auftrag|rechnung|bestell|commande|facture|client|pedido|factura|cliente|ordine|fattura|zamówieni|заказ|договор|счёт|счет|номер|注文|订单|주문)\p{L}{0,12}[.:]?)\s{0,2}$/iu;

const isCounted = (text: string, start: number): boolean =>
  counted.test(text.slice(Math.max(0, start - 24), start));

function lookFurther({ scan, sink }: Looking, labelEnd: number): boolean {
  const { text } = scan;
  const found = further.exec(text.slice(labelEnd, labelEnd + furtherReach));
  if (found?.[1] === undefined) return false;
  const start = labelEnd + found[0].lastIndexOf(found[1]);
  if (isCounted(text, start)) return false;
  sink.add(inTalk, start, start + found[1].length);
  return true;
}

/** `do they ask for a code?`, and the answer on the next line: `yes, I got 402 118`. */
const answer =
  /^[^\n?？؟]{0,24}[?？؟][^\n]{0,8}\n[^\d\n]{0,60}(\d{3}[ -]\d{3}|\d{6})(?![\d:/]|[.,-]\d)[^\d\n]{0,80}(?:\n|$)/u;

/** Nothing but figures in the next turn of a chat. */
const soleAnswer =
  /^[^\n]{0,24}\n(?:\[?\d\d?:\d\d(?::\d\d)?\]? ?)?[^\n\d]{0,40}: ?(\d{3} \d{3}|\d{4,8})\s*(?:\n|$)/;

function lookForAnswer({ scan, sink, sure }: Looking, labelEnd: number): boolean {
  const ahead = scan.text.slice(labelEnd, labelEnd + 190);
  const found = answer.exec(ahead) ?? (sure ? soleAnswer.exec(ahead) : null);
  if (found?.[1] === undefined) return false;
  const start = labelEnd + found[0].indexOf(found[1]);
  sink.add(inTalk, start, start + found[1].length);
  return true;
}

/** `the TAN generator shows 604918`: six digits in the clause that speaks of a code and of nothing else with a number. */
const inClause = /^[^\n.?!;\d]{1,60}[\s"'`„“(](\d{6}|\d{3} \d{3})(?![\p{L}\d%€$/_-]|[.,:]\d| \d)/u;
/** What other numbers belong to. */
const otherNumber =
  /(?:order|ticket|case|ref|customer|number|nr|no|id|kunde|auftrag|vorgang|version|build|error|fehler|invoice|rechnung)[\p{L}.:#]{0,10} ?["'`„“(]?$/iu;

/** `the six digits we texted". They are 604 918.` */
const nextSentence =
  /^[^\d\n]{0,48}(?:they are|it is|it's|it was|it says|sie lauten|er lautet|das sind|ce sont|c'est|son|es|sono|è|это) ["'„“]?(\d{3} \d{3}|\d{6})(?![\p{L}\d%€$/_-]|[.,:]\d| \d)/iu;

function lookBehindSentence({ scan, sink }: Looking, labelEnd: number): void {
  const found = nextSentence.exec(scan.text.slice(labelEnd, labelEnd + 72));
  if (found?.[1] === undefined) return;
  const end = labelEnd + found[0].length;
  sink.add(inTalk, end - found[1].length, end);
}

/** `Your TAN for transfer 88: 447120` */
const byColon = /^[^\n.?!;:]{1,48}: (\d{6}|\d{3} \d{3})(?=[\s.,;]|$)/u;

function lookInClause({ scan, sink, sure }: Looking, labelEnd: number): boolean {
  const ahead = sure ? scan.text.slice(labelEnd, labelEnd + 72) : "";
  const found = sure ? (inClause.exec(ahead) ?? byColon.exec(ahead)) : null;
  if (found?.[1] === undefined || otherNumber.test(found[0].slice(0, -found[1].length))) return false;
  const end = labelEnd + found[0].length;
  if (isCounted(scan.text, end - found[1].length)) return false;
  sink.add(inTalk, end - found[1].length, end);
  return true;
}

/** `604918 is your verification code`. */
const before =
  /(?:^|[^\d\p{L}.,])(?:[A-Z]-)?(\d{3}[ -]\d{3}|\d\d \d\d \d\d|\d{4,8})\s{1,3}(?:is|ist|es|est|[èé—\-–]|é o|to|это|är|er|on|je)\s(?:[\p{L}'’]{1,16}\s){0,4}$/u;

/** `Use 604918` before `to verify your account`. */
const used =
  /(?:^|[\s"])(?:use|enter|type|utilisez|verwenden sie|usa|utilice|use o código|use the code|enter the code)\s(?:code\s)?(\d{3}[ -]\d{3}|\d{4,8})\s$/iu;

function lookBack({ scan, sink }: Looking, start: number, form = before): void {
  const from = Math.max(0, start - 72);
  const found = form.exec(scan.text.slice(from, start));
  if (found?.[1] === undefined) return;
  const at = from + found.index + found[0].indexOf(found[1]);
  sink.add(named, at, at + found[1].length);
}

/** A digit close behind: without one nothing need be looked at. */
function hasDigitAhead(text: string, at: number, limit: number): boolean {
  const stop = Math.min(text.length, at + limit);
  for (let end = at; end < stop; end++) {
    const unit = text.charCodeAt(end);
    if (unit >= 0x30 && unit <= 0x39) return true;
  }
  return false;
}

function isInWord(text: string, start: number, end: number): boolean {
  return isWordAt(text, start - 1) || isWordAt(text, end);
}

function isWordAt(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  if (unit < 0x80) return isAsciiAlphanumeric(unit) || unit === 0x5f || unit === 0x2d;
  return isLetterAt(text, at) && !isUnspacedAt(text, at);
}

function onEveryday(looking: Looking, { start, end }: LiteralHit): void {
  const { text } = looking.scan;
  if (!hasDigitAhead(text, end, furtherReach) || isInWord(text, start, end)) return;
  const device = readDeviceCode(text, { start, end });
  if (device !== undefined) looking.sink.add(ofDevice, device.start, device.end);
  else
    for (const one of readChangedCode(text, { start, end })) looking.sink.add(ofDevice, one.start, one.end);
  if (device !== undefined || !isTalkOfCodes(text, start, end)) return;
  if (lookAhead(looking, end) || lookForAnswer(looking, end)) return;
  if (!lookInTurns(looking, { start, end })) lookBehindSentence(looking, end);
}

/** In the next turns of a chat; true when one holds the code. */
function lookInTurns({ scan, sink }: Looking, word: Span): boolean {
  const found = readTurns(scan.text, word);
  for (const one of found) sink.add(inTalk, one.start, one.end);
  return found.length > 0;
}

/** What the message says to use. */
function lookForUse({ scan, sink }: Looking, wordEnd: number): boolean {
  const found = readUse(scan.text, wordEnd);
  if (found !== undefined) sink.add(named, found.start, found.end);
  return found !== undefined;
}

function onSure(looking: Looking, { start, end }: LiteralHit): void {
  const { text } = looking.scan;
  if (isInWord(text, start, end) && !isUnspacedAt(text, start)) return;
  const ahead =
    hasDigitAhead(text, end, furtherReach) &&
    (lookAhead(looking, end) ||
      lookForAnswer(looking, end) ||
      lookInClause(looking, end) ||
      lookForUse(looking, end) ||
      lookInTurns(looking, { start, end }) ||
      lookFurther(looking, end));
  if (!ahead && hasDigitAhead(text, Math.max(0, start - 72), Math.min(72, start))) lookBack(looking, start);
}

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  if (scan.digits.count === 0) return;
  scan.budget.spend(32);
  if (hit.literal >= firstUse) {
    lookBack({ scan, sink, sure: true }, hit.start, used);
    return;
  }
  const sure = hit.literal < sureCodes.length || hit.literal === sureCodes.length + everydayCodes.length;
  const looking: Looking = { scan, sink, sure };
  if (sure) onSure(looking, hit);
  else onEveryday(looking, hit);
}

/** What a code is used for. */
const uses = [
  "to verify",
  "to sign in",
  "to log in",
  "to confirm",
  "to continue",
  "to proceed",
  "pour continuer",
  "um fortzufahren",
  "para continuar",
  "per continuare",
  "as your",
  "pour vous connecter",
  "zur anmeldung",
  "para iniciar",
];
const firstUse = sureCodes.length + everydayCodes.length + 1;

export const oneTimeCode: NativeDetector = withoutRepeats(
  {
    id: "one-time-code",
    entities: ["CREDENTIAL"],
    // The transaction number of banks, not the word for brown skin.
    literals: [
      ...[...sureCodes, ...everydayCodes].map((text) => ({ text })),
      { text: "TAN", exact: true },
      ...uses.map((text) => ({ text })),
    ],
    onLiteral,
  },
  { before: 320, behind: 320 },
);
