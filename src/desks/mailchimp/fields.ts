/* What Mailchimp's fields are for. The address of a member is in its path as a hash: it is kept or refused, never masked. */

import type { Anywhere } from "../anywhere.js";
import { below, type FieldPaths } from "../field-map.js";
import type { RouteSpec } from "../route-table.js";

/** Merge fields have the names that an audience gives them; these are the ones it begins with. */
export const mergeFields: FieldPaths = {
  EMAIL: "contact",
  FNAME: "contact",
  LNAME: "contact",
  NAME: "contact",
  PHONE: "contact",
  SMSPHONE: "contact",
  COMPANY: "contact",
  ADDRESS: "contact",
  "ADDRESS.**": "contact",
};

const member: FieldPaths = {
  email_address: "contact",
  full_name: "contact",
  sms_phone_number: "contact",
  ...below("merge_fields", mergeFields),
  ip_signup: "metadata",
  ip_opt: "metadata",
  id: "identifier",
  unique_email_id: "identifier",
  contact_id: "identifier",
  "last_note.note": "content",
};

const customer: FieldPaths = {
  id: "identifier",
  email_address: "contact",
  first_name: "contact",
  last_name: "contact",
  company: "contact",
  "address.**": "contact",
};

/** Of an audience: who sends, and the postal address that every campaign must name. */
const audience: FieldPaths = {
  "contact.**": "contact",
  "campaign_defaults.from_name": "contact",
  "campaign_defaults.from_email": "contact",
  "campaign_defaults.subject": "subject",
  notify_on_subscribe: "contact",
  notify_on_unsubscribe: "contact",
};

/** Messages to one person, on the host of transactional mail. `key` is the account's. */
const transactional: FieldPaths = {
  key: "secret",
  "message.subject": "subject",
  "message.html": "html",
  "message.from_email": "contact",
  "message.from_name": "contact",
  "message.to.*.email": "contact",
  "message.to.*.name": "contact",
  "message.headers.Reply-To": "contact",
};

const order: FieldPaths = {
  ...below("customer", customer),
  "shipping_address.**": "contact",
  "billing_address.**": "contact",
};

const members: FieldPaths = { ...member, ...below("members.*", member) };

export const everyEnvelope: FieldPaths = { ...customer, ...members, ...audience, ...order, key: "secret" };

export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  ...below("new_members.*", member),
  ...below("updated_members.*", member),
  ...below("exact_matches.members.*", member),
  ...below("full_search.members.*", member),
  ...below("customers.*", customer),
  ...below("lists.*", audience),
});

/** `type` tells of a recipient of transactional mail whether it is a copy. */
export const anywhere: Anywhere = {
  keys: { bcc_address: "cc", cc: "cc", bcc: "cc" },
  copies: { to: { member: "type", kept: ["to"] } },
};

const memberPaths = "/3.0/lists/{id}/members";

export const mailchimpRoutes: readonly RouteSpec[] = [
  { match: "POST /3.0/lists/{id}", fields: members },
  { match: "PATCH /3.0/lists/{id}", fields: audience },
  { match: "POST /3.0/lists", fields: audience },
  { match: `POST ${memberPaths}`, fields: member },
  { match: `PUT,PATCH ${memberPaths}/{hash}`, fields: member },
  { match: `POST ${memberPaths}/{hash}/notes`, audience: "private" },
  { match: `PATCH ${memberPaths}/{hash}/notes/{id}`, audience: "private" },
  { match: `POST ${memberPaths}/{hash}/events` },
  { match: `POST ${memberPaths}/{hash}/tags` },
  { match: `POST ${memberPaths}/{hash}/actions/delete-permanent`, body: "untouched" },
  { match: "POST /3.0/ecommerce/stores/{id}/customers", fields: customer },
  { match: "PUT,PATCH /3.0/ecommerce/stores/{id}/customers/{id}", fields: customer },
  { match: "POST /3.0/ecommerce/stores/{id}/orders", fields: order },
  { match: "POST /3.0/ecommerce/stores/{id}/carts", fields: order },
  { match: "POST /3.0/customer-journeys/journeys/{id}/steps/{id}/actions/trigger", fields: member },
  { match: "POST /api/1.0/messages/send", fields: transactional },
  { match: "POST /api/1.0/messages/send-template", fields: transactional },
  { match: `GET ${memberPaths}` },
  { match: `GET ${memberPaths}/{hash}` },
  { match: `DELETE ${memberPaths}/{hash}` },
  { match: "GET /3.0/search-members" },
];
