/* Quoted-printable left over in pasted mail (RFC 2045, 6.7): `jane=40example.com`, soft line breaks. */

import { createRewriting, type Rewriting } from "./rewriting.js";

/** Capitals only, as encoders write them; `=40` and the soft break are what hides an address. */
const trigger = /=(?:[2-7][\dA-F]|\r?\n)/;
const spelled = /=([2-7][\dA-F])|=\r?\n/g;

/** Bytes beyond ASCII stay as they are: no detector needs them. */
export function decodeQuotedPrintable(text: string): Rewriting | undefined {
  if (!trigger.test(text)) return undefined;
  const rewriting = createRewriting(text);
  for (const match of text.matchAll(spelled)) {
    const [whole, hex] = match;
    const char = hex === undefined ? "" : String.fromCharCode(Number.parseInt(hex, 16));
    rewriting.replace(match.index, match.index + whole.length, char);
  }
  return rewriting.finish();
}
