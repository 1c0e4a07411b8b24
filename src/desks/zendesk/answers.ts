/* What the fields of Zendesk's answers are for, whatever was asked: records in their envelopes, lists, pagination. */

import { below, type FieldPaths } from "../field-map.js";
import * as fields from "./fields.js";
import { everyEnvelope } from "./routes.js";

/** A record of a search is a ticket, a user or an organization. */
const record: FieldPaths = { ...fields.organization, ...fields.user, ...fields.ticket };

const audit: FieldPaths = { ...fields.comment, ...below("events.*", fields.comment) };

/** They say what was looked up, and the client follows them. */
const pagination: FieldPaths = {
  next_page: "query",
  previous_page: "query",
  after_url: "query",
  before_url: "query",
  "links.*": "query",
  "meta.**": "secret",
  after_cursor: "secret",
  before_cursor: "secret",
};

/** Handles and secrets that the client asked for and must get as they are. */
const handles: FieldPaths = {
  "upload.token": "secret",
  "signing_secret.**": "secret",
  "webhooks.*.authentication.**": "secret",
};

export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  ...below("requests.*", fields.request),
  ...below("comment", fields.comment),
  ...below("comments.*", fields.comment),
  ...below("audit", audit),
  ...below("audits.*", audit),
  ...below("identities.*", fields.identity),
  ...below("results.*", record),
  ...below("messages.*", fields.message),
  ...pagination,
  ...handles,
});
