/* One sample for each desk besides Zendesk: the envelope of its documentation, the same invented customer in it. */

import type { DeskSamples, Sample } from "./sample.js";

const said = "Please call +44 7700 900123 or mail mara@example.com, password: Elm$tree8, host 203.0.113.7";
const about = "a customer's message with a phone number, an address and a password";
const type = { "content-type": "application/json" };
const seconds = (now: number): number => Math.floor(now / 1000);
const iso = (now: number): string => new Date(now).toISOString();

/** A JSON body of what the envelope gives. */
const json = (
  envelope: (fill: Parameters<Sample["body"]>[0]) => unknown,
  more: Partial<Sample> = {},
): Sample => ({
  about,
  headers: type,
  ...more,
  body: (fill) => JSON.stringify(envelope(fill)),
});

const freshdesk = json(({ id }) => ({
  freshdesk_webhook: {
    ticket_id: 1204,
    ticket_subject: "Cannot log in",
    ticket_requester_email: "mara@example.com",
    ticket_latest_public_comment: said,
    ticket_cc_emails: "noah@example.org",
    delivery: id,
  },
}));

const front = json(({ now, id }) => ({
  type: "inbound_received",
  payload: {
    id: `evt_${id}`,
    type: "inbound",
    emitted_at: seconds(now),
    target: {
      data: {
        type: "email",
        body: `<p>${said}</p>`,
        text: said,
        recipients: [
          { handle: "mara@example.com", role: "from" },
          { handle: "noah@example.org", role: "cc" },
        ],
      },
    },
  },
}));

const helpscout = json(
  () => ({
    id: 88112,
    subject: "Cannot log in",
    cc: ["noah@example.org"],
    primaryCustomer: { id: 44, email: "mara@example.com" },
    _embedded: { threads: [{ id: 1, type: "customer", body: said, cc: ["noah@example.org"] }] },
  }),
  { headers: { ...type, "x-helpscout-event": "convo.customer.reply.created" } },
);

const hubspot = json(({ now }) => [
  {
    eventId: seconds(now),
    subscriptionId: 12,
    portalId: 62515,
    occurredAt: now,
    subscriptionType: "ticket.propertyChange",
    attemptNumber: 0,
    objectId: 1246965,
    propertyName: "content",
    propertyValue: said,
  },
]);

const intercom = json(({ now, id }) => ({
  type: "notification_event",
  app_id: "a1b2c3",
  id: `notif_${id}`,
  topic: "conversation.user.replied",
  created_at: seconds(now),
  delivery_attempts: 1,
  data: {
    item: {
      type: "conversation",
      id: "147",
      conversation_parts: {
        conversation_parts: [
          {
            part_type: "comment",
            body: `<p>${said}</p>`,
            author: { type: "user", email: "mara@example.com" },
          },
        ],
      },
    },
  },
}));

const jira: Sample = {
  ...json(({ now }) => ({
    timestamp: now,
    webhookEvent: "comment_created",
    comment: { id: "10010", author: { displayName: "Mara Example" }, body: said },
    issue: { id: "10002", key: "SUP-7", fields: { summary: "Cannot log in" } },
  })),
  headers: { ...type, "x-atlassian-webhook-flow": "Primary" },
};

const livechat = json(({ id, secret }) => ({
  webhook_id: id,
  secret_key: secret,
  action: "incoming_event",
  organization_id: "390e44e6-f1e6-0368-0000-00006cfea4ef",
  payload: {
    chat_id: "PWJ8Y4THAV",
    thread_id: "K600PKZON8",
    event: {
      id: "K600PKZON8_1",
      type: "message",
      text: said,
      author_id: "b7eff798-f8df-4364-8059-649c35c9ed0c",
    },
  },
}));

const mailchimp: Sample = {
  about: "a subscription with an address and a phone number",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  query: (secret) => new URLSearchParams({ secret }).toString(),
  body: ({ now }) =>
    new URLSearchParams({
      type: "subscribe",
      fired_at: iso(now).slice(0, 19).replace("T", " "),
      "data[list_id]": "a6b5da1054",
      "data[email]": "mara@example.com",
      "data[merges][FNAME]": "Mara",
      "data[merges][NOTE]": said,
    }).toString(),
};

const sunshine = json(({ now, id }) => ({
  app: { id: "5f1e0c2a9b3d4e001234abcd" },
  webhook: { id: "5f1e0c2a9b3d4e001234abce", version: "v2" },
  events: [
    {
      id,
      createdAt: iso(now),
      type: "conversation:message",
      payload: {
        conversation: { id: "5f1e0c2a9b3d4e001234abcf", type: "personal" },
        message: {
          id: "5f1e0c2a9b3d4e001234abd0",
          author: { type: "user", displayName: "Mara Example" },
          content: { type: "text", text: said },
        },
      },
    },
  ],
}));

const talkdesk = json(({ now, id }) => ({
  event_id: id,
  event: "note_created",
  occurred_at: iso(now),
  interaction_id: "b7eff798f8df43648059649c35c9ed0c",
  content: said,
}));

const zammad: Sample = {
  ...json(({ now }) => ({
    ticket: { id: 81, number: "10081", title: "Cannot log in", updated_at: iso(now) },
    article: { id: 204, from: "Mara Example <mara@example.com>", cc: "noah@example.org", body: said },
  })),
  headers: { ...type, "user-agent": "Zammad User Agent", "x-zammad-trigger": "notify" },
};

export const deskSamples: Readonly<Record<string, DeskSamples>> = {
  freshdesk: { rule: freshdesk },
  front: { inbound_received: front },
  helpscout: { "convo.customer.reply.created": helpscout },
  hubspot: { "ticket.propertyChange": hubspot },
  intercom: { "conversation.user.replied": intercom },
  jira: { comment_created: jira },
  livechat: { incoming_event: livechat },
  mailchimp: { subscribe: mailchimp },
  sunshine: { "conversation:message": sunshine },
  talkdesk: { note_created: talkdesk },
  zammad: { ticket: zammad },
};
