/* What lexers remember of the text being scanned; forgotten when its scan ends, so that no customer's text stays in memory. */

const memories: (() => void)[] = [];
let used = false;

/** Registers a memory of a module; `clear` lets go of every text in it. */
export function onForget(clear: () => void): void {
  memories.push(clear);
}

/** To be called whenever a memory takes hold of a text. */
export function remembersText(): void {
  used = true;
}

/** Clears all memories; nothing to do, and nothing done, when none was used. */
export function forgetText(): void {
  if (!used) return;
  used = false;
  for (const clear of memories) clear();
}
