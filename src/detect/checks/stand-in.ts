/* Refutes what stands where a token would: repeated characters, words joined by dashes, names of program code. */

import type { Check } from "../detector.js";
import { isPatterned } from "./patterned.js";

/** The part behind a vendor's prefix, in which a real token is random. */
const randomPart = (token: string): string => token.slice(Math.floor(token.length / 3));

/** Whether a text has so many different characters, case aside; real tokens have them among their first ten. */
function hasDistinct(text: string, least: number): boolean {
  const seen: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const folded = code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
    if (!seen.includes(folded) && seen.push(folded) === least) return true;
  }
  return false;
}

/** Random digits of 10 places have fewer than four different ones once in 500 times, random hex of 16 places never. */
function isRepetitive(part: string): boolean {
  return !hasDistinct(part, part.length >= 16 ? 6 : 4);
}

const wordPart = /^(?:[a-z]{2,14}|[A-Z]{2,14}|[A-Z][a-z]{1,13}|[a-z]?\d{1,2}|v\d{1,3})$/;

/** `your-api-key-goes-here`, `AWS_S3_BUCKET_NAME`, `node.js.example`. */
function isJoinedWords(token: string): boolean {
  const parts = token.split(/[-_.]/);
  return parts.length >= 4 && parts.every((part) => part === "" || wordPart.test(part));
}

/** Shorter tokens may have letters only or digits only by chance. */
const leastMixed = 12;
/** Source of the bounds: the longest words in use; constants in capitals have underscores. */
const namePart = /^(?:[a-z]{0,20}|[A-Z]{0,14}|[a-z]*(?:[A-Z][a-z]{2,})+)$/;

/** `SecretsManagerReadPolicy`: letters only, in the case of names. Digits only are numbers of something. */
function isNameOrNumber(token: string): boolean {
  if (token.length < leastMixed) return false;
  return /^\d+$/.test(token) || token.split(/[-_]/).every((part) => namePart.test(part));
}

/** `fern~XXXX_PUT_YOUR_TOKEN_HERE_XXXX` */
const asked = /[_-](?:YOUR|your|PUT|INSERT|insert|REPLACE|replace)[_-][A-Za-z]{3,12}(?:[_-]|$)/;

function isStandIn(token: string): boolean {
  if (isRepetitive(randomPart(token)) || isJoinedWords(token) || isNameOrNumber(token)) return true;
  return isPatterned(token) || asked.test(token);
}

/** A check that knows more of a token than that it is none. */
export const confirming = (holds: (token: string) => boolean): Pick<Check, "judge"> => ({
  judge: (token) => (isStandIn(token) ? "refutes" : holds(token) ? "confirms" : "unknown"),
});

export const opaque: Check = confirming(() => false);

/** For tokens that are nothing but letters and digits: one in a hundred of 24 places has no digit, a name never has one. */
export const digited: Check = {
  judge: (token) => (/\d/.test(token) && !isStandIn(token) ? "unknown" : "refutes"),
};

/** `1234567890`, `abcdefgh`: each unit follows the one before it. */
function isSequence(token: string): boolean {
  for (let at = 1; at < token.length; at++) {
    const step = token.charCodeAt(at) - token.charCodeAt(at - 1);
    if (step !== 1 && !(token[at] === "0" && token[at - 1] === "9")) return false;
  }
  return true;
}

/** For numbers and small letters, of which a stand-in is told by repetition alone. */
export const varied: Check = {
  judge: (token) => (isRepetitive(token) || isSequence(token) ? "refutes" : "unknown"),
};
