/* Kept people, masked texts, notes and errors of HubSpot, Mailchimp, Freshdesk, Intercom, Help Scout and Front. */

import { describe, expect, it } from "vitest";
import type { Refusal } from "../../src/core/desk.js";
import { defaultLimits } from "../../src/core/document.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import { readForm } from "../../src/document/form.js";
import { readJson } from "../../src/document/json.js";
import { deliveryOf } from "../support/deliveries.js";
import { redactAt } from "../support/desk-redact.js";

const bob = "bob.carter@example.org";

const hook = "webhook";

type Row = readonly [desk: DeskName, route: string, sent: object, arrived: object];

/** Neither masked nor removed. */
const kept: readonly (readonly [DeskName, string, object])[] = [
  ["hubspot", "POST /oauth/v1/token", { client_secret: `sec=${bob}`, refresh_token: "203.0.113.7" }],
  [
    "hubspot",
    hook,
    [
      { propertyName: "phone", propertyValue: "+447700900123" },
      { propertyValue: "Alice Martin", propertyName: "firstname" },
    ],
  ],
  ["hubspot", hook, { properties: { email: { value: bob, versions: [{ value: bob, sourceId: bob }] } } }],
  [
    "hubspot",
    "POST /submissions/v3/integration/submit/1/2",
    { fields: [{ objectTypeId: "0-1", name: "email", value: bob }] },
  ],
  [
    "mailchimp",
    "PATCH /3.0/lists/1/members/2",
    { email_address: bob, merge_fields: { PHONE: "+447700900123" } },
  ],
  ["freshdesk", "POST /api/v2/contacts", { email: bob, mobile: "+447700900123", other_emails: [bob] }],
  ["intercom", "POST /messages", { from: { type: "admin", id: "1" }, to: { type: "user", email: bob } }],
  [
    "helpscout",
    "POST /v2/customers",
    { firstName: "Bob", emails: [{ type: "work", value: bob }], phones: [{ value: "+447700900123" }] },
  ],
  ["helpscout", "POST /v2/customers/7/emails", { type: "work", value: bob }],
  ["front", "POST /contacts", { name: "Bob", handles: [{ handle: bob, source: "email" }] }],
  ["front", "POST /channels/1/incoming_messages", { sender: { handle: bob, name: "Bob" }, body: "x" }],
];

/** `#` is a mask. */
const masked: readonly Row[] = [
  [
    "hubspot",
    hook,
    [{ propertyName: "content", propertyValue: bob }],
    [{ propertyName: "content", propertyValue: "#" }],
  ],
  [
    "hubspot",
    hook,
    [{ propertyName: "email", propertyValue: bob, propertyName2: "" }],
    [{ propertyName: "email", propertyValue: bob, propertyName2: "" }],
  ],
  [
    "hubspot",
    hook,
    [{ propertyName: "made_up", propertyValue: bob }],
    [{ propertyName: "made_up", propertyValue: "#" }],
  ],
  [
    "hubspot",
    hook,
    [{ propertyName: "subject", sourceId: `userId:${bob}` }],
    [{ propertyName: "subject", sourceId: "userId:#" }],
  ],
  ["mailchimp", "POST /3.0/lists/1/members/2/notes", { note: `mail ${bob}` }, { note: "mail #" }],
  [
    "mailchimp",
    "POST /3.0/lists/1/members",
    { email_address: "a@example.com", ip_opt: "203.0.113.7" },
    { email_address: "a@example.com" },
  ],
  [
    "freshdesk",
    "PUT /api/v2/conversations/7",
    { body: "<p>bob&#46;carter@<b>example.org</b></p>" },
    { body: "<p>#<b></b></p>" },
  ],
  ["intercom", "POST /contacts/7/notes", { body: `<p>${bob}</p>` }, { body: "<p>#</p>" }],
  [
    "helpscout",
    "PUT /v2/conversations/7/fields",
    { fields: [{ id: 8, value: "203.0.113.7" }] },
    { fields: [{ id: 8, value: "#" }] },
  ],
  [
    "helpscout",
    "PATCH /v2/conversations/7/threads/8",
    { op: "replace", path: "/text", value: bob },
    { op: "replace", path: "/text", value: "#" },
  ],
  ["front", "POST /conversations/1/comments", { body: `ask ${bob}` }, { body: "ask #" }],
];

describe("people the desk answers to stay", () => {
  it.each(kept)("%s %s %j", async (desk, route, sent) => {
    expect(await redactAt(desk, route, sent)).toEqual(sent);
  });
});

describe("text is masked", () => {
  it.each(masked)("%s %s %j", async (desk, route, sent, arrived) => {
    expect(await redactAt(desk, route, sent)).toEqual(arrived);
  });

  it("two names that disagree leave a value content", async () => {
    const body = Buffer.from(`[{"propertyName":"email","propertyValue":"${bob}","propertyName":"content"}]`);
    const route = desks.hubspot.webhooks?.route(deliveryOf({ body }));
    expect(route?.annotate(readJson(body, defaultLimits)).role(5)).toBe("content");
  });

  it("Mailchimp's bracketed pairs have the roles of their fields", () => {
    const route = desks.mailchimp.webhooks?.route(deliveryOf({}));
    const form = readForm(
      Buffer.from("data%5Bmerges%5D%5BPHONE%5D=1&data[merges][MMERGE7]=2&data[ip_opt]=3"),
    );
    const annotation = route?.annotate(form);
    expect([2, 4, 6].map((node) => annotation?.role(node))).toEqual(["contact", "content", "metadata"]);
  });
});

describe("who reads a text", () => {
  it.each([
    ["freshdesk", "POST /api/v2/tickets/7/notes", '{"body":"x"}', "private"],
    ["freshdesk", "POST /api/v2/tickets/7/notes", '{"body":"x","private":false}', "public"],
    ["intercom", "POST /conversations/7/reply", '{"body":"x","message_type":"note"}', "private"],
    ["intercom", "POST /conversations/7/reply", '{"body":"x","message_type":"comment"}', undefined],
    [
      "hubspot",
      "POST /conversations/v3/conversations/threads/1/messages",
      '{"text":"x","type":"COMMENT"}',
      "private",
    ],
    ["helpscout", "POST /v2/conversations/7/notes", '{"text":"x"}', "private"],
    ["front", "POST /conversations/1/comments", '{"body":"x"}', "private"],
  ] as const)("%s %s %s: %s", (name, route, body, audience) => {
    const [method = "", path = ""] = route.split(" ");
    expect(
      desks[name]
        .route(method, path)
        .annotate(readJson(Buffer.from(body), defaultLimits))
        .audience(2),
    ).toBe(audience);
  });
});

describe("a document made to cost much", () => {
  const many = (...members: readonly string[]): string =>
    `{${Array(48_000 / members.length)
      .fill(members.join(","))
      .join(",")}}`;

  /** Each cost the square of its length, or would. */
  it.each([
    ["audiences that change in one object", "zendesk", many('"public":true', '"public":false')],
    ["values that look for their name", "hubspot", many('"propertyValue":"x"')],
    ["kinds of one recipient", "front", `{"recipients":[${many('"role":"to"')}]}`],
  ] as const)("%s", (_name, desk, text) => {
    const document = readJson(Buffer.from(text), defaultLimits);
    const began = process.cpuUsage();
    desks[desk].route("POST", "/unknown").annotate(document);
    const { user, system } = process.cpuUsage(began);
    expect((user + system) / 1000).toBeLessThan(1500);
  });
});

describe("errors in the desk's own shape", () => {
  const refusal: Refusal = {
    status: 422,
    code: "pii_rejected",
    message: "Please take it out.",
    requestId: "r-1",
    items: [{ entity: "CC_RECIPIENT", rule: "no CC", field: "/ticket/cc_emails/*" }],
  };
  const errors = [{ field: "ticket.cc_emails", message: "CC_RECIPIENT" }];

  it.each<[DeskName, number, object]>([
    [
      "hubspot",
      422,
      { status: "error", message: "Please take it out.", correlationId: "r-1", category: "VALIDATION_ERROR" },
    ],
    [
      "mailchimp",
      422,
      { title: "Invalid Resource", status: 422, detail: "Please take it out.", instance: "r-1", errors },
    ],
    [
      "freshdesk",
      400,
      {
        description: "Validation failed",
        errors: [
          { field: "base", message: "Please take it out.", code: "invalid_value" },
          { field: "ticket.cc_emails", message: "CC_RECIPIENT", code: "invalid_value" },
        ],
      },
    ],
    [
      "intercom",
      422,
      {
        type: "error.list",
        request_id: "r-1",
        errors: [
          { code: "parameter_invalid", message: "Please take it out." },
          { code: "parameter_invalid", ...errors[0] },
        ],
      },
    ],
    [
      "helpscout",
      400,
      {
        logRef: "r-1",
        message: "Please take it out.",
        _embedded: { errors: [{ path: "ticket.cc_emails", message: "CC_RECIPIENT" }] },
      },
    ],
    [
      "front",
      422,
      {
        _error: {
          status: 422,
          title: "Invalid body",
          message: "Please take it out.",
          details: ["ticket.cc_emails: CC_RECIPIENT"],
        },
      },
    ],
  ])("%s", (name, status, shape) => {
    const answer = desks[name].refuse(refusal);
    expect(answer.status).toBe(status);
    expect(answer.headers["content-type"]).toMatch(/json/);
    expect(JSON.parse(answer.body)).toMatchObject(shape);
    const busy = desks[name].refuse({ ...refusal, status: 503, code: "overloaded", items: [] });
    expect([busy.status, busy.body.includes("Please take it out.")]).toEqual([503, true]);
  });
});
