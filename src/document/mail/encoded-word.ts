/* Encoded words of headers (RFC 2047): several that stand in a row are one text. */

import { AppError } from "../../core/errors.js";
import { decodeWords } from "./charset.js";
import { decodePacked } from "./transfer.js";

/** Folds inside of a word are no part of it; readers allow blanks in its text. */
const word = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/iy;
/** What makes a reader take the rest for a word, and look for an end of its own. */
const opening = /=\?[^?\s]{1,60}\?[bq]\?/iy;
const between = /(?:[\t ]|\r?\n(?=[\t ]))*(?==\?)/y;

export interface WordRun {
  readonly text: string;
  readonly end: number;
}

interface Word {
  readonly charset: string;
  readonly bytes: string;
  readonly end: number;
}

/** The words that begin at `at`; undefined where none does. Throws AppError `charset_unsupported`, `mail_malformed`. */
export function readWords(source: string, at: number, limit: number): WordRun | undefined {
  const words: Word[] = [];
  let end = at;
  for (let next = at; next < limit;) {
    const one = readWord(source, next, limit);
    if (one === undefined) break;
    const last = words.at(-1);
    // A character may be cut between two words.
    if (last?.charset === one.charset) words[words.length - 1] = { ...one, bytes: last.bytes + one.bytes };
    else words.push(one);
    end = one.end;
    between.lastIndex = end;
    next = end + (between.exec(source)?.[0].length ?? limit);
  }
  if (words.length === 0) return undefined;
  return {
    text: words.map(({ charset, bytes }) => decodeWords(charset, bytes)).join(""),
    end,
  };
}

function readWord(source: string, at: number, limit: number): Word | undefined {
  word.lastIndex = at;
  const [whole = "", label = "", encoding = "", text = ""] = word.exec(source) ?? [];
  if (whole === "" || at + whole.length > limit) {
    opening.lastIndex = at;
    if (opening.test(source)) throw new AppError("mail_malformed");
    return undefined;
  }
  const charset = label.split("*", 1)[0] ?? "";
  const unfolded = text.replace(/\r?\n/g, "");
  const bytes = encoding.toLowerCase() === "b" ? decodePacked(unfolded) : decodeQ(unfolded);
  return { charset: charset.toLowerCase(), bytes, end: at + whole.length };
}

/** `= 2E` is `=2E` to readers that allow for blanks. */
const decodeQ = (text: string): string =>
  text
    .replace(/=\s+(?=[\da-f])/gi, "=")
    .replaceAll("_", " ")
    .replace(/=([\da-f]{2})/gi, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** RFC 2047, 2: 75 in all, without `=?utf-8?B?` and `?=`. */
const longestEncoded = 60;
const bytesOfWord = (longestEncoded / 4) * 3;

/** In UTF-8 and base64; a character is never cut. Throws nothing. */
export function encodeWords(text: string, newline: string): string {
  const words: string[] = [];
  let part = "";
  const close = (): void => {
    if (part !== "") words.push(`=?utf-8?B?${Buffer.from(part).toString("base64")}?=`);
    part = "";
  };
  for (const sign of text) {
    if (Buffer.byteLength(part + sign) > bytesOfWord) close();
    part += sign;
  }
  close();
  return words.join(`${newline} `);
}
