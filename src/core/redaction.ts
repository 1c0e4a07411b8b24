/* The contract of the pipeline: what goes in, what comes out, what the shell must still do. */

import type { Desk, DeskRoute } from "./desk.js";
import type { TextFormat, Direction, Finding, Payload } from "./types.js";
import type { Report } from "./report.js";

/** How a route was found: a thread, to which no function can be sent, finds it again. */
export type RoutedBy =
  | { readonly method: string; readonly path: string }
  /** A webhook: what its desk was shown besides the body. */
  | {
      readonly method: string;
      readonly url: string;
      readonly headers: ReadonlyMap<string, string>;
    };

export interface RedactOptions {
  /** Default: the generic desk, which scans every string as content. */
  readonly desk?: Desk;
  /** Default: the desk's route for an unknown path. */
  readonly route?: DeskRoute;
  /** Where it is told, a redactor with threads may send the payload to one of them. */
  readonly routedBy?: RoutedBy;
  /** The caller looks at the payload no more, whatever comes of the call: its memory may go to a thread, which empties it. */
  readonly givesPayload?: boolean;
  /** Raw query string of the request, without `?`. */
  readonly query?: string;
  /** Flat names and values of headers that are read as well. */
  readonly headers?: readonly string[];
  /** Default: `request`. In a `response` what would be rejected is masked: nobody there can take it out. */
  readonly direction?: Direction;
  readonly destination?: string;
}

/** Something the shell must finish before it forwards (seal, enqueue, audit). None exist yet. */
export interface Effect {
  readonly kind: string;
  run(): Promise<void>;
}

export interface Redaction {
  /** The same Buffer when nothing changed. After a `reject` verdict, or in shadow mode, the original. */
  readonly payload: Payload;
  /** The query string to forward; absent when none was given. */
  readonly query?: string;
  /** The headers to send on; absent when none were given. */
  readonly headers?: readonly string[];
  readonly report: Report;
  readonly effects: readonly Effect[];
}

export interface TextRedaction {
  readonly text: string;
  readonly findings: readonly Finding[];
  readonly report: Report;
}

/** A text of any length, read in windows: what is finished comes out while the rest is still to come. */
export interface TextStream {
  /** The query string to forward; absent when none was given. */
  readonly query?: string;
  push(text: string): void;
  /** No more text comes. */
  end(): void;
  /**
   * Reads one window, some milliseconds of work, or has a thread read: what is finished by it, which may be nothing.
   * Undefined: more text is needed first, or all of it is out. Throws or rejects like `redact`, and with AppError
   * `string_too_large` for one value that fills many windows. One call at a time.
   */
  next(): string | undefined | Promise<string | undefined>;
  /** Gives back what it holds, at its end or before. */
  close(): void;
  /** Of what has come out so far. */
  report(): Report;
}

/**
 * A multipart form with texts of any length in it. Each text is read as a `TextStream` is: `push` begins it, `end` ends
 * it, and `next` gives all of it out before the next one.
 */
export interface FormStream extends TextStream {
  /**
   * What stands in the form before the next long text, or, `last`, behind the last one: as it is to be sent there. The
   * form is read anew with all that has come of it. Rejects like `redact`, with AppError `pii_rejected`, and with
   * `body_too_large` where what has come last would have changed what was sent before.
   */
  between(bytes: Buffer, last: boolean): Promise<Buffer>;
}

export interface Redactor {
  /** Throws AppError when the payload cannot be read; a `reject` verdict is a result, not an error. */
  redact(payload: Payload, options?: RedactOptions): Promise<Redaction>;
  /**
   * A raw text file that is longer than what is held in memory. Tags are the same throughout; whoever it names is found
   * from there on, not before. Undefined where the policy may reject or remove it, and with
   * a recognizer: they need the whole. Throws AppError when the query cannot be read.
   */
  openText(options?: RedactOptions): TextStream | undefined;
  /** The same for a form of this media type. Undefined also where the policy may reject anything in it. Throws AppError. */
  openForm(mediaType: string, options?: RedactOptions): FormStream | undefined;
  /** One text, synchronously. Throws AppError `detector_timeout`, and `recognizer_is_async` where there is a recognizer. */
  redactText(text: string, format?: TextFormat): TextRedaction;
  /**
   * Findings of confidence 0.5 and above whatever the policy; overlaps resolved within one entity only. Throws like
   * `redactText`.
   */
  scanText(text: string, format?: TextFormat): readonly Finding[];
  /** The same with a recognizer, where there is one. Rejects with AppError also when the recognizer fails. */
  redactTextAsync(text: string, format?: TextFormat): Promise<TextRedaction>;
  scanTextAsync(text: string, format?: TextFormat): Promise<readonly Finding[]>;
}
