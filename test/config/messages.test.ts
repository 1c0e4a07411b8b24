/* Refusals in the reader's language: chosen by Accept-Language, editable, complete, and without anything of the payload. */

import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { languages } from "../../src/config/messages/index.js";
import { errorTable, type ErrorCode } from "../../src/core/errors.js";
import { entityTypes } from "../../src/core/types.js";

const { wordRefusal } = compileConfig({});
const things = ["EMAIL_ADDRESS", "CREDENTIAL"];

describe("refusals", () => {
  it.each([
    [undefined, "Please take out e-mail addresses and passwords"],
    ["de", /^Bitte /],
    ["de-AT,de;q=0.9,en;q=0.5", /^Bitte /],
    ["fr-CA", /^Veuillez /],
    ["es;q=0.1, de;q=0.9", /^Bitte /],
    ["es-419", / y /],
    ["pl, cs;q=0.5", "Please take out"],
    ["de;q=0, en", "Please take out"],
    ["*", "Please take out"],
    ["", "Please take out"],
    ["x".repeat(5000), "Please take out"],
    ["__proto__", "Please take out"],
  ])("Accept-Language %j", (language, expected) => {
    expect(wordRefusal("pii_rejected", things, language)).toMatch(expected);
  });

  it.each(Object.keys(languages))("%s words every code and every entity type", (language) => {
    for (const code of Object.keys(errorTable) as ErrorCode[]) {
      const sentence = wordRefusal(code, things, language);
      expect(sentence).toMatch(/\S.*\.$/);
      expect(sentence).not.toMatch(/[{}]|undefined/);
    }
    const all = wordRefusal("pii_rejected", entityTypes, language);
    for (const entity of entityTypes) expect(all).not.toContain(entity);
  });

  it("the operator's own sentences win, in further languages too", () => {
    const own = compileConfig({
      messages: { en: { pii_rejected: "No {things}!" }, nl: { pii_rejected: "Haal {things} weg." } },
    });
    expect(own.wordRefusal("pii_rejected", ["CREDIT_CARD"], "en")).toBe("No payment card numbers!");
    expect(own.wordRefusal("pii_rejected", ["CREDIT_CARD"], "nl-BE")).toBe("Haal payment card numbers weg.");
    expect(own.wordRefusal("body_too_large", [], "nl")).toBe("This is too large. Please send less at once.");
    expect(own.wordRefusal("pii_rejected", ["CREDIT_CARD"], "de")).toMatch(/^Bitte /);
  });

  it("names each thing once", () => {
    expect(wordRefusal("pii_rejected", ["CREDENTIAL", "CREDENTIAL"], "en")).toBe(
      "Please take out passwords, keys and other credentials and send it again. Nothing was stored.",
    );
  });
});
