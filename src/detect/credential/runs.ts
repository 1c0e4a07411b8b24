/* Where runs of characters begin and end, remembered, so that many labels in one long run do not each read it. */

import { onForget, remembersText } from "../text-memory.js";

export interface Runs {
  /** End of the run that holds `at`, looking no further than `limit`. */
  endOf(text: string, at: number, limit: number): number;
  /** Start of the run that ends at `at` or goes on there, looking no further back than `limit`. */
  startOf(text: string, at: number, limit: number): number;
}

/**
 * `breaks` tells which characters end a run, by nothing but the characters around them. One stretch of one text is
 * remembered; a question about another place starts anew.
 */
export function createRuns(breaks: (text: string, at: number) => boolean): Runs {
  let known = "";
  let low = 0;
  let high = 0;
  const enter = (text: string, at: number): void => {
    if (at >= low && at <= high && text === known) return;
    known = text;
    low = at;
    high = at;
    remembersText();
  };
  onForget(() => {
    known = "";
    low = 0;
    high = 0;
  });
  return {
    endOf(text, at, limit) {
      enter(text, at);
      if (high >= limit) return limit;
      let end = high;
      while (end < limit && !breaks(text, end)) end++;
      high = end;
      return end;
    },
    startOf(text, at, limit) {
      enter(text, at);
      if (low <= limit) return limit;
      let start = low;
      while (start > limit && !breaks(text, start - 1)) start--;
      low = start;
      return start;
    },
  };
}
