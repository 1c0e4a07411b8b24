/* Where the parts of a multipart body stand (RFC 2046, 5.1.1), told only where every reader cuts at the same bytes. */

import { AppError } from "../../core/errors.js";

/** Bytes of the whole body. */
export interface PartSpan {
  /** Of the delimiter line before the part. */
  readonly start: number;
  readonly head: number;
  /** Behind the empty line. */
  readonly content: number;
  /** Before the line end that belongs to the next delimiter. */
  readonly end: number;
}

export interface Framing {
  readonly parts: readonly PartSpan[];
  /** Of the first delimiter: what stands before it is the preamble. */
  readonly start: number;
  /** Behind the closing delimiter and its line end: what follows is the epilogue. */
  readonly end: number;
}

export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface FramingOptions {
  readonly boundary: string;
  /** Delimiters at most. */
  readonly parts: number;
}

/** All bytes of the body, in their order: each comes once, as `frame` or as `content`. */
export interface FramingSink {
  /** What is no content of a part: its head, delimiters, and what stands before and behind all parts. */
  frame(bytes: Buffer): void;
  /** The head of a part is whole, and came as `frame` just before: its lines with the empty one. Its content follows. */
  part(span: Omit<PartSpan, "end">, lines: Buffer): void;
  content(bytes: Buffer): void;
  /** The content of the part ends here. */
  partEnd(at: number): void;
}

export interface Framer {
  /** Bytes cut anywhere. Throws like `frameParts`, as soon as it is certain. */
  push(bytes: Buffer): void;
  /** The body is whole. Throws AppError `multipart_malformed` without a closing delimiter. */
  end(): Extent;
}

/** Bytes of the header lines of one part. busboy and others take 16 KiB at most. */
const headBytes = 16 * 1024;
const dash = 0x2d;
const nothing = Buffer.alloc(0);

const malformed = (): AppError => new AppError("multipart_malformed");

/**
 * One pass. Throws AppError `multipart_malformed` without a closing delimiter, with bare line ends or padding at a
 * delimiter, and where the boundary occurs anywhere else; `too_many_parts`.
 */
export function frameParts(body: Buffer, { start, end, ...options }: FramingOptions & Extent): Framing {
  const parts: PartSpan[] = [];
  let open: Omit<PartSpan, "end"> | undefined;
  const framer = createFramer(options, {
    frame: () => undefined,
    content: () => undefined,
    part: (span) => (open = span),
    partEnd: (at) => {
      if (open !== undefined) parts.push(shifted({ ...open, end: at }, start));
    },
  });
  framer.push(body.subarray(start, end));
  const whole = framer.end();
  return { parts, start: start + whole.start, end: start + whole.end };
}

const shifted = ({ start, head, content, end }: PartSpan, by: number): PartSpan => ({
  start: start + by,
  head: head + by,
  content: content + by,
  end: end + by,
});

/** The same for a body that comes in pieces. */
export function createFramer({ boundary, parts }: FramingOptions, sink: FramingSink): Framer {
  const state: State = {
    delimiter: Buffer.from(`--${boundary}`, "latin1"),
    most: parts,
    sink,
    at: "preamble",
    rest: nothing,
    base: 0,
    looked: 0,
    ended: 0,
    open: -1,
    first: -1,
    last: -1,
  };
  return {
    push(bytes) {
      state.rest = state.rest.length === 0 ? bytes : Buffer.concat([state.rest, bytes]);
      while (steps[state.at](state));
    },
    end: () => endOf(state),
  };
}

type Phase = "preamble" | "delimiter" | "head" | "content" | "closing" | "epilogue";

interface State {
  readonly delimiter: Buffer;
  readonly most: number;
  readonly sink: FramingSink;
  at: Phase;
  /** Bytes that may still mean one or the other. */
  rest: Buffer;
  /** Where they begin in the body. */
  base: number;
  /** Bytes of them that were looked through already. */
  looked: number;
  /** Parts that have ended. */
  ended: number;
  /** Where the part begins that has not ended. */
  open: number;
  first: number;
  last: number;
}

/** One look at the rest; false: more bytes are needed first. */
const steps: Readonly<Record<Phase, (state: State) => boolean>> = {
  preamble: toDelimiter,
  head: toContent,
  content: toDelimiter,
  delimiter: pastDelimiter,
  closing: toEpilogue,
  epilogue: pastEpilogue,
};

/** The first `count` bytes of the rest are settled. */
function settle(state: State, count: number): void {
  if (count <= 0) return;
  const bytes = state.rest.subarray(0, count);
  state.rest = state.rest.subarray(count);
  state.base += count;
  state.looked = Math.max(0, state.looked - count);
  if (state.at === "content") state.sink.content(bytes);
  else state.sink.frame(bytes);
}

const enter = (state: State, phase: Phase): boolean => {
  state.at = phase;
  state.looked = 0;
  return true;
};

const isLineEnd = (bytes: Buffer, at: number): boolean =>
  at >= 0 && bytes[at] === 0x0d && bytes[at + 1] === 0x0a;

/** Bytes of a line end, and of the dashes behind the last delimiter. */
const two = 2;

/** What may be the begin of a delimiter, and the line end before it, stays in the rest. */
function toDelimiter(state: State): boolean {
  const { rest, delimiter, base } = state;
  const found = rest.indexOf(delimiter, state.looked);
  if (found === -1) {
    state.looked = Math.max(state.looked, rest.length - delimiter.length + 1);
    settle(state, rest.length - delimiter.length + 1 - two);
    return false;
  }
  if (base + found > 0 && !isLineEnd(rest, found - two)) throw malformed();
  closePart(state, base + found);
  return enter(state, "delimiter");
}

/** A delimiter begins here. */
function closePart(state: State, at: number): void {
  if (state.at === "content") {
    settle(state, at - two - state.base);
    state.sink.partEnd(at - two);
    state.ended++;
    state.at = "preamble";
  }
  settle(state, at - state.base);
  if (state.ended > state.most) throw new AppError("too_many_parts");
  if (state.first === -1) state.first = at;
  state.open = at;
}

function pastDelimiter(state: State): boolean {
  const { rest, delimiter } = state;
  const behind = delimiter.length;
  if (rest.length < behind + two) return false;
  const isLast = rest[behind] === dash && rest[behind + 1] === dash;
  if (!isLast && !isLineEnd(rest, behind)) throw malformed();
  settle(state, behind + two);
  return enter(state, isLast ? "closing" : "head");
}

function toContent(state: State): boolean {
  const { rest, base, open } = state;
  const blank = rest.subarray(0, headBytes).indexOf("\r\n\r\n", Math.max(0, state.looked - 3));
  if (blank === -1) {
    if (rest.length >= headBytes) throw malformed();
    state.looked = rest.length;
    return false;
  }
  const content = blank + 4;
  if (rest.subarray(0, content).includes(state.delimiter)) throw malformed();
  settle(state, content);
  state.sink.part({ start: open, head: base, content: base + content }, rest.subarray(0, content));
  return enter(state, "content");
}

/** Nothing stands on the line of the closing delimiter, */
function toEpilogue(state: State): boolean {
  if (state.rest.length < two) return false;
  if (!isLineEnd(state.rest, 0)) throw malformed();
  state.last = state.base + two;
  return enter(state, "epilogue");
}

/** and no delimiter behind it. */
function pastEpilogue(state: State): boolean {
  const { rest, delimiter } = state;
  if (rest.includes(delimiter, state.looked)) throw malformed();
  state.looked = Math.max(state.looked, rest.length - delimiter.length + 1);
  settle(state, rest.length - delimiter.length + 1);
  return false;
}

function endOf(state: State): Extent {
  const { at, rest, base } = state;
  const endsHere = at === "closing" && rest.length === 0;
  if (!endsHere && at !== "epilogue") throw malformed();
  settle(state, rest.length);
  return { start: state.first, end: endsHere ? base : state.last };
}
