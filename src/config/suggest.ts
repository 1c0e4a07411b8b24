/* "Did you mean": the nearest of a few known names. */

/** Further away than this nothing is suggested. */
const farthest = 3;
/** Longer names are not compared: the table grows with the square. */
const longest = 64;

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** ` Did you mean "x"?` or nothing. Case, `-` and `_` do not count. */
export function suggest(given: string, known: readonly string[]): string {
  if (given.length > longest) return "";
  const plain = (name: string): string => name.toLowerCase().replaceAll("_", "-");
  const ranked = known
    .map((name) => ({ name, far: distance(plain(given), plain(name)) }))
    .filter(({ name, far }) => far <= Math.min(farthest, Math.ceil(name.length / 2)))
    .sort((a, b) => a.far - b.far);
  return ranked[0] === undefined ? "" : ` Did you mean "${ranked[0].name}"?`;
}
