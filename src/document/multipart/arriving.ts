/* A multipart body as it arrives: long texts in it come out piece by piece, all else is held until it is needed. */

import type { Limits } from "../../core/limits.js";
import { createPieces, type Pieces } from "../../core/pieces.js";
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
  /** What has not come out, without the content of a `file`, */
  readonly held: Pieces;
  /** which may turn out to be a long text. */
  readonly file: Pieces;
  part: "held" | "file" | "text";
  /** Long ones so far. */
  texts: number;
}

/** Each has the whole form read once more: further ones are held. */
const mostTexts = 8;

/** A text is long above `uploadTextBytes`. What must be read whole, and files in transfer encodings, are held. */
export function createArrivingForm(boundary: string, limits: FormLimits): ArrivingForm {
  const state: State = {
    limits,
    out: [],
    held: createPieces(),
    file: createPieces(),
    part: "held",
    texts: 0,
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
      return state.held.size + state.file.size;
    },
  };
}

const sinkOf = (state: State): FramingSink => ({
  frame: (bytes) => {
    state.held.push(bytes);
  },
  part: (_, lines) => {
    state.part = mayBeText(lines) ? "file" : "held";
  },
  content: (bytes) => {
    if (state.part === "text") state.out.push({ is: "text", bytes });
    else if (state.part === "held") state.held.push(bytes);
    else addToFile(state, bytes);
  },
  partEnd: () => {
    if (state.part === "text") state.out.push({ is: "text-end" });
    holdFile(state, state.file.take());
  },
});

function holdFile(state: State, content: readonly Buffer[]): void {
  for (const bytes of content) state.held.push(bytes);
  state.part = "held";
}

function giveHeld({ out, held }: State, { last }: { readonly last: boolean }): void {
  out.push({ is: "between", bytes: Buffer.concat(held.take()), last });
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

/** It is judged once there is more of it than is held of a text. */
function addToFile(state: State, bytes: Buffer): void {
  state.file.push(bytes);
  if (state.file.size <= state.limits.uploadTextBytes) return;
  const content = state.file.take();
  if (state.texts === mostTexts || !isPlainText(content)) {
    holdFile(state, content);
    return;
  }
  state.texts++;
  state.part = "text";
  giveHeld(state, { last: false });
  for (const piece of content) state.out.push({ is: "text", bytes: piece });
}
