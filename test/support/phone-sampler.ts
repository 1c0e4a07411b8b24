/* Draws random members of the small regular languages of the phone metadata: classes, groups, alternatives, bounded repeats. */

/** Pseudo-random numbers in [0, 1) from a seed (mulberry32), so that a failure can be repeated. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <T>(random: () => number, items: readonly T[]): T =>
  items[Math.floor(random() * items.length)]!;

const allDigits = "0123456789";

function classMembers(source: string): string {
  if (source === "\\d") return allDigits;
  const inner = source.slice(1, -1).replace("\\d", "0-9");
  const members = [...inner.matchAll(/(\d)-(\d)|\d/g)].map(([one, from, to]) =>
    from === undefined ? one : allDigits.slice(Number(from), Number(to) + 1),
  );
  return members.join("");
}

/** One random text of the pattern. */
export function drawFrom(pattern: string, random: () => number): string {
  let at = 0;
  const alternatives = (): string => {
    const drawn = [sequence()];
    while (pattern[at] === "|") {
      at++;
      drawn.push(sequence());
    }
    return pick(random, drawn);
  };
  const sequence = (): string => {
    let drawn = "";
    while (at < pattern.length && pattern[at] !== "|" && pattern[at] !== ")") drawn += repeated();
    return drawn;
  };
  const repeated = (): string => {
    const from = at;
    const first = atom();
    const to = at;
    const [least, most] = quantifier();
    const times = least + Math.floor(random() * (most - least + 1));
    const after = at;
    let drawn = times > 0 ? first : "";
    for (let i = 1; i < times; i++) {
      at = from;
      drawn += atom();
    }
    if (times > 1 && at !== to) throw new Error("sampler lost its place");
    at = after;
    return drawn;
  };
  const atom = (): string => {
    if (pattern.startsWith("(?:", at) || pattern[at] === "(") {
      at += pattern.startsWith("(?:", at) ? 3 : 1;
      const drawn = alternatives();
      at++;
      return drawn;
    }
    const source = /^(?:\[[^\]]+\]|\\d|\d)/.exec(pattern.slice(at))![0];
    at += source.length;
    return source.length === 1 ? source : pick(random, [...classMembers(source)]);
  };
  const quantifier = (): [number, number] => {
    const match = /^(?:\?|\{(\d+)(?:,(\d+))?\})/.exec(pattern.slice(at));
    if (!match) return [1, 1];
    at += match[0].length;
    if (match[0] === "?") return [0, 1];
    return [Number(match[1]), Number(match[2] ?? match[1])];
  };
  return alternatives();
}
