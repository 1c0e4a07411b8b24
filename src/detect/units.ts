/* The UTF-16 units of a text as an array: reading a unit of a string costs several times as much. */

/** Zeros before the first unit and behind the last one. */
export const unitsLead = 32;

/** Units of a text with `unitsLead` zeros before and behind; used again for the next text: copy what you keep. */
export type Units = Uint16Array;

/** Runs of units in a text, in order: run `i` is `[edges[2 * i], edges[2 * i + 1])`. Used again for the next text. */
export interface Runs {
  readonly count: number;
  readonly edges: Int32Array;
}

/** A text both ways: the string for expressions and slices, the units for looks at single ones. */
export interface UnitText {
  readonly text: string;
  readonly units: Units;
}

/** Unit at `at`, from `-unitsLead` to `unitsLead` behind the text's end; 0 outside the text. */
export const unitAt = (units: Units, at: number): number => units[at + unitsLead] as number;

/** Writes the units of `text` and the zeros behind it; the array must be long enough. */
export function writeUnits(units: Units, text: string): void {
  for (let at = 0; at < text.length; at++) units[at + unitsLead] = text.charCodeAt(at);
  units.fill(0, text.length + unitsLead, text.length + 2 * unitsLead);
}

/** Units of one text, not used again. */
export function unitsOf(text: string): Units {
  const units = new Uint16Array(text.length + 2 * unitsLead);
  writeUnits(units, text);
  return units;
}
