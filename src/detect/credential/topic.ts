/* Finds a secret by the talk it stands in: a word that speaks of secrets, a token that looks chosen, what leads to it. */

import type { Span } from "../../core/types.js";
import type { Scan } from "../detector.js";
import type { Grade } from "./chosen-grade.js";
import { addMarkedTokens, chosenTokens, gradeAt, notAsked, type ChosenToken } from "./chosen-tokens.js";
import { leadOf, standsAlone, tailOf } from "./leads.js";
import { isOtherUse } from "./other-use.js";
import { isSpelled } from "./stated.js";

/** How much a word says that a secret is near. */
export const topics = { password: 2, login: 1 } as const;

export interface Topic extends Span {
  readonly weight: number;
  /** A key of a machine or licence: capitals and figures alone may be one. */
  readonly ofMachine?: boolean;
  /** Marks that passwords have are near. */
  readonly marked: boolean;
}

export interface Told extends Span {
  readonly confidence: number;
}

/** Units before and behind a word in which its talk goes on. */
const reachBehind = 240;
const reachBefore = 120;
/** A list of tokens has other things in mind. */
const most = 6;
const enough = 4;
/** A word with figures is the name of a user, too. */
const enoughForWord = 5;

/** How close topic and token are: in one sentence, in one paragraph; undefined in different ones. */
function nearness(between: string): number | undefined {
  if (/\n\s*\n\s*\n|<\/?t[dhr]\b/i.test(between)) return undefined;
  return /[.!?…]\s|[\n。！？]/.test(between) ? 0 : 1;
}

/** Words beside the token, from -4 to 4; asked once. */
function besideOf(text: string, token: ChosenToken): number {
  if (token.beside === notAsked) token.beside = weighBeside(text, token);
  return token.beside;
}

function weighBeside(text: string, token: ChosenToken): number {
  const lead = isOtherUse(text, token) ? -4 : leadOf(text, token);
  if (lead === -4) return lead;
  const best = lead < 2 && standsAlone(text, token) ? 2 : lead;
  const tail = tailOf(text, token.end);
  return best + tail + (best + tail < 2 && isSpelled(text, token.end) ? 1 : 0);
}

const enoughFor = (grade: Grade): number => (grade === 1 ? enoughForWord : enough);

/** 0 where the token is not told. */
function scoreOf(text: string, topic: Topic, token: ChosenToken): number {
  const grade = gradeAt(text, token);
  const beside = besideOf(text, token);
  const score = grade + topic.weight + beside;
  // One sentence adds one.
  if (score + 1 < enoughFor(grade)) return 0;
  // Capitals and figures alone are numbers of orders and machines, too.
  if (token.loud && topic.ofMachine !== true && beside < 2) return 0;
  const between =
    token.start >= topic.end ? text.slice(topic.end, token.start) : text.slice(token.end, topic.start);
  const near = nearness(between);
  // `Access: ann2000`: the user.
  const isUser = topic.weight === topics.login && grade === 1 && !/[\p{L}\p{N}]/u.test(between);
  return near === undefined || isUser || score + near < enoughFor(grade) ? 0 : score + near;
}

/** Position of the first token that ends behind `at`. */
function firstBehind(tokens: readonly ChosenToken[], at: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle] as ChosenToken).end > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

const none: readonly Told[] = Object.freeze([]);

/** Most that are told by themselves; a list of tokens has other things in mind. */
const mostPlain = 12;

/** Tokens that what stands beside them tells, wherever the word is. */
function readPlain(text: string, tokens: readonly ChosenToken[], found: Told[]): void {
  let read = 0;
  for (const token of tokens) {
    const grade = gradeAt(text, token);
    if (grade > 0 && ++read > mostPlain) return;
    if (grade >= 2 && !token.loud && grade + besideOf(text, token) >= 4)
      found.push({ start: token.start, end: token.end, confidence: 0.6 });
  }
}

/** Secrets told around a word; none in most texts. */
export function readTold(scan: Scan, topic: Topic): readonly Told[] {
  if (topic.marked) addMarkedTokens(scan);
  const { tokens, asked } = chosenTokens(scan);
  if (tokens.length === 0) return none;
  const found: Told[] = [];
  if (!asked) readPlain(scan.text, tokens, found);
  let read = 0;
  for (let at = firstBehind(tokens, topic.start - reachBefore); at < tokens.length; at++) {
    const token = tokens[at] as ChosenToken;
    if (token.start > topic.end + reachBehind) break;
    if (gradeAt(scan.text, token) === 0) continue;
    if (++read > most) break;
    if (token.start < topic.end && token.end > topic.start) continue;
    const score = scoreOf(scan.text, topic, token);
    if (score > 0)
      found.push({ start: token.start, end: token.end, confidence: score > enough ? 0.65 : 0.6 });
  }
  return found;
}
