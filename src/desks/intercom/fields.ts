/* What Intercom's fields are for, in requests, answers and webhooks. */

import type { Anywhere } from "../anywhere.js";
import { below, type FieldPaths } from "../field-map.js";

const author: FieldPaths = { "author.name": "requester", "author.email": "requester" };

const attachments: FieldPaths = {
  "attachments.*.name": "attachment",
  "attachment_files.*.name": "attachment",
  "attachment_files.*.data": "base64",
};

/** Headers of an e-mail; which of them are copies, their `type` says. */
const mail: FieldPaths = {
  subject: "subject",
  "email_address_headers.*.email_address": "contact",
  "email_address_headers.*.name": "contact",
};

const part: FieldPaths = {
  body: "html",
  subject: "subject",
  external_id: "identifier",
  ...author,
  ...attachments,
  ...below("email_message_metadata", mail),
};

export const contact: FieldPaths = {
  name: "contact",
  email: "contact",
  phone: "contact",
  external_id: "identifier",
  user_id: "identifier",
  "social_profiles.data.*.url": "contact",
};

/** Whoever joined after the first contact is a copy. */
const participants: FieldPaths = {
  ...below("contacts.contacts.0", contact),
  "contacts.contacts.*": "cc",
  "participants.**": "cc",
};

export const conversation: FieldPaths = {
  title: "subject",
  ...below("source", part),
  ...below("conversation_parts.conversation_parts.*", part),
  ...below("conversation_message", part),
  ...below("first_contact_reply", {}),
  ...participants,
};

const attributes: FieldPaths = {
  "ticket_attributes._default_title_": "subject",
  "ticket_attributes._default_description_": "html",
};

/** In answers and webhooks. */
export const ticket: FieldPaths = {
  ...attributes,
  ...below("ticket_parts.ticket_parts.*", part),
  ...participants,
};

export const newTicket: FieldPaths = {
  ...attributes,
  ...below("contacts.0", contact),
  "contacts.*": "cc",
};

/** Somebody who writes, named by one of several ids. */
const sender: FieldPaths = { ...contact, intercom_user_id: "secret" };

export const reply: FieldPaths = {
  ...part,
  email: "requester",
  user_id: "identifier",
  "reply_options.*.text": "content",
};

export const newConversation: FieldPaths = { ...part, ...below("from", sender) };

export const outbound: FieldPaths = { ...part, ...below("from", sender), ...below("to", sender) };

/** Joins somebody to a conversation. */
export const join: FieldPaths = { customer: "cc" };

export const note: FieldPaths = { body: "html", user_id: "identifier", email: "contact" };

export const company: FieldPaths = { name: "contact", company_id: "identifier", website: "contact" };

export const event: FieldPaths = { email: "contact", user_id: "identifier" };

export const search: FieldPaths = { "query.**": "query", "pagination.**": "secret" };

export const tokens: FieldPaths = {
  client_secret: "secret",
  code: "secret",
  token: "secret",
  access_token: "secret",
};

export const anywhere: Anywhere = {
  keys: { cc: "cc", bcc: "cc", cc_emails: "cc", bcc_emails: "cc", cc_addresses: "cc", bcc_addresses: "cc" },
  copies: {
    email_address_headers: { member: "type", kept: ["from", "to", "reply_to", "sender", "return_path"] },
  },
  audiences: { message_type: { note: "private" }, part_type: { note: "private" } },
};
