/* Whole dates as people write them: numbers in any order, names of months, year, month and day in East Asian scripts. */

import type { Span } from "../../core/types.js";
import { isMonth } from "./birth-words.js";

const sticky = (source: string): RegExp => new RegExp(source, "uy");

const part = "[ \\u00a0]{0,2}";
/** `1990-05-09`, `1990/5/9`, `1990. 5. 9.` */
const yearFirst = sticky(
  `(?<y>\\d{4})(?<s>[-./\\u2010\\u2011])${part}(?<m>\\d{1,2})\\k<s>${part}(?<d>\\d{1,2})(?!\\d)`,
);
/** `09.05.1990`, `5/9/90`, `9. 5. 1990`, `09 05 1990` */
const yearLast = sticky(
  `(?<d>\\d{1,2})(?<s>[-./ \\u2010\\u2011])${part}(?<m>\\d{1,2})\\k<s>${part}(?<y>\\d{4}|'?\\d{2})(?!\\d)`,
);
const plain = sticky("(?<y>\\d{4})(?<m>\\d{2})(?<d>\\d{2})(?!\\d)");
const plainYearLast = sticky("(?<d>\\d{2})(?<m>\\d{2})(?<y>\\d{4})(?!\\d)");
/** `1990年5月9日`, `1990년 5월 9일` */
const eastAsian = sticky(
  `(?<y>\\d{4})${part}[年년]${part}(?<m>\\d{1,2})${part}[月월]${part}(?<d>\\d{1,2})${part}[日일号號]?`,
);
const ordinal = "(?:st|nd|rd|th|er|ère|º|ª|°|e|-?го|-?те|\\.)?";
const between = "(?:[ \\u00a0.,/-]{1,3}(?:(?:of|de|di|d'|del|den|do|da|ng[àa]y)[ \\u00a0])?)";
/** `9. Mai 1990`, `9th of May, 1990`, `9 de mayo de 1990`, `09-May-1990` */
const dayMonth = sticky(
  `(?<d>\\d{1,2})${ordinal}${between}(?<name>[\\p{L}\\p{M}]{3,12})\\.?${between}(?<y>\\d{4}|'?\\d{2})(?!\\d)`,
);
/** `May 9th, 1990` */
const monthDay = sticky(
  `(?<name>[\\p{L}]{3,12})\\.?[ \\u00a0]{1,2}(?<d>\\d{1,2})${ordinal},?[ \\u00a0]{1,2}(?<y>\\d{4})(?!\\d)`,
);
/** `1990 May 9`, `1990. május 9.` */
const yearMonth = sticky(
  `(?<y>\\d{4})\\.?[ \\u00a0-]{1,2}(?<name>[\\p{L}]{3,12})\\.?[ \\u00a0-]{1,2}(?<d>\\d{1,2})(?!\\d)`,
);

const forms = [eastAsian, yearFirst, yearLast, dayMonth, yearMonth, plain, plainYearLast];

const firstYear = 1880;
const lastYear = 2035;

type Groups = Readonly<Record<string, string | undefined>>;

function isYear(year = ""): boolean {
  const value = Number(year);
  return year.length !== 4 || (value >= firstYear && value <= lastYear);
}

/** Month and day change places between countries. */
function isDay(day: number, month: number): boolean {
  return Math.min(day, month) >= 1 && Math.min(day, month) <= 12 && Math.max(day, month) <= 31;
}

function isDate({ y, m = "1", d, name }: Groups): boolean {
  return isYear(y) && isDay(Number(d), Number(m)) && (name === undefined || isMonth(name));
}

function matchAt(form: RegExp, text: string, at: number): number {
  form.lastIndex = at;
  const groups = form.exec(text)?.groups;
  return groups !== undefined && isDate(groups) ? form.lastIndex : -1;
}

const wordBefore = /(?<!\p{L})\p{L}{3,12}\.?[ \u00a0]{1,2}$/u;
const wordReach = 16;

/** The date whose first digit stands at `digit`; a name of a month before it is part of it. */
export function readDate(text: string, digit: number): Span | undefined {
  const word = wordBefore.exec(text.slice(Math.max(0, digit - wordReach), digit));
  if (word !== null) {
    const start = digit - word[0].length;
    const end = matchAt(monthDay, text, start);
    if (end >= 0) return { start, end };
  }
  for (const form of forms) {
    const end = matchAt(form, text, digit);
    if (end >= 0) return { start: digit, end };
  }
  return undefined;
}
