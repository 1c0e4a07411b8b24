/* Remembers words of a sentence that lead to no value: each is looked at once, however many labels stand beside it. */

import { onForget, remembersText } from "../text-memory.js";

/** More than one label looks at; a power of two. */
const size = 64;

export interface PassedWords {
  /** The other end of the word that begins or ends at `at`; -1 when it was not noted. */
  read(text: string, at: number): number;
  /** The word between `at` and `other` leads to nothing, whatever the label. */
  note(text: string, at: number, other: number): void;
}

export function createPassedWords(): PassedWords {
  const places = new Int32Array(size);
  const others = new Int32Array(size);
  let known = "";
  onForget(() => {
    known = "";
  });
  return {
    read(text, at) {
      const slot = at % size;
      return places[slot] === at && text === known ? (others[slot] as number) : -1;
    },
    note(text, at, other) {
      if (text !== known) {
        known = text;
        places.fill(-1);
        remembersText();
      }
      places[at % size] = at;
      others[at % size] = other;
    },
  };
}
