/* Finds the password of `user / password` pairs beside a log-in word, a known user name or a server address. */

import { withoutRepeats } from "./repeats.js";
import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import {
  isAsciiAlphanumeric,
  isBlankAt,
  isDigitAt,
  isLetterAt,
  isNewlineAt,
  isSpaceAt,
  isUnspacedAt,
  skipBlanks,
} from "./characters.js";
import { readLoudLine } from "./loud-ahead.js";
import { readTold, topics } from "./topic.js";
import { loginWords, spellingWords, userWords } from "./login-words.js";
import { pairJoints, readMarkedPair } from "./marked-pair.js";
import { isPlainAhead } from "./plain-talk.js";
import { signKinds, signReach, signsAhead } from "./signs-ahead.js";
import { isChosenToken, readChange, readJoined, readNextMachines, readPageLogin } from "./user-joined.js";
import { readListed, readToldLogin } from "./told-login.js";
import { isFactoryPair, isRole } from "./factory-pair.js";
import { mayHoldPair } from "./pair-ahead.js";
import { readColonList } from "./listed-pairs.js";
import { readSpelledWord } from "./spelled-word.js";
import { readPairMark, type PairMark } from "./pair-mark.js";
import { unitAt } from "../units.js";
import { readHardSeparator, skipGap } from "./separator.js";
import { isDeep, readValue, type Extent } from "./value-extent.js";
import { isLoud, shapeOf } from "./value-shape.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "login-pair", entity: "CREDENTIAL", kind: "password" }, "context");

const besideLogin = shape(0.8, "user / password");
const knownUser = shape(0.65, "known user");
const besideAddress = shape(0.8, "address user password");
const codeSpans = shape(0.75, "user / password in code spans");
const loudToken = shape(0.6, "chosen password in talk about a log-in");
const toldLogin = shape(0.65, "log-in told line by line");

/** Units behind a log-in word in which the pair begins. */
const reach = 72;
const longestUser = 64;
const longestPassword = 80;
/** Tokens behind a log-in word that may be the user: `log in with the user anna / ...`. */
const mostTokens = 6;
/** Up to three blanks stand between user and mark. */
const stretch = { tokens: mostTokens, units: reach + longestUser + 4 };
/** Pairs of words (`login / logout`) after which no credentials are expected. */
const mostRefused = 2;
/** Units before a known user name in which an address or a log-in word makes the next token its password. */
const evidenceWindow = 64;

const userShape = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._@+\\-]{0,63}$/u;
/** An IP address on the line, or a host name right before the user name or its label. */
const addressBefore =
  /(?:\d{1,3}\.){3}\d{1,3}|[\da-f]{1,4}:[\da-f:]{4,30}|\b[a-z\d-]{1,40}(?:\.[a-z\d-]{1,40}){1,4}[\s,;:/|>-]{1,6}(?:(?:user|login|as|mit|benutzer|usuario|utilisateur|пользователь)[\s:=]{1,3})?$/i;

interface Pairing {
  readonly scan: Scan;
  readonly sink: Sink;
}

function offerTold({ scan, sink }: Pairing, { start, end }: LiteralHit, told: Telling): void {
  const marked = (told.signs & signKinds.mark) !== 0;
  for (const one of readTold(scan, { start, end, weight: told.weight, marked }))
    sink.add(loudToken, one.start, one.end);
}

interface Telling {
  readonly weight: number;
  /** Behind the word. */
  readonly signs: number;
}

const pageWords: ReadonlySet<string> = new Set(["http auth", "basic auth", "htaccess"]);

function offerPage({ scan, sink }: Pairing, word: string, end: number): boolean {
  const found = pageWords.has(word) ? readPageLogin(scan.text, end) : undefined;
  if (found !== undefined) sink.add(besideLogin, found.start, found.end);
  return found !== undefined;
}

/** Looks where a pair is told: behind the word in its own line, else in the lines below. */
function onLoginWord(pairing: Pairing, hit: LiteralHit): void {
  const word = literalWords[hit.literal] ?? "";
  if (hit.literal >= firstSpelling) {
    offerSpelled(pairing, hit);
    return;
  }
  // What is told may stand before the word, too.
  if (isPlainAhead(pairing.scan, hit.end, signReach)) {
    offerTold(pairing, hit, { weight: topics.login, signs: 0 });
    return;
  }
  if (offerPage(pairing, word, hit.end) || onLogin(pairing, word, hit.end)) return;
  const { text } = pairing.scan;
  const signs = signsAhead(pairing.scan, hit.end);
  offerTold(pairing, hit, { weight: topics.login, signs });
  if ((signs & signKinds.lineEnd) === 0) return;
  offerListed(pairing, hit.end, signs);
  if (!credentialWords.has(word)) return;
  const told = readToldLogin(text, hit) ?? readLoudLine(pairing.scan, hit.end);
  if (told !== undefined) pairing.sink.add(toldLogin, told.start, told.end);
}

function offerSpelled(pairing: Pairing, hit: LiteralHit): void {
  const word = readSpelledWord(pairing.scan.text, hit);
  if (word !== undefined) pairing.sink.add(toldLogin, word.start, word.end);
  offerTold(pairing, hit, { weight: topics.password, signs: signKinds.mark });
}

/** Line by line. */
function offerListed({ scan: { text }, sink }: Pairing, end: number, signs: number): void {
  if ((signs & (signKinds.slash | signKinds.other)) !== 0)
    for (const one of readListed(text, end)) sink.add(toldLogin, one.start, one.end);
  if ((signs & signKinds.colon) !== 0)
    for (const one of readColonList(text, end)) sink.add(toldLogin, one.start, one.end);
}

const userStops = new Uint8Array(0x80);
for (const unit of " \t\n\r/:|,;<>\"'`()=") userStops[unit.charCodeAt(0)] = 1;

function isTokenEnd(text: string, at: number): boolean {
  return at >= text.length || isBlankAt(text, at) || isNewlineAt(text, at);
}

/** End of the user name at `at`, before `/`, `:`, a blank or a line end. */
function userEnd(text: string, at: number): number {
  const stop = Math.min(text.length, at + longestUser);
  let end = at;
  while (end < stop && !endsUser(text, end)) end++;
  return end;
}

function endsUser(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code < 0x80 ? userStops[code] === 1 : isSpaceAt(text, at);
}

/** Longest password behind a glued colon. */
const longestTouching = 40;
const hashName = /^(?:sha|md|crc|blake)[\w-]{0,6}$/i;

interface Pair {
  readonly user: string;
  readonly mark: PairMark;
  readonly extent: Extent;
}

/** `Paprikas.Krumpli` */
const titled = /^\p{Lu}\p{Ll}{2,15}[._-]\p{Lu}\p{Ll}{2,15}$/u;

/** Behind a comma or a colon between blanks. */
const isLooselyChosen = ({ mark, user }: Pair, token: string): boolean =>
  (mark.spaced && isUserLike(user) && isMixedLong(token)) ||
  (!token.includes("(") && shapeOf(token) === "strong" && isChosenToken(token));

/** Without blanks a pair must look like nothing else: no path, ratio, port, digest or base64. */
function isChosen(text: string, pair: Pair): boolean {
  const token = text.slice(pair.extent.start, pair.extent.end);
  if (pair.mark.loose && !pair.mark.colon) return isLooselyChosen(pair, token);
  if (pair.mark.spaced) return (isChosenToken(token) && !isRole(token)) || titled.test(token);
  if (!mayTouch(pair.user, pair.mark, token)) return false;
  return isChosenToken(token) && shapeOf(token) === "strong";
}

/** `sklad-7`, not the word of a sentence. */
const isUserLike = (user: string): boolean => /[\d._@]|-\p{L}/u.test(user);
const isMixedLong = (token: string): boolean =>
  token.length >= 8 && /^\p{L}[\p{L}\d_-]*\d$/u.test(token) && isChosenToken(token) && !isRole(token);

function mayTouch(user: string, mark: PairMark, token: string): boolean {
  if (token.includes("/")) return false;
  if (mark.colon) return token.length <= longestTouching && !hashName.test(user);
  return userNames.has(user.toLowerCase()) || (mark.glued && isLoud(token));
}

/** The last password found in each text; `root|root|root|...` holds one in the next. */
const lastFound = new WeakMap<Scan, Extent>();

function isInsidePassword(scan: Scan, at: number): boolean {
  const last = lastFound.get(scan);
  return last !== undefined && at >= last.start && at < last.end && isDeep(scan.text, at);
}

const userNames: ReadonlySet<string> = new Set(userWords);
const literalWords: readonly string[] = [...userWords, ...loginWords, ...spellingWords, ...pairJoints];
const firstSpelling = userWords.length + loginWords.length;
const firstJoint = firstSpelling + spellingWords.length;

/** `task=postgres, pid=21873`: a list of fields. */
const isField = (text: string, at: number, { loose }: PairMark): boolean =>
  loose && text.charAt(at - 1) === "=";

/** A pair that starts at `at`; `factory` lets `root/calvin` pass. True when it was one, undefined when no pair is there. */
function offerPair(pairing: Pairing, at: number, factory: boolean): boolean | undefined {
  const { text } = pairing.scan;
  const end = userEnd(text, at);
  const mark = readPairMark(text, end);
  if (mark === undefined || isField(text, at, mark)) return undefined;
  const user = text.slice(at, end);
  if (!userShape.test(user) || !/\p{L}/u.test(user) || /^\d{4}-\d\d/.test(user)) return undefined;
  const extent = readValue(text, mark.at, longestPassword);
  if (extent === undefined) return false;
  if (isChosen(text, { user, mark, extent })) {
    pairing.sink.add(besideLogin, extent.start, extent.end);
    lastFound.set(pairing.scan, extent);
    return true;
  }
  const touching = mark.glued && !mark.loose;
  if (!isFactoryPair(text, { user, extent }, { factory, touching })) return false;
  pairing.sink.add(knownUser, extent.start, extent.end);
  return true;
}

/** Behind them and a colon stand nothing but a user and a password. */
const credentialWords: ReadonlySet<string> = new Set(
  "creds|credentials|login|logins|account|access|zugangsdaten|anmeldedaten|logindaten|zugang|identifiants|accès|acceso|accesos|credenciales|credenziali|accesso|acesso|credenciais|inloggegevens|доступ|доступы|dostęp|přístup|giriş".split(
    "|",
  ),
);

/** `creds: ann:VALUE`, `login: ann VALUE`. */
function offerNamed({ scan: { text }, sink }: Pairing, at: number): boolean {
  const end = userEnd(text, at);
  const mark = text.charAt(end);
  if (!userShape.test(text.slice(at, end)) || !/[:| ]/.test(mark)) return false;
  const extent = readValue(text, end + 1, longestPassword);
  if (extent === undefined || extent.start !== end + 1) return false;
  const token = text.slice(extent.start, extent.end);
  if (/[/@]/.test(token) || !isChosenToken(token) || !/\p{L}/u.test(token)) return false;
  if (!(mark === ":" || isLoud(token) || (mark === "|" && shapeOf(token) === "strong"))) return false;
  sink.add(besideLogin, extent.start, extent.end);
  return true;
}

/** `login data (do not share!)` */
const explained = /^ (?:data|details|info|daten)?(?: ?\([^()\n/|:]{1,40}\))?(?=[:=\s])/iu;

/** Tries each token start behind a log-in word as the user of a pair, on the same line and in the same sentence. */
function onLogin(pairing: Pairing, word: string, labelEnd: number): boolean {
  const { text } = pairing.scan;
  if (!mayHoldPair(pairing.scan, labelEnd, stretch)) return false;
  const gap = skipGap(
    text,
    labelEnd + (explained.exec(text.slice(labelEnd, labelEnd + 60))?.[0].length ?? 0),
  );
  const hard = readHardSeparator(text, gap);
  const first = hard < 0 ? gap : skipGap(text, hard);
  if (hard >= 0 && credentialWords.has(word) && offerNamed(pairing, first)) return true;
  return offerTokens(pairing, first, Math.min(text.length, labelEnd + reach));
}

/** `(guest / X)` */
const skipOpening = (text: string, at: number): number =>
  "([\"'„“".includes(text.charAt(at) || " ") ? at + 1 : at;

function offerTokens(pairing: Pairing, first: number, stop: number): boolean {
  const { text } = pairing.scan;
  let at = skipOpening(text, first);
  let refused = 0;
  for (let tokens = 0; tokens < mostTokens && at < stop && !isNewlineAt(text, at); tokens++) {
    const paired = offerPair(pairing, at, tokens < 2);
    if (paired === false) refused++;
    if (paired === true || refused === mostRefused) return paired === true;
    while (at < stop && !isTokenEnd(text, at)) at++;
    if (/[.!?;]/.test(text.charAt(at - 1))) return false;
    at = skipOpening(text, skipBlanks(text, at));
  }
  return false;
}

/** `root@pam`: the realm of a log-in belongs to the user. */
function skipRealm(text: string, at: number): number {
  if (text.charCodeAt(at) !== 0x40) return at;
  return at + (/^@[a-z]{2,16}(?=[\s/|,:;])/i.exec(text.slice(at, at + 20))?.[0].length ?? 0);
}

/** Blanks behind a user name, and one mark among them. */
function skipUserMark(text: string, end: number): number {
  const at = skipBlanks(text, end, 8);
  return /[/,|:;]/.test(text.charAt(at)) ? skipBlanks(text, at + 1, 4) : at;
}

/** `192.0.2.5 root Gh0st!pepper`, `192.0.2.5 / root / x7`: the token behind a user name that follows an address. */
function onUser(pairing: Pairing, start: number, wordEnd: number): void {
  const { text } = pairing.scan;
  const end = skipRealm(text, wordEnd);
  const at = skipUserMark(text, end);
  if (at === end || at >= text.length || isNewlineAt(text, at)) return;
  const extent = readValue(text, at, longestPassword);
  if (extent === undefined) return;
  const token = text.slice(extent.start, extent.end);
  if (!isChosenToken(token)) return;
  // Loud ones need no address.
  if (at === end + 1 && isLoud(token)) {
    pairing.sink.add(knownUser, extent.start, extent.end);
    return;
  }
  const line = text.slice(Math.max(0, start - evidenceWindow), start);
  if (!addressBefore.test(line.slice(line.lastIndexOf("\n") + 1))) return;
  pairing.sink.add(besideAddress, extent.start, extent.end);
  for (const next of readNextMachines(text, extent.end))
    pairing.sink.add(besideAddress, next.start, next.end);
}

/** `admin with X` */
function offerJoined({ scan, sink }: Pairing, end: number): boolean {
  const joined = readJoined(scan.text, end);
  if (joined !== undefined) sink.add(knownUser, joined.start, joined.end);
  return joined !== undefined;
}

function isWordAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 0x80) return isAsciiAlphanumeric(code);
  return (isLetterAt(text, at) && !isUnspacedAt(text, at)) || isDigitAt(text, at);
}

/** `nas` in `nasty`, `dashboards`. */
const isInsideAscii = ({ units }: Scan, { start, end }: LiteralHit): boolean =>
  isAsciiAlphanumeric(unitAt(units, end)) || isAsciiAlphanumeric(unitAt(units, start - 1));

/** `02:db:8b:...` names no database. */
function isHexPair(text: string, start: number, end: number): boolean {
  const mark = text.charAt(end);
  if (end - start !== 2 || (mark !== ":" && mark !== "-") || text.charAt(start - 1) !== mark) return false;
  return /^[\da-f]{2}$/i.test(text.slice(start - 3, start - 1));
}

/** `root: X`. */
const isLabelling = ({ text, units }: Scan, end: number): boolean =>
  unitAt(units, end) === 0x3a && /^: \S/.test(text.slice(end, end + 3));

/** Part of another word, or of an address of a machine. */
function isInside(scan: Scan, hit: LiteralHit): boolean {
  const { start, end } = hit;
  if (isInsideAscii(scan, hit)) return true;
  return isWordAt(scan.text, start - 1) || isWordAt(scan.text, end) || isHexPair(scan.text, start, end);
}

function onUserWord(pairing: Pairing, { start, end }: LiteralHit): void {
  const { scan } = pairing;
  if (isInsidePassword(scan, start) || offerJoined(pairing, skipRealm(scan.text, end))) return;
  if (/[/.@]/.test(scan.text.charAt(start - 1))) return;
  if (offerPair(pairing, start, false) !== undefined) return;
  onUser(pairing, start, end);
  if (scan.digits.count === 0) return;
  for (const one of readChange(scan.text, end)) pairing.sink.add(knownUser, one.start, one.end);
}

function onLiteral(scan: Scan, sink: Sink, hit: LiteralHit): void {
  if (hit.literal >= firstJoint) {
    const found = readMarkedPair(scan.text, hit);
    if (found !== undefined) sink.add(codeSpans, found.start, found.end);
    return;
  }
  if (isInside(scan, hit)) return;
  scan.budget.spend(64);
  const pairing: Pairing = { scan, sink };
  if (hit.literal >= userWords.length || isLabelling(scan, hit.end)) onLoginWord(pairing, hit);
  else onUserWord(pairing, hit);
}

export const loginPair: NativeDetector = withoutRepeats(
  {
    id: "login-pair",
    entities: ["CREDENTIAL"],
    literals: literalWords.map((text) => ({ text })),
    onLiteral,
  },
  { before: 192, behind: 320 },
);
