/* JSON documents: identical when nothing is edited, exact where something is, and as strict as JSON.parse. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLimits, type Document } from "../../src/core/document.js";
import { AppError } from "../../src/core/errors.js";
import { readJson, readLines } from "../../src/document/json.js";
import {
  anyBlank,
  applyEdits,
  editsFor,
  inlineBlank,
  jsonModel,
  sourceOf,
  spanOf,
  textsOf,
  type Model,
} from "./arbitraries.js";
import { runs } from "../support/runs.js";

const read = (source: string): Document => readJson(Buffer.from(source), defaultLimits);

const textNodes = (document: Document): readonly number[] =>
  Array.from({ length: document.size }, (_, node) => node).filter((node) =>
    ["string", "key"].includes(document.kind(node)),
  );

const encode = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Both grammars keep the same promises. */
function keepsPromises(model: Model, document: Document, body: Buffer): void {
  expect(document.write([])).toBe(body);
  expect(textNodes(document).map((node) => document.text(node))).toEqual(textsOf(model));
}

/** Edits of the model as edits of the document, and what must come out. */
function checkEdits(model: Model, document: Document): fc.Arbitrary<boolean> {
  const nodes = textNodes(document);
  const parts = model.flatMap((part, at) => (typeof part === "string" ? [] : [at]));
  return editsFor(model).map((edits) => {
    const written = document.write(
      edits.map((edit) => ({
        node: nodes[parts.indexOf(edit.part)] ?? -1,
        ...spanOf(model, edit),
        replacement: edit.replacement,
      })),
    );
    expect(written.toString()).toBe(applyEdits(model, edits, encode));
    return true;
  });
}

describe("JSON documents", () => {
  it("say what the source says, and are the same Buffer when nothing is edited", () => {
    fc.assert(
      fc.property(jsonModel(anyBlank), anyBlank, anyBlank, (model, before, behind) => {
        const body = Buffer.from(before + sourceOf(model) + behind);
        keepsPromises(model, readJson(body, defaultLimits), body);
      }),
      { numRuns: runs(250, 1000) },
    );
  });

  it("edits land exactly, and every other byte stays", () => {
    fc.assert(
      fc.property(
        jsonModel(anyBlank).chain((model) => checkEdits(model, read(sourceOf(model)))),
        (held) => held,
      ),
      { numRuns: runs(250, 1000) },
    );
  });

  it("a removed node goes with exactly its comma and key", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.nat(), (value, pick) => {
        const document = read(JSON.stringify(value, undefined, pick % 3));
        const inner = Array.from({ length: document.size }, (_, node) => node).filter(
          (node) => node > 0 && document.kind(node) !== "key",
        );
        const node = inner[pick % Math.max(1, inner.length)];
        if (node === undefined) return;
        const written: unknown = JSON.parse(document.write([{ remove: node }]).toString());
        expect(written).toEqual(without(JSON.parse(JSON.stringify(value)), document.path(node)));
      }),
      { numRuns: runs(250, 1000) },
    );
  });

  it("several removed neighbours leave valid JSON", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.boolean(), fc.constantFrom("1", '"a"', "[2]", '{"b":3}'))),
        anyBlank,
        (items, blank) => {
          const source = `[${items.map(([, item]) => `${blank}${item}${blank}`).join(",")}]`;
          const document = read(source);
          const elements = Array.from({ length: document.size }, (_, node) => node).filter(
            (node) => document.parent(node) === 0,
          );
          const edits = elements.filter((_node, at) => items[at]?.[0] === true).map((remove) => ({ remove }));
          const kept = items.filter(([gone]) => !gone).map(([, item]) => JSON.parse(item) as unknown);
          expect(JSON.parse(document.write(edits).toString())).toEqual(kept);
        },
      ),
      { numRuns: runs(150, 500) },
    );
  });

  it("accept and reject what JSON.parse does", () => {
    const odd = fc.constantFrom(
      ..."{}[]\",:\\ \n\t\r+-.eE0019tfn/'#u\u00a0\u2028\u0001ä😀",
      "\\u00",
      "null",
      "1e",
      "//",
      "\\x",
    );
    const change = fc.tuple(fc.nat(), fc.nat(2), fc.oneof(odd, fc.constant("")));
    const spoil = (text: string, [place, cut, put]: readonly [number, number, string]): string => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + cut);
    };
    const spoiled = fc
      .tuple(jsonModel(anyBlank), fc.array(change, { maxLength: 3 }))
      .map(([model, changes]) => changes.reduce(spoil, sourceOf(model)));
    fc.assert(
      fc.property(
        fc.oneof(
          spoiled,
          fc.array(odd, { maxLength: 12 }).map((all) => all.join("")),
        ),
        (text) => {
          const source = Buffer.from(text).toString();
          expect([source, accepts(() => read(source))]).toEqual([
            source,
            accepts(() => JSON.parse(source) as unknown),
          ]);
        },
      ),
      { numRuns: runs(1000, 4000) },
    );
  });
});

function accepts(reading: () => unknown): boolean {
  try {
    reading();
    return true;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof AppError && error.code === "json_syntax"))
      return false;
    throw error;
  }
}

/** The value without what the pointer names. */
function without(value: unknown, pointer: string): unknown {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const last = steps.pop() ?? "";
  let holder = value as Record<string, unknown>;
  for (const step of steps) holder = holder[step] as Record<string, unknown>;
  if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
  return value;
}

const lineEnd = fc.constantFrom("\n", "\r\n", "\n\n", "\n \n");

describe("NDJSON documents", () => {
  const lines: fc.Arbitrary<Model> = fc
    .array(fc.tuple(jsonModel(inlineBlank), lineEnd), { minLength: 1, maxLength: 5 })
    .map((all) => all.flatMap(([model, end], at) => [...model, at === all.length - 1 ? "" : end]));

  it("say what their lines say, and are the same Buffer when nothing is edited", () => {
    fc.assert(
      fc.property(lines, fc.constantFrom("", "\n", "\r\n"), (model, end) => {
        const body = Buffer.from(sourceOf(model) + end);
        keepsPromises(model, readLines(body, defaultLimits), body);
      }),
      { numRuns: runs(150, 500) },
    );
  });

  it("edits land exactly", () => {
    fc.assert(
      fc.property(
        lines.chain((model) => checkEdits(model, readLines(Buffer.from(sourceOf(model)), defaultLimits))),
        (held) => held,
      ),
      { numRuns: runs(150, 500) },
    );
  });

  it.each([
    ["a value over two lines", '{"a":\n1}'],
    ["two values on a line", "1 2\n"],
    ["a comma between lines", "1,\n2"],
    ["no value", '1\n{"a"}\n'],
  ])("%s is refused", (_name, source) => {
    expect(accepts(() => readLines(Buffer.from(source), defaultLimits))).toBe(false);
  });

  it.each(["", "\n\n"])("an empty payload has no lines", (source) => {
    expect(readLines(Buffer.from(source), defaultLimits).size).toBe(1);
  });
});
