/* What Front's fields are for. Of the recipients of a message each says itself whether it is a copy. */

import type { Anywhere } from "../anywhere.js";
import { below, type FieldPaths } from "../field-map.js";

const teammate: FieldPaths = {
  email: "contact",
  username: "contact",
  first_name: "contact",
  last_name: "contact",
};

const recipient: FieldPaths = { handle: "contact", name: "contact" };

/** As a client writes it. */
export const outgoing: FieldPaths = {
  subject: "subject",
  body: "html",
  sender_name: "contact",
  "to.*": "contact",
  to: "contact",
  "sender.name": "requester",
  "sender.handle": "requester",
  external_id: "identifier",
  "metadata.external_id": "identifier",
  "metadata.thread_ref": "identifier",
};

/** As Front shows it. */
const message: FieldPaths = {
  subject: "subject",
  body: "html",
  ...below("recipients.*", recipient),
  ...below("author", teammate),
  "attachments.*.filename": "attachment",
  "metadata.headers.**": "identifier",
};

export const contact: FieldPaths = {
  name: "contact",
  "handles.*.handle": "contact",
  handle: "contact",
};

export const account: FieldPaths = { name: "contact", "domains.*": "contact", external_id: "identifier" };

export const discussion: FieldPaths = { subject: "subject", "comment.body": "content" };

const conversation: FieldPaths = {
  subject: "subject",
  ...below("recipient", { handle: "requester", name: "requester" }),
  ...below("assignee", teammate),
  ...below("last_message", message),
};

/** `target` is a message, a comment, a tag, a teammate; `source` a list of inboxes, a teammate, a rule. */
export const event: FieldPaths = {
  ...below("conversation", conversation),
  ...below("target.data", message),
  ...below("target.data", teammate),
  ...below("source.data", teammate),
};

export const tokens: FieldPaths = {
  client_secret: "secret",
  refresh_token: "secret",
  access_token: "secret",
  code: "secret",
};

export const anywhere: Anywhere = {
  keys: { cc: "cc", bcc: "cc" },
  copies: { recipients: { member: "role", kept: ["from", "to", "reply-to", "reply_to", "sender"] } },
};

/** Used for paths that no route names. */
export const everyEnvelope: FieldPaths = {
  ...contact,
  ...message,
  ...outgoing,
  ...conversation,
  ...event,
  ...tokens,
};

const record: FieldPaths = { ...contact, ...message, ...conversation, ...event };

export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  ...below("_results.*", record),
  "_pagination.next": "query",
});
