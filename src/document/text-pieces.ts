/* A text that comes in pieces of bytes, cut anywhere. */

import { isUtf8 } from "node:buffer";
import { TextDecoder } from "node:util";
import { FileRefusal } from "../core/errors.js";
import { isBinary, sniffFile } from "./magic.js";
import { isReadWhole } from "./text-file.js";

export interface TextPieces {
  /** Without the bytes of a character that is cut off at the end: they come with the next piece. */
  decode(bytes: Buffer): string;
  /** What is left at the end. */
  end(): string;
}

/** Both throw FileRefusal `attachment_unscannable` where what began as text does not go on as text. */
export function createTextPieces(): TextPieces {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const judge = (decode: () => string): string => {
    let text: string;
    try {
      text = decode();
    } catch {
      throw refusal();
    }
    if (isBinary(text)) throw refusal();
    return text;
  };
  return {
    decode: (bytes) => judge(() => decoder.decode(bytes, { stream: true })),
    end: () => judge(() => decoder.decode()),
  };
}

const refusal = (): FileRefusal =>
  new FileRefusal("attachment_unscannable", [{ class: "text", fate: "refused", count: 1 }]);

/** Bytes of UTF-8 at most. */
const longestCharacter = 4;

/** Bytes of a begin that tell what a file is. */
export const tellingBytes = 1024 * 1024;

/** Whether what begins with these pieces is a text that may be read in pieces as it stands. */
export function isPlainText(pieces: readonly Buffer[]): boolean {
  let count = 0;
  for (let size = 0; size < tellingBytes && count < pieces.length; count++)
    size += pieces[count]?.length ?? 0;
  const begin = Buffer.concat(pieces.slice(0, count));
  return !isReadWhole(begin) && sniffFile(wholeCharactersOf(begin)) === "text";
}

/** The begin of a text without the bytes of a character that is cut off at its end. */
export function wholeCharactersOf(begin: Buffer): Buffer {
  for (let cut = 0; cut < longestCharacter; cut++) {
    const kept = begin.subarray(0, begin.length - cut);
    if (isUtf8(kept)) return kept;
  }
  return begin;
}
