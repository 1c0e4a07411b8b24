/* Forms and plain text: decoded like other readers do, identical when nothing is edited, exact where something is. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLimits, type Document } from "../../src/core/document.js";
import { AppError } from "../../src/core/errors.js";
import { readForm } from "../../src/document/form.js";
import { readText } from "../../src/document/text.js";
import {
  anyCharacter,
  applyEdits,
  editsFor,
  sourceOf,
  spanOf,
  textsOf,
  type Model,
  type Piece,
} from "./arbitraries.js";
import { runs } from "../support/runs.js";

const percent = (byte: number, lower: boolean): string => {
  const hex = byte.toString(16).padStart(2, "0");
  return `%${lower ? hex : hex.toUpperCase()}`;
};

/** What must not stand for itself in a form, or would be read as something else. */
const special = /[&=+%\s\p{Cc}]/u;

/** One character raw, in escapes of either case, or a blank as plus. */
const formPiece: fc.Arbitrary<Piece> = fc.tuple(anyCharacter, fc.nat(3)).map(([text, how]) => {
  if (text === " " && how < 2) return { source: "+", text };
  if (how < 2 && !special.test(text)) return { source: text, text };
  return { source: [...Buffer.from(text)].map((byte) => percent(byte, how === 3)).join(""), text };
});

const pieces = fc.array(formPiece, { minLength: 1, maxLength: 8 });
const names = fc.oneof(
  pieces,
  fc.constantFrom("a", "mail", "a[]").map((name) => [{ source: name, text: name }]),
);
const form: fc.Arbitrary<Model> = fc
  .array(fc.tuple(names, pieces, fc.constantFrom("&", "&&")), { minLength: 1, maxLength: 5 })
  .map((pairs) =>
    pairs.flatMap(([name, value, end], at) => [name, "=", value, at === pairs.length - 1 ? "" : end]),
  );

const encode = (text: string): string => [...Buffer.from(text)].map((byte) => percent(byte, false)).join("");

const textsIn = (document: Document): readonly string[] =>
  Array.from({ length: document.size - 1 }, (_, at) => document.text(at + 1));

describe("form documents", () => {
  it("say what URLSearchParams says, and are the same Buffer when nothing is edited", () => {
    fc.assert(
      fc.property(form, (model) => {
        const body = Buffer.from(sourceOf(model));
        const document = readForm(body);
        expect(document.write([])).toBe(body);
        expect(textsIn(document)).toEqual(textsOf(model));
        expect(textsIn(document)).toEqual([...new URLSearchParams(body.toString())].flat());
      }),
      { numRuns: runs(250, 1000) },
    );
  });

  it("edits land exactly, in escapes that every reader takes back", () => {
    const edited = form.chain((model) => editsFor(model).map((edits) => ({ model, edits })));
    fc.assert(
      fc.property(edited, ({ model, edits }) => {
        const parts = model.flatMap((part, at) => (typeof part === "string" ? [] : [at]));
        const written = readForm(Buffer.from(sourceOf(model)))
          .write(
            edits.map((edit) => ({
              node: parts.indexOf(edit.part) + 1,
              ...spanOf(model, edit),
              replacement: edit.replacement,
            })),
          )
          .toString();
        const expected = applyEdits(model, edits, encode);
        expect([...new URLSearchParams(written)]).toEqual([...new URLSearchParams(expected)]);
        // Untouched pieces keep their spelling: what differs is only how a replacement is escaped.
        const untouched = applyEdits(
          model,
          edits.map((edit) => ({ ...edit, replacement: "" })),
          encode,
        );
        const cut = readForm(Buffer.from(sourceOf(model)))
          .write(
            edits.map((edit) => ({
              node: parts.indexOf(edit.part) + 1,
              ...spanOf(model, edit),
              replacement: "",
            })),
          )
          .toString();
        expect(cut).toBe(untouched);
      }),
      { numRuns: runs(250, 1000) },
    );
  });

  it("a removed pair goes with one ampersand", () => {
    fc.assert(
      fc.property(fc.array(pieces, { minLength: 1, maxLength: 5 }), fc.nat(), (values, pick) => {
        const pairs = values.map((value, at) => [`k${String(at)}`, sourceOf([value])] as const);
        const at = pick % pairs.length;
        const document = readForm(Buffer.from(pairs.map((pair) => pair.join("=")).join("&")));
        const written = document.write([{ remove: at * 2 + 2 }]).toString();
        expect(written).toBe(
          pairs
            .filter((_pair, one) => one !== at)
            .map((pair) => pair.join("="))
            .join("&"),
        );
      }),
      { numRuns: runs(100, 300) },
    );
  });

  it.each([
    ["a=%", "form_malformed"],
    ["a=%4", "form_malformed"],
    ["a=%zz", "form_malformed"],
    ["a=%u0040", "form_malformed"],
    ["a=%ff", "invalid_utf8"],
    ["a=%c1%80", "invalid_utf8"],
    ["a=%ed%a0%80", "invalid_utf8"],
  ])("%s is refused", (source, code) => {
    expect(() => readForm(Buffer.from(source))).toThrow(new AppError(code as "form_malformed"));
  });

  it("bytes of one character may be half raw, half escaped", () => {
    const body = Buffer.from("a=\u00c3%A9x", "latin1");
    expect(() => readForm(body)).toThrow(AppError);
  });
});

/** At the start it would be a byte order mark, which belongs to the body and not to the text. */
const withoutMark = (characters: readonly string[]): readonly string[] =>
  characters
    .slice(characters.findIndex((one) => one !== "\ufeff"))
    .filter((one, at) => at > 0 || one !== "\ufeff");

describe("text documents", () => {
  it("edits land exactly, whatever the characters; a byte order mark stays", () => {
    const character = fc.oneof(anyCharacter, fc.constantFrom("\r\n", "e\u0301"));
    const model: fc.Arbitrary<Model> = fc
      .tuple(fc.constantFrom("", "\ufeff"), fc.array(character, { maxLength: 30 }))
      .map(([mark, all]) => [mark, withoutMark(all).map((text) => ({ source: text, text }))]);
    fc.assert(
      fc.property(
        model.chain((one) => editsFor(one).map((edits) => ({ one, edits }))),
        ({ one, edits }) => {
          const body = Buffer.from(sourceOf(one));
          const document = readText(body, defaultLimits);
          expect(document.write([])).toBe(body);
          expect(document.text(0)).toBe(textsOf(one)[0]);
          const written = document.write(
            edits.map((edit) => ({ node: 0, ...spanOf(one, edit), replacement: edit.replacement })),
          );
          expect(written.toString()).toBe(applyEdits(one, edits, (text) => text));
        },
      ),
      { numRuns: runs(250, 1000) },
    );
  });

  it("a span that would cut a surrogate pair takes the whole of it", () => {
    const document = readText(Buffer.from("a😀b"), defaultLimits);
    expect(document.write([{ node: 0, start: 2, end: 3, replacement: "#" }]).toString()).toBe("a#b");
  });
});
