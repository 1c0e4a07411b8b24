/* The table of readers of files: one kind of file, one reader. */

import type { DocumentLimits } from "../../core/document.js";
import type { FileLimits, OpenedFile } from "../../core/files.js";
import type { FileKind } from "../magic.js";
import { openMail } from "../mail.js";
import { openText } from "../text-file.js";

export type OpenLimits = DocumentLimits & FileLimits;

/**
 * Throws AppError `attachment_unscannable` for what it cannot read (encrypted, damaged, of a dialect it does not know),
 * `body_too_large` and `decompression_ratio` over the limits. Nothing is read in part: what is not told is not there.
 */
export type FileReader = (bytes: Buffer, limits: OpenLimits) => OpenedFile | Promise<OpenedFile>;

/** Kinds without a reader pass by permission or not at all. */
export const fileReaders: Readonly<Partial<Record<FileKind, FileReader>>> = {
  text: openText,
  mail: openMail,
};
