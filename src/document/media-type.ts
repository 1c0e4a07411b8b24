/* Content-Type read strictly (RFC 9110, 8.3): whatever could be read in two ways is refused. */

import { AppError } from "../core/errors.js";

export interface MediaType {
  /** Lower case, as `application/json`. */
  readonly essence: string;
  /** Of `multipart/*` types; always there. */
  readonly boundary?: string;
}

const token = "[!#$%&'*+.^`|~\\w-]+";
const essenceShape = new RegExp(`^\\s*(${token}/${token})`);
const parameterShape = new RegExp(`\\s*;\\s*(?:(${token})=(?:(${token})|"((?:[^"\\\\]|\\\\.)*)"))?\\s*`, "y");
/** Longer values are no media types. */
const longest = 512;

const charsets = new Set(["utf-8", "utf8", "us-ascii"]);

/** RFC 2046, 5.1.1, without the blank: readers differ in where one ends. */
const boundaryShape = /^[\w'()+,./:=?-]{1,70}$/;

/**
 * Throws AppError `content_type_missing`, `content_type_ambiguous` (malformed, repeated, two charsets) or
 * `charset_unsupported`; `multipart_malformed` where a multipart type has not exactly one plain boundary. Other parameters
 * do not matter.
 */
export function parseMediaType(header: string | readonly string[] | undefined): MediaType {
  if (header === undefined || header.length === 0) throw new AppError("content_type_missing");
  if (typeof header !== "string" || header.length > longest) throw new AppError("content_type_ambiguous");
  const essence = essenceShape.exec(header);
  if (essence === null) throw new AppError("content_type_ambiguous");
  const name = (essence[1] ?? "").toLowerCase();
  const isMultipart = name.startsWith("multipart/");
  const parameters = parametersOf(header, essence[0].length, isMultipart);
  judgeCharset(parameters.filter((one) => one.name === "charset"));
  return isMultipart ? { essence: name, boundary: boundaryOf(parameters) } : { essence: name };
}

interface Parameter {
  /** Lower case. */
  readonly name: string;
  readonly value: string;
}

function judgeCharset(found: readonly Parameter[]): void {
  if (found.length > 1) throw new AppError("content_type_ambiguous");
  const [charset] = found;
  if (charset !== undefined && !charsets.has(charset.value.toLowerCase()))
    throw new AppError("charset_unsupported");
}

function boundaryOf(parameters: readonly Parameter[]): string {
  const [boundary, ...others] = parameters.filter(({ name }) => name.startsWith("boundary"));
  if (boundary?.name !== "boundary" || others.length > 0 || !boundaryShape.test(boundary.value)) {
    throw new AppError("multipart_malformed");
  }
  return boundary.value;
}

function parametersOf(header: string, from: number, isMultipart: boolean): readonly Parameter[] {
  const found: Parameter[] = [];
  for (let at = skipBlank(header, from); at < header.length; at = parameterShape.lastIndex) {
    parameterShape.lastIndex = at;
    const match = parameterShape.exec(header);
    if (match === null) throw new AppError(isMultipart ? "multipart_malformed" : "content_type_ambiguous");
    const [, given = "", plain, quoted = ""] = match;
    const name = given.toLowerCase();
    // `charset*` and `charset*0` are the charset to readers of RFC 2231, and no charset to others.
    if (name.startsWith("charset*")) throw new AppError("content_type_ambiguous");
    found.push({ name, value: plain ?? quoted });
  }
  return found;
}

function skipBlank(text: string, from: number): number {
  let at = from;
  while (text[at] === " " || text[at] === "\t") at++;
  return at;
}
