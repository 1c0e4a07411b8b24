/* Two hundred sentences of several kinds of values, filled many times over: what is found, and what is found by mistake. */

import { describe, expect, it } from "vitest";
import { seeded } from "../../src/detect/checks/seeded.js";
import { mixedSentences, ticketParts } from "../fixtures/mixed-sentences.js";
import { allIn } from "../support/found.js";
import { measure, pickBelow } from "../support/natural.js";
import { createMixer, floors, measureMixed } from "../support/mixed.js";
import { vatNumbers } from "../support/vat-values.js";

const rounds = 20;

describe("values of several kinds in one sentence", () => {
  const figures = measureMixed(createMixer(mixedSentences, 11), mixedSentences.length * rounds);

  it.each(Object.entries(floors))("%s", (entity, floor) => {
    const { labels, f1, wrong } = figures(entity);
    expect(labels).toBeGreaterThan(300);
    expect(f1, wrong.slice(0, 20).join("\n")).toBeGreaterThanOrEqual(floor);
  });
});

it("VAT numbers behind a label", () => {
  const { recall, wrong } = measure(vatNumbers, 2000, 5);
  expect(recall, wrong.slice(0, 20).join("\n")).toBeGreaterThanOrEqual(0.97);
});

it("tickets that hold nothing have no finding", () => {
  const below = seeded(3);
  for (let round = 0; round < 240; round++) {
    const [greetings = [], troubles = [], details = [], questions = [], farewells = []] =
      ticketParts[round % ticketParts.length] ?? [];
    const body = [troubles, details, details, questions].map((list) => pickBelow(below, list));
    const ticket = [pickBelow(below, greetings), "", ...body, "", pickBelow(below, farewells)].join("\n");
    expect(allIn(ticket), ticket).toEqual([]);
  }
});
