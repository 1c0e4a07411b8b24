/* Reads from a label in one cell of an HTML table or list to the value in the next one. */

/** Units from the label to the value. */
const reach = 220;

const inline = "(?:[\\s:]|&nbsp;|</?(?:b|strong|em|span|p|font|div|code|small)\\b[^<>]{0,60}>){0,8}";
const change = new RegExp(`^${inline}</(td|th|dt)>\\s{0,8}<(?:td|dd)\\b[^<>]{0,100}>${inline}`, "i");
/** The label's cell opens its row. */
const firstCell =
  /<tr\b[^<>]{0,80}>\s{0,8}<t[hd]\b[^<>]{0,80}>(?:[^<>]{1,40}|<(?:b|strong|span|p)\b[^<>]{0,40}>){0,4}$/i;
/** The value's cell closes it. */
const lastCell = /^(?:\s|&nbsp;|<\/?(?:[bip]|strong|em|span|code)>){0,6}<\/td>\s{0,8}<\/tr>/i;

export interface CellChange {
  /** Start of the value. */
  readonly at: number;
  /** A list of terms: the cell behind a term can only be its value. */
  readonly term: boolean;
}

/** The change of cells right behind a label; undefined when none is there. */
export function readCellChange(text: string, labelEnd: number): CellChange | undefined {
  const found = change.exec(text.slice(labelEnd, labelEnd + reach));
  if (found === null) return undefined;
  return { at: labelEnd + found[0].length, term: found[1]?.toLowerCase() === "dt" };
}

/** True when label and value fill a row of two cells: a form, not the head of a table. */
export function isTwoCellRow(text: string, labelStart: number, valueEnd: number): boolean {
  return (
    firstCell.test(text.slice(Math.max(0, labelStart - reach), labelStart)) &&
    lastCell.test(text.slice(valueEnd, valueEnd + 80))
  );
}
