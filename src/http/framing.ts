/* What must be settled about a request before anything of it is read: one meaning for every reader (RFC 9112). */

import type { IncomingMessage } from "node:http";
import { AppError } from "../core/errors.js";
import type { Limits } from "../core/limits.js";

/** The head of a request that has exactly one reading. */
export interface RequestHead {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  /** Without `?`; absent when there is none. */
  readonly query: string | undefined;
  /** Empty when the header is missing. */
  readonly contentType: string;
  /** Lower case; empty for none. */
  readonly coding: string;
  readonly hasBody: boolean;
  /** Bytes; -1 for a chunked body. */
  readonly contentLength: number;
  readonly acceptLanguage: string | undefined;
}

const methods: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** For the `Allow` header of 405. */
export const allowedMethods = [...methods].join(", ");

/** Origin form only; a fragment, a blank or anything beyond ASCII is no part of it (RFC 9112, 3.2.1). */
const foreign = /[^\x21-\x7e]|#/;

interface Singular {
  host: string | undefined;
  contentType: string | undefined;
  coding: string | undefined;
  length: string | undefined;
  transfer: string | undefined;
  authorization: string | undefined;
}

/** Throws AppError of the framing and header rows of the failure contract. */
export function readHead(req: IncomingMessage, limits: Limits): RequestHead {
  const { method = "", url = "", rawHeaders } = req;
  if (!methods.has(method)) throw new AppError("method_not_allowed");
  judgeTarget(url, limits);
  if (rawHeaders.length > limits.headerCount * 2) throw new AppError("headers_too_large");
  const singular = readSingular(rawHeaders);
  judgeVersion(req, singular);
  const contentLength = readLength(singular);
  const mark = url.indexOf("?");
  return {
    method,
    path: mark === -1 ? url : url.slice(0, mark),
    query: mark === -1 ? undefined : url.slice(mark + 1),
    contentType: orEmpty(singular.contentType),
    coding: orEmpty(singular.coding).trim().toLowerCase(),
    hasBody: contentLength !== 0,
    contentLength,
    acceptLanguage: req.headers["accept-language"],
  };
}

const orEmpty = (text: string | undefined): string => text ?? "";

/** The absolute form names a host; it may be another one (evasion case A14). */
function judgeTarget(url: string, { urlBytes }: Limits): void {
  if (url.length > urlBytes) throw new AppError("uri_too_long");
  if (/^https?:/i.test(url)) throw new AppError("host_not_allowed");
  if (!url.startsWith("/") || foreign.test(url)) throw new AppError("http_malformed");
}

/** What a host and port can be written with; brackets and colons are those of IPv6 (RFC 3986, 3.2.2). */
const hostShape = /^[\w.~%:[\]-]+$/;

/** The parser takes `HTTP/0.9` and `HTTP/2.0` on a request line; HTTP/1.0 has no chunked coding (RFC 9112, 6.1). */
function judgeVersion(req: IncomingMessage, { host, transfer }: Singular): void {
  const { httpVersion } = req;
  if (httpVersion !== "1.1" && httpVersion !== "1.0") throw new AppError("http_malformed");
  if (httpVersion === "1.0" && transfer !== undefined) throw new AppError("http_malformed");
  if (host === undefined ? httpVersion === "1.1" : !hostShape.test(host))
    throw new AppError("header_invalid");
}

/** A header that must stand alone, and the code when it does not. */
const singularNames = {
  host: ["host", "header_invalid"],
  "content-type": ["contentType", "content_type_ambiguous"],
  "content-encoding": ["coding", "content_encoding_unsupported"],
  "content-length": ["length", "http_malformed"],
  "transfer-encoding": ["transfer", "http_malformed"],
  authorization: ["authorization", "header_invalid"],
} as const;

type SingularName = keyof typeof singularNames;

const isSingular = (name: string): name is SingularName => Object.hasOwn(singularNames, name);

/** The parser keeps the first of two; another reader may take the last, and one behind CGI reads `_` as `-`. */
function readSingular(rawHeaders: readonly string[]): Singular {
  const found: Singular = {
    host: undefined,
    contentType: undefined,
    coding: undefined,
    length: undefined,
    transfer: undefined,
    authorization: undefined,
  };
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase();
    if (name.includes("_") && isSingular(name.replaceAll("_", "-"))) throw new AppError("header_invalid");
    if (name === "connection") judgeConnection(rawHeaders[at + 1] ?? "");
    if (name === "upgrade") throw new AppError("upgrade_not_supported");
    if (name === "trailer") throw new AppError("trailers_not_allowed");
    if (!isSingular(name)) continue;
    const [member, code] = singularNames[name];
    if (found[member] !== undefined) throw new AppError(code);
    found[member] = rawHeaders[at + 1] ?? "";
  }
  return found;
}

/** What every reader needs is not hop-by-hop (RFC 9110, 7.6.1): without its type the body would read differently. */
function judgeConnection(value: string): void {
  for (const option of value.split(",")) {
    if (isSingular(option.trim().toLowerCase())) throw new AppError("header_invalid");
  }
}

/** Bytes announced; -1 for chunked, 0 for no body. The parser has refused most of the rest already. */
function readLength({ length, transfer }: Singular): number {
  if (transfer !== undefined) {
    if (length !== undefined) throw new AppError("http_malformed");
    const coding = transfer.trim().toLowerCase();
    if (coding === "chunked") return -1;
    throw new AppError(
      /[^\s,]/.test(coding.replace("chunked", "")) ? "transfer_coding_unsupported" : "http_malformed",
    );
  }
  if (length === undefined) return 0;
  if (!/^\d{1,15}$/.test(length)) throw new AppError("http_malformed");
  return Number(length);
}
