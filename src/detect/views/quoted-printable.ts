/* Quoted-printable left over in pasted mail (RFC 2045, 6.7): `jane=40example.com`, soft line breaks. */

import { createRewriting, type Rewriting } from "./rewriting.js";

/** Capitals only, as encoders write them; `=40` and the soft break are what hides an address. */
const trigger = /=(?:[2-7][\dA-F]|\r?\n)/;
const spelled = /=([2-7][\dA-F])|=\r?\n/g;

const longestBase64 = 180;
const base64End = /[A-Z\d+/]{20,180}=?$/i;

/** The `=` that ends a line of base64 is its padding: the next line is another one. */
function isPadding(text: string, at: number): boolean {
  const run = base64End.exec(text.slice(Math.max(0, at - longestBase64), at));
  return run !== null && (run[0].length + 1) % 4 === 0;
}

/** Bytes beyond ASCII stay as they are: no detector needs them. */
export function decodeQuotedPrintable(text: string): Rewriting | undefined {
  if (!trigger.test(text)) return undefined;
  const rewriting = createRewriting(text);
  for (const match of text.matchAll(spelled)) {
    const [whole, hex] = match;
    if (hex === undefined && isPadding(text, match.index)) continue;
    const char = hex === undefined ? "" : String.fromCharCode(Number.parseInt(hex, 16));
    rewriting.replace(match.index, match.index + whole.length, char);
  }
  return rewriting.finish();
}
