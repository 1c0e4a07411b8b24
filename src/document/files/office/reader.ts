/* Opens office files: OOXML (ECMA-376) and OpenDocument (ISO/IEC 26300) packages. */

import type { Annotation, FileForm, TextRun } from "../../../core/desk.js";
import { AppError } from "../../../core/errors.js";
import type { OpenedFile } from "../../../core/files.js";
import type { OpenLimits } from "../index.js";
import { inflatedOf, type ZipArchive } from "../zip/read.js";
import { writeZip } from "../zip/write.js";
import { createRows, OfficeDocument, type EntryChange, type Member, type Row } from "./document.js";
import { familyOf, readPackage } from "./package.js";
import type { PartStrings } from "./strings.js";

const passed: ReadonlySet<string> = new Set(["body_too_large", "decompression_ratio"]);

/**
 * Undefined: an archive of another kind. Throws AppError `attachment_unscannable`, and over the limits `body_too_large`
 * and `decompression_ratio`.
 */
export function openOffice(archive: ZipArchive, limits: OpenLimits): OpenedFile | undefined {
  try {
    const family = familyOf(archive.entries);
    if (family === undefined) return undefined;
    const { members: read, unread } = readPackage(archive.entries, family, limits);
    const members = archive.comment === "" ? read : [...read, commentOf(archive)];
    const runs: TextRun[] = [];
    const rows = createRows(members, ({ content }, first) => {
      if ("part" in content) runs.push(...runsOf(content.part.strings, first));
    });
    const document = new OfficeDocument(rows, {
      bytes: archive.bytes,
      uriNames: family === "ooxml",
      write: (changes) => writeAll(archive, changes),
    });
    const files = rows.flatMap((row, node) => {
      const form = formOf(row);
      return form === undefined ? [] : [{ node, form }];
    });
    const annotation: Annotation = {
      role: () => "attachment",
      audience: () => undefined,
      format: (node) => (isMarkup(rows[node]) ? "html" : "plain"),
      cc: [],
      runs,
      files,
    };
    return {
      document,
      annotation,
      writable: true,
      unread,
      metadata: [],
      inflated: inflatedOf(archive),
    };
  } catch (error) {
    if (error instanceof AppError && passed.has(error.code)) throw error;
    throw new AppError("attachment_unscannable");
  }
}

function formOf({ kind, shown }: Row): FileForm | undefined {
  if (shown?.file === true) return "base64";
  return kind === "file" ? "raw" : undefined;
}

const isMarkup = (row: Row | undefined): boolean =>
  row?.member !== undefined && "text" in row.member.content && row.kind === "string";

const commentOf = ({ comment }: ZipArchive): Member => ({
  entry: -1,
  name: "",
  content: { comment },
});

/** A picture of the first page as it was saved: it shows what is masked, and the next program that saves makes another. */
const preview = /^(?:Thumbnails\/|docProps\/thumbnail\.)/i;
const nothing = Buffer.alloc(0);

function writeAll(archive: ZipArchive, changes: ReadonlyMap<number, EntryChange>): Buffer {
  const entries = new Map(changes);
  for (const [entry, { name, content }] of archive.entries.entries()) {
    if (preview.test(name) && content.length > 0)
      entries.set(entry, { ...entries.get(entry), content: nothing });
  }
  const names = archive.entries.map(({ name }, entry) => changes.get(entry)?.name ?? name);
  // Two masked names may be one.
  if (new Set(names).size < names.length) throw new AppError("attachment_unscannable");
  const { comment } = changes.get(-1) ?? {};
  entries.delete(-1);
  return writeZip(archive, {
    entries,
    ...(comment === undefined ? {} : { comment }),
  });
}

/** A text of a package may be empty. */
const blank = "";

const runsOf = ({ runs }: PartStrings, first: number): readonly TextRun[] =>
  runs.map(({ parts }) => ({
    parts: parts.map(({ shown, before }) => ({ node: first + shown, before })),
    blank,
  }));
