/* When a failed delivery is tried again, and when it is given up. */

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Ms before each attempt, the first one included: 11 attempts over some 76 hours. */
export const schedule: readonly number[] = [
  0,
  5 * second,
  30 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];

const jitter = 0.2;
const longestAsked = 24 * hour;

/** Nothing is ever due later than this from now, ms: what seems so was stored under another clock. */
export const horizon = Math.round(24 * hour * (1 + jitter));

/**
 * Ms until the attempt after number `attempts` (from 1); undefined: that was the last. `random` is from 0 to 1. A
 * destination may ask for more patience than the schedule has, never for less: ten quick answers would use up all attempts.
 */
export function delayAfter(attempts: number, random: number, askedMs = 0): number | undefined {
  const base = schedule[attempts];
  if (base === undefined) return undefined;
  const jittered = Math.round(base * (1 - jitter + 2 * jitter * random));
  return Math.max(jittered, Math.min(askedMs, longestAsked));
}

/** IMF-fixdate of RFC 9110; the obsolete forms are not sent by anything that sends the header. */
const date = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/** Ms that a `Retry-After` asks for; 0 for what is garbage or past. */
export function readRetryAfter(value: string | undefined, nowMs: number): number {
  const text = value?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * second;
  if (!date.test(text)) return 0;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - nowMs);
}
