/* A text of any length through windows that overlap: finished text comes out while the rest is still to come. */

import { AppError } from "../core/errors.js";
import type { Item } from "./judged-item.js";

/** UTF-16 units. */
export interface WindowSizes {
  /** Text that is new in a view. */
  readonly window: number;
  /** Finished text that is read again before it: labels of what follows stand there. */
  readonly before: number;
  /** Text behind it that is read with it, and decided with the next: values end there. */
  readonly ahead: number;
  /** A value that is longer is refused. */
  readonly longest: number;
}

/** A view costs some milliseconds, during which nothing else runs. The longest values are blocks of keys. */
export const defaultSizes: WindowSizes = {
  window: 48 * 1024,
  before: 4 * 1024,
  ahead: 12 * 1024,
  longest: 512 * 1024,
};

export interface WindowTools {
  /** All items of one text. */
  find(text: string): readonly Item[];
  /** The text with these items written. */
  write(text: string, items: readonly Item[]): string;
}

export interface Windows {
  push(text: string): void;
  /** No more text comes. */
  end(): void;
  /**
   * Reads one view: what is finished by it, which may be nothing. Undefined: more text is needed first, or all of it is
   * out. Throws what the tools throw, and AppError `string_too_large`.
   */
  next(): string | undefined;
}

export function createWindows(tools: WindowTools, sizes: WindowSizes = defaultSizes): Windows {
  const state: State = { before: "", pending: "", window: sizes.window };
  let last = false;
  return {
    push(text) {
      state.pending += text;
    },
    end() {
      last = true;
    },
    next() {
      const { pending, window } = state;
      const isReady = last ? pending !== "" : pending.length >= window + sizes.ahead;
      return isReady ? advance(state, tools, { sizes, last }) : undefined;
    },
  };
}

interface State {
  before: string;
  pending: string;
  /** Grows while one value fills it. */
  window: number;
}

interface Step {
  readonly sizes: WindowSizes;
  readonly last: boolean;
}

/** Reads one view; what is finished of it moves from `pending` to `before`. */
function advance(state: State, tools: WindowTools, { sizes, last }: Step): string {
  const { pending, window } = state;
  const isLast = last && pending.length <= window + sizes.ahead;
  const taken = isLast ? pending : wholeLines(pending, window, sizes.ahead);
  const from = state.before.length;
  const view = state.before + taken;
  const items = inOrder(tools.find(view));
  const edge = isLast ? view.length : edgeOf(view, items, { from, limit: from + window });
  if (edge <= from) {
    widen(state, sizes);
    return "";
  }
  const written = tools.write(view.slice(from, edge), itemsWithin(items, from, edge));
  const finished = edge - from;
  state.before = tail(state.before + pending.slice(0, finished), sizes.before);
  state.pending = pending.slice(finished);
  state.window = sizes.window;
  return written;
}

/** One value fills the window: it is read again with more. Throws AppError `string_too_large`. */
function widen(state: State, { longest, window }: WindowSizes): void {
  if (state.window >= longest) throw new AppError("string_too_large");
  state.window = Math.min(longest, state.window + window);
}

/** The window and what is ahead of it, up to the end of a line where there is one: lines have grammars of their own. */
function wholeLines(text: string, window: number, ahead: number): string {
  const end = text.lastIndexOf("\n", window + ahead - 1) + 1;
  return text.slice(0, end > window + ahead / 2 ? end : window + ahead);
}

/** From the begin of a line, where there is one. */
function tail(text: string, most: number): string {
  if (text.length <= most) return text;
  const line = text.indexOf("\n", text.length - most) + 1;
  return text.slice(line === 0 || line === text.length ? text.length - most : line);
}

interface Hull {
  readonly item: Item;
  readonly start: number;
  readonly end: number;
}

function inOrder(items: readonly Item[]): readonly Hull[] {
  return items
    .map((item) => ({
      item,
      start: Math.min(...item.parts.map(({ start }) => start)),
      end: Math.max(...item.parts.map(({ end }) => end)),
    }))
    .sort((a, b) => a.start - b.start);
}

interface Bounds {
  readonly from: number;
  readonly limit: number;
}

/** Where the view is finished: at the end of a line where there is one, and never within a value. */
function edgeOf(view: string, items: readonly Hull[], { from, limit }: Bounds): number {
  const line = view.lastIndexOf("\n", limit - 1) + 1;
  let edge = line > from ? line : limit;
  if ((view.charCodeAt(edge) & 0xfc00) === 0xdc00) edge--;
  for (let at = items.length - 1; at >= 0; at--) {
    const { start = 0, end = 0 } = items[at] ?? {};
    if (start < edge && end > edge) edge = start;
  }
  return edge;
}

/** As they stand in that piece; of one that began before it, what is left. */
function itemsWithin(items: readonly Hull[], from: number, edge: number): readonly Item[] {
  const within: Item[] = [];
  for (const { item, start, end } of items) {
    if (end <= from || start >= edge) continue;
    const parts = item.parts
      .filter((part) => part.end > from)
      .map((part) => ({ start: Math.max(0, part.start - from), end: part.end - from }));
    within.push({ ...item, parts });
  }
  return within;
}
