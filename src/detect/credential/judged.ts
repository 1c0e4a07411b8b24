/* What the lexer found behind a label, and what the gate may ask about it. */

/**
 * What stands between label and value. `hard`: colon, equals sign, arrow. `soft`: dash, bar, tab. `copula`: is,
 * lautet, это. `target`: set to. `line`: the value is the next line. `none`: only blanks. `reversed`: the value
 * stands before the label.
 */
export const separators = ["hard", "soft", "copula", "target", "line", "none", "reversed"] as const;
export type Separator = (typeof separators)[number];

export interface LexedValue {
  readonly start: number;
  readonly end: number;
  readonly separator: Separator;
  readonly quoted: boolean;
  /** Nothing but punctuation follows on the line, in the cell or in the clause. */
  readonly sole: boolean;
  /** Other words stand between label and separator. */
  readonly qualified: boolean;
}

export interface Judged {
  readonly value: LexedValue;
  readonly token: string;
  /** Whether a user name with its own label stands close before; asked only where it matters. */
  sibling(): boolean;
  /** What stands before the label. */
  before(): string;
  /** What stands behind the value. */
  behind(): string;
  /** The label's kind. */
  readonly kind?: string;
}
