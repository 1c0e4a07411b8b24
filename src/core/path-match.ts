/* Path patterns of rules: `*` is one step, `**` any number of steps. */

type Steps = readonly string[];

/** Whether the fixed steps stand in the path from `at` on. */
function standsAt(block: Steps, path: Steps, at: number): boolean {
  return block.every((step, offset) => step === "*" || step === path[at + offset]);
}

/** First place from `from` on where the fixed steps stand; -1 when there is none up to `last`. */
function findBlock(block: Steps, path: Steps, { from, last }: { from: number; last: number }): number {
  for (let at = from; at <= last; at++) if (standsAt(block, path, at)) return at;
  return -1;
}

/** The steps between two `**`. */
function splitBlocks(steps: Steps): readonly Steps[] {
  const blocks: string[][] = [[]];
  for (const step of steps) {
    if (step === "**") blocks.push([]);
    else blocks.at(-1)?.push(step);
  }
  return blocks;
}

const stepsOf = (path: string): Steps => path.split("/").slice(path.startsWith("/") ? 1 : 0);

/** Whether one of the patterns fits. Steps of a path are escaped as in JSON Pointer (`~1` for a slash in a key). */
export function createPathMatch(patterns: readonly string[]): (path: string) => boolean {
  const matches = patterns.map(createStepsMatch);
  return (path) => {
    const steps = path === "" ? [] : stepsOf(path);
    return matches.some((match) => match(steps));
  };
}

/**
 * The leftmost place of each block leaves the most room for the next, so nothing is tried twice: the cost is the length
 * of the path times that of the pattern.
 */
function createStepsMatch(pattern: string): (steps: Steps) => boolean {
  const blocks = splitBlocks(stepsOf(pattern));
  const [head = [], ...rest] = blocks;
  const tail = rest.pop();
  const least = blocks.reduce((sum, block) => sum + block.length, 0);
  return (steps) => {
    if (steps.length < least || !standsAt(head, steps, 0)) return false;
    if (tail === undefined) return steps.length === head.length;
    const end = steps.length - tail.length;
    if (!standsAt(tail, steps, end)) return false;
    let from = head.length;
    for (const block of rest) {
      const at = findBlock(block, steps, { from, last: end - block.length });
      if (at === -1) return false;
      from = at + block.length;
    }
    return true;
  };
}
