/* Finds a secret alone on a line below: of the heading of a log-in, or of the sentence that hands it over. */

import type { Span } from "../../core/types.js";
import { unitAt, type UnitText } from "../units.js";
import { isMark } from "./signs-ahead.js";
import { readValue } from "./value-extent.js";
import { isTold } from "./chosen-grade.js";
import { isProductName, shapeOf } from "./value-shape.js";

/** Units behind the label: its sentence and the next one. */
const reach = 130;

/** Whether a mark with something right behind it stands within reach. */
function hasSign({ text, units }: UnitText, from: number): boolean {
  const end = Math.min(from + reach, text.length - 1);
  for (let at = from; at < end; at++)
    if (isMark(unitAt(units, at)) && unitAt(units, at + 1) > 0x20) return true;
  return false;
}

const mostLines = 5;

/** Below the heading of a log-in (`Access NAS`), in one of the next lines, a loud token alone. */
export function readLoudLine(source: UnitText, labelEnd: number): Span | undefined {
  const { text } = source;
  if (!hasSign(source, labelEnd)) return undefined;
  const ahead = text.slice(labelEnd, labelEnd + reach + 64);
  const [heading = "", ...lines] = ahead.split("\n");
  if (heading.length > 24 || lines.length === 0) return undefined;
  let at = labelEnd + heading.length + 1;
  for (const line of lines.slice(0, mostLines)) {
    const token = line.trim().replace(/^> ?/, "");
    const start = at + line.indexOf(token);
    if (token === "" || at + line.length > labelEnd + reach) return undefined;
    if (!/[\s,;|]/.test(token) && isTold(token)) return { start, end: start + token.length };
    at += line.length + 1;
  }
  return undefined;
}

const longestRest = 84;
/** The end of the label's sentence, then a line of its own. */
const nextLine =
  /^[^\n.:!?]{0,80}[.:!]\s{0,3}\r?\n[>\s]{0,6}(?:[\p{L}\p{N} ._-]{1,24}: )?["'`]?(?=\S{8,64}["'`]?\s{0,3}(?:\n|$))/u;
const given =
  /\b(?:new|temp|reset|generat|chang|creat|assign|follow|below|here|now|neu|vorl|zurück|erzeug|geänd|folg|unten|nouveau|nouvelle|provisoire|généré|voici|nuev|provisional|restablec|gener|nuov|provvisori|reimpost|nov|provis|redefin|nieuw|tijdelijk|gewijzigd|tymczas|zmien|dočas|nytt|nya|tillfäll|midlertid)|нов|времен|сброш|измен|yeni|geçici/iu;

/** `Your new password was generated.` and the password alone on the next line. */
export function readBelow(text: string, label: Span): Span | undefined {
  const ahead = text.slice(label.end, label.end + reach + 64);
  const line = ahead.indexOf("\n");
  if (line < 1 || line > longestRest || !/[.:!]\s*$/.test(ahead.slice(Math.max(0, line - 5), line)))
    return undefined;
  const lead = nextLine.exec(ahead);
  if (lead === null || !given.test(text.slice(Math.max(0, label.start - 40), label.end + lead[0].length)))
    return undefined;
  const value = readValue(text, label.end + lead[0].length, 64);
  if (value === undefined) return undefined;
  const token = text.slice(value.start, value.end);
  return shapeOf(token) === "strong" && !isProductName(token) && !/[/\\]|^\w+:/.test(token)
    ? value
    : undefined;
}
