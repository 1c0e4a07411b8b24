/* Zendesk's webhooks: real shapes, signatures, what administrators write into templates, answers, ids. */

import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { zendeskWebhooks } from "../../src/desks/zendesk/webhooks.js";
import { deliveryOf, describeVectors, vectorsOf } from "../support/deliveries.js";
import { describeGolden, type GoldenPayload } from "../support/golden.js";
import { redactor } from "../support/redactor.js";

const payloads: Readonly<Record<string, GoldenPayload>> = {
  "zendesk-webhook-event-ticket-comment-added.json": {},
  "zendesk-webhook-event-user-created.json": {},
  "zendesk-webhook-trigger-all-placeholders.json": {
    cuts: {
      '\n    "cc_names": "Bob Carter and Carol Nguyen",\n    "ccs": "Bob Carter <bob.carter@example.org>, Carol Nguyen <carol.nguyen@example.org>",':
        "",
      '\n    "email_cc_names": "Bob Carter and Carol Nguyen",\n    "email_ccs": "Bob Carter and Carol Nguyen",':
        "",
      '\n    "follower_names": "Frank Support",': "",
      '\n    "followers": "frank@support.example.com",': "",
    },
    spellings: ["Xo3fKq8y1ExampleToken"],
  },
  "zendesk-webhook-trigger-custom.json": {
    cuts: {
      '\n  "ccs": "Bob Carter <bob.carter@example.org>, carol.nguyen@example.org",\n  "cc_names": "Bob Carter, Carol Nguyen",':
        "",
    },
  },
  "zendesk-webhook-trigger-invalid-json.txt": {
    cuts: { '"ccs":"Bob Carter <bob.carter@example.org>",': "" },
  },
};

describeGolden({
  desk: zendesk,
  folder: "zendesk-webhooks",
  payloads,
  kept: [
    /\/requester\/(?:name|email|phone|external_id)$/,
    /^\/detail\/email$/,
    /^\/current_user\/(?:email|phone)$/,
    /\/author\/name$/,
  ],
});

const [signature] = zendeskWebhooks.schemes;
if (signature !== undefined) describeVectors(signature, vectorsOf("zendesk"), "zendesk-webhooks");

interface Sent {
  readonly type?: string;
  readonly query?: string;
}

/** What a receiver gets of one webhook: the body, or the query where there is one. */
async function redacted(body: string, { type = "application/json", query }: Sent = {}): Promise<string> {
  const delivery = deliveryOf({ headers: { "content-type": type }, body });
  const route = zendeskWebhooks.route(delivery);
  const options = { desk: zendesk, route, ...(query === undefined ? {} : { query }) };
  const { payload, query: written } = await redactor.redact(
    { body: delivery.body, mediaType: type },
    options,
  );
  return written ?? payload.body.toString();
}

const codeOf = async (body: string, sent?: Sent): Promise<string> =>
  redacted(body, sent).catch((error: unknown) => (error instanceof AppError ? error.code : String(error)));

const mail = "bob@leak.test";

describe("triggers: CCs under any name, at any depth, in any grammar", () => {
  it.each([
    "ccs",
    "cc_names",
    "email_ccs",
    "email_cc_names",
    "followers",
    "follower_names",
    "CC",
    "ccEmails",
    "ticket.email_ccs",
    "bcc",
  ])("%s as a string goes with its key", async (name) => {
    expect(await redacted(`{"id":1,"a":{"b":[{"${name}":"Bob Carter","x":2}]}}`)).toBe(
      '{"id":1,"a":{"b":[{"x":2}]}}',
    );
  });

  it("who was copied is masked in the texts", async () => {
    const out = await redacted(
      '{"ccs":"Bob Carter <bob@leak.test>","text":"ask Bob Carter or bob@leak.test"}',
    );
    expect(out).toBe('{"text":"ask [PERSON 1] or [EMAIL_ADDRESS 1]"}');
  });

  it.each([
    [
      "form",
      `id=1&ticket%5Bccs%5D=Bob&text=${mail}`,
      "application/x-www-form-urlencoded",
      "id=1&text=%5BEMAIL_ADDRESS%201%5D",
    ],
    [
      "XML",
      `<ticket email-ccs="Bob"><id>1</id><cc_names>Bob, Carol</cc_names><requester><email>a@leak.test</email></requester><text>${mail}</text></ticket>`,
      "application/xml",
      "<ticket><id>1</id><requester><email>a@leak.test</email></requester><text>[EMAIL_ADDRESS 1]</text></ticket>",
    ],
    ["text", `Cc: ${mail}\nhi`, "text/plain", "Cc: [EMAIL_ADDRESS 1]\nhi"],
  ])("%s", async (_title, body, type, expected) => {
    expect(await redacted(body, { type })).toBe(expected);
  });

  it("GET with the text in its query", async () => {
    const query = `ccs=Bob&requester_email=a%40leak.test&text=${mail}`;
    expect(await redacted("", { query })).toBe("requester_email=a%40leak.test&text=%5BEMAIL_ADDRESS%201%5D");
  });

  it("the requester stays, prose about them is read", async () => {
    const body =
      '{"t":{"requester":{"name":"Ann Lee","phone":"+44 7700 900123","notes":"or +44 7700 900124"}},"requester_email":"a@leak.test"}';
    expect(await redacted(body)).toBe(body.replace("+44 7700 900124", "[PHONE_NUMBER 1]"));
  });
});

describe("triggers: bodies that templates break", () => {
  it.each([
    [
      "a quote",
      '{"ccs":"Bob","text":"she said "write to bob@leak.test""}',
      '{"text":"she said "write to [EMAIL_ADDRESS 1]""}',
    ],
    [
      "a line end",
      '{"text":"one\ntwo bob@leak.test","cc_names":"Bob"}',
      '{"text":"one\ntwo [EMAIL_ADDRESS 1]"}',
    ],
    ["a quote in a CC", '{"email_ccs": "Bob "B" Carter" ,\n"x": "\\q"}', '{\n"x": "\\q"}'],
    ["a CC in pieces", '{"x":"\\q","ccs":["Bob","Carol"],"y":1}', '{"x":"\\q","y":1}'],
    ["a CC that does not end", '{"x":"\\q","ccs":"Bob\n"y":1}', '{"x":"\\q"\n"y":1}'],
    [
      "beyond ASCII",
      '{"x":"ü\\q","ccs":"Jürgen","y":"ß bob@leak.test"}',
      '{"x":"ü\\q","y":"ß [EMAIL_ADDRESS 1]"}',
    ],
    ["an escape", '{"x":"\\q bob\\u0040leak.test"}', '{"x":"\\q [EMAIL_ADDRESS 1]"}'],
  ])("%s: read as text, CCs gone", async (_title, body, expected) => {
    expect(await redacted(body)).toBe(expected);
  });

  it("a form with a percent sign", async () => {
    const type = "application/x-www-form-urlencoded";
    expect(await redacted(`text=100% ${mail}&ccs=Bob&x=1`, { type })).toBe("text=100% [EMAIL_ADDRESS 1]&x=1");
  });

  it.each([
    ["json_depth", "[".repeat(300) + "]".repeat(300), "application/json"],
    ["xml_syntax", "<a>", "text/xml"],
    ["xml_doctype", "<!DOCTYPE a><a/>", "text/xml"],
    ["invalid_utf8", "", "application/json"],
    ["media_type_unscannable", "x", "image/png"],
  ])("%s still refuses", async (code, body, type) => {
    if (code !== "invalid_utf8") expect(await codeOf(body, { type })).toBe(code);
    const broken = { body: Buffer.from('{"a":"\xff"', "latin1"), mediaType: "application/json" };
    const route = zendeskWebhooks.route(deliveryOf({ body: broken.body }));
    await expect(redactor.redact(broken, { desk: zendesk, route })).rejects.toMatchObject({
      code: "invalid_utf8",
    });
  });

  it("events, and calls of the API, are not excused", async () => {
    expect(
      zendeskWebhooks.route(deliveryOf({ body: '{"type":"zen:event-type:ticket.created"}' })).unreadable,
    ).toBeUndefined();
    const route = zendesk.route("POST", "/api/v2/tickets");
    const payload = { body: Buffer.from('{"a":"'), mediaType: "application/json" };
    await expect(redactor.redact(payload, { desk: zendesk, route })).rejects.toMatchObject({
      code: "json_syntax",
    });
  });
});

const event = (type: string, rest: object): string =>
  JSON.stringify({ type: `zen:event-type:${type}`, id: "e-1", ...rest });

describe("events", () => {
  it("of CCs tell nothing of who they are", async () => {
    const body = event("ticket.email_ccs_changed", {
      event: {
        current: ["35334", mail],
        previous: [],
        added: { user: "Bob" },
        meta: { sequence: { position: 1 } },
      },
    });
    expect(JSON.parse(await redacted(body))).toEqual({
      type: "zen:event-type:ticket.email_ccs_changed",
      id: "e-1",
      event: { previous: [], meta: { sequence: { position: 1 } } },
    });
  });

  it("of users keep who the user is", async () => {
    const body = event("user.name_changed", {
      detail: { email: mail, external_id: "a@leak.test" },
      event: { current: "x" },
    });
    expect(await redacted(body)).toBe(body);
  });

  it("a template that calls itself an event loses its CCs all the same", async () => {
    expect(await redacted(event("ticket.created", { ccs: "Bob" }))).toBe(event("ticket.created", {}));
  });
});

describe("ids and answers", () => {
  it.each([
    ["the id of an event", event("ticket.created", {}), "e-1"],
    ["the invocation of a trigger", '{"id":"35436"}', "8350205582"],
    ["an event without an id", '{"type":"zen:event-type:ticket.created"}', "8350205582"],
  ])("%s", (_title, body, id) => {
    const headers = { "x-zendesk-webhook-invocation-id": "8350205582" };
    expect(zendeskWebhooks.eventId(deliveryOf({ headers, body }))).toBe(id);
  });

  it("503 with a wait that Zendesk takes, never 500", () => {
    const { acknowledgement } = zendeskWebhooks;
    expect(acknowledgement.unavailable("outbox_unavailable", 600)).toMatchObject({
      status: 503,
      headers: { "retry-after": "30" },
    });
    expect(acknowledgement.accepted("e-1").status).toBe(202);
    expect(acknowledgement.refused("signature_invalid").status).toBe(401);
  });

  it("the published test secret proves nothing unless it is the one that was configured", () => {
    const [vector] = vectorsOf("zendesk");
    if (vector === undefined || signature === undefined) throw new Error("no vector");
    const delivery = deliveryOf({ headers: vector.headers, body: "" });
    expect(signature.verify(delivery, "own-secret")).toBe(false);
    expect(signature.signedAt?.(delivery)).toBe(Date.UTC(2026, 10, 20, 9, 25, 31));
  });
});
