/* Split values: cost, roles and tags. What is masked is shown by G07 in test/evasion/places.test.ts. */

import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { createJoinTable } from "../../src/core/joins.js";
import { createRedactor } from "../../src/redactor.js";
import { zendeskWith } from "../support/redactor.js";

const key = new Sensitive(Buffer.alloc(32, 7));
const redactor = createRedactor(compileConfig({}, { key }));

const redact = async (body: string) => {
  const redaction = await redactor.redact({ body: Buffer.from(body), mediaType: "application/json" });
  return { text: redaction.payload.body.toString(), report: redaction.report };
};

describe("split values", () => {
  it("have the tag of the whole value, and count once", async () => {
    const { text, report } = await redact('[{"user":"jane","domain":"leak.test"},"jane@leak.test"]');
    const tags = [...text.matchAll(/EMAIL_ADDRESS (\w{6})/g)].map((match) => match[1]);
    expect(tags).toHaveLength(2);
    expect(tags[0]).toBe(tags[1]);
    expect(report.counts.filter(({ action }) => action === "mask")).toMatchObject([{ count: 2 }]);
  });

  it("are written back as they are: redaction is idempotent", async () => {
    const once = (await redact('{"user":"jane","domain":"leak.test"}')).text;
    expect((await redact(once)).text).toBe(once);
  });

  it("take no field of role secret", async () => {
    const body = '{"webhook":{"authentication":{"user":"jane","domain":"leak.test"}}}';
    const redaction = await zendeskWith({})("POST /api/v2/webhooks", body);
    expect(redaction.payload.body.toString()).toBe(body);
  });

  it("a text that meets its neighbour and another finding is one region", async () => {
    const { text } = await redact('["203.0.113.7 jane","@leak.test 203.0.113.8"]');
    expect(text).toMatch(/^\["\[IP_ADDRESS \w{6}\] \[EMAIL_ADDRESS \w{6}\]"," \[IP_ADDRESS \w{6}\]"\]$/);
  });
});

describe("the table of names", () => {
  it("holds every usual spelling", () => {
    const table = createJoinTable([{ keys: ["mailDomain", "x y"], glue: "" }]);
    for (const name of [
      "mailDomain",
      "MailDomain",
      "mail_domain",
      "mail-domain",
      "maildomain",
      "MAIL_DOMAIN",
    ])
      expect(
        table.get(name)?.some(({ rule }) => rule.glue === ""),
        name,
      ).toBe(true);
    expect(table.has("constructor")).toBe(false);
  });
});
