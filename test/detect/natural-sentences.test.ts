/* Values in natural sentences: the floors that accuracy must not fall below, and look-alikes without a finding. */

import { describe, expect, it } from "vitest";
import { lookalikes } from "../fixtures/lookalike-texts.js";
import { allIn } from "../support/found.js";
import { f1Of, measure } from "../support/natural.js";
import { naturals } from "../support/natural-values.js";

/** Least F1 by kind of value. */
const floors: Readonly<Record<string, number>> = {
  phone: 0.95,
  "e-mail": 0.99,
  IP: 0.98,
  URL: 0.98,
  card: 0.98,
  IBAN: 0.99,
  "US SSN": 0.95,
  "card, oddly grouped": 0.9,
  "IBAN, oddly grouped": 0.98,
};

describe("values in natural sentences", () => {
  it.each(Object.entries(naturals))("%s", (name, natural) => {
    const figures = measure(natural, 240, 7);
    expect(f1Of(figures), figures.wrong.slice(0, 8).join("\n")).toBeGreaterThanOrEqual(floors[name] ?? 1);
  });

  it("has a floor for every kind", () => {
    expect(Object.keys(floors).sort()).toEqual(Object.keys(naturals).sort());
  });
});

describe("look-alikes", () => {
  it("are many", () => {
    expect(lookalikes.length).toBeGreaterThanOrEqual(200);
  });

  it.each(lookalikes)("%s", (text) => {
    expect(allIn(text)).toEqual([]);
  });
});
