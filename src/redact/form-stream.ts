/* Forms with texts that are too long to be held: each is read in windows, and what stands between them as one form. */

import { randomBytes } from "node:crypto";
import { AppError } from "../core/errors.js";
import type { Policy } from "../core/policy.js";
import type { FormStream, RedactOptions, Redaction } from "../core/redaction.js";
import type { Report } from "../core/report.js";
import type { Payload } from "../core/types.js";
import { parseMediaType } from "../document/media-type.js";
import type { Tagger } from "../transform/transform.js";
import { mergeReports } from "./report.js";
import { mayStream, type InlineText } from "./text-stream.js";

/** Of one piece of a payload that is redacted in several. */
export interface PieceOptions extends RedactOptions {
  /** Labels are the same in all pieces. Default: one of its own. */
  readonly tagger?: Tagger;
  /** Files of these bytes stand for others, which are read elsewhere. */
  readonly mark?: Buffer;
}

export interface FormTools {
  readonly policy: Policy;
  readonly tagger: Tagger;
  redact(payload: Payload, options: PieceOptions): Promise<Redaction>;
  openText(options: PieceOptions): InlineText | undefined;
}

export interface FormOptions {
  readonly mediaType: string;
  readonly options: RedactOptions;
}

const refusing: ReadonlySet<string> = new Set(["reject", "quarantine"]);

/** Whoever may refuse a form for what is found in it must have seen the whole of it first. */
const mayStreamForm = (policy: Policy): boolean =>
  mayStream(policy) &&
  !policy.rules.some(({ action }) => action === "reject") &&
  !Object.values(policy.attachments).some((action) => refusing.has(action));

/** Undefined where the form must be read as a whole. Throws AppError when the media type or the query cannot be read. */
export function createFormStream(form: FormOptions, tools: FormTools): FormStream | undefined {
  const { mediaType, options } = form;
  const { boundary } = parseMediaType(mediaType);
  if (boundary === undefined || !mayStreamForm(tools.policy)) return undefined;
  const { tagger } = tools;
  const { query, ...rest } = { ...options, tagger };
  // The first text is opened with the query, of which it gives the account.
  const first = tools.openText({ ...rest, ...(query === undefined ? {} : { query }) });
  if (first === undefined) return undefined;
  const texts = createTexts([first], () => tools.openText(rest), `--${boundary}`);
  const { between, report } = createBetween(boundary, async (body, mark) =>
    tools.redact({ body, mediaType }, { ...rest, mark }),
  );
  return {
    ...(first.query === undefined ? {} : { query: first.query }),
    ...texts,
    between,
    close: () => undefined,
    report: () => mergeReports([...report(), ...texts.reports()]),
  };
}

/** One text after the other. Throws AppError `multipart_malformed` where redaction would make a delimiter of its own. */
function createTexts(opened: InlineText[], open: () => InlineText | undefined, delimiter: string) {
  const done: Report[] = [];
  const now: { text: InlineText | undefined; ends: boolean; tail: string } = {
    text: undefined,
    ends: false,
    tail: "",
  };
  const current = (): InlineText => {
    now.text ??= opened.pop() ?? open();
    if (now.text === undefined) throw new AppError("internal");
    return now.text;
  };
  return {
    push: (piece: string): void => {
      current().push(piece);
    },
    end: (): void => {
      current().end();
      now.ends = true;
    },
    next: (): string | undefined => {
      const { text, ends } = now;
      const piece = text?.next();
      if (piece === undefined && ends && text !== undefined) {
        done.push(text.report());
        Object.assign(now, { text: undefined, ends: false, tail: "" });
      }
      const seen = now.tail + (piece ?? "");
      if (seen.includes(delimiter)) throw new AppError("multipart_malformed");
      now.tail = seen.slice(Math.max(0, seen.length - delimiter.length + 1));
      return piece;
    },
    reports: (): readonly Report[] => {
      const unfinished = now.text ?? opened[0];
      return unfinished === undefined ? done : [...done, unfinished.report()];
    },
  };
}

type RedactForm = (body: Buffer, mark: Buffer) => Promise<Redaction>;

/** Reads the form so far, with a mark in the place of each text. */
function createBetween(boundary: string, redact: RedactForm) {
  // Nobody can know it, so that nothing else in the form is taken for it.
  const mark = Buffer.from(randomBytes(16).toString("hex"));
  const closing = Buffer.from(`\r\n--${boundary}--\r\n`, "latin1");
  const state: Sent = { given: nothing, sent: nothing, marks: 0, bytesIn: 0, bytesOut: 0 };
  return {
    report: (): readonly Report[] => {
      const { report, bytesIn, bytesOut } = state;
      return report === undefined ? [] : [{ ...report, bytesIn, bytesOut }];
    },
    async between(bytes: Buffer, last: boolean): Promise<Buffer> {
      const given = Buffer.concat([state.given, bytes, ...(last ? [] : [mark])]);
      const redaction = await redact(last ? given : Buffer.concat([given, closing]), mark);
      // Effects of a form that is read again would be done twice.
      if (redaction.effects.length > 0) throw new AppError("internal");
      if (redaction.report.verdict === "reject") throw new AppError("pii_rejected");
      state.given = given;
      state.report = redaction.report;
      state.bytesIn += bytes.length;
      if (!last) state.marks++;
      return newIn(redaction.payload.body, mark, { state, last });
    },
  };
}

interface Sent {
  given: Buffer;
  /** As it was written, marks included. */
  sent: Buffer;
  marks: number;
  report?: Report;
  bytesIn: number;
  bytesOut: number;
}

interface Progress {
  readonly state: Sent;
  readonly last: boolean;
}

/** What was not sent yet. Throws AppError `body_too_large` where what was sent would be another by now. */
function newIn(written: Buffer, mark: Buffer, { state, last }: Progress): Buffer {
  const { sent, marks } = state;
  const until = last ? written.length : written.lastIndexOf(mark);
  // Of a part that a text was sent in, or is on its way in, no mark may be missing.
  const isSame = countOf(written, mark) === marks && written.subarray(0, sent.length).equals(sent);
  if (!isSame || until < sent.length) throw new AppError("body_too_large");
  state.sent = written.subarray(0, last ? until : until + mark.length);
  const out = written.subarray(sent.length, until);
  state.bytesOut += out.length;
  return out;
}

const nothing = Buffer.alloc(0);

function countOf(bytes: Buffer, mark: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(mark); at !== -1; at = bytes.indexOf(mark, at + mark.length)) count++;
  return count;
}
