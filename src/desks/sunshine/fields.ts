/* What the fields of messaging are for: messages, users, and the clients they write from. */

import { below, type FieldPaths } from "../field-map.js";
import * as zendesk from "../zendesk/fields.js";

/** A phone, a page or an app: on WhatsApp and SMS its names are phone numbers. What the channel adds in `raw` is read. */
const client: FieldPaths = {
  id: "identifier",
  externalId: "identifier",
  displayName: "contact",
  avatarUrl: "contact",
  "raw.from": "contact",
  "raw.phone": "contact",
  "raw.username": "contact",
  "raw.profile.name": "contact",
};

export const user: FieldPaths = {
  ...zendesk.messagingUser,
  id: "identifier",
  "profile.avatarUrl": "contact",
  ...below("clients.*", client),
};

/** What people type into a form's own fields for name and address is how they want to be reached. */
export const message: FieldPaths = {
  ...zendesk.message,
  id: "identifier",
  "author.avatarUrl": "contact",
  ...below("author.user", user),
  "content.fields.*.email": "requester",
  ...below("source.client", client),
  "source.originalMessageId": "identifier",
  "quotedMessage.message.content.htmlText": "html",
};

const participant: FieldPaths = { userExternalId: "identifier", userId: "identifier" };

const payload: FieldPaths = {
  ...below("message", message),
  ...below("user", user),
  ...below("client", client),
  ...below("source.client", client),
  ...below("activity.author", { displayName: "requester", ...below("user", user) }),
  ...below("conversation.participants.*", participant),
};

export const webhookFields: FieldPaths = {
  "app.id": "identifier",
  "webhook.id": "identifier",
  "events.*.id": "identifier",
  ...below("events.*.payload", payload),
};

/** For paths and answers that no route names. */
export const messagingFields: FieldPaths = {
  ...zendesk.message,
  ...zendesk.messagingUser,
  ...below("message", message),
  ...below("messages.*", message),
  ...below("user", user),
  ...below("users.*", user),
  ...below("client", client),
  ...below("conversation.participants.*", participant),
};
