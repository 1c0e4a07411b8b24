/* What each field of Zammad is for. Address fields of articles are RFC 822 texts, not lists. */

import { below, type FieldPaths } from "../field-map.js";

export const user: FieldPaths = {
  login: "contact",
  email: "contact",
  firstname: "contact",
  lastname: "contact",
  phone: "contact",
  mobile: "contact",
  fax: "contact",
  web: "contact",
  organization: "contact",
  password: "secret",
};

const requester: FieldPaths = Object.fromEntries(
  Object.entries(user).map(([path, use]) => [path, use === "contact" ? "requester" : use]),
);

export const article: FieldPaths = {
  subject: "subject",
  from: "requester",
  origin_by: "requester",
  reply_to: "requester",
  to: "contact",
  cc: "cc",
  bcc: "cc",
  message_id: "identifier",
  in_reply_to: "identifier",
  references: "identifier",
  "preferences.**": "metadata",
  "attachments.*.data": "base64",
  "attachments.*.filename": "attachment",
  /** Shown inside the text by it. */
  "attachments.*.preferences.Content-ID": "identifier",
  ...below("created_by", user),
  ...below("updated_by", user),
};

export const ticket: FieldPaths = {
  title: "subject",
  /** An address, a name to look up, or the whole person. */
  customer: "requester",
  ...below("customer", requester),
  customer_id: "requester",
  ...below("owner", user),
  ...below("created_by", user),
  ...below("updated_by", user),
  ...below("article", article),
  ...below("articles.*", article),
  mentions: "cc",
  organization: "contact",
  "organization.name": "contact",
  "group.name": "contact",
};

/** The payload of a trigger that has none of its own. */
export const webhook: FieldPaths = { ...below("ticket", ticket), ...below("article", article) };

export const answers = (): FieldPaths => ({
  ...ticket,
  ...article,
  ...user,
  ...below("*", { ...ticket, ...article, ...user }),
  ...below("assets.Ticket.*", ticket),
  ...below("assets.User.*", user),
  ...below("assets.TicketArticle.*", article),
});
