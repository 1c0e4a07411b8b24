/* The header lines of one part: what is understood of them, and what is dropped. */

import { AppError } from "../../core/errors.js";
import { parseMediaType, type MediaType } from "../media-type.js";
import type { Extent } from "./framing.js";
import { readParameters, type Parameter } from "./parameters.js";
import { transferOf, type Transfer } from "./transfer.js";

/** A parameter with the bytes of its value in the whole body. */
export interface Placed {
  readonly parameter: Parameter;
  readonly start: number;
  readonly end: number;
}

export interface PartHead {
  /** Lower case. */
  readonly disposition: string;
  readonly name: Placed | undefined;
  /** `filename` and `filename*`: readers take one or the other. */
  readonly fileNames: readonly Placed[];
  readonly type: MediaType | undefined;
  readonly transfer: Transfer;
  /** Lines and parameters that nobody here reads, bytes of the body. */
  readonly dropped: readonly Extent[];
}

interface Line extends Extent {
  readonly value: string;
  /** Where the value begins. */
  readonly from: number;
}

const malformed = (): AppError => new AppError("multipart_malformed");

const nameShape = /^[!#$%&'*+.^`|~\w-]+$/;
// eslint-disable-next-line no-control-regex -- what no header holds, but for tabs
const control = /[\0-\x08\x0a-\x1f\x7f]/;
const mostLines = 16;
const understood: ReadonlySet<string> = new Set([
  "content-disposition",
  "content-type",
  "content-transfer-encoding",
]);

/**
 * `source`: the lines as latin1 with the empty one behind them, `at`: where they begin in the body. Throws AppError
 * `multipart_malformed` for folded, repeated and illegal lines and a part without disposition, and what a media type
 * throws.
 */
export function readHead(source: string, at: number): PartHead {
  const { lines, dropped } = splitLines(source, at);
  const disposition = lines.get("content-disposition");
  if (disposition === undefined) throw malformed();
  const { value, parameters } = readParameters(disposition.value);
  const place = (parameter: Parameter): Placed => ({
    parameter,
    start: disposition.from + parameter.start,
    end: disposition.from + parameter.end,
  });
  const named = (...names: readonly string[]): Placed[] =>
    parameters.filter(({ name }) => names.includes(name)).map(place);
  if (named("name*").length > 0) throw malformed();
  const type = lines.get("content-type");
  return {
    disposition: value,
    name: named("name")[0],
    fileNames: named("filename", "filename*"),
    type: type === undefined ? undefined : typeOf(type),
    transfer: transferOf(lines.get("content-transfer-encoding")?.value),
    dropped: [
      ...dropped,
      ...unknownOf(disposition, { parameters, at: 0 }, names),
      ...(type === undefined ? [] : unknownOf(type, parametersOfType(type), typeParameters)),
    ],
  };
}

const names: ReadonlySet<string> = new Set(["name", "filename", "filename*"]);
const typeParameters: ReadonlySet<string> = new Set(["charset", "boundary"]);

interface Behind {
  readonly parameters: readonly Parameter[];
  /** Where what they were read from begins in the value. */
  readonly at: number;
}

/** Parameters nobody here reads: they could say anything. */
const unknownOf = (line: Line, { parameters, at }: Behind, known: ReadonlySet<string>): readonly Extent[] =>
  parameters
    .filter(({ name }) => !known.has(name))
    .map(({ from, end }) => ({ start: line.from + at + from, end: line.from + at + end }));

function parametersOfType({ value }: Line): Behind {
  const at = value.indexOf(";");
  if (at === -1) return { parameters: [], at: 0 };
  // One sign stands for the type, which has a slash.
  return { parameters: readParameters(`x${value.slice(at)}`).parameters, at: at - 1 };
}

/** A type stays as it is: it must not be long enough, or of such signs, that it says more than one. */
const plainType = /^[a-z]{1,32}\/[a-z\d.+-]{1,100}[ \t]*(?:;|$)/i;
const numberInType = /\d{5}|(?:\d[.+-]?){7}/;

function typeOf({ value }: Line): MediaType {
  const type = parseMediaType(value);
  if (!plainType.test(value) || numberInType.test(type.essence)) throw malformed();
  return type;
}

function splitLines(source: string, at: number) {
  const lines = new Map<string, Line>();
  const dropped: Extent[] = [];
  const all = source.slice(0, -4).split("\r\n");
  if (all.length > mostLines) throw malformed();
  let start = at;
  for (const line of all) {
    const colon = line.indexOf(":");
    const name = line.slice(0, Math.max(0, colon)).toLowerCase();
    const value = line.slice(colon + 1).trimStart();
    if (!nameShape.test(name) || control.test(line)) throw malformed();
    const end = start + line.length + 2;
    if (lines.has(name)) throw malformed();
    if (understood.has(name))
      lines.set(name, { start, end, value, from: start + line.length - value.length });
    else dropped.push({ start, end });
    start = end;
  }
  return { lines, dropped };
}
