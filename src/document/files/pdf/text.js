/* Collects what a PDF says: text of pages in two orders, annotations, forms, metadata, outline, attached files. Part of the thread. */

import { createHash } from "node:crypto";

/** Shorter strings hold no value that could be found. */
const shortest = 6;
const deepest = 8;

/** What was found, of all revisions of one file. `units`: UTF-16 units of all texts; `pages`: most pages. */
export class Found {
  texts = [];
  files = [];
  unread = false;
  pictures = false;
  /** Most pages. */
  pages;
  #seen = new Set();
  #hashes = new Set();
  #units = 0;
  #limits;

  constructor(limits) {
    this.#limits = limits;
    this.pages = limits.pages;
  }

  add(key, text) {
    if (typeof text !== "string" || text.length < shortest) return;
    const id = `${key}\n${text}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#units += text.length;
    if (this.#units > this.#limits.units) throw new RangeError("too much text");
    this.texts.push({ key, text });
  }

  addFile({ filename, rawFilename, content, description }) {
    for (const name of [filename, rawFilename]) this.add("filename", name);
    this.add("description", description);
    if (!ArrayBuffer.isView(content) || content.length === 0) return;
    // An attachment is met in the list of all, and where the page shows it.
    const hash = createHash("sha256").update(content).digest("hex");
    if (this.#hashes.has(hash)) return;
    this.#hashes.add(hash);
    this.files.push(Uint8Array.from(content));
  }

  /** Every string in it, by the name of its member. */
  addAll(key, value, depth = 0) {
    if (typeof value === "string") this.add(key, value);
    else if (typeof value !== "object" || value === null || depth > deepest || ArrayBuffer.isView(value))
      return;
    else if (Array.isArray(value)) for (const one of value) this.addAll(key, one, depth + 1);
    else if (ArrayBuffer.isView(value.content) && "filename" in value) this.addFile(value);
    else if (value instanceof Map) for (const [name, one] of value) this.addAll(String(name), one, depth + 1);
    else for (const [name, one] of Object.entries(value)) this.addAll(name, one, depth + 1);
  }
}

/** In the order of the file; the library sets blanks and line ends by where the pieces stand. */
const inFileOrder = (items) => items.map(({ str, hasEOL }) => str + (hasEOL ? "\n" : "")).join("");

/** Pieces that stand upright, with their places. */
const placed = (items) =>
  items
    .filter(({ str, transform }) => str.trim() !== "" && transform[1] === 0 && transform[2] === 0)
    .map(({ str, transform, width, height }) => ({ str, x: transform[4], y: transform[5], width, height }));

/** As a reader sees it: line by line from the top, in a line from the left. */
function inReadingOrder(items) {
  const pieces = placed(items).sort((a, b) => b.y - a.y);
  const lines = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    if (line !== undefined && line[0].y - piece.y < 0.4 * Math.max(1, piece.height)) line.push(piece);
    else lines.push([piece]);
  }
  return lines.map(lineText).join("\n");
}

function lineText(line) {
  line.sort((a, b) => a.x - b.x);
  let [text, end] = ["", -Infinity];
  for (const { str, x, width, height } of line) {
    const gap = x - end;
    text += text !== "" && gap > 0.2 * Math.max(1, height) ? ` ${str}` : str;
    end = x + width;
  }
  return text;
}

const bare = (text) => text.replace(/\s+/g, "");

/** Glyphs without a meaning: a font that does not say which letters it shows. */
// eslint-disable-next-line no-control-regex -- what no font shows as a letter
const meaningless = /[\0-\x08\x0e-\x1f\ue000-\uf8ff\ufffd]/g;

async function readPage(page, found, operators) {
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const text = inFileOrder(items);
  found.add("text", text);
  const seen = inReadingOrder(items);
  if (bare(seen) !== bare(text)) found.add("text", seen);
  const letters = bare(text);
  if ((letters.match(meaningless) ?? []).length * 5 > letters.length) found.unread = true;
  if (letters.length < scanned && (await showsMore(page, letters, operators))) found.unread = true;
  found.pictures ||= await showsInline(page, operators);
  found.addAll("annotation", await page.getAnnotations({ intent: "any" }));
  found.addAll("action", await page.getJSActions());
  found.addAll("alt", await page.getStructTree());
  page.cleanup();
}

/**
 * Pictures are streams, which stand outside of all that is packed, so that the name of their kind can be read (ISO 32000-1,
 * 7.3.8 and 8.9.5). Where it cannot, for a comment or as it stands elsewhere, there may be one. A name may spell signs as `#6D`.
 */
export function namesPictures(bytes) {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  const plain = source.replace(/#([\da-f]{2})/gi, (_spelled, hex) => String.fromCharCode(parseInt(hex, 16)));
  return /\/Subtype[\0\t\n\f\r ]*(?:\/Image(?![\w.-])|[\d%])/.test(plain);
}

/** Pages that are looked through for pictures in their own text; those behind them may have some. */
const mostLooked = 200;

async function showsInline(page, operators) {
  if (page.pageNumber > mostLooked) return true;
  const { fnArray } = await page.getOperatorList({ intent: "display" });
  return fnArray.some((one) => operators.has(one));
}

/** Letters of a page that may be a scan: programs of scanners write their name below the picture. */
const scanned = 100;

/** A picture with hardly any text, or shapes without any, which may be letters too. */
async function showsMore(page, letters, operators) {
  const { fnArray } = await page.getOperatorList({ intent: "display" });
  return letters === "" ? fnArray.length > 0 : fnArray.some((one) => operators.has(one));
}

/** `operators`: those that paint pictures. Throws RangeError over the limits, and what the library throws. */
export async function collectText(document, found, operators) {
  if (document.numPages > found.pages) throw new RangeError("too many pages");
  for (let number = 1; number <= document.numPages; number++) {
    await readPage(await document.getPage(number), found, operators);
  }
  const { info, metadata } = await document.getMetadata();
  if (info?.IsXFAPresent === true) found.unread = true;
  found.addAll("info", info);
  found.add("metadata", metadata?.getRaw());
  found.addAll("outline", await document.getOutline());
  found.addAll("attachment", await document.getAttachments());
  found.addAll("field", await document.getFieldObjects());
  found.addAll("action", await document.getJSActions());
  found.addAll("open", await document.getOpenAction());
  found.addAll("destination", Object.keys((await document.getDestinations()) ?? {}));
  found.addAll("label", await document.getPageLabels());
  found.addAll("layer", [...((await document.getOptionalContentConfig()) ?? [])]);
}
