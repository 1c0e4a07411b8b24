/* Units that plain prose has none of, a bit for each: a stretch without any holds no secret, number, address or separator. */

/** Bit `i & 31` of word `i >> 5` is unit `i` of the text. Used again for the next text: copy what you keep. */
export type OddUnits = Uint32Array;

const all = 0xffff_ffff;

/** Whether an odd unit stands in `[from, to)`, which must lie within the text. */
export function holdsOdd(odd: OddUnits, from: number, to: number): boolean {
  if (from >= to) return false;
  const last = (to - 1) >> 5;
  let word = from >> 5;
  let mask = all << (from & 31);
  for (; word < last; word++) {
    if (((odd[word] as number) & mask) !== 0) return true;
    mask = all;
  }
  return ((odd[word] as number) & mask & (all >>> (31 - ((to - 1) & 31)))) !== 0;
}

/** Plain are letters of ASCII, blanks, ends of lines, comma, full stop and apostrophe; a capital behind a letter is odd. */
const odd = /[^A-Za-z \t\n\r,.']|(?<=[A-Za-z])[A-Z]/g;

/** Those of one text, not used again: what the look at a text finds as well. */
export function oddUnitsOf(text: string): OddUnits {
  const units = new Uint32Array((text.length >> 5) + 1);
  for (const { index } of text.matchAll(odd)) {
    const word = index >> 5;
    units[word] = (units[word] as number) | (1 << (index & 31));
  }
  return units;
}
