/* What is read of a payload: by media type on ordinary routes, by magic bytes for uploads. */

import type { Annotation, DeskRoute } from "../core/desk.js";
import type { Document } from "../core/document.js";
import { AppError, type ErrorCode } from "../core/errors.js";
import { withRoomForFiles, type Limits } from "../core/limits.js";
import type { Policy, UnreadName } from "../core/policy.js";
import type { Direction, FieldRole, Payload } from "../core/types.js";
import { readBroken } from "../document/broken.js";
import { formatOf, hasDuplicateKeys, hasReader, readDocument } from "../document/index.js";
import { readMail, withMailParts } from "../document/mail.js";
import { parseMediaType, type MediaType } from "../document/media-type.js";
import { readForm } from "../document/form.js";
import { filesOf, looseFiles, withoutFiles } from "./files.js";
import { openFile, openFiles, type FileRead, type HeldRead } from "./opening.js";
import { annotateAll } from "../core/annotation.js";

/** A document with the desk's annotation, or one file; neither where there is nothing to read. */
export interface BodyRead {
  readonly document?: Document;
  readonly annotation?: Annotation;
  /** By what name these bytes pass unread. */
  readonly permission?: UnreadName;
  /** Files in the document, each read by itself. */
  readonly files?: readonly HeldRead[];
  /** The payload is a file. */
  readonly file?: FileRead;
}

/** Waits only where there are files whose readers do. */
type Reading<T> = T | Promise<T>;

export interface ReadOptions {
  readonly route: DeskRoute;
  readonly limits: Limits;
  readonly policy: Policy;
  readonly direction: Direction;
  /** What stands in the place of files that are read elsewhere. */
  readonly mark?: Buffer | undefined;
}

type GrammarRead = Required<Pick<BodyRead, "document" | "annotation">>;

/** Nothing to read. */
export const unread: BodyRead = Object.freeze({});

/** Throws AppError when the body cannot be read. */
export function readBody(payload: Payload, options: ReadOptions): Reading<BodyRead> {
  const { route } = options;
  if (payload.body.length === 0) return unread;
  if (options.direction === "response") return readAnswer(payload, options);
  if (route.body === "untouched") return { permission: "redaction-endpoints" };
  if (route.body === "mail") return readMailBody(payload.body, options);
  return route.body === "upload" ? readUpload(payload.body, options) : readFields(payload, options);
}

function readFields({ body, mediaType }: Payload, options: ReadOptions): Reading<BodyRead> {
  const { policy } = options;
  const type = parseMediaType(mediaType === "" ? undefined : mediaType);
  const { document, annotation } = readGrammar(body, type, options);
  if (policy.rejectDuplicateKeys && hasDuplicateKeys(document, type))
    throw new AppError("json_duplicate_key");
  return annotated(document, annotation, { body, type, options });
}

/** What senders break, and their receivers read all the same. */
const breakable: ReadonlySet<string> = new Set<ErrorCode>([
  "json_syntax",
  "form_malformed",
  "media_type_mismatch",
]);

/** On routes that say so, broken JSON and forms are text: all of it is content. Other faults refuse the body everywhere. */
function readGrammar(body: Buffer, type: MediaType, { route, limits }: ReadOptions): GrammarRead {
  try {
    const document = readDocument(
      body,
      type,
      route.carriesFiles === true ? withRoomForFiles(limits) : limits,
    );
    return { document, annotation: route.annotate(document) };
  } catch (error) {
    if (route.unreadable === undefined || !(error instanceof AppError) || !breakable.has(error.code)) {
      throw error;
    }
    const { document, recipients } = readBroken(body, route.unreadable.recipients, limits);
    return { document, annotation: { ...annotateAll("content"), cc: recipients } };
  }
}

interface Typed {
  readonly body: Buffer;
  readonly type: MediaType;
  readonly options: ReadOptions;
}

function annotated(
  document: Document,
  annotation: Annotation,
  { body, type, options }: Typed,
): Reading<BodyRead> {
  const format = formatOf(type);
  if (format !== "plain") return { document, annotation: annotateAll("content", format) };
  const known = withMailParts(document, annotation);
  return withFiles(document, body.includes(dataUrl) ? withLooseFiles(document, known) : known, options);
}

/** How a data URL begins in JSON. Few bodies have one, and those that have none are not looked through. */
const dataUrl = '"data:';

function withLooseFiles(document: Document, annotation: Annotation): Annotation {
  const loose = looseFiles(document, annotation);
  return loose.length === 0 ? annotation : { ...annotation, files: [...(annotation.files ?? []), ...loose] };
}

/** Programs that pass a mail on name any media type. */
function readMailBody(body: Buffer, options: ReadOptions): Reading<BodyRead> {
  const { route, limits } = options;
  const document = readMail(body, { ...limits, bytes: limits.openedBytes });
  return withFiles(document, withMailParts(document, route.annotate(document)), options);
}

function withFiles(document: Document, annotation: Annotation, options: ReadOptions): Reading<BodyRead> {
  const { mark } = options;
  const all = filesOf(document, annotation);
  const files = mark === undefined ? all : all.filter(({ bytes }) => !bytes.equals(mark));
  if (files.length === 0) return { document, annotation };
  const read = { document, annotation: withoutFiles(annotation, files) };
  const opened = openFiles(files, options);
  return opened instanceof Promise
    ? opened.then((held) => ({ ...read, files: held }))
    : { ...read, files: opened };
}

/** Grammars nobody here reads; as plain text they would hide things. */
const unreadable = /^multipart\//;

/** What has no grammar of ours is a file. */
function readAnswer({ body, mediaType }: Payload, options: ReadOptions): Reading<BodyRead> {
  const { route, limits } = options;
  const type = mediaType === "" ? undefined : parseMediaType(mediaType);
  if (type === undefined) return readUpload(body, options);
  if (unreadable.test(type.essence)) throw new AppError("media_type_unscannable");
  if (!hasReader(type)) return readUpload(body, options);
  const document = readDocument(body, type, { ...limits, bytes: limits.responseBytes });
  return annotated(document, route.annotateAnswer(document), { body, type, options });
}

/** Clients declare any type for a raw upload: only the bytes count. */
function readUpload(body: Buffer, options: ReadOptions): Reading<BodyRead> {
  const file = openFile(body, options);
  return file instanceof Promise ? file.then((read) => ({ file: read })) : { file };
}

/** The query string as a form; each parameter has the role the route gives its name, or its field in the body. */
export function readQuery(query: string, route: DeskRoute): GrammarRead {
  const document = readForm(Buffer.from(query, "latin1"));
  const asBody = route.annotate(document);
  const given = (node: number): FieldRole | undefined => route.queryRole(document.key(node) ?? "");
  const annotation: Annotation = {
    ...asBody,
    role: (node) => given(node) ?? asBody.role(node),
    cc: asBody.cc.filter((node) => given(node) === undefined),
  };
  return { document, annotation };
}
