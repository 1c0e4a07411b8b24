/* What holds for every document; run briefly with the unit tests and at length with the long ones. */

import fc from "fast-check";
import { expect } from "vitest";
import type { Reading } from "../../src/core/reading.js";
import { readHtml } from "../../src/document/html.js";
import { lexHtml } from "../../src/document/html/lexer.js";
import { textOf } from "../../src/document/html/strand.js";
import {
  coverage,
  documents,
  faultsOf,
  marker,
  type SeenAttribute,
  seenByParse5,
  withoutBlanks,
  wrap,
} from "./html-oracle.js";

export function agreesWithParse5(runs: number): void {
  fc.assert(
    fc.property(documents, (body) => {
      const source = wrap(body);
      const seen = seenByParse5(source);
      const strands = lexHtml(source);
      expect(withoutBlanks(textOf(strands.text))).toBe(seen.text);
      const raw = [strands.raw, ...strands.data].map(textOf).join("");
      expect(Array.from(withoutBlanks(raw)).sort()).toEqual(Array.from(seen.raw).sort());
      for (const comment of seen.comments) expect(textOf(strands.comments)).toContain(comment);
      expectAttributes(source, seen.attributes);
    }),
    { numRuns: runs },
  );
}

/** Compares decoded values by their place in the source: parse5 drops duplicates and copies elements. */
function expectAttributes(source: string, attributes: readonly SeenAttribute[]): void {
  const units = new Array<string>(source.length).fill("");
  for (const reading of readHtml(source)) {
    if (reading.name !== "html-attribute") continue;
    for (let at = 0; at < reading.text.length; at++) {
      const [piece] = reading.source(at, at + 1);
      if (piece !== undefined) units[piece.start] += reading.text.charAt(at);
    }
  }
  for (const { start, end, value } of attributes) {
    const read = units.slice(start, end).join("");
    expect(read.slice(read.length - value.length)).toBe(value);
  }
}

export function mapsExactly(runs: number): void {
  fc.assert(
    fc.property(documents, fc.nat(), fc.nat(), (body, a, b) => {
      for (const reading of readHtml(body)) {
        expect(faultsOf(reading, body)).toEqual([]);
        const length = reading.text.length + 1;
        const [start, end] = [Math.min(a % length, b % length), Math.max(a % length, b % length)];
        expect(unitsOf(reading, start, end)).toEqual(unitsOneByOne(reading, start, end));
      }
    }),
    { numRuns: runs },
  );
}

function unitsOf(reading: Reading, start: number, end: number): readonly number[] {
  return reading.source(start, end).flatMap((piece) => {
    expect(piece.end).toBeGreaterThan(piece.start);
    return Array.from({ length: piece.end - piece.start }, (_, at) => piece.start + at);
  });
}

function unitsOneByOne(reading: Reading, start: number, end: number): readonly number[] {
  const units = new Set<number>();
  for (let at = start; at < end; at++) {
    for (const unit of unitsOf(reading, at, at + 1)) units.add(unit);
  }
  return [...units];
}

export function coversEveryValue(runs: number): void {
  fc.assert(
    fc.property(documents, (body) => {
      const covered = coverage(readHtml(body), body.length);
      for (let at = body.indexOf(marker); at !== -1; at = body.indexOf(marker, at + 1)) {
        expect([...covered.slice(at, at + marker.length)]).toEqual([1, 1, 1]);
      }
    }),
    { numRuns: runs },
  );
}
