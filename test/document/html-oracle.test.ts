import { describe, it } from "vitest";
import { agreesWithParse5, coversEveryValue, mapsExactly } from "./html-properties.js";

describe("HTML against parse5", () => {
  it("shows the same text, comments, raw text and attribute values", () => {
    agreesWithParse5(300);
  });
  it("maps every span back to what spells it", () => {
    mapsExactly(300);
  });
  it("reads a value wherever it stands", () => {
    coversEveryValue(300);
  });
});
