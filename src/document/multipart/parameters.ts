/* `form-data; name="a"; filename="b.txt"`: a header value and its parameters, with the places they stand in (RFC 7578). */

import { isUtf8 } from "node:buffer";
import { AppError } from "../../core/errors.js";
import { percentBytes } from "../percent.js";

export interface Parameter {
  /** Lower case. */
  readonly name: string;
  readonly text: string;
  /** Of the value with its quotes, bytes of the header value. */
  readonly start: number;
  readonly end: number;
  /** Of the semicolon before it. */
  readonly from: number;
  /** RFC 5987: a charset and percent escapes. */
  readonly extended: boolean;
}

export interface Parameterised {
  /** Lower case. */
  readonly value: string;
  readonly parameters: readonly Parameter[];
}

const token = "[!#$%&'*+.^`|~\\w-]+";
const valueShape = new RegExp(`[ \\t]*(${token})[ \\t]*`, "y");
const parameterShape = new RegExp(
  `;[ \\t]*(${token})=(?:(${token})|"((?:[^"\\\\]|\\\\["\\\\])*)")[ \\t]*`,
  "y",
);
const extendedShape = /^utf-8'[a-z-]{0,8}'((?:[\w!#$&+.^`|~-]|%[\da-f]{2})*)$/i;

/**
 * `source` is a header value as latin1. Throws AppError `multipart_malformed` for what two readers could take for two
 * things (repeated names, continued parameters, a backslash before anything but a quote), `charset_unsupported`,
 * `invalid_utf8`.
 */
export function readParameters(source: string): Parameterised {
  valueShape.lastIndex = 0;
  const head = valueShape.exec(source);
  if (head === null) throw new AppError("multipart_malformed");
  const parameters: Parameter[] = [];
  for (let at = head[0].length; at < source.length; at = parameterShape.lastIndex) {
    parameterShape.lastIndex = at;
    const match = parameterShape.exec(source);
    if (match === null) throw new AppError("multipart_malformed");
    parameters.push(parameterOf(match, at));
  }
  const names = new Set(parameters.map(({ name }) => name));
  if (names.size !== parameters.length) throw new AppError("multipart_malformed");
  return { value: (head[1] ?? "").toLowerCase(), parameters };
}

function parameterOf([whole = "", given = "", plain, quoted]: RegExpExecArray, from: number): Parameter {
  const name = given.toLowerCase();
  const start = from + whole.indexOf("=") + 1;
  const end = from + whole.trimEnd().length;
  const star = name.indexOf("*");
  if (star === -1) {
    const raw = plain ?? (quoted ?? "").replace(/\\(["\\])/g, "$1");
    return { name, text: utf8(raw), start, end, from, extended: false };
  }
  if (star !== name.length - 1 || plain === undefined) throw new AppError("multipart_malformed");
  return { name, text: extendedText(plain), start, end, from, extended: true };
}

function utf8(raw: string): string {
  const bytes = Buffer.from(raw, "latin1");
  if (!isUtf8(bytes)) throw new AppError("invalid_utf8");
  return bytes.toString();
}

function extendedText(raw: string): string {
  const [, escaped] = extendedShape.exec(raw) ?? [];
  if (escaped === undefined) {
    throw new AppError(/^utf-8'/i.test(raw) ? "multipart_malformed" : "charset_unsupported");
  }
  const text = utf8(percentBytes(escaped));
  // eslint-disable-next-line no-control-regex -- what no name holds
  if (/[\0-\x1f\x7f]/.test(text)) throw new AppError("multipart_malformed");
  return text;
}

/** Bytes that read as `text`; line ends and controls become blanks: they would end the header. */
export function writeParameter({ extended }: Parameter, text: string): Buffer {
  // eslint-disable-next-line no-control-regex -- what no header holds
  const plain = text.replace(/[\0-\x1f\x7f]/g, " ");
  if (!extended) return Buffer.from(`"${plain.replace(/["\\]/g, "\\$&")}"`);
  const escaped = encodeURIComponent(Buffer.from(plain).toString()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return Buffer.from(`UTF-8''${escaped}`);
}
