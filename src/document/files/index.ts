/* The table of readers of files: one kind of file, one reader. */

import type { DocumentLimits } from "../../core/document.js";
import type { FileLimits, OpenedFile } from "../../core/files.js";
import type { FileKind } from "../magic.js";
import { openGzip } from "./gzip.js";
import { openGif } from "./image/gif.js";
import { openJpeg } from "./image/jpeg.js";
import { openPng } from "./image/png.js";
import { openWebp } from "./image/webp.js";
import { openTar } from "./tar.js";
import { openZip } from "./zip.js";
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
  jpeg: openJpeg,
  png: openPng,
  gif: openGif,
  webp: openWebp,
  office: openZip,
  // The thread and its library are there once a PDF is.
  pdf: async (bytes, limits) => (await import("./pdf/reader.js")).readPdf(bytes, limits),
  zip: openZip,
  gzip: openGzip,
  tar: openTar,
  mail: openMail,
};
