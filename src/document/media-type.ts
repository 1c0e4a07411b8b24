/* Content-Type read strictly (RFC 9110, 8.3): whatever could be read in two ways is refused. */

import { AppError } from "../core/errors.js";

export interface MediaType {
  /** Lower case, as `application/json`. */
  readonly essence: string;
}

const token = "[!#$%&'*+.^`|~\\w-]+";
const essenceShape = new RegExp(`^\\s*(${token}/${token})`);
const parameterShape = new RegExp(`\\s*;\\s*(?:(${token})=(?:(${token})|"((?:[^"\\\\]|\\\\.)*)"))?\\s*`, "y");
/** Longer values are no media types. */
const longest = 512;

const charsets = new Set(["utf-8", "utf8", "us-ascii"]);

/**
 * Throws AppError `content_type_missing`, `content_type_ambiguous` (malformed, repeated, two charsets) or
 * `charset_unsupported`. Parameters other than the charset do not matter.
 */
export function parseMediaType(header: string | readonly string[] | undefined): MediaType {
  if (header === undefined || header.length === 0) throw new AppError("content_type_missing");
  if (typeof header !== "string" || header.length > longest) throw new AppError("content_type_ambiguous");
  const essence = essenceShape.exec(header);
  if (essence === null) throw new AppError("content_type_ambiguous");
  const found = charsetsOf(header, essence[0].length);
  if (found.length > 1) throw new AppError("content_type_ambiguous");
  if (found[0] !== undefined && !charsets.has(found[0])) throw new AppError("charset_unsupported");
  return { essence: (essence[1] ?? "").toLowerCase() };
}

function charsetsOf(header: string, from: number): readonly string[] {
  const found: string[] = [];
  let at = from;
  for (at = skipBlank(header, at); at < header.length;) {
    parameterShape.lastIndex = at;
    const match = parameterShape.exec(header);
    if (match === null) throw new AppError("content_type_ambiguous");
    const [whole, name, plain, quoted] = match;
    // `charset*` and `charset*0` are the charset to readers of RFC 2231, and no charset to others.
    if (/^charset\*/i.test(name ?? "")) throw new AppError("content_type_ambiguous");
    if (name?.toLowerCase() === "charset") found.push((plain ?? quoted ?? "").toLowerCase());
    at += whole.length;
  }
  return found;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}
