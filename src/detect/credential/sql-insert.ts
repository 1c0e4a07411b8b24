/* Finds passwords in rows of SQL: `INSERT INTO users (login, password) VALUES ('ann', 'X')`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isBackReference, isGenericWord } from "./stand-in-words.js";
import { isPlaceholder } from "./value-shape.js";

const shape: CandidateShape = {
  detector: "sql-insert",
  entity: "CREDENTIAL",
  kind: "password",
  confidence: 0.85,
  evidence: [{ by: "structure", name: "column of an insert" }],
};

const reach = 1200;
const head = /^insert into\s+[\w."`[\]]{1,80}\s{0,4}\(([^()]{3,400})\)\s{0,8}values\s{0,8}\(/i;
const column =
  /^\s*[`"[]?(?:\w{1,24}_)?(?:pass|passwd|password|pwd|user_pass|secret|passwort|contrasena|senha|mdp)[`"\]]?\s*$/i;
/** One value, in a call or not, and what follows it. */
const cell =
  /\s{0,8}(?:\w{2,16}\(\s?('(?:[^'\\\n]|''|\\.){0,200}')\s?\)|('(?:[^'\\\n]|''|\\.){0,200}'|[^,()'\n]{0,80}))\s{0,4}([,)])/y;
const mostColumns = 40;

interface Rows {
  readonly text: string;
  readonly sink: Sink;
  readonly place: number;
}

/** Reads the values of one row; the position behind it, or -1. */
function readRow({ text, sink, place }: Rows, from: number): number {
  cell.lastIndex = from;
  for (let at = 0; at < mostColumns; at++) {
    const found = cell.exec(text);
    const value = found?.[1] ?? found?.[2];
    if (found === null || value === undefined) return -1;
    const start = found.index + found[0].indexOf(value) + 1;
    const token = value.slice(1, -1);
    if (at === place && value.startsWith("'") && isSecret(token))
      sink.add(shape, start, start + token.length);
    if (found[3] === ")") return cell.lastIndex;
  }
  return -1;
}

function isSecret(token: string): boolean {
  return token.length >= 3 && !isBackReference(token) && !isPlaceholder(token) && !isGenericWord(token);
}

const nextRow = /\s{0,4},\s{0,8}\(/y;

function onInsert({ text, budget }: Scan, sink: Sink, { start }: LiteralHit): void {
  const found = head.exec(text.slice(start, start + reach));
  if (found?.[1] === undefined) return;
  const place = found[1].split(",").findIndex((name) => column.test(name));
  if (place < 0) return;
  budget.spend(found[0].length);
  let at = start + found[0].length;
  while (at >= 0 && at < start + reach) {
    at = readRow({ text, sink, place }, at);
    nextRow.lastIndex = at;
    if (at < 0 || nextRow.exec(text) === null) return;
    at = nextRow.lastIndex;
  }
}

export const sqlInsert: NativeDetector = {
  id: "sql-insert",
  entities: ["CREDENTIAL"],
  literals: [{ text: "insert into " }],
  onLiteral: onInsert,
};
