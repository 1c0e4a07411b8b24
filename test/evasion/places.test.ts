/* Evasion cases, section G: where the value stands decides what happens to it. */

import { describe, expect, it } from "vitest";
import { zendesk } from "../../src/desks/zendesk.js";
import { anyLabel, redactComment, redactor, toZendesk } from "../support/redactor.js";

const every = new RegExp(anyLabel, "g");
const create = "POST /api/v2/tickets.json";

async function ticket(fields: object): Promise<Record<string, unknown>> {
  const { payload } = await toZendesk(create, JSON.stringify({ ticket: fields }));
  const out = JSON.parse(payload.body.toString().replace(every, "#")) as { ticket: Record<string, unknown> };
  return out.ticket;
}

describe("G where the value stands", () => {
  it("G01 query: look-ups are kept, file names are masked", async () => {
    const search = zendesk.route("GET", "/api/v2/search.json");
    const kept = await redactor.redact(
      { body: Buffer.alloc(0), mediaType: "" },
      { desk: zendesk, route: search, query: "query=requester:jane%40leak.test&page=2" },
    );
    expect(kept.query).toBe("query=requester:jane%40leak.test&page=2");
    const upload = zendesk.route("POST", "/api/v2/uploads.json");
    const masked = await redactor.redact(
      { body: Buffer.from("plain words"), mediaType: "text/plain" },
      { desk: zendesk, route: upload, query: "filename=%2B4915123456789.txt&token=abc" },
    );
    expect(masked.query).toMatch(/^filename=%5BPHONE_NUMBER%20\w+%5D\.txt&token=abc$/);
  });

  it("G04 every CC shape goes, the array stays valid, deletions pass", async () => {
    const out = await ticket({
      comment: { body: "x" },
      collaborators: [562562562, "bob@leak.test", { name: "Bob", email: "bob@leak.test" }],
      collaborator_ids: [1, 2],
      email_ccs: [
        { user_email: "bob@leak.test", action: "put" },
        { user_email: "old@leak.test", action: "delete" },
      ],
      followers: [{ user_email: "erin@leak.test", action: "put" }],
      additional_collaborators: ["bob@leak.test"],
      via: {
        channel: "email",
        source: { from: { address: "jane@leak.test", original_recipients: ["bob@leak.test"] } },
      },
    });
    expect(out).toEqual({
      comment: { body: "x" },
      email_ccs: [{ user_email: "old@leak.test", action: "delete" }],
      via: { channel: "email", source: { from: { address: "jane@leak.test" } } },
    });
  });

  it("G05 custom fields, tags, subject, satisfaction, side conversations", async () => {
    const mail = "jane@leak.test";
    const out = await ticket({
      subject: mail,
      tags: [mail],
      custom_fields: [{ id: 1, value: mail }],
      fields: [{ id: 1, value: [mail] }],
    });
    expect(out).toEqual({
      subject: "#",
      tags: ["#"],
      custom_fields: [{ id: 1, value: "#" }],
      fields: [{ id: 1, value: ["#"] }],
    });
    const rating = await toZendesk(
      "POST /api/v2/tickets/1/satisfaction_rating",
      `{"satisfaction_rating":{"comment":"${mail}"}}`,
    );
    expect(rating.payload.body.toString()).toMatch(/"comment":"\[EMAIL_ADDRESS 1\]"/);
    const side = await toZendesk(
      "POST /api/v2/tickets/1/side_conversations",
      JSON.stringify({
        message: {
          subject: mail,
          body_html: `<b>jane</b>@leak.test`,
          to: [{ email: "vendor@leak.test" }, { email: mail }],
        },
      }),
    );
    const message = (JSON.parse(side.payload.body.toString()) as { message: Record<string, unknown> })
      .message;
    expect(message).toMatchObject({ subject: "[EMAIL_ADDRESS 1]", to: [{ email: "vendor@leak.test" }] });
    expect(message["body_html"]).toBe("<b>[EMAIL_ADDRESS 1]</b>");
  });

  it("G06 the field is kept, the same address in the comment is not", async () => {
    const out = await ticket({
      requester: { email: "jane@leak.test" },
      comment: { body: "I am jane@leak.test" },
    });
    expect(out).toEqual({ requester: { email: "jane@leak.test" }, comment: { body: "I am #" } });
  });

  it("G11 only the event that holds something changes", async () => {
    const events = Array.from({ length: 500 }, (_, at) => `{"id":${String(at)},"t":"event ${String(at)}"}`);
    events[250] = `{"id":250,"t":"jane@leak.test"}`;
    const { payload } = await redactor.redact({
      body: Buffer.from(`[${events.join(", ")}]`),
      mediaType: "application/json",
    });
    events[250] = `{"id":250,"t":"[EMAIL_ADDRESS 1]"}`;
    expect(payload.body.toString()).toBe(`[${events.join(", ")}]`);
  });

  it("G13 a signed attachment URL passes", async () => {
    const text = "see https://example.zendesk.com/attachments/token/abc/?name=crash.log";
    expect(await redactComment(text)).toBe(text);
  });

  it("G14 text that looks like a mask hides nothing", async () => {
    const out = await redactComment("[EMAIL_1] jane@leak.test [EMAIL_ADDRESS 7K3QXD] tok_email_abc");
    expect(out).toBe("[EMAIL_1] [EMAIL_ADDRESS 1] [EMAIL_ADDRESS 7K3QXD] tok_email_abc");
  });

  it("G15 redaction is idempotent", async () => {
    const once = await redactComment("jane@leak.test, 203.0.113.7, password: Elm$tree8, +49 151 23456789");
    expect(await redactComment(once)).toBe(once);
    expect(once.match(every)).toHaveLength(4);
  });

  it("a label of ours that comes back as a whole kept field is refused", async () => {
    const body = `{"ticket":{"requester":{"email":"[EMAIL_ADDRESS 7K3QXD]"},"comment":{"body":"x"}}}`;
    await expect(toZendesk(create, body)).rejects.toMatchObject({ code: "mask_written_back", status: 422 });
  });
});
