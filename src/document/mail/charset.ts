/* Charsets of mail: bytes to text, and back for what is written in its place. Bytes are latin1 strings. */

import { isUtf8 } from "node:buffer";
import { AppError } from "../../core/errors.js";
import { toBytes } from "../splice.js";

export interface Charset {
  /** Throws AppError `invalid_utf8`, `charset_unsupported`. */
  decode(bytes: string): string;
  /** What the charset has no sign for becomes `?`. */
  encode(text: string): string;
  /** Bytes of each of these offsets of the text, which ascend. */
  bytesAt(bytes: string, text: string, offsets: readonly number[]): readonly number[];
}

const bufferOf = (bytes: string): Buffer => Buffer.from(bytes, "latin1");

const ascii = /^[\0-\x7f]*$/;

const utf8: Charset = {
  decode(bytes) {
    if (ascii.test(bytes)) return bytes;
    const buffer = bufferOf(bytes);
    if (!isUtf8(buffer)) throw new AppError("invalid_utf8");
    return buffer.toString("utf8");
  },
  encode: toBytes,
  bytesAt(bytes, text, offsets) {
    if (bytes.length === text.length) return offsets;
    let [at, count] = [0, 0];
    return offsets.map((offset) => {
      count += Buffer.byteLength(text.slice(at, offset));
      at = offset;
      return count;
    });
  },
};

/** 0x80 to 0x9F of windows-1252 (WHATWG Encoding); browsers and mail programs read ISO-8859-1 so as well. */
const windows1252 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/** Private signs for bytes that a charset leaves open. */
const openBytes = 0xf700;

function tableOf(encoding: string): readonly string[] {
  const decoder = new TextDecoder(encoding);
  return Array.from({ length: 256 }, (_none, byte) => {
    if (encoding === "windows-1252") return windows1252.charAt(byte - 0x80) || String.fromCharCode(byte);
    const sign = decoder.decode(Uint8Array.of(byte));
    return sign === "\ufffd" || sign.length !== 1 ? String.fromCharCode(openBytes + byte) : sign;
  });
}

const beyondAscii = /[\x80-\uffff]/g;

/** One byte is one unit, so offsets agree. */
function singleByte(encoding: string): Charset {
  const table = tableOf(encoding);
  const back = new Map(table.map((sign, byte) => [sign, String.fromCharCode(byte)]));
  return {
    decode: (bytes) => bytes.replace(beyondAscii, (byte) => table[byte.charCodeAt(0)] ?? byte),
    encode: (text) => text.replace(beyondAscii, (sign) => back.get(sign) ?? "?"),
    bytesAt: (_bytes, _text, offsets) => offsets,
  };
}

/** Charsets of several bytes in which ASCII means itself wherever it stands alone. */
function multiByte(encoding: string): Charset {
  return {
    decode(bytes) {
      try {
        return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bufferOf(bytes));
      } catch {
        throw new AppError("charset_unsupported");
      }
    },
    encode: (text) => text.replace(beyondAscii, "?"),
    bytesAt(bytes, _text, offsets) {
      const decoder = new TextDecoder(encoding, { ignoreBOM: true });
      const places: number[] = [];
      let units = 0;
      let asked = 0;
      for (let at = 0; at <= bytes.length && asked < offsets.length; at++) {
        while (asked < offsets.length && (offsets[asked] ?? 0) <= units) asked = places.push(at);
        units += decoder.decode(Uint8Array.of(bytes.charCodeAt(at)), { stream: true }).length;
      }
      return places;
    },
  };
}

/** Senders that name none, or one that has no eighth bit, mean UTF-8 or what their machine has. */
const unnamed: Charset = {
  decode: (bytes) => (isUtf8(bufferOf(bytes)) ? utf8 : charsetOf("windows-1252")).decode(bytes),
  encode: utf8.encode,
  bytesAt: (bytes, text, offsets) => utf8.bytesAt(bytes, text, offsets),
};

const unnamedLabels = new Set(["", "us-ascii", "ascii", "ansi_x3.4-1968", "unknown-8bit", "8bit"]);
const singleByteEncodings = /^(?:iso-8859-\d{1,2}(?:-i)?|windows-(?:125\d|874)|koi8-[ru]|ibm866|macintosh)$/;
const multiByteEncodings = /^(?:gbk|gb18030|big5|euc-jp|euc-kr|shift_jis)$/;

const known = new Map<string, Charset>();

/** By its label. Throws AppError `charset_unsupported`: UTF-7, UTF-16 and charsets with a state would hide text. */
export function charsetOf(label: string): Charset {
  const name = label.trim().toLowerCase();
  if (unnamedLabels.has(name)) return unnamed;
  const encoding = encodingOf(name);
  if (encoding === "utf-8") return utf8;
  let charset = known.get(encoding);
  if (charset !== undefined) return charset;
  if (singleByteEncodings.test(encoding)) charset = singleByte(encoding);
  else if (multiByteEncodings.test(encoding)) charset = multiByte(encoding);
  else throw new AppError("charset_unsupported");
  known.set(encoding, charset);
  return charset;
}

function encodingOf(label: string): string {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    throw new AppError("charset_unsupported");
  }
}

const wordEncodings = /^(?!utf-16|replacement|x-user-defined)/;

/** For words of headers, which are written anew in UTF-8: what cannot be decoded is U+FFFD, as readers show it. */
export function decodeWords(label: string, bytes: string): string {
  const name = label.trim().toLowerCase();
  if (unnamedLabels.has(name)) return unnamed.decode(bytes);
  const encoding = encodingOf(name);
  if (!wordEncodings.test(encoding)) throw new AppError("charset_unsupported");
  if (singleByteEncodings.test(encoding)) return charsetOf(name).decode(bytes);
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(bufferOf(bytes));
}
