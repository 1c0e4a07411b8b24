/* Tells whether the talk around an everyday word for a code is of logging in and of short messages. */

import { onForget, remembersText } from "../text-memory.js";
import { skipBlanksBack } from "./characters.js";
import { codeTalk, otherCodes, otherTails } from "./code-words.js";

const talkBefore = 220;
const talkBehind = 60;

function wordBefore(text: string, start: number): string {
  const end = skipBlanksBack(text, start, 2);
  let first = end;
  while (first > end - 16 && first > 0 && !/[\s"'(,.:;]/.test(text.charAt(first - 1))) first--;
  return text.slice(first, end).toLowerCase();
}

const longestTalk = 40;

/** Windows of codes that follow one another overlap: what the last one held is not looked for again. */
function createTalk(): { standsIn(text: string, from: number, to: number): boolean } {
  let known = "";
  let none = { from: 0, to: 0 };
  let found = { from: 0, to: 0 };
  onForget(() => {
    known = "";
  });
  return {
    standsIn(text, from, to) {
      if (text !== known) {
        known = text;
        remembersText();
        none = { from: 0, to: 0 };
        found = none;
      }
      if (found.to > found.from && found.from >= from && found.to <= to) return true;
      const isKnown = from >= none.from && from < none.to;
      const first = isKnown ? Math.max(from, none.to - longestTalk) : from;
      const match = codeTalk.exec(text.slice(first, to));
      if (match === null) none = { from: isKnown ? none.from : from, to };
      else found = { from: first + match.index, to: first + match.index + match[0].length };
      return match !== null;
    },
  };
}

const talk = createTalk();

/** Whether an everyday word for a code means a one-time code: by the words beside it, and the talk around it. */
export function isTalkOfCodes(text: string, start: number, end: number): boolean {
  if (otherTails.test(text.slice(end, end + 24)) || otherCodes.has(wordBefore(text, start))) return false;
  return talk.standsIn(text, Math.max(0, start - talkBefore), end + talkBehind);
}
