/* Opens files, and the files in them, by what their bytes are. A bound counts for all files of one payload together. */

import { AppError, FileRefusal, type ErrorCode } from "../core/errors.js";
import type { FileAction, FileClass, OpenedFile } from "../core/files.js";
import type { Limits } from "../core/limits.js";
import type { Policy } from "../core/policy.js";
import { fileReaders, type FileReader } from "../document/files/index.js";
import { withMailParts } from "../document/mail.js";
import { classOf, sniffFile, type FileKind } from "../document/magic.js";
import { filesOf, withoutFiles, type HeldFile } from "./files.js";

/** A file as far as it was read. */
export interface FileRead {
  readonly class: FileClass;
  readonly action: FileAction;
  /** By the permission `unscanned-attachments`; bytes that are of no known kind never do. */
  readonly mayPassUnread: boolean;
  /** Absent: the policy does not have it opened, or it cannot be read. */
  readonly opened?: OpenedRead;
}

/** An opened file with the files in it. */
export interface OpenedRead extends OpenedFile {
  readonly files: readonly HeldRead[];
}

/** A file that was read, and where it stands. */
export interface HeldRead {
  readonly held: HeldFile;
  readonly read: FileRead;
}

export interface OpeningOptions {
  readonly limits: Limits;
  readonly policy: Pick<Policy, "attachments" | "permissions">;
}

/**
 * Reads one file with all that is in it, at once where no reader has to wait. Throws AppError over the limits; what
 * cannot be read is told, not thrown.
 */
export function openFile(bytes: Buffer, options: OpeningOptions): FileRead | Promise<FileRead> {
  return runSteps(topSteps({ bytes }, openingOf(options)));
}

/** The same for the files of one document, which share the bounds. */
export function openFiles(
  files: readonly HeldFile[],
  options: OpeningOptions,
): readonly HeldRead[] | Promise<readonly HeldRead[]> {
  const opening = openingOf(options);
  return runSteps(stepsOfAll(files, (file) => topSteps(file, opening)));
}

/** What is left for the files of one payload. */
interface Opening extends OpeningOptions {
  /** Bytes that compressed files may still grow by. */
  growth: number;
  nodes: number;
}

const openingOf = ({ limits, policy }: OpeningOptions): Opening => ({
  limits,
  policy,
  growth: limits.openedBytes,
  nodes: limits.nodes,
});

/** How many archives, and how many mails, a file stands in. */
interface Depth {
  readonly archives: number;
  readonly mails: number;
  readonly inside?: FileKind;
}

const onTop: Depth = { archives: 0, mails: 0 };

/** Work that may have to wait for a reader. Most need not, and then nothing is asynchronous. */
type Steps<T> = Generator<Promise<OpenedFile>, T, OpenedFile>;

function runSteps<T>(steps: Steps<T>): T | Promise<T> {
  const first = steps.next();
  return first.done === true ? first.value : goOn(steps, first.value);
}

async function goOn<T>(steps: Steps<T>, awaited: Promise<OpenedFile>): Promise<T> {
  let pending = awaited;
  for (;;) {
    const next = await pending.then(
      (opened) => steps.next(opened),
      (error: unknown) => steps.throw(error),
    );
    if (next.done === true) return next.value;
    pending = next.value;
  }
}

function* stepsOfAll(
  files: readonly HeldFile[],
  stepsOfOne: (file: HeldFile) => Steps<FileRead>,
): Steps<readonly HeldRead[]> {
  const all: HeldRead[] = [];
  for (const held of files) all.push({ held, read: yield* stepsOfOne(held) });
  return all;
}

/** What the payload is refused for is told of the file that stands in it, whatever it is in that file. */
function* topSteps(file: GivenFile, opening: Opening): Steps<FileRead> {
  try {
    return yield* stepsOf(file, opening, onTop);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new FileRefusal(error.code, [{ class: classOf(sniffFile(file.bytes)), fate: "refused", count: 1 }]);
  }
}

type GivenFile = Pick<HeldFile, "bytes" | "annotate">;

function* stepsOf({ bytes, annotate }: GivenFile, opening: Opening, depth: Depth): Steps<FileRead> {
  const { policy } = opening;
  const kind = sniffFile(bytes);
  const own = classOf(kind);
  const action = policy.attachments[own];
  const mayPassUnread = kind !== "unknown" && policy.permissions.includes("unscanned-attachments");
  const read = { class: own, action, mayPassUnread };
  const reader = fileReaders[kind];
  if (action === "pass" || reader === undefined) return read;
  const opened = yield* openedBy(
    reader,
    { bytes, kind, annotate },
    { opening, depth: deeper(depth, kind, opening) },
  );
  return opened === undefined ? read : { ...read, opened };
}

interface KnownFile {
  readonly bytes: Buffer;
  readonly kind: FileKind;
  readonly annotate: HeldFile["annotate"];
}

interface Place {
  readonly opening: Opening;
  readonly depth: Depth;
}

/** Undefined where it cannot be read. */
function* openedBy(reader: FileReader, file: KnownFile, place: Place): Steps<OpenedRead | undefined> {
  const { opening } = place;
  if (file.bytes.length > largest(file.kind, opening.limits)) throw new AppError("body_too_large");
  try {
    const { limits, growth, nodes } = opening;
    const result = reader(file.bytes, {
      ...limits,
      bytes: limits.openedBytes,
      openedBytes: growth,
      nodes,
    });
    const opened = toldBy(file, result instanceof Promise ? yield result : result);
    const held = filesOf(opened.document, opened.annotation);
    spend(opening, opened, { held, bytes: file.bytes });
    const files = yield* stepsOfAll(held, (inner) => stepsOf(inner, opening, place.depth));
    return {
      ...opened,
      annotation: withoutFiles(opened.annotation, held),
      files,
    };
  } catch (error) {
    if (error instanceof OverLimit || !isUnreadable(error, file.kind)) throw error;
    return undefined;
  }
}

/** What the desk knows of a mail, if it is one. */
const toldBy = ({ kind, annotate }: KnownFile, opened: OpenedFile): OpenedFile =>
  kind !== "mail" || annotate === undefined
    ? opened
    : {
        ...opened,
        annotation: withMailParts(opened.document, annotate(opened.document)),
      };

/** Bytes. Of an image only the parts between the pixels are looked at, and none of it grows. */
function largest(kind: FileKind, { uploadBytes, uploadTextBytes, openedBytes }: Limits): number {
  if (kind === "text") return uploadTextBytes;
  return classOf(kind) === "image" ? uploadBytes : openedBytes;
}

/** Throws AppError `body_too_large` and `json_too_complex` once all files together are over the limits. */
function spend(
  opening: Opening,
  { document, inflated }: OpenedFile,
  { held, bytes }: { readonly held: readonly HeldFile[]; readonly bytes: Buffer },
): void {
  const whole = inflated ?? held.reduce((sum, file) => sum + file.bytes.length, 0);
  opening.growth -= Math.max(0, whole - bytes.length);
  opening.nodes -= document.size;
  if (opening.growth < 0) throw new AppError("body_too_large");
  if (opening.nodes < 0) throw new AppError("json_too_complex");
}

/** Too many archives in one another: not a file that cannot be read, but a limit, which no permission lifts. */
class OverLimit extends AppError {}

/** Throws AppError `attachment_unscannable` where files stand in files in files. A tar in gzip is one archive. */
function deeper(depth: Depth, kind: FileKind, { limits }: Opening): Depth {
  const own = classOf(kind);
  const isInner = kind === "tar" && depth.inside === "gzip";
  const archives = depth.archives + ((own === "archive" && !isInner) || own === "office" ? 1 : 0);
  const mails = depth.mails + (own === "mail" ? 1 : 0);
  // An office file is no archive of files, but may hold others of its kind.
  const mostArchives = own === "office" ? limits.archiveDepth + 1 : limits.archiveDepth;
  if (archives > mostArchives || mails > limits.partDepth) throw new OverLimit("attachment_unscannable");
  return { archives, mails, inside: kind };
}

/** Bounds of the documents in a file: exceeding one is never passed by permission. */
const bounds: ReadonlySet<ErrorCode> = new Set<ErrorCode>(["json_too_complex", "json_depth"]);

/** Texts and mails that are malformed could be read by others: of them only what says that it is sealed passes. */
const isUnreadable = (error: unknown, kind: FileKind): boolean =>
  error instanceof AppError &&
  (isText(kind)
    ? error.code === "attachment_unscannable"
    : error.status < 500 && error.status !== 413 && !bounds.has(error.code));

const isText = (kind: FileKind): boolean => classOf(kind) === "text" || classOf(kind) === "mail";
