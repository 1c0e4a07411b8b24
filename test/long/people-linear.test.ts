import { describe, expect, it } from "vitest";
import { createBudget } from "../../src/core/budget.js";
import { createEngine } from "../../src/detect/engine.js";
import { natives } from "../../src/detect/natives/index.js";
import { people } from "../../src/detect/people/index.js";
import { createKnownNames } from "../../src/detect/people/known-names.js";
import { growthOf } from "../support/cpu.js";

const engine = createEngine({
  patterns: [],
  settings: { regions: [], ignoredIpClasses: [] },
  disabled: Object.keys(natives).filter((id) => !(id in people)),
});

const fill = (piece: string, length: number): string =>
  Buffer.from(piece.repeat(Math.ceil(length / piece.length)).slice(0, length), "utf16le").toString("utf16le");

const pieces = [
  "hi Anna ",
  "Anna ",
  "Mr. ",
  "from: ",
  "from:\n",
  "From: A\n",
  "a@",
  "<a@b ",
  "Anna <a@",
  "regards,\n",
  "regards\n\n\n",
  "> ",
  "wrote:",
  "Anna wrote:",
  "> wrote:",
  "Anna-",
  "d'A",
  "J.",
  "J. ",
  "van de ",
  "Name:\t",
  "my wife, ",
  "i. A. ",
  "[10:12] Anna: ",
  "Anna (",
  "Anna: x\n",
  "agent (Anna): x\n",
  "10:12 | a | b\n",
  " GmbH",
  "Müller GmbH ",
  "& GmbH ",
  "A & ",
  "有限公司",
  "王小",
  "company: A",
  "أحمد ",
  "Anna's ",
  "'s ",
  "regards from ",
  "regards from A B C D E",
  "titulaire A. ",
  "kollege Anna ",
  "Anna De La ",
  "Anna (anna@a ",
];

/** Eight times the text: 64 times the time if quadratic. */
const limit = 12;

const growth = async (run: (text: string) => unknown, piece: string): Promise<number> =>
  growthOf(run, [fill(piece, 32_000), fill(piece, 256_000)], { limit });

describe("the work of people detectors", () => {
  it.each(pieces)("grows no faster than the text on repeats of %j", async (piece) => {
    const run = (text: string): unknown => engine.scan(text, {}, createBudget(1e12));
    expect(await growth(run, piece)).toBeLessThanOrEqual(limit);
  });

  it.each([
    ["Anna Zielińska", "Ann Anny Annę "],
    ["Jan van der Berg", "van der Berg, "],
    ["Anna Maria Lind", "Anna\nAnna Lind,"],
    ["Marek Nowicki", "Marek, Nowicki, ą "],
  ])("of a search for %s grows no faster than the text, on repeats of %j", async (name, piece) => {
    const known = createKnownNames();
    known.add({ entity: "PERSON", name, sure: true });
    expect(await growth((text) => known.find(text), piece)).toBeLessThanOrEqual(limit);
  });

  it("does not grow with repeats of a known name", async () => {
    const known = createKnownNames();
    for (let at = 0; at < 200; at++)
      known.add({ entity: "PERSON", name: `Anna Lind${"abcdefgh"[at % 8]}`, sure: true });
    expect(await growth((text) => known.find(text), "Anna Linda Anna ")).toBeLessThanOrEqual(limit);
  });
});
