/* HTML as readings: what is shown, attribute values, comments, raw text, and what is left of broken markup. */

import { encodeEntities, encodeUnquoted } from "../core/html-entities.js";
import type { Reading } from "../core/reading.js";
import { isLetter } from "./html/extents.js";
import { visiblePart } from "./html/hidden.js";
import { lexHtml } from "./html/lexer.js";
import { sourceOf, type Strand, textOf } from "./html/strand.js";

/** Together they hold every character of the text but syntax and names that HTML itself gives a meaning to. */
export function readHtml(text: string): readonly Reading[] {
  const { text: all, hiding, attributes, unquoted, comments, raw, data, markup } = lexHtml(text);
  const readings: Reading[] = [];
  const add = (name: string, strand: Strand, encode: Reading["encode"]): void => {
    if (strand.length > 0) readings.push(toReading(name, strand, encode));
  };
  add("html-text", all, encodeEntities);
  const visible = visiblePart(all, hiding);
  if (visible !== undefined) add("html-text", visible, encodeEntities);
  add("html-attribute", attributes, encodeEntities);
  add("html-attribute", unquoted, encodeUnquoted);
  add("html-comment", comments, encodeComment);
  add("html-raw", raw, encodeRaw);
  for (const script of data) add("html-raw", script, encodeRaw);
  add("html-markup", markup, encodeEntities);
  return readings;
}

function toReading(name: string, strand: Strand, encode: Reading["encode"]): Reading {
  return { name, text: textOf(strand), encode, source: (start, end) => sourceOf(strand, start, end) };
}

/** Nothing is decoded in a comment, so nothing can be escaped; but the replacement must not end it. */
const encodeComment = (replacement: string): string =>
  replacement.replaceAll(">", "&gt;").replace(/-(?=-|$)/g, "_");

/** Nor may a script or a style end, or a script's comment begin. */
const encodeRaw = (replacement: string): string => replacement.replaceAll("<", "&lt;");

/** Whether a browser would see a tag, a comment or a declaration somewhere. Linear. */
export function looksLikeHtml(text: string): boolean {
  // Looking backwards is slow: only where there is something to look for.
  const first = text.indexOf("<");
  const last = first === -1 ? -1 : text.lastIndexOf(">");
  for (let lt = first; lt !== -1 && lt < last; lt = text.indexOf("<", lt + 1)) {
    const next = text.charCodeAt(lt + 1);
    if (isLetter(next) || next === 47 || next === 33 || next === 63) return true;
  }
  return false;
}
