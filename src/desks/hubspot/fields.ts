/* What HubSpot's properties and messages are for. Properties have the same names in requests, answers and webhooks. */

import type { Anywhere } from "../anywhere.js";
import { below, type FieldPaths, type FieldUse } from "../field-map.js";

/** Properties by which the desk reaches somebody: a mask there would become a contact of its own. */
const people = [
  "email",
  "hs_additional_emails",
  "work_email",
  "phone",
  "mobilephone",
  "hs_whatsapp_phone_number",
  "fax",
  "firstname",
  "lastname",
  "company",
  "domain",
  "website",
  "address",
  "address2",
  "city",
  "state",
  "zip",
  "country",
  "hs_email_from_email",
  "hs_email_from_firstname",
  "hs_email_from_lastname",
  "hs_email_sender_email",
  "hs_email_to_email",
  "hs_email_to_firstname",
  "hs_email_to_lastname",
  "hs_call_from_number",
  "hs_call_to_number",
] as const;

const copies = [
  "hs_email_cc_email",
  "hs_email_cc_firstname",
  "hs_email_cc_lastname",
  "hs_email_bcc_email",
  "hs_email_bcc_firstname",
  "hs_email_bcc_lastname",
] as const;

const markup = [
  "hs_email_html",
  "hs_note_body",
  "hs_call_body",
  "hs_task_body",
  "hs_meeting_body",
  "hs_communication_body",
] as const;

const all = (names: readonly string[], use: FieldUse): readonly [string, FieldUse][] =>
  names.map((name) => [name, use]);

const properties: Readonly<Record<string, FieldUse>> = Object.fromEntries([
  ...all(people, "contact"),
  ...all(copies, "cc"),
  ...all(markup, "html"),
  ["subject", "subject"],
  ["hs_email_subject", "subject"],
]);

/** A record of any type: a ticket, a contact, an e-mail. */
export const record: FieldPaths = {
  ...below("properties", properties),
  ...below("propertiesWithHistory", Object.fromEntries(withHistory())),
  /** Look-ups by a property of their own (`idProperty=email`). */
  id: "query",
  objectWriteTraceId: "secret",
};

/** Workflow webhooks and answers with history: every version of a property is the property. */
function withHistory(): readonly [string, FieldUse][] {
  return Object.entries(properties).map(([name, use]) => [use === "cc" ? name : `${name}.**`, use]);
}

export const workflow: FieldPaths = below("properties", Object.fromEntries(withHistory()));

export const search: FieldPaths = {
  query: "query",
  "filterGroups.*.filters.*.value": "query",
  "filterGroups.*.filters.*.values.*": "query",
  "filterGroups.*.filters.*.highValue": "query",
  after: "secret",
};

/** A message of a conversation. Who of the recipients is a copy, each says itself. */
export const message: FieldPaths = {
  subject: "subject",
  richText: "html",
  "recipients.*.name": "contact",
  "recipients.*.actorId": "contact",
  "recipients.*.deliveryIdentifier.value": "contact",
  "recipients.*.deliveryIdentifiers.*.value": "contact",
  "senders.*.name": "requester",
  "senders.*.actorId": "requester",
  "senders.*.deliveryIdentifier.value": "requester",
  "senders.*.deliveryIdentifiers.*.value": "requester",
  senderActorId: "requester",
  "attachments.*.name": "attachment",
};

/** A form's values have their property's name beside them. */
export const formSubmission: FieldPaths = {
  "context.ipAddress": "metadata",
  "context.hutk": "secret",
  "context.pageName": "content",
};

export const visitor: FieldPaths = { email: "contact", firstName: "contact", lastName: "contact" };

/** Credentials that HubSpot itself checks, and hands out. */
export const tokens: FieldPaths = {
  client_secret: "secret",
  refresh_token: "secret",
  access_token: "secret",
  id_token: "secret",
  code: "secret",
  token: "secret",
};

/** Texts that are read as JSON for their people: who wrote to whom, with copies. */
const headerMembers = new Set(["from", "sender", "to", "cc", "bcc"]);
const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

/** Headers of an e-mail are one text: with a copy in it, or when it cannot be read, all of it goes. */
function useOfHeaders(text: string): FieldUse {
  let headers: unknown;
  try {
    headers = JSON.parse(text);
  } catch {
    return "cc";
  }
  if (typeof headers !== "object" || headers === null) return "cc";
  const isPlain = Object.keys(headers).every((name) => headerMembers.has(name));
  const { cc, bcc } = headers as { readonly cc?: unknown; readonly bcc?: unknown };
  return isPlain && isEmpty(cc) && isEmpty(bcc) ? "contact" : "cc";
}

const byProperty = properties;

export const anywhere: Anywhere = {
  copies: { recipients: { member: "recipientField", kept: ["to", "reply_to", "original_to"] } },
  named: {
    propertyValue: { by: "propertyName", uses: byProperty },
    value: { by: "name", uses: byProperty },
  },
  texts: { hs_email_headers: useOfHeaders },
  audiences: { type: { comment: "private" } },
};
