/* The glance at odd units saves time only: with every unit called odd the detectors and views find the same. */

import { describe, expect, it } from "vitest";
import type { LiteralHit, NativeDetector, Scan, Sink } from "../../src/detect/detector.js";
import { natives } from "../../src/detect/natives/index.js";
import { createPrefilter } from "../../src/detect/prefilter.js";
import { forgetText } from "../../src/detect/text-memory.js";
import { joinLines } from "../../src/detect/views/unwrapped.js";
import { innocent } from "../fixtures/innocent-texts.js";
import { told } from "../fixtures/told-secrets.js";
import { readMarked } from "../support/marked.js";
import { createRandom } from "../support/pattern-texts.js";
import { inFull } from "../support/runs.js";
import { scanOf } from "../support/scan.js";

const detectors: readonly NativeDetector[] = Object.values(natives);

const owners = detectors.flatMap((detector) =>
  (detector.literals ?? []).map((literal, at) => ({ detector, literal, at })),
);
const prefilter = createPrefilter(owners.map(({ literal }) => literal));

interface Met extends LiteralHit {
  readonly detector: NativeDetector;
}

function hitsOf(text: string): readonly Met[] {
  const { hits } = prefilter.scan(text);
  return Array.from({ length: hits.count }, (_, hit) => {
    const [number = 0, start = 0, end = 0] = hits.triples.subarray(hit * 3, hit * 3 + 3);
    const owner = owners[number];
    if (owner === undefined) throw new Error("a literal of nobody");
    return { detector: owner.detector, literal: owner.at, start, end };
  });
}

function foundBy(scan: Scan): readonly string[] {
  const found: string[] = [];
  const sink: Sink = {
    add: (shape, start, end) => {
      found.push([shape.detector, shape.entity, shape.confidence, start, end].join(" "));
    },
  };
  for (const detector of detectors) detector.scan?.(scan, sink);
  for (const { detector, ...hit } of hitsOf(scan.text)) detector.onLiteral?.(scan, sink, hit);
  const joined = joinLines(scan)?.text;
  forgetText();
  return joined === undefined ? found : [...found, joined];
}

function expectSame(text: string): void {
  const scan = scanOf(text);
  const everything = { ...scan, odd: scan.odd.map(() => 0xffff_ffff) };
  expect([text, foundBy(scan)]).toEqual([text, foundBy(everything)]);
}

const pieces = [
  ..."password|the password|your PIN|access key|token|log in|login|panel|database|server|user|root|secret".split(
    "|",
  ),
  ..."is|was|changed to|as|with|use|for|of|that|my|it|Anna|Bo|Agent|regards|thanks|and then we".split("|"),
  ..."Larch7bud|Elm$tree8|birch-maple-willow|sunflower|4711|203.0.113.7|jane@exam|ple.com|DE89 3704|DoorKey".split(
    "|",
  ),
  ...[".", ",", ":", "?", "\n", "\n\n", "\n> ", ": ", " (", ") ", " - ", "’s", '"'],
];

describe("with and without the glance", () => {
  const texts = [...told.map((marked) => readMarked(marked).text), ...innocent];

  it("finds the same in what people tell", () => {
    for (const text of texts) expectSame(text);
  });

  it("finds the same with plain talk around it", () => {
    const talk = "The shop is fine since this morning, and we see a page when they come. ";
    for (const text of texts.filter((_, at) => inFull || at % 4 === 0)) expectSame(talk + text + talk);
  });

  it("finds the same in words, marks and secrets in any order", () => {
    const random = createRandom(11);
    for (let round = 0; round < (inFull ? 20_000 : 400); round++) {
      const count = 3 + Math.floor(random() * 30);
      const some = Array.from({ length: count }, () => pieces[Math.floor(random() * pieces.length)] ?? "");
      expectSame(some.join(" "));
    }
  });
});
