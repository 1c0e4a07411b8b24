/* What the entries of an office package are: XML parts, files, and what nobody reads. */

import type { DocumentLimits } from "../../../core/document.js";
import { AppError } from "../../../core/errors.js";
import type { FileLimits } from "../../../core/files.js";
import { sniffFile } from "../../magic.js";
import { readText } from "../../text.js";
import type { Member, MemberContent } from "./document.js";
import { isUtf16 } from "../../utf16.js";
import { hiddenStylesOf } from "./hidden-styles.js";
import { finishPart, readRawPart, rootName, tablesOf, type RawPart } from "./part.js";
import { attributeOf, type CellHint } from "./tables.js";
import { bytesIn, holdsNumbers, type Bytes } from "./unread.js";

export interface PackageEntry {
  readonly name: string;
  readonly comment: string;
  readonly content: Buffer;
}

export type PackageFamily = "ooxml" | "odf";

const oasisType = /^application\/vnd\.(?:oasis\.opendocument|sun\.xml)\./;

const oasisManifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:";
const ooxmlNames = new Set(["[content_types].xml", "_rels/.rels"]);

/**
 * Undefined: another kind of archive. Some readers take a package that lacks one of its marks all the same. Throws
 * AppError `attachment_unscannable` for what claims to be both.
 */
export function familyOf(entries: readonly PackageEntry[]): PackageFamily | undefined {
  const isOoxml = entries.some(({ name }) => ooxmlNames.has(name.toLowerCase()));
  const type = entries.find(({ name }) => name === "mimetype");
  const manifest = entries.find(({ name }) => name === "META-INF/manifest.xml");
  const isOdf =
    (type !== undefined && oasisType.test(type.content.toString("latin1", 0, 64))) ||
    manifest?.content.includes(oasisManifest) === true;
  if (isOoxml && isOdf) throw new AppError("attachment_unscannable");
  return isOoxml ? "ooxml" : isOdf ? "odf" : undefined;
}

const xmlName = /\.(?:xml|rels|vml|rdf)$/i;
/** A part may have any name; HTML and pictures are files of their own. */
const xmlStart = /^(?:\u00ef\u00bb\u00bf)?\s{0,64}<(?:\?xml\s|!--|[a-z_][\w.-]{0,63}[\s/>:])/i;
const ownKinds = new Set(["svg", "html"]);
/** A part may be cut into pieces that readers put together again (ECMA-376 part 2, 7.2.4). */
const pieceName = /\/\[\d+\](?:\.last)?\.piece$/i;

/** Settings of printers, fonts, caches of layout and pictures of objects. They have no text that is shown. */
const settings =
  /(?:\/printerSettings\d*\.bin|\.odttf|\.fntdata|\.ttf|\.otf|^layout-cache|^ObjectReplacements\/[^/]+|\/vbaProjectSignature\w*\.bin)$/i;

type Raw =
  | { readonly entry: number; readonly name: string; readonly raw: RawPart; readonly bytes: Bytes }
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
    if (pieceName.test(name)) throw new AppError("attachment_unscannable");
    if (bytes.length === 0) continue;
    const part = readXmlPart(bytes, name, { ...limits, bytes: limits.openedBytes, nodes });
    if (part !== undefined) {
      if ("raw" in part) nodes -= part.raw.document.size;
      raws.push({ entry, name, ...part });
    } else if (settings.test(name) && sniffFile(bytes) === "unknown") unread = true;
    else raws.push({ entry, name, content: { file: bytes } });
  }
  refuseEncrypted(raws);
  return {
    members: finish(raws, family),
    unread: unread || raws.some(isPartlyUnread),
  };
}

type XmlPart = { readonly raw: RawPart; readonly bytes: Bytes } | { readonly content: MemberContent };

/** Undefined: no part. Throws for one that cannot be read: its name or its first signs say that it is one. */
function readXmlPart(bytes: Buffer, name: string, limits: DocumentLimits): XmlPart | undefined {
  const isNamed = xmlName.test(name);
  const head = bytes.toString("latin1", 0, 128);
  if (!isNamed && isWide(bytes)) throw new AppError("attachment_unscannable");
  if (!isNamed && !xmlStart.test(head)) return undefined;
  try {
    const raw = readRawPart(bytes, limits);
    return ownKinds.has(rootName(raw)) ? undefined : { raw, bytes: bytesIn(raw.document) };
  } catch (error) {
    // Old drawings hold HTML that is no XML.
    if (/\.vml$/i.test(name)) return { content: { text: readText(bytes, limits) } };
    if (isNamed || isOver(error)) throw error;
    return undefined;
  }
}

/** Markup in UTF-16, whose runs nobody would put together. */
const isWide = (bytes: Buffer): boolean =>
  isUtf16(bytes) && /^.{2}[\s\0]{0,64}</s.test(bytes.toString("latin1", 0, 128));

const over: ReadonlySet<unknown> = new Set(["json_too_complex", "json_depth", "string_too_large"]);

/** A part with more in it than is read would be read in part as a file. */
const isOver = (error: unknown): boolean => error instanceof AppError && over.has(error.code);

const isPartlyUnread = (one: Raw): boolean =>
  "raw" in one && (one.bytes.unread || holdsNumbers(one.raw.document, rootName(one.raw)));

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
  const strings = sharedStrings(parts.filter((part) => rootName(part) === "sst"));
  const styled = parts.filter((part) => !withoutStyles.has(rootName(part)));
  const hiddenStyles = hiddenStylesOf(styled.map(({ document }) => document));
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
      hiddenStyles,
      bytes: one.bytes.files,
      isPosition: (xml: number) => isPosition(one.raw, xml),
    };
    return { entry, name, content: { part: finishPart(one.raw, rules) } };
  });
}

/** Parts that are long, and have styles of cells only. */
const withoutStyles = new Set(["worksheet", "sst"]);

/** Headings one shared string is read with. */
const mostKeys = 4;

/** The value of a cell that shows a shared string is its position; there are no longer ones. */
function isPosition({ document }: RawPart, xml: number): boolean {
  if (document.key(xml) !== "v" || !/^\s{0,9}\d{1,7}\s{0,9}$/.test(document.text(xml))) return false;
  const cell = document.parent(xml);
  return document.key(cell) === "c" && attributeOf(document, cell, "@t") === "s";
}

interface SharedStrings {
  readonly part: RawPart | undefined;
  text(position: number): string;
  hints(headings: ReadonlyMap<number, ReadonlySet<string>>): ReadonlyMap<number, CellHint>;
}

/** Of two tables one reader takes this and another that. */
function sharedStrings([part, ...others]: readonly RawPart[]): SharedStrings {
  if (others.length > 0) throw new AppError("attachment_unscannable");
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
