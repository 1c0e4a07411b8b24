/* 100,000 values of every structured type in all forms: 0 survive, 0 untouched bytes are changed. */

import { describe, expect, it } from "vitest";
import { identifiers } from "../support/identifiers.js";
import { plantMany } from "../support/planted-forms.js";

describe("100,000 planted values each", () => {
  it.each(Object.entries(identifiers))("%s", async (_name, identifier) => {
    expect(await plantMany(identifier, 100_000, 2_000_003)).toEqual([]);
  });
});
