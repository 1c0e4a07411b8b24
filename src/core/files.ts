/* Files that people attach: classes by their bytes, what a policy may do with each, and what an opened file tells. */

import type { Annotation } from "./desk.js";
import type { Document } from "./document.js";

/** By the bytes, never by a name or a declared type. `other` is everything no reader of ours knows. */
export const fileClasses = ["text", "mail", "office", "pdf", "image", "archive", "other"] as const;
export type FileClass = (typeof fileClasses)[number];

/**
 * What becomes of a file in which something would be masked, removed or rejected, or that cannot be read.
 * - `mask`: edited in place; what cannot be read needs the permission `unscanned-attachments`, or is refused.
 * - `remove`: a note stands in its place.
 * - `reject`: the request is refused, and says which field holds the file.
 * - `quarantine`: webhooks are acknowledged and put aside; everywhere else as `reject`.
 * - `pass`: not opened at all; needs the permission `unscanned-attachments`.
 */
export const fileActions = ["mask", "remove", "reject", "quarantine", "pass"] as const;
export type FileAction = (typeof fileActions)[number];

export type FileActions = Readonly<Record<FileClass, FileAction>>;

/** Where neither policy nor preset says anything. A PDF cannot be edited in place. */
export const defaultFileActions: FileActions = {
  text: "mask",
  mail: "mask",
  office: "mask",
  pdf: "remove",
  image: "mask",
  archive: "mask",
  other: "mask",
};

/**
 * Counted in the report: files of one class that had one fate. `unread` passed by permission, `rejected` was for what was
 * found, and a file that was `refused` cannot be read and may not pass, or is over a limit. Holds no value.
 */
export interface FileCount {
  readonly class: FileClass;
  readonly fate: "clean" | "masked" | "removed" | "rejected" | "unread" | "refused";
  readonly count: number;
}

/** A file as a document. Files inside it are nodes of kind `file`, named by `annotation.files` with the form `raw`. */
export interface OpenedFile {
  readonly document: Document;
  readonly annotation: Annotation;
  /** False: what it holds can be told, but nobody can write it anew (PDF). */
  readonly writable: boolean;
  /** Something in it is not text and stays unread (pixels, sound): it needs the permission `unscanned-attachments`. */
  readonly unread: boolean;
  /** Pictures stand beside a text that was read in full (PDF): unread where that permission is not given. Absent: none do. */
  readonly pictures?: boolean;
  /** Nodes that go whenever the policy masks files of this class: EXIF and its like. Removing them is no finding. */
  readonly metadata: readonly number[];
  /** Bytes that it was inflated to; default: those of the files in it. They count against `openedBytes`. */
  readonly inflated?: number;
}

const noNodes: readonly number[] = Object.freeze([]);

/** A file of which everything is read, and can be written anew. */
export const readInFull = (document: Document, annotation: Annotation): OpenedFile => ({
  document,
  annotation,
  writable: true,
  unread: false,
  metadata: noNodes,
});

/** Bounds of what is opened. Sources: operations.md section 2, default limits. */
export interface FileLimits {
  /** Bytes of one file that is opened, and of what a compressed one grows to in all. */
  readonly openedBytes: number;
  /** Archives in archives. */
  readonly archiveDepth: number;
  readonly archiveEntries: number;
  /** Parts of a multipart body or mail, nested ones included. */
  readonly parts: number;
  /** Multipart in multipart, mail in mail. */
  readonly partDepth: number;
}
