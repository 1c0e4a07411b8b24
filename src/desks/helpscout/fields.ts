/* What Help Scout's fields are for. `cc` and `bcc` stand on conversations and on each of their threads. */

import type { Anywhere } from "../anywhere.js";
import { below, type FieldPaths, type FieldUse } from "../field-map.js";

const named = (key: string, use: FieldUse): FieldPaths =>
  below(key, {
    email: use,
    first: use,
    last: use,
    firstName: use,
    lastName: use,
    phone: use,
    photoUrl: "content",
  });

export const thread: FieldPaths = {
  text: "html",
  body: "html",
  ...named("customer", "requester"),
  ...named("createdBy", "requester"),
  ...named("assignedTo", "contact"),
  "to.*": "contact",
  "attachments.*.fileName": "attachment",
  "attachments.*.data": "base64",
  "_embedded.attachments.*.filename": "attachment",
};

export const conversation: FieldPaths = {
  subject: "subject",
  ...named("customer", "requester"),
  ...named("primaryCustomer", "requester"),
  ...named("createdBy", "requester"),
  ...named("closedByUser", "contact"),
  ...named("assignee", "contact"),
  ...named("assignTo", "contact"),
  ...below("threads.*", thread),
  ...below("_embedded.threads.*", thread),
};

export const customer: FieldPaths = {
  firstName: "contact",
  lastName: "contact",
  organization: "contact",
  "address.**": "contact",
  "emails.*.value": "contact",
  "phones.*.value": "contact",
  "socialProfiles.*.value": "contact",
  "websites.*.value": "contact",
  "chats.*.value": "contact",
  "_embedded.emails.*.value": "contact",
  "_embedded.phones.*.value": "contact",
  "_embedded.social_profiles.*.value": "contact",
  "_embedded.websites.*.value": "contact",
  "_embedded.chats.*.value": "contact",
  "_embedded.address.**": "contact",
};

export const handle: FieldPaths = { value: "contact" };
export const address: FieldPaths = { "**": "contact" };

export const attachment: FieldPaths = { fileName: "attachment", data: "base64" };

export const tokens: FieldPaths = {
  client_secret: "secret",
  refresh_token: "secret",
  access_token: "secret",
  code: "secret",
};

export const anywhere: Anywhere = {
  keys: { cc: "cc", bcc: "cc" },
  /** Changes name their field by its path. */
  named: {
    value: {
      by: "path",
      uses: {
        "/firstname": "contact",
        "/lastname": "contact",
        "/organization": "contact",
        "/subject": "subject",
        "/text": "html",
        "/cc": "cc",
        "/bcc": "cc",
      },
    },
  },
  audiences: { type: { note: "private" } },
};

/** Used for paths that no route names. */
export const everyEnvelope: FieldPaths = { ...customer, ...thread, ...conversation, ...tokens };

const record: FieldPaths = { ...customer, ...thread, ...conversation };

export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  ...below("_embedded.conversations.*", record),
  ...below("_embedded.customers.*", record),
});
