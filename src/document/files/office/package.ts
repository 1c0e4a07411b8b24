/* What the entries of an office package are: XML parts, files, and what nobody reads. */

import type { DocumentLimits } from "../../../core/document.js";
import { AppError } from "../../../core/errors.js";
import type { FileLimits } from "../../../core/files.js";
import { sniffFile } from "../../magic.js";
import { readText } from "../../text.js";
import type { Member, MemberContent } from "./document.js";
import { finishPart, readRawPart, rootName, tablesOf, type RawPart } from "./part.js";
import { attributeOf, type CellHint } from "./tables.js";

export interface PackageEntry {
  readonly name: string;
  readonly comment: string;
  readonly content: Buffer;
}

export type PackageFamily = "ooxml" | "odf";

const oasisType = /^application\/vnd\.(?:oasis\.opendocument|sun\.xml)\./;

/** Undefined: another kind of archive. Throws AppError `attachment_unscannable` for what claims to be both. */
export function familyOf(entries: readonly PackageEntry[]): PackageFamily | undefined {
  const isOoxml = entries.some(({ name }) => name.toLowerCase() === "[content_types].xml");
  const type = entries.find(({ name }) => name === "mimetype");
  const isOdf = type !== undefined && oasisType.test(type.content.toString("latin1", 0, 64));
  if (isOoxml && isOdf) throw new AppError("attachment_unscannable");
  return isOoxml ? "ooxml" : isOdf ? "odf" : undefined;
}

const xmlName = /\.(?:xml|rels|vml|rdf)$/i;
const notOurs = /\.(?:svg|x?html?|mht)$/i;
const xmlStart = /^(?:\u00ef\u00bb\u00bf)?\s{0,64}<\?xml\s/;

/** Settings of printers, fonts, caches of layout and pictures of objects. They have no text that is shown. */
const settings =
  /(?:\/printerSettings\d*\.bin|\.odttf|\.fntdata|\.ttf|\.otf|^layout-cache|^ObjectReplacements\/[^/]+|\/vbaProjectSignature\w*\.bin)$/i;

type Raw =
  | { readonly entry: number; readonly name: string; readonly raw: RawPart }
  | {
      readonly entry: number;
      readonly name: string;
      readonly content: MemberContent;
    };

export interface PackageContent {
  readonly members: readonly Member[];
  /** Some entries are neither text nor files, or hold numbers that nobody reads. */
  readonly unread: boolean;
}

/** XML nodes of all parts of a document; a long one has half of them, and each takes some 150 bytes. */
const mostNodes = 1_000_000;

/** Throws AppError `attachment_unscannable` for parts that cannot be read, `body_too_large`. */
export function readPackage(
  entries: readonly PackageEntry[],
  family: PackageFamily,
  limits: DocumentLimits & FileLimits,
): PackageContent {
  const raws: Raw[] = [];
  let unread = false;
  let nodes = Math.max(limits.nodes, mostNodes);
  for (const [entry, { name, comment, content: bytes }] of entries.entries()) {
    if (comment !== "") raws.push({ entry, name, content: { comment } });
    if (bytes.length === 0) continue;
    if (isXml(name, bytes)) {
      const raw = readXmlPart(bytes, {
        name,
        limits: { ...limits, bytes: limits.openedBytes, nodes },
      });
      if ("raw" in raw) nodes -= raw.raw.document.size;
      raws.push({ entry, name, ...raw });
    } else if (settings.test(name) && sniffFile(bytes) === "unknown") unread = true;
    else raws.push({ entry, name, content: { file: bytes } });
  }
  refuseEncrypted(raws);
  return {
    members: finish(raws, family),
    unread: unread || raws.some(holdsNumbers),
  };
}

const isXml = (name: string, bytes: Buffer): boolean =>
  xmlName.test(name) || (!notOurs.test(name) && xmlStart.test(bytes.toString("latin1", 0, 128)));

interface XmlAt {
  readonly name: string;
  readonly limits: DocumentLimits;
}

function readXmlPart(
  bytes: Buffer,
  { name, limits }: XmlAt,
): { readonly raw: RawPart } | { readonly content: MemberContent } {
  try {
    return { raw: readRawPart(bytes, limits) };
  } catch (error) {
    // Old drawings hold HTML that is no XML.
    if (/\.vml$/i.test(name)) return { content: { text: readText(bytes, limits) } };
    throw error;
  }
}

/** Caches of pivot tables repeat the numbers of a sheet, without cells that could become texts. */
function holdsNumbers(one: Raw): boolean {
  if (!("raw" in one) || !rootName(one.raw).startsWith("pivotCache")) return false;
  const { document } = one.raw;
  for (let node = 0; node < document.size; node++) {
    if (document.key(node) === "n") return true;
  }
  return false;
}

/** What is encrypted by entry says so in its manifest (OpenDocument 1.3 part 2, 4.5). */
function refuseEncrypted(raws: readonly Raw[]): void {
  const manifest = raws.find(({ name }) => name === "META-INF/manifest.xml");
  if (manifest === undefined || !("raw" in manifest)) return;
  const { document } = manifest.raw;
  for (let node = 0; node < document.size; node++) {
    if (document.key(node) === "encryption-data") throw new AppError("attachment_unscannable");
  }
}

function finish(raws: readonly Raw[], family: PackageFamily): readonly Member[] {
  const parts = raws.flatMap((one) => ("raw" in one ? [one.raw] : []));
  const strings = sharedStrings(parts.find((part) => rootName(part) === "sst"));
  const headings = new Map<number, Set<string>>();
  const hints = new Map(parts.map((part) => [part, tablesOf(part, strings.text)] as const));
  for (const { shared } of hints.values()) {
    for (const [position, keys] of shared) {
      const known = headings.get(position) ?? new Set<string>();
      for (const key of keys) if (known.size < mostKeys) known.add(key);
      headings.set(position, known);
    }
  }
  const hintsOf = (part: RawPart): ReadonlyMap<number, CellHint> =>
    part === strings.part ? strings.hints(headings) : (hints.get(part)?.texts ?? new Map());
  return raws.map(({ entry, name, ...one }) => {
    if ("content" in one) return { entry, name, content: one.content };
    const rules = {
      odf: family === "odf",
      hints: hintsOf(one.raw),
      isPosition: (xml: number) => isPosition(one.raw, xml),
    };
    return { entry, name, content: { part: finishPart(one.raw, rules) } };
  });
}

/** Headings one shared string is read with. */
const mostKeys = 4;

/** The value of a cell that shows a shared string is its position. */
function isPosition({ document }: RawPart, xml: number): boolean {
  if (document.key(xml) !== "v") return false;
  const cell = document.parent(xml);
  return document.key(cell) === "c" && attributeOf(document, cell, "@t") === "s";
}

interface SharedStrings {
  readonly part: RawPart | undefined;
  text(position: number): string;
  hints(headings: ReadonlyMap<number, ReadonlySet<string>>): ReadonlyMap<number, CellHint>;
}

function sharedStrings(part: RawPart | undefined): SharedStrings {
  if (part === undefined) return { part, text: () => "", hints: () => new Map() };
  const { document } = part;
  /** Texts of each shared string, without how they are pronounced. */
  const items: number[][] = [];
  for (let node = 1, from = -1; node < document.size; node++) {
    const kind = document.kind(node);
    if (kind === "key") continue;
    const name = document.key(node);
    if (name === "si") {
      items.push([]);
      from = document.after(node);
    }
    if (name === "rPh") node = document.after(node) - 1;
    else if (node < from && kind === "string" && name === "t") items.at(-1)?.push(node);
  }
  return {
    part,
    text: (position) => (items[position] ?? []).map((node) => document.text(node)).join(""),
    hints: (headings) =>
      new Map(
        [...headings].flatMap(([position, keys]) =>
          (items[position] ?? []).map((node) => [node, { keys: [...keys], number: false }] as const),
        ),
      ),
  };
}
