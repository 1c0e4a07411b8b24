/* What a ticketing tool must tell us: its routes, what each field is for, and how it words an error. */

import type { Document } from "./document.js";
import type { Audience, FieldRole, TextFormat } from "./types.js";
import type { DeskWebhooks } from "./webhook.js";

/** A string that a reader sees as one text with those before it. */
export interface RunPart {
  readonly node: number;
  /** What a reader sees between it and the part before: blanks, line breaks, a hyphen or sign that is no text. */
  readonly before: string;
}

/** Strings that a reader sees as one text: the differently marked pieces of one paragraph. Parts stand as they are read. */
export interface TextRun {
  readonly parts: readonly RunPart[];
  /** Written where a part would lose its whole text; some formats refuse an empty text. */
  readonly blank: string;
}

/**
 * How a file is written: in a text as base64, or as a data URL (RFC 2397) that may be base64; `text`: the text is the
 * file, in UTF-8; `raw`: it is a node of kind `file`.
 */
export type FileForm = "base64" | "data-url" | "text" | "raw";

export interface FilePlace {
  readonly node: number;
  readonly form: FileForm;
  /** What the desk knows of a mail it makes a ticket of. Absent: all that the file says is content. */
  annotate?(mail: Document): Annotation;
}

/** What the desk knows of each node of one document. Unset entries inherit nothing: they are public plain `content`. */
export interface Annotation {
  /** Role of a string, number or key node. */
  role(node: number): FieldRole;
  audience(node: number): Audience | undefined;
  format(node: number): TextFormat;
  /** Nodes that are one CC recipient each (array elements or whole members); never nested in one another. */
  readonly cc: readonly number[];
  /**
   * A node is part of more than one run where a text has several readings (with and without what was deleted). Parts
   * are found by themselves as well, and are never taken out. Absent: none.
   */
  readonly runs?: readonly TextRun[];
  /** Strings that hold a file: it is read by its first bytes, redacted, and encoded again. Absent: none. */
  readonly files?: readonly FilePlace[];
}

/**
 * `document`: read and redact. `upload`: raw file, judged by magic bytes. `mail`: a mail, whatever its media type says.
 * `untouched`: must pass as it is.
 */
export type BodyUse = "document" | "upload" | "mail" | "untouched";

export type LongestByRole = Readonly<Partial<Record<FieldRole, number>>>;

/** How a body is read that is not what its media type says. */
export interface UnreadableBody {
  /** Names in lower case: what stands there as `"name":"value"` or `name=value` is CC recipients as a whole. */
  readonly recipients: ReadonlySet<string>;
}

export interface DeskRoute {
  /** Method and path template, for logs and metrics: `POST /api/v2/tickets/{id}`. Holds no value. */
  readonly id: string;
  readonly body: BodyUse;
  annotate(document: Document): Annotation;
  /** The same for what the desk answers. */
  annotateAnswer(document: Document): Annotation;
  /** Longest text the desk takes in a field of a role, in UTF-16 units; absent roles have no limit worth minding. */
  readonly longest: LongestByRole;
  /** Role of a query parameter; undefined: the one `annotate` gives it when the query is read as a form. */
  queryRole(name: string): FieldRole | undefined;
  /** Broken JSON and broken forms are read as plain text, all of it content. Absent: they are refused. */
  readonly unreadable?: UnreadableBody;
  /** Fields of the body hold files, which make it large. Absent: they do not. */
  readonly carriesFiles?: boolean;
}

/** One thing to take out of a rejected payload. Holds no value. */
export interface RejectedItem {
  readonly entity: string;
  readonly rule: string;
  /** Field template, as `/ticket/comment/body`: array positions and unknown keys are `*`. */
  readonly field: string;
}

/** Why a request is refused, ready to be worded in the desk's own shape. */
export interface Refusal {
  readonly status: number;
  /** Stable code, as `pii_rejected` or `json_syntax`. */
  readonly code: string;
  /** One sentence in the reader's language. */
  readonly message: string;
  readonly requestId: string;
  readonly items: readonly RejectedItem[];
}

export interface DeskAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Desk {
  readonly name: string;
  /** The route of a request; every desk answers, an unknown path gets a route that scans every string as content. */
  route(method: string, path: string): DeskRoute;
  /** The desk's own error shape for a refusal. */
  refuse(refusal: Refusal): DeskAnswer;
  /** Absent: the desk sends no webhooks, or none that we know. */
  readonly webhooks?: DeskWebhooks;
}
