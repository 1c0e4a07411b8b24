/* Base64 and hex as readings: what tokens spell, each behind what stands before it in its line; a finding is a whole token. */

import type { Span } from "../../core/types.js";
import { spelledRuns } from "../spelled-runs.js";
import { unitsOf, type Runs, type UnitText } from "../units.js";
import { findTokens, type Token } from "./encoded-tokens.js";
import { compose, type Rewriting } from "./rewriting.js";

/** Base64 of base64 of base64: ticket tools and mail add a layer each. */
const deepest = 3;
/** What stands before a token says what it holds; so far is looked back for it, UTF-16 units. */
const leadLength = 48;

/** Keeps what two tokens say apart. */
const between = "\n\n\n";

interface Place {
  /** Of the token's decoded text, in the text of the reading. */
  readonly from: number;
  readonly to: number;
  readonly token: Token;
}

function leadOf(text: string, start: number, free: number): string {
  const lead = text.slice(Math.max(free, start - leadLength), start);
  return lead.slice(lead.lastIndexOf("\n") + 1);
}

/** Pictures, sounds and fonts are read with attachments. */
const isMedia = (text: string, start: number): boolean =>
  text.startsWith(";base64,", start - 8) &&
  /data:(?:image|audio|video|font)\/[\w.+;=-]{1,40}$/.test(text.slice(Math.max(0, start - 64), start - 8));

/** Places are in order, and `[start, end)` of a finding that touches none is no finding. */
function sourceOf(places: readonly Place[], start: number, end: number): Span {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.to ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const place = places[low];
  return place === undefined || place.from >= end ? nowhere : place.token;
}

const nowhere: Span = { start: 0, end: 0 };

/** Undefined when nothing in the text is spelled so. */
function decodeTokens(source: UnitText, spelled: Runs): Rewriting | undefined {
  const { text } = source;
  const tokens = findTokens(source, spelled);
  if (tokens.length === 0) return undefined;
  const places: Place[] = [];
  const out: string[] = [];
  let length = 0;
  let free = 0;
  for (const token of tokens) {
    if (isMedia(text, token.start)) continue;
    const lead = leadOf(text, token.start, free);
    const from = length + lead.length;
    const to = from + token.text.length;
    places.push({ from, to, token });
    out.push(lead, token.text, between);
    length = to + between.length;
    free = token.end;
  }
  return { text: out.join(""), source: (start, end) => sourceOf(places, start, end) };
}

/** What a text holds of tokens is among its runs. */
export interface SpelledText extends UnitText {
  readonly spelled: Runs;
}

/** Calls `visit` for each level of encoding the text has. */
export function eachEncoded(source: SpelledText, visit: (level: Rewriting) => void): void {
  let level = source.spelled.count === 0 ? undefined : decodeTokens(source, source.spelled);
  for (let depth = 1; level !== undefined; depth++) {
    visit(level);
    if (depth === deepest) return;
    const { text } = level;
    const next = decodeTokens({ text, units: unitsOf(text) }, spelledRuns(text));
    level = next === undefined ? undefined : compose(level, next);
  }
}
