/* A multipart body as it arrives: long texts in it come out piece by piece, all else is held until it is needed. */

import type { Limits } from "../../core/limits.js";
import { isPlainText } from "../text-pieces.js";
import { createFramer, type FramingSink } from "./framing.js";
import { readHead } from "./head.js";
import { fieldsPerFile, isFile } from "./nodes.js";

/** All bytes of the body, in their order. */
export type FormPiece =
  /** What stands before the next long text, or, at the end of the body, behind the last one. */
  | { readonly is: "between"; readonly bytes: Buffer; readonly last: boolean }
  | { readonly is: "text"; readonly bytes: Buffer }
  | { readonly is: "text-end" };

export interface ArrivingForm {
  /** Throws AppError `multipart_malformed` and `too_many_parts`. */
  push(bytes: Buffer): FormPiece[];
  /** The same at the end of the body. */
  end(): FormPiece[];
  /** Bytes that have not come out yet. */
  readonly held: number;
}

type FormLimits = Pick<Limits, "parts" | "uploadTextBytes">;

interface State {
  readonly limits: FormLimits;
  readonly out: FormPiece[];
  /** What has not come out. */
  held: Buffer[];
  heldBytes: number;
  /** Long ones so far. */
  texts: number;
  /** `file`: its content may turn out to be a long text. */
  part: "held" | "file" | "text";
  /** Pieces of `held` that are no content of that file, and bytes of it that are. */
  before: number;
  fileBytes: number;
}

/** Each has the whole form read once more: further ones are held. */
const mostTexts = 8;

/** A text is long above `uploadTextBytes`. What must be read whole, and files in transfer encodings, are held. */
export function createArrivingForm(boundary: string, limits: FormLimits): ArrivingForm {
  const state: State = {
    limits,
    out: [],
    held: [],
    heldBytes: 0,
    texts: 0,
    part: "held",
    before: 0,
    fileBytes: 0,
  };
  const parts = limits.parts * fieldsPerFile;
  const framer = createFramer({ boundary, parts }, sinkOf(state));
  return {
    push(bytes) {
      framer.push(bytes);
      return state.out.splice(0);
    },
    end() {
      framer.end();
      giveHeld(state, { last: true });
      return state.out.splice(0);
    },
    get held() {
      return state.heldBytes;
    },
  };
}

const sinkOf = (state: State): FramingSink => ({
  frame: (bytes) => {
    hold(state, bytes);
  },
  part: (_, lines) => {
    state.part = mayBeText(lines) ? "file" : "held";
    state.before = state.held.length;
    state.fileBytes = 0;
  },
  content: (bytes) => {
    if (state.part === "text") state.out.push({ is: "text", bytes });
    else hold(state, bytes);
    if (state.part === "file") judge(state, bytes.length);
  },
  partEnd: () => {
    if (state.part === "text") state.out.push({ is: "text-end" });
    state.part = "held";
  },
});

function hold(state: State, bytes: Buffer): void {
  state.held.push(bytes);
  state.heldBytes += bytes.length;
}

function giveHeld(state: State, { last }: { readonly last: boolean }): void {
  state.out.push({ is: "between", bytes: Buffer.concat(state.held), last });
  state.held = [];
  state.heldBytes = 0;
}

/** What is wrong with a head is told where the form is read. */
function mayBeText(lines: Buffer): boolean {
  try {
    const head = readHead(lines.toString("latin1"), 0);
    return isFile(head) && head.transfer === "identity";
  } catch {
    return false;
  }
}

/** Once there is more of a file than is held of a text. */
function judge(state: State, more: number): void {
  state.fileBytes += more;
  if (state.fileBytes <= state.limits.uploadTextBytes) return;
  const content = state.held.slice(state.before);
  if (state.texts === mostTexts || !isPlainText(content)) {
    state.part = "held";
    return;
  }
  state.texts++;
  state.held.length = state.before;
  state.part = "text";
  giveHeld(state, { last: false });
  for (const bytes of content) state.out.push({ is: "text", bytes });
}
