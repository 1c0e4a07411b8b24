/* Values of every structured type, planted in text, JSON, HTML, forms and escapes: none survives, nothing else changes. */

import { describe, expect, it } from "vitest";
import { identifiers } from "./support/identifiers.js";
import { redactor } from "./support/redactor.js";
import { judgeBytes, plantMany } from "./support/planted-forms.js";

describe("100 planted values each", () => {
  it.each(Object.entries(identifiers))("%s", async (_name, identifier) => {
    expect(await plantMany(identifier, 100, 1)).toEqual([]);
  });
});

describe("found by planting", () => {
  it('a MAC with the pair "db" holds no login: db:8b took the pairs behind it for a password', () => {
    const { findings } = redactor.redactText("it says &lt;02:db:8b:ce:d2:de&gt;, or 02-db-8B-ce-d2-de");
    expect(findings.map(({ entity }) => entity)).toEqual(["MAC_ADDRESS", "MAC_ADDRESS"]);
  });

  it("an account of Kuwait is no password: KW82 was taken for its label", () => {
    const { findings } = redactor.redactText("it is &quot;KW82 TGWQ 5648 6778 3489 4378 4172 61&quot; now");
    expect(findings.map(({ entity }) => entity)).toEqual(["IBAN_CODE"]);
  });
});

describe("the judge", () => {
  const planted = {
    form: "JSON",
    mediaType: "application/json",
    before: '{"a":"',
    spelled: "a@b.example",
    after: '"}',
  };
  const expected = { text: "a@b.example", secret: "a@b.example", entity: "EMAIL_ADDRESS" };

  it.each([
    ['{"a":"[EMAIL_ADDRESS 1]"}', undefined],
    ['{"a":"a@b.example"}', "the value is left"],
    ['{"a":"[EMAIL_ADDRESS 1].example"}', "expected one label of EMAIL_ADDRESS, and no more"],
    ['{"a":"[URL 1]"}', "expected one label of EMAIL_ADDRESS, and no more"],
    ['{"a": "[EMAIL_ADDRESS 1]"}', "bytes outside the value were changed"],
    ['{"a":"[EMAIL_ADDRESS 1]" }', "bytes outside the value were changed"],
  ])("%s", (out, fault) => {
    expect(judgeBytes(planted, expected, out)).toBe(fault);
  });

  it("sees what is left of a value that stands in something longer", () => {
    const url = { text: "https://u:Elm8tree9x@h.example/", secret: "Elm8tree9x", entity: "CREDENTIAL" };
    const left = (text: string) => judgeBytes(planted, url, `{"a":"${text}"}`);
    expect(left("https://u:[CREDENTIAL 1]@h.example/")).toBeUndefined();
    expect(left("https://u:Elm8tr[CREDENTIAL 1]@h.example/")).toBe("a piece of the value is left");
    expect(left("https://u:@h.example/")).toBe("no label");
  });
});
