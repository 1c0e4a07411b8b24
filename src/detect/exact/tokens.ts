/* Tokens of exact-match lists: words of letters and digits in small letters; of scripts without blanks each character. */

export const separator = 0;
export const wordUnit = 1;
/** A token of its own: these scripts write words without blanks, or glue particles to names. */
export const loneUnit = 2;

export interface TokenTables {
  /** By UTF-16 unit. */
  readonly classes: Uint8Array;
  /** By UTF-16 unit: the letter without accents; 0 for an accent that stands by itself. */
  readonly plain: Uint16Array;
  /** The same in small letters. */
  readonly folded: Uint16Array;
}

const units = 0x10000;
const word = /[\p{L}\p{N}\p{M}\p{Cs}]/u;
const lone =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
const accents = /^[\u0300-\u036f]+$/;
const sigmas = { final: 0x3c2, small: 0x3c3 } as const;

let made: TokenTables | undefined;

/** Made at the first list: most configurations have none. */
export function tokenTables(): TokenTables {
  if (made !== undefined) return made;
  const classes = new Uint8Array(units);
  const plain = new Uint16Array(units);
  const folded = new Uint16Array(units);
  for (let unit = 0; unit < units; unit++) {
    const character = String.fromCharCode(unit);
    plain[unit] = plainOf(character);
    folded[unit] = smallOf(plain[unit] as number);
    if (word.test(character)) classes[unit] = unit > 0x7f && lone.test(character) ? loneUnit : wordUnit;
  }
  return (made = { classes, plain, folded });
}

/** People leave accents out, and some systems write them as characters of their own. */
function plainOf(character: string): number {
  if (accents.test(character)) return 0;
  const apart = character.normalize("NFD");
  return (accents.test(apart.slice(1)) ? apart : character).charCodeAt(0);
}

/** The small sigma has two forms, and the capital does not say which. */
function smallOf(unit: number): number {
  const small = String.fromCharCode(unit).toLowerCase();
  if (small.length !== 1) return unit;
  return small.charCodeAt(0) === sigmas.final ? sigmas.small : small.charCodeAt(0);
}

/** `table`: `plain` or `folded`. */
export function spellBy(table: Uint16Array, text: string): string {
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const unit = table[text.charCodeAt(at)] as number;
    if (unit !== 0) out += String.fromCharCode(unit);
  }
  return out;
}

/** Half-open, in UTF-16 units. */
export interface Token {
  readonly start: number;
  readonly end: number;
}

/** End of the token that begins at `start`, which is no separator. */
export function tokenEnd({ classes }: TokenTables, text: string, start: number): number {
  let end = start + 1;
  if (classes[text.charCodeAt(start)] === loneUnit) return end;
  while (end < text.length && classes[text.charCodeAt(end)] === wordUnit) end++;
  return end;
}

export function tokensOf(text: string): readonly Token[] {
  const tables = tokenTables();
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    if (tables.classes[text.charCodeAt(at)] === separator) at++;
    else {
      const end = tokenEnd(tables, text, at);
      tokens.push({ start: at, end });
      at = end;
    }
  }
  return tokens;
}
