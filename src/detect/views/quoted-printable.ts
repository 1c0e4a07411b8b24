/* Quoted-printable left over in pasted mail (RFC 2045, 6.7): `jane=40example.com`, soft line breaks, quoted ones too. */

import { createRewriting, type Rewriting } from "./rewriting.js";
import { readUtf8 } from "./utf8.js";

/** Capitals only, as encoders write them; `=40` and the soft break are what hides an address. */
const trigger = /=(?:[2-7][\dA-F]|[ \t]{0,2}\r?\n)/;
const spelled = /((?:=[89A-F][\dA-F]){2,})|=([2-7][\dA-F]|0[9AD])|=[ \t]{0,2}\r?\n(?:> ?){0,8}/g;

const leastBase64 = 20;
const longestBase64 = 180;

const isBase64 = (unit: number): boolean =>
  (unit >= 0x2f && unit <= 0x39) || unit === 0x2b || ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a);

/** The `=` that ends a line of base64 is its padding: the next line is another one. */
function isPadding(text: string, at: number): boolean {
  const end = text.charCodeAt(at - 1) === 0x3d ? at - 1 : at;
  const stop = Math.max(0, at - longestBase64);
  let start = end;
  while (start > stop && isBase64(text.charCodeAt(start - 1))) start--;
  return end - start >= leastBase64 && (at - start + 1) % 4 === 0;
}

/** `0` to `9`, `A` to `Y`, `a` to `y`, written in digits alone. */
const alphanumeric = /^(?:3\d|[46][1-9]|[57]\d)$/;
/** Too few to hide a phone or a card. */
const shortNumber = /^\d{1,4}(?![ ./-]?\d)/;

/** `max=512`: a setting. No encoder writes letters and digits in this way, but who hides a number may. */
function isSetting(text: string, start: number, hex: string): boolean {
  if (!alphanumeric.test(hex) || !/[a-z_]/i.test(text.charAt(start - 1))) return false;
  return shortNumber.test(text.slice(start + 3, start + 10));
}

/** Bytes that are no UTF-8 stay as they are. */
const charsOf = (bytes: string): string | undefined =>
  readUtf8(Buffer.from(bytes.replaceAll("=", ""), "hex"));

export function decodeQuotedPrintable(text: string): Rewriting | undefined {
  if (!trigger.test(text)) return undefined;
  const rewriting = createRewriting(text);
  for (const match of text.matchAll(spelled)) {
    const [whole, bytes, hex] = match;
    const isBreak = bytes === undefined && hex === undefined;
    if (isBreak && isPadding(text, match.index)) continue;
    if (hex !== undefined && isSetting(text, match.index, hex)) continue;
    const chars = isBreak
      ? ""
      : bytes === undefined
        ? String.fromCharCode(Number.parseInt(hex ?? "", 16))
        : charsOf(bytes);
    if (chars !== undefined) rewriting.replace(match.index, match.index + whole.length, chars);
  }
  return rewriting.finish();
}
