/* What each Zendesk field is for. Roles decide what the policy does; unnamed strings are content. */

import { below, type FieldPaths } from "../field-map.js";

const requester: FieldPaths = {
  "requester.name": "requester",
  "requester.email": "requester",
  "requester.phone": "requester",
  requester: "requester",
};

/** Every place of a CC in tickets and requests, whatever its shape: ids, addresses, objects, comma strings. */
const recipients: FieldPaths = {
  collaborators: "cc",
  additional_collaborators: "cc",
  collaborator_ids: "cc",
  email_ccs: "cc",
  email_cc_ids: "cc",
  followers: "cc",
  follower_ids: "cc",
};

const via: FieldPaths = {
  "via.source.from.address": "requester",
  "via.source.from.name": "requester",
  "via.source.from.phone": "requester",
  "via.source.from.formatted_phone": "requester",
  "via.source.from.original_recipients": "cc",
  "via.source.to.address": "contact",
  "via.source.to.name": "contact",
  "via.source.to.phone": "contact",
  "via.source.to.formatted_phone": "contact",
  "via.source.to.email_ccs": "cc",
};

export const comment: FieldPaths = {
  html_body: "html",
  /** Upload tokens: opaque handles that must arrive as they are. */
  "uploads.*": "secret",
  uploads: "secret",
  "metadata.**": "metadata",
  ...via,
};

export const ticket: FieldPaths = {
  subject: "subject",
  raw_subject: "subject",
  ...requester,
  ...recipients,
  ...via,
  ...below("comment", comment),
  ...below("comments.*", comment),
  recipient: "contact",
  assignee_email: "contact",
  submitter_email: "contact",
  external_id: "identifier",
  "metadata.**": "metadata",
  updated_stamp: "secret",
  "voice_comment.from": "contact",
  "voice_comment.to": "contact",
};

export const request: FieldPaths = {
  subject: "subject",
  ...requester,
  ...recipients,
  ...via,
  ...below("comment", comment),
  recipient: "contact",
  "metadata.**": "metadata",
};

export const user: FieldPaths = {
  name: "contact",
  email: "contact",
  phone: "contact",
  alias: "contact",
  external_id: "identifier",
  "identities.*.value": "contact",
  "organization.name": "contact",
  /** What the desk itself checks at the next login. */
  password: "secret",
};

/** Bodies of the endpoints that set a user's password. */
export const ownPassword: FieldPaths = { password: "secret", previous_password: "secret" };

export const identity: FieldPaths = { value: "contact" };

export const organization: FieldPaths = {
  name: "contact",
  "domain_names.*": "contact",
  external_id: "identifier",
};

/** A side conversation has no cc key: every recipient after the first is one. */
export const sideConversation: FieldPaths = {
  subject: "subject",
  preview_text: "content",
  body_html: "html",
  from: "contact",
  "from.**": "contact",
  "to.0": "contact",
  "to.0.**": "contact",
  "to.*": "cc",
  "attachment_ids.*": "secret",
};

export const externalResource: FieldPaths = {
  external_id: "identifier",
  parent_id: "identifier",
  html_message: "html",
  /** Handles that the integration gets back with the channel's events. */
  thread_id: "identifier",
  "author.name": "requester",
  "author.external_id": "identifier",
};

export const customObjectRecord: FieldPaths = { external_id: "identifier" };

export const recipientAddress: FieldPaths = { email: "contact", name: "contact" };

/** Messaging (Sunshine Conversations): a message and who wrote it. */
export const message: FieldPaths = {
  "author.displayName": "requester",
  "author.userExternalId": "identifier",
  "author.userId": "identifier",
  "content.htmlText": "html",
  "metadata.**": "metadata",
  "quotedMessage.externalMessageId": "identifier",
};

/** Messaging: a person, and the addresses the desk answers to. */
export const messagingUser: FieldPaths = {
  externalId: "identifier",
  "profile.givenName": "contact",
  "profile.surname": "contact",
  "profile.email": "contact",
  "identities.*.value": "contact",
  "metadata.**": "metadata",
};

/** Credentials that Zendesk itself needs to call the administrator's endpoint. */
export const webhook: FieldPaths = {
  "authentication.**": "secret",
  "custom_headers.**": "secret",
};
