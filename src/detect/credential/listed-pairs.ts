/* Reads lists of log-ins below a word for them: `ann:VALUE` line by line, rows of machines with their users. */

import type { Span } from "../../core/types.js";
import { isRole } from "./factory-pair.js";
import { isState } from "./value-gate.js";
import { isAssignment, isProductName, shapeOf } from "./value-shape.js";

const reach = 640;
const mostLines = 24;
const line =
  /^[>\s*•-]{0,6}["'`]?([\p{L}\p{N}][\p{L}\p{N}._@+-]{1,47})[:;]([^\s:;,]{4,48}?)["'`]?[^\S\n]{0,3}$/u;

interface Row {
  readonly user: string;
  readonly token: string;
  readonly span: Span;
}

/** What names an image, a port, an address or a number stands behind a colon, too. */
function isPassword(token: string): boolean {
  const looks = shapeOf(token);
  return looks !== "refused" && looks !== "digits" && !token.includes("/") && !isState(token);
}

function isChosen(token: string): boolean {
  const looks = shapeOf(token);
  return looks === "strong" || (looks === "mixed" && token.length >= 6 && !isProductName(token));
}

/** The lines of `user:password` that begin within some lines behind `end`. */
function rowsBehind(text: string, end: number): readonly Row[] {
  const rows: Row[] = [];
  let at = text.indexOf("\n", end) + 1;
  for (let lines = 0; at > 0 && lines < mostLines && at < end + reach; lines++) {
    const stop = text.indexOf("\n", at);
    const last = stop < 0 ? text.length : stop;
    const found = last - at > 120 ? null : line.exec(text.slice(at, last).trimEnd());
    const [, user = "", token = ""] = found ?? [];
    if (token !== "" && isPassword(token)) {
      const start = text.lastIndexOf(token, last);
      rows.push({ user, token, span: { start, end: start + token.length } });
    } else if (rows.length > 0) break;
    at = stop + 1;
  }
  return rows;
}

const leastRows = 2;

/** Passwords of a list; a line by itself, or settings of a file, are none. */
export function readColonList(text: string, end: number): readonly Span[] {
  const rows = rowsBehind(text, end);
  if (rows.length < leastRows || !rows.some(({ token }) => isChosen(token))) return [];
  if (rows.some(({ user, token }) => /^\d+$/.test(user) || isAssignment(token))) return [];
  return new Set(rows.map(({ user }) => user)).size < rows.length ? [] : rows.map(({ span }) => span);
}

const machine =
  /^[>\s*-]{0,6}(?:\d{1,3}\.){3}\d{1,3}\s{0,2}([\s,;|/])\s{0,6}[\p{L}\d._-]{2,32}\s{0,2}\1\s{0,6}(\S{4,64}?)(?=\s{0,2}(?:\1|$)|\s)/u;

/** The password of a row in a list of machines, where the row above had one in the same place. */
export function readMachineRow(row: string): { readonly token: string; readonly at: number } | undefined {
  const found = machine.exec(row);
  const token = found?.[2];
  if (found === null || token === undefined) return undefined;
  const marked = !/\s/.test(found[1] ?? " ");
  return isChosen(token) || (marked && isFactoryWord(token))
    ? { token, at: found[0].length - token.length }
    : undefined;
}

/** A plain word, as devices have from the factory. */
const isFactoryWord = (token: string): boolean =>
  /^[\p{L}\d]{4,24}$/u.test(token) && !isRole(token) && !isState(token) && shapeOf(token) !== "refused";
