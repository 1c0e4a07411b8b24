/* Ways to spell a text that readings undo, and the redactor that replaces whatever is found by a label. */

import { compileConfig } from "../../src/config/load.js";
import { createRedactor } from "../../src/redactor.js";

/** Links and host names stay, as every preset has it. */
const redactor = createRedactor(
  compileConfig({ preset: "none", rules: [{ name: "links", entity: ["URL", "HOSTNAME"], action: "flag" }] }),
);

export type Spell = (text: string) => string;

const eachChar =
  (pattern: RegExp, spell: (byte: number) => string): Spell =>
  (text) =>
    text.replace(pattern, (char) => [...Buffer.from(char)].map(spell).join(""));

const inHex = (byte: number, length = 2): string => byte.toString(16).padStart(length, "0");

export const base64: Spell = (text) => Buffer.from(text).toString("base64");
export const base64url: Spell = (text) => Buffer.from(text).toString("base64url");
export const hex: Spell = (text) => Buffer.from(text).toString("hex");
export const quotedPrintable = eachChar(/[^\w ]/gu, (byte) => `=${inHex(byte).toUpperCase()}`);
export const jsonEscapes = eachChar(/[^\w ]/g, (byte) => `\\u${inHex(byte, 4)}`);
export const hexEscapes = eachChar(/[^\w ]/g, (byte) => `\\x${inHex(byte)}`);
export const markdown = eachChar(/[^\w\s]|_/g, (byte) => `\\${String.fromCharCode(byte)}`);
export const tags: Spell = (text) =>
  [...text].map((char) => String.fromCodePoint(0xe0000 + char.charCodeAt(0))).join("");
export const overridden: Spell = (text) => `\u202e${[...text].reverse().join("")}\u202c`;
export const wrappedAt =
  (columns: number, prefix = ""): Spell =>
  (text) =>
    (text.match(new RegExp(`.{1,${String(columns)}}`, "g")) ?? []).join(`\n${prefix}`);

/** Percent signs and references spell it too. */
const label = /(?:\[|%5B)[A-Z_]+(?: |%20|&#32;)\d+(?:\]|%5D)/g;

/** The text and what must be left of it; [[marks]] stand round what must become a label, `#`. */
export function unmark(marked: string): { readonly text: string; readonly left: string } {
  return {
    text: marked.replace(/\[\[|\]\]/g, ""),
    left: marked.replace(/\[\[[\s\S]*?\]\]/g, "#"),
  };
}

export const leftOfText = (text: string): string => redactor.redactText(text).text.replace(label, "#");

/** Of HTML as it stands, where [[marks]] may have tags inside: the tags, and the rest with `#` for what was replaced. */
export function markup(html: string): { readonly tags: readonly string[]; readonly rest: string } {
  return {
    tags: html.match(tag) ?? [],
    rest: html.replace(label, "#").replace(/(?:<[^>]*>|#)+/g, (run) => (run.includes("#") ? "#" : "")),
  };
}

const tag = /<[^>]*>/g;

export const redactHtml: Spell = (html) => redactor.redactText(html, "html").text;

const asHtml: Spell = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Read from the HTML again, so that it can be compared with the text. */
export function leftOfHtml(text: string): string {
  const html = redactor.redactText(`<p>${asHtml(text)}</p>`, "html").text;
  const inner = html.slice("<p>".length, -"</p>".length);
  const read = inner.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"');
  return read.replaceAll("&amp;", "&").replace(label, "#");
}

export async function leftOfJson(text: string): Promise<string> {
  const body = Buffer.from(JSON.stringify({ id: 7, note: text }));
  const { payload } = await redactor.redact({ body, mediaType: "application/json" });
  return (JSON.parse(payload.body.toString()) as { note: string }).note.replace(label, "#");
}
