/* Every place of a CC of HubSpot, Mailchimp, Freshdesk, Intercom, Help Scout and Front, in requests, answers and webhooks. */

import { describe, expect, it } from "vitest";
import { desks, type DeskName } from "../../src/desks/index.js";
import { deliveryOf } from "../support/deliveries.js";
import { redactAt } from "../support/desk-redact.js";
import { redactor } from "../support/redactor.js";

const bob = "bob.carter@example.org";
const carol = "Carol <carol.nguyen@example.org>";
const hook = "webhook";

type Row = readonly [desk: DeskName, route: string, sent: object, arrived: object];

const header = (cc: readonly string[]): string =>
  JSON.stringify({ from: { email: "a@example.com" }, to: [], cc, bcc: [] });

/** What goes has no trace in the second object. */
const copies: readonly Row[] = [
  ...["cc_emails", "bcc_emails"].map((key): Row => [
    "freshdesk",
    "POST /api/v2/tickets/7/reply",
    { body: "x", [key]: [bob, carol] },
    { body: "x" },
  ]),
  [
    "freshdesk",
    "POST /api/v2/tickets/7/forward",
    { body: "x", to_emails: ["vendor@example.net", bob], cc_emails: [bob], bcc_emails: [bob] },
    { body: "x", to_emails: ["vendor@example.net"] },
  ],
  ["freshdesk", "POST /api/v2/tickets/7/notes", { body: "x", notify_emails: [bob] }, { body: "x" }],
  [
    "freshdesk",
    "POST /api/v2/tickets/outbound_email",
    { email: "a@example.com", cc_emails: [bob] },
    { email: "a@example.com" },
  ],
  ["freshdesk", "POST /api/v2/unknown", { a: [{ ticket_cc_emails: bob }] }, { a: [{}] }],
  ...["cc_emails", "fwd_emails", "reply_cc_emails", "ticket_cc_emails", "ticket_bcc_emails"].map(
    (key): Row => ["freshdesk", "<GET /api/v2/tickets", [{ id: 1, [key]: [bob] }], [{ id: 1 }]],
  ),
  [
    "freshdesk",
    hook,
    {
      freshdesk_webhook: {
        ticket_id: 1,
        ticket_cc_emails: `${bob}, ${carol}`,
        ticket_requester_email: "a@example.com",
      },
    },
    { freshdesk_webhook: { ticket_id: 1, ticket_requester_email: "a@example.com" } },
  ],
  ["freshdesk", hook, { x: { "Ticket-CC": bob, CcEmails: [bob], mail: bob } }, { x: { mail: "#" } }],
  [
    "hubspot",
    "POST /conversations/v3/conversations/threads/1/messages",
    {
      recipients: [
        { recipientField: "BCC", actorId: `E-${bob}` },
        { recipientField: "Cc", name: "Bob" },
      ],
    },
    {},
  ],
  [
    "hubspot",
    "POST /unknown",
    { a: { recipients: [{ recipientField: "OTHER", actorId: `E-${bob}` }] } },
    { a: {} },
  ],
  [
    "hubspot",
    "<GET /conversations/v3/conversations/threads/1/messages",
    { results: [{ id: "1", recipients: [{ recipientField: "CC", actorId: `E-${bob}` }] }] },
    { results: [{ id: "1" }] },
  ],
  [
    "hubspot",
    "POST /crm/v3/objects/emails",
    { properties: { hs_email_headers: header([bob]), hs_email_cc_email: bob, hs_email_bcc_email: bob } },
    { properties: {} },
  ],
  [
    "hubspot",
    "POST /crm/v3/objects/emails",
    { properties: { hs_email_headers: `{"cc":"${bob}` } },
    { properties: {} },
  ],
  [
    "hubspot",
    "POST /crm/v3/objects/emails",
    { properties: { hs_email_headers: header([]) } },
    { properties: { hs_email_headers: header([]) } },
  ],
  [
    "mailchimp",
    "POST /api/1.0/messages/send",
    {
      key: "k",
      message: {
        to: [
          { email: "a@example.com", type: "to" },
          { email: bob, type: "cc" },
        ],
        bcc_address: bob,
      },
    },
    { key: "k", message: { to: [{ email: "a@example.com", type: "to" }] } },
  ],
  [
    "intercom",
    "POST /tickets",
    { contacts: [{ id: "1" }, { external_id: bob }, { id: "3" }] },
    { contacts: [{ id: "1" }] },
  ],
  [
    "intercom",
    "POST /conversations/7/customers",
    { admin_id: "1", customer: { email: bob } },
    { admin_id: "1" },
  ],
  [
    "intercom",
    "POST /messages",
    { body: "x", to: { email: "a@example.com" }, cc: [bob], bcc: bob },
    { body: "x", to: { email: "a@example.com" } },
  ],
  [
    "intercom",
    "<GET /conversations",
    { conversations: [{ contacts: { type: "contact.list", contacts: [{ id: "1" }, { id: "2" }] } }] },
    { conversations: [{ contacts: { type: "contact.list", contacts: [{ id: "1" }] } }] },
  ],
  [
    "intercom",
    hook,
    {
      data: {
        item: {
          a: {
            email_address_headers: [
              { email_address: bob, type: "bcc" },
              { email_address: bob, type: "resent-cc" },
            ],
          },
        },
      },
    },
    { data: { item: { a: {} } } },
  ],
  [
    "helpscout",
    "POST /v2/conversations",
    { subject: "x", threads: [{ text: "x", cc: [bob], bcc: [bob] }] },
    { subject: "x", threads: [{ text: "x" }] },
  ],
  ["helpscout", "POST /v2/conversations/7/reply", { text: "x", cc: [bob], bcc: [carol] }, { text: "x" }],
  [
    "helpscout",
    "<GET /v2/conversations",
    { _embedded: { conversations: [{ cc: [bob], bcc: [], _embedded: { threads: [{ cc: [bob] }] } }] } },
    { _embedded: { conversations: [{ bcc: [], _embedded: { threads: [{}] } }] } },
  ],
  [
    "helpscout",
    "PATCH /v2/conversations/7/threads/8",
    { op: "replace", path: "/cc", value: bob },
    { op: "replace", path: "/cc" },
  ],
  ...[
    "/channels/1/messages",
    "/conversations/1/messages",
    "/channels/1/drafts",
    "/inboxes/1/imported_messages",
  ].map((path): Row => [
    "front",
    `POST ${path}`,
    { to: ["a@example.com"], cc: [bob], bcc: bob, body: "x" },
    { to: ["a@example.com"], body: "x" },
  ]),
  [
    "front",
    "<GET /conversations/1/messages",
    {
      _results: [
        {
          recipients: [
            { handle: bob, role: "bcc" },
            { handle: "a@example.com", role: "to" },
          ],
        },
      ],
    },
    { _results: [{ recipients: [{ handle: "a@example.com", role: "to" }] }] },
  ],
  [
    "front",
    hook,
    { id: "evt_1", conversation: { last_message: { recipients: [{ role: "cc", handle: bob }] } } },
    { id: "evt_1", conversation: { last_message: {} } },
  ],
];

describe("CC is gone", () => {
  it.each(copies)("%s %s %j", async (desk, route, sent, arrived) => {
    expect(await redactAt(desk, route, sent)).toEqual(arrived);
  });
});

describe("a rule's body that a comment has broken", () => {
  it("is read as text, its copies too", async () => {
    const body = Buffer.from(
      `{"ticket_cc_emails":"${bob}, Carol N","ticket_requester_email":"a@example.com","text":"he said "call" +44 7700 900123"}`,
    );
    const desk = desks.freshdesk;
    const route = desk.webhooks?.route(deliveryOf({ body })) ?? desk.route("POST", "/");
    const { payload } = await redactor.redact({ body, mediaType: "application/json" }, { desk, route });
    const out = payload.body.toString();
    expect(out).not.toMatch(/bob\.carter|Carol|7700/);
    expect(out).toContain('"text":"he said "call" [PHONE_NUMBER');
  });
});
