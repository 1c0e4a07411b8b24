import { describe, it } from "vitest";
import { agreesWithParse5, coversEveryValue, mapsExactly } from "../document/html-properties.js";

describe("HTML against parse5, at length", () => {
  it("shows the same text, comments, raw text and attribute values", () => {
    agreesWithParse5(60_000);
  });
  it("maps every span back to what spells it", () => {
    mapsExactly(20_000);
  });
  it("reads a value wherever it stands", () => {
    coversEveryValue(60_000);
  });
});
