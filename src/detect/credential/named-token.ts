/* Finds tokens drawn at random behind a name that ends in `token`, `secret`, `key` or `client_id`, whoever issued them. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import type { Span } from "../../core/types.js";
import { opaque, varied } from "../checks/stand-in.js";
import { unitAt, type Units } from "../units.js";
import { isAsciiAlphanumeric, isAsciiLetter } from "./characters.js";
import { countingWords } from "./credential-key.js";
import { isKnownForm } from "./known-shapes.js";
import { partBefore } from "./label-finder.js";
import { publicWords } from "./lexicon-words.js";
import { isUuid } from "./opaque.js";
import { isRandom } from "./random.js";
import { withoutRepeats } from "./repeats.js";

const words = [
  { text: "token", kind: "token" },
  { text: "secret", kind: "secret" },
  { text: "key", kind: "key" },
  { text: "credentials", kind: "secret" },
  { text: "_auth", kind: "token" },
  { text: "_pat", kind: "token" },
  { text: "app_certificate", kind: "key" },
  ...["client", "app"].flatMap((head) =>
    ["id", "_id", "-id", " id"].map((tail) => ({ text: head + tail, kind: "client-id" }) as const),
  ),
] as const satisfies readonly { text: string; kind: string }[];

const credentials = words.findIndex(({ text }) => text === "credentials");

type Kind = (typeof words)[number]["kind"];

function shapesOf(confidence: number): Readonly<Record<Kind, CandidateShape>> {
  const shapeOf = (kind: Kind): CandidateShape => ({
    detector: "named-token",
    entity: "CREDENTIAL",
    kind,
    confidence,
    evidence: [{ by: "label", name: `${kind} of a name` }],
  });
  return {
    token: shapeOf("token"),
    secret: shapeOf("secret"),
    key: shapeOf("key"),
    "client-id": { ...shapeOf("client-id"), confidence: Math.min(confidence, 0.5) },
  };
}

/** Units behind a name: the sign and the longest token. */
const reach = 600;
/** Units before a word in which its name is read. */
const nameReach = 32;

const closing = "[\"'`\\\\)\\]]{0,4}";
/** `var x string =`, `x: &str =`. */
const typed = "(?:[ \\t]{1,2}(?:string|String)|[ \\t]?:[ \\t]?&?(?:string|String|str))?";
const signs = [
  `${typed}[ \\t]{0,8}[:?+.|]{0,3}=[=>]?`,
  "[ \\t]?:(?:[ \\t][|>][+-]?\\n[ \\t])?",
  "[ \\t]-",
  "[ \\t]?,",
  // PHP's `serialize`
  ";s:\\d{1,4}:",
  ">(?=\\s{0,40}[^\\s<>]{16,512}\\s{0,40}<\\/)",
].join("|");
const opening = "(?:[ \\t]{0,8}|\\s{1,40})(?:Bearer |Token )?\\\\?[\"'`{]?(?:base64:)?";
const value = "[\\w$+/-][\\w.+/=:~|%$-]{15,511}";
interface Place {
  readonly form: RegExp;
  /** Length of the shortest token. */
  readonly least: number;
  readonly shapes: Readonly<Record<Kind, CandidateShape>>;
}

/** 16 units are the shortest keys that issuers draw. */
const assigned: Place = {
  form: new RegExp(`^${closing}(?:${signs})${opening}(${value})`),
  least: 16,
  shapes: shapesOf(0.75),
};
/** Without a sign a sentence may go on. */
const beside: Place = {
  form: /^[ \t]["'`]?([\w$+/][\w.+/=:~|%$-]{19,511})/,
  least: 20,
  shapes: shapesOf(0.6),
};

/** Names that are written in one word: `apikey`, `ACCESSKEY`. */
const glued = /(?:api|access|secret|auth|app|connect)$/i;
const longestGlued = 7;

/** `fal_key`, `falKey`, `apikey`, not `monkey`; no other word ends in `token` or `secret`. */
function endsName({ text, units }: Scan, { literal, start }: LiteralHit): boolean {
  const kind = words[literal]?.kind;
  if (kind === "token" || kind === "secret") return true;
  const before = unitAt(units, start - 1);
  if (!isAsciiLetter(before)) return before < 0x80;
  const hump = unitAt(units, start) < 0x61 && (before >= 0x61 || unitAt(units, start + 1) >= 0x61);
  return hump || glued.test(text.slice(Math.max(0, start - longestGlued), start));
}

/** What stands behind the word: a sign, a blank and a long token, or nothing of interest; most places are left here. */
function placeBehind(units: Units, end: number): Place | undefined {
  const next = unitAt(units, end);
  if (isAsciiAlphanumeric(next) || next === 0x5f || next >= 0x80 || next === 0) return undefined;
  if (next !== 0x20) return assigned;
  const behind = unitAt(units, end + 1);
  if (!isAsciiAlphanumeric(behind)) return assigned;
  let at = end + 2;
  while (at <= end + beside.least && isTokenUnit(unitAt(units, at))) at++;
  if (at > end + beside.least) return beside;
  // `var x_token string =`
  return at === end + 7 && (behind | 0x20) === 0x73 ? assigned : undefined;
}

/** Letters, digits and the marks `+`, `-`, `.`, `/`, `:`, `=`, `_`, `~` of a token. */
const isTokenUnit = (code: number): boolean =>
  isAsciiAlphanumeric(code) || "+-./:=_~".includes(String.fromCharCode(code));

function isPublic(text: string, start: number): boolean {
  const part = partBefore(text, start);
  return publicWords.has(part) || countingWords.has(part);
}

/** Digests say which they are: `sha256:`, `SHA256-`, `h1:`. */
const digest = /^(?:sha\d{1,3}|md5|h1|etag|w)[:/=-]/i;
const fileName = /[/\w]\.[a-z]{2,4}$/;
/** Longer than any name of a host or file that has random parts. */
const longestName = 48;

function withoutMarks(read: string): string {
  let end = read.length;
  while (end > 0 && ".,:|~%$/-".includes(read.charAt(end - 1))) end--;
  return read.slice(0, end);
}

/** The token at the head of what was read; empty where that is an expression, a path or an address. */
function tokenOf(read: string, next: string): string {
  if (next !== "" && "([{<".includes(next)) return "";
  const token = withoutMarks(read);
  if (/=[^=]/.test(token) || token.includes("://") || digest.test(token)) return "";
  return token.length <= longestName && (fileName.test(token) || isKnownForm(token)) ? "" : token;
}

/** `0a1b0a1b0a1b0a1b`, and what has nothing random behind a vendor's prefix; a UUID has no prefix. */
const isStandIn = (token: string): boolean =>
  varied.judge(token) === "refutes" || (!isUuid(token) && opaque.judge(token) === "refutes");

/** What follows the word, when it is a token of its own. */
function readToken({ text }: Scan, end: number, place: Place): Span | undefined {
  const found = place.form.exec(text.slice(end, end + reach));
  const read = found?.[1];
  if (found === null || read === undefined) return undefined;
  const start = end + found[0].length - read.length;
  const token = tokenOf(read, text.charAt(start + read.length));
  if (token.length < place.least || !isRandom(token, place.least / 2) || isStandIn(token)) return undefined;
  return place === beside && isUuid(token) ? undefined : { start, end: start + token.length };
}

/** Half of what an application signs in with; UUIDs, numbers with colons and host names are known to everybody. */
function isClientId(token: string, place: Place): boolean {
  return place === assigned && token.length >= beside.least && !isUuid(token) && !/[.:/]/.test(token);
}

const pairedValue = /^["'`]?,\s{0,8}["'`]?(?:value|label|text|name)["'`]?\s?:/;

/** `{ key: UUID, value: "Tulips" }`, `credentials: UUID`: a member of a list, the place where they are kept. */
function isReference({ text, units }: Scan, { literal, start }: LiteralHit, end: number): boolean {
  if (literal === credentials) return true;
  const before = unitAt(units, start - 1);
  if (isAsciiAlphanumeric(before) || before === 0x5f) return false;
  return pairedValue.test(text.slice(end, end + 24));
}

function onWord(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const place = placeBehind(scan.units, hit.end);
  if (place === undefined || !endsName(scan, hit)) return;
  scan.budget.spend(32);
  const token = readToken(scan, hit.end, place);
  const kind = words[hit.literal]?.kind;
  if (token === undefined || kind === undefined || isPublic(scan.text, hit.start)) return;
  const value = scan.text.slice(token.start, token.end);
  if (kind === "client-id" && !isClientId(value, place)) return;
  if (isUuid(value) && isReference(scan, hit, token.end)) return;
  sink.add(place.shapes[kind], token.start, token.end);
}

export const namedToken: NativeDetector = withoutRepeats(
  { id: "named-token", entities: ["CREDENTIAL"], literals: words, onLiteral: onWord },
  { before: nameReach, behind: reach },
);
