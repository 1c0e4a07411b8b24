/* Address lists by name and shape: what is one goes, what only looks like one stays. */

import { describe, expect, it } from "vitest";
import { generic } from "../../src/desks/generic.js";
import { findRecipients, isAddressList } from "../../src/desks/recipients.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";
import { leastCpu } from "../support/cpu.js";
import { redactor } from "../support/redactor.js";

const json = parseMediaType("application/json");

async function redact(body: string, mediaType = "application/json"): Promise<string> {
  const route = generic.route("POST", "/anything");
  const { payload } = await redactor.redact({ body: Buffer.from(body), mediaType }, { desk: generic, route });
  return payload.body.toString();
}

describe("address lists", () => {
  it.each([
    "jane@example.com",
    "jane@example.com, ben@example.org",
    "Jane Doe <jane@example.com>; ben@example.org;",
    '"Doe, \\"JJ\\" Jane" <jane@example.com>, Ben <ben@example.org>',
    "jane@example.com\nben@example.org",
  ])("%j is one", (text) => {
    expect(isAddressList(text)).toBe(true);
  });

  it.each([
    "",
    "visa",
    "@home",
    "please copy jane@example.com",
    "jane@example.com says hello",
    "a@b@c",
    "1, 2",
  ])("%j is none", (text) => {
    expect(isAddressList(text)).toBe(false);
  });
});

describe("a tool without a map", () => {
  it.each([
    ['{"cc":"jane@example.com","a":1}', '{"a":1}'],
    ['{"a":1,"BCC":"Jane <jane@example.com>, ben@example.org"}', '{"a":1}'],
    ['{"cc_emails":["jane@example.com","ben@example.org"],"a":1}', '{"a":1}'],
    ['{"ccRecipients":[{"emailAddress":{"address":"jane@example.com"}}],"a":1}', '{"a":1}'],
    ['{"collaborator_ids":[1,2],"a":1}', '{"a":1}'],
    ['{"a":1,"cc":{"name":"Jane","email":"jane@example.com"}}', '{"a":1}'],
    ['{"recipients":[{"role":"cc","handle":"jane@example.com"}],"a":1}', '{"a":1}'],
    ['{"a":1,"h":{"name":"Cc","value":"jane@example.com"}}', '{"a":1}'],
    ['{"h":[["To","x"],["Cc","jane@example.com"]]}', '{"h":[["To","x"]]}'],
    ['{"h":[{"type":"cc","email_address":"jane@example.com"},{"type":"to"}]}', '{"h":[{"type":"to"}]}'],
  ])("takes it out of %s", async (body, expected) => {
    expect(await redact(body)).toBe(expected);
  });

  it.each([
    '{"cc":"US"}',
    '{"cc":["US","DE"]}',
    '{"cc":true,"bcc":null,"ccs":[]}',
    '{"cc":44,"followers":120,"watchers":[]}',
    '{"type":"cc","status":"open"}',
    '{"accounts":[{"type":"cc","last":"4242"}]}',
    '{"cc_emails":""}',
  ])("leaves %s", async (body) => {
    expect(await redact(body)).toBe(body);
  });

  it("reads forms by the last name in brackets", async () => {
    const form = "application/x-www-form-urlencoded";
    expect(await redact("a=1&ticket[cc_emails][]=jane%40example.com&cc=visa", form)).toBe("a=1&cc=visa");
  });

  it("masks a pasted header block", async () => {
    const out = await redact('{"text":"From: a\\nCc: jane@example.com, ben@example.org\\n\\nhi"}');
    expect(out).not.toMatch(/jane|ben@/);
  });

  it.each([
    ["repeated kinds in one object", (n: number) => `{"x":[{${'"role":"cc",'.repeat(n)}"a":1}]}`],
    [
      "nested names",
      (n: number) => `{"x":[${`{"cc":${'{"cc":'.repeat(90)}1${"}".repeat(91)},`.repeat(n / 90)}1]}`,
    ],
    ["pairs", (n: number) => `[${'["cc",'.repeat(90)}1${"]".repeat(90)}${`,["cc","a@b"]`.repeat(n)}]`],
  ])("is linear: %s", (_name, build) => {
    const time = (size: number): number => {
      const document = readDocument(Buffer.from(build(size)), json);
      return leastCpu(() => findRecipients(document), 5);
    };
    // Eight times as much; what grew by the square would take 64 times as long.
    expect(time(24_000) / time(3000)).toBeLessThan(24);
  });
});
