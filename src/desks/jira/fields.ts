/* What each field of Jira and Jira Service Management is for. Roles decide what the policy does. */

import { below, type FieldPaths } from "../field-map.js";

/** A person as Jira Cloud (accountId) and Data Center (name, key) write one. */
const person: FieldPaths = {
  accountId: "identifier",
  key: "identifier",
  name: "contact",
  emailAddress: "contact",
  displayName: "contact",
};

const requester: FieldPaths = Object.fromEntries(
  Object.entries(person).map(([path, use]) => [path, use === "contact" ? "requester" : use]),
);

export const issueFields: FieldPaths = {
  summary: "subject",
  ...below("reporter", { ...requester, id: "identifier" }),
  ...below("creator", requester),
  ...below("assignee", { ...person, id: "identifier" }),
  "watches.watchers": "cc",
};

export const comment: FieldPaths = {
  ...below("author", requester),
  ...below("updateAuthor", requester),
};

export const issue: FieldPaths = {
  ...below("fields", issueFields),
  ...below("fields.comment.comments.*", comment),
  ...below("fields.worklog.worklogs.*", comment),
  ...below("fields.attachment.*.author", person),
  "fields.attachment.*.filename": "attachment",
  ...below("update.comment.*.add", comment),
};

/** A mail that Jira sends to people: whoever is more than the issue's own people is in copy. */
export const notification: FieldPaths = {
  subject: "subject",
  htmlBody: "html",
  "to.users": "cc",
  "to.groups": "cc",
  "to.groupIds": "cc",
  "restrict.**": "identifier",
};

export const request: FieldPaths = {
  "requestFieldValues.summary": "subject",
  requestParticipants: "cc",
  raiseOnBehalfOf: "requester",
  ...below("reporter", requester),
};

/** Who is added to a request, or watches an issue, by a call of its own. */
export const participants: FieldPaths = { accountIds: "cc", usernames: "cc" };

export const customer: FieldPaths = {
  email: "contact",
  displayName: "contact",
  fullName: "contact",
  strictConflictStatusCode: "identifier",
};

export const attachments: FieldPaths = { "temporaryAttachmentIds.*": "secret" };

/** A webhook of Jira, of an automation rule with the issue's data, or of an app. */
export const webhook: FieldPaths = {
  ...below("user", person),
  ...below("comment", comment),
  ...below("worklog", comment),
  ...below("issue", issue),
  ...issue,
  ...below("attachment.author", person),
  "attachment.filename": "attachment",
};

/** What the API answers: an issue, lists of them, comments, people, requests. */
export const answers = (): FieldPaths => ({
  ...issue,
  ...below("issues.*", issue),
  ...comment,
  ...below("comments.*", comment),
  ...below("values.*", { ...issue, ...request, ...comment, ...person }),
  ...request,
  ...below("watchers.*", person),
  ...person,
  nextPageToken: "secret",
  nextPage: "query",
  "_links.**": "query",
});
