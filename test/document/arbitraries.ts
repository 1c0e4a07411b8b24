/* Payloads as people and programs really write them: odd blanks, any escape, repeated keys; with a model of what they say. */

import fc from "fast-check";

/** One stretch of the source and what it says. */
export interface Piece {
  readonly source: string;
  readonly text: string;
}

/** Source in order: punctuation and blanks as strings, each text (string or key, field or value) as its pieces. */
export type Model = readonly (string | readonly Piece[])[];

export const sourceOf = (model: Model): string =>
  model.map((part) => (typeof part === "string" ? part : part.map(({ source }) => source).join(""))).join("");

export const textsOf = (model: Model): readonly string[] =>
  model.flatMap((part) => (typeof part === "string" ? [] : [part.map(({ text }) => text).join("")]));

/** Replace pieces `[from, to)` of one text. */
export interface ModelEdit {
  readonly part: number;
  readonly from: number;
  readonly to: number;
  readonly replacement: string;
}

/** At most one edit for each text, at the edges of pieces. */
export function editsFor(model: Model): fc.Arbitrary<readonly ModelEdit[]> {
  const texts = model.flatMap((part, at) =>
    typeof part === "string" || part.length === 0 ? [] : [{ part: at, size: part.length }],
  );
  return fc
    .tuple(
      ...texts.map(({ part, size }) =>
        fc.option(
          fc.tuple(fc.nat(size), fc.nat(size), replacement).map(([a, b, text]): ModelEdit => ({
            part,
            from: Math.min(a, b),
            to: Math.max(a, b),
            replacement: text,
          })),
          { freq: 2 },
        ),
      ),
    )
    .map((edits) => edits.filter((edit): edit is ModelEdit => edit !== null && edit.from < edit.to));
}

const replacement = fc.constantFrom("", "[EMAIL_ADDRESS 7K3QXD]", 'a"b\\c', "ü\u2028€😀", "a&b=c%d e+f");

/** The source with the edits, where `encode` spells a replacement. */
export function applyEdits(
  model: Model,
  edits: readonly ModelEdit[],
  encode: (text: string) => string,
): string {
  return sourceOf(
    model.map((part, at) => {
      const edit = edits.find((one) => one.part === at);
      if (typeof part === "string" || edit === undefined) return part;
      const { from, to, replacement: text } = edit;
      return [...part.slice(0, from), { source: encode(text), text }, ...part.slice(to)];
    }),
  );
}

/** The edit in UTF-16 units of the text. */
export function spanOf(
  model: Model,
  { part, from, to }: ModelEdit,
): { readonly start: number; readonly end: number } {
  const pieces = model[part];
  const length = (until: number): number =>
    typeof pieces === "string" || pieces === undefined
      ? 0
      : pieces.slice(0, until).reduce((sum, piece) => sum + piece.text.length, 0);
  return { start: length(from), end: length(to) };
}

const hex = (unit: number): string => unit.toString(16).padStart(4, "0");
const upper = (unit: number): string => `\\u${hex(unit).toUpperCase()}`;
const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "/": "\\/",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

export const anyCharacter = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(..."abcXYZ019 @._-+:/{}[],'<>&;=%") },
  { weight: 2, arbitrary: fc.constantFrom(..."äß€你\u2028\u00a0\ufeff\u200b", "😀", "👩") },
  fc.constantFrom('"', "\\", "/", "\b", "\f", "\n", "\r", "\t", "\u0000", "\u001f", "\u007f"),
);

/** One character in one of the spellings JSON allows for it. */
const jsonPiece: fc.Arbitrary<Piece> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc.tuple(anyCharacter, fc.nat(3)).map(([text, how]): Piece => {
      const units = [...Array(text.length).keys()].map((at) => text.charCodeAt(at));
      const mustEscape = text === '"' || text === "\\" || text < " ";
      if (how === 0) return { source: units.map((unit) => `\\u${hex(unit)}`).join(""), text };
      if (how === 1) return { source: units.map(upper).join(""), text };
      const escape = short[text];
      if (escape !== undefined && (how === 2 || mustEscape)) return { source: escape, text };
      return { source: mustEscape ? units.map(upper).join("") : text, text };
    }),
  },
  fc.constantFrom<Piece>({ source: "\\ud800", text: "\ud800" }, { source: "\\uDC00x", text: "\udc00x" }),
);

/** A high surrogate next to a low one would be one character of two pieces. */
const joins = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    ({ text }, at) => /[\ud800-\udbff]$/.test(text) && /^[\udc00-\udfff]/.test(pieces[at + 1]?.text ?? ""),
  );

const pieces = fc.array(jsonPiece, { maxLength: 12 }).filter((all) => !joins(all));

/** JSON over the blanks given; keys repeat often. */
export function jsonModel(blank: fc.Arbitrary<string>): fc.Arbitrary<Model> {
  const text: fc.Arbitrary<Model> = pieces.map((all) => ['"', all, '"']);
  const key: fc.Arbitrary<Model> = fc.oneof(
    text,
    fc
      .constantFrom("a", "phone", "__proto__")
      .map((name): Model => ['"', [{ source: name, text: name }], '"']),
  );
  const scalar: fc.Arbitrary<Model> = fc.oneof(
    { weight: 4, arbitrary: text },
    fc
      .constantFrom("true", "false", "null", "0", "-0", "1.10", "1e400", "-1.5E-7", "12345678901234567890")
      .map((source): Model => [source]),
  );
  const list = (open: string, items: readonly Model[], close: string): fc.Arbitrary<Model> =>
    fc
      .array(blank, { minLength: items.length * 2 + 1, maxLength: items.length * 2 + 1 })
      .map((blanks) => [
        open,
        ...items.flatMap((item, at) => [
          at === 0 ? "" : ",",
          blanks[at * 2] ?? "",
          ...item,
          blanks[at * 2 + 1] ?? "",
        ]),
        items.length === 0 ? (blanks[0] ?? "") : "",
        close,
      ]);
  const { value } = fc.letrec<{ value: Model }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      scalar,
      fc.array(tie("value"), { maxLength: 4 }).chain((items) => list("[", items, "]")),
      fc
        .array(
          fc
            .tuple(key, blank, blank, tie("value"))
            .map(([name, before, behind, item]): Model => [...name, before, ":", behind, ...item]),
          { maxLength: 4 },
        )
        .chain((members) => list("{", members, "}")),
    ),
  }));
  return value;
}

export const anyBlank = fc.stringMatching(/^[ \t\r\n]{0,3}$/);
export const inlineBlank = fc.stringMatching(/^[ \t]{0,2}$/);
