/* Zendesk's field roles, one row per field of the API, and the shape of its errors. */

import { describe, expect, it } from "vitest";
import { zendesk } from "../../src/desks/zendesk.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";
import { bodyWith, rolesOf } from "../support/roles.js";

/** Dotted path to role; the row's fields stand in one body. */
type Roles = Readonly<Record<string, string>>;

const ticket: Roles = {
  subject: "subject",
  raw_subject: "subject",
  description: "content",
  "comment.body": "content",
  "comment.html_body": "html",
  "comment.plain_body": "content",
  "comment.uploads.0": "secret",
  "comment.metadata.ip_address": "metadata",
  "requester.name": "requester",
  "requester.email": "requester",
  "requester.phone": "requester",
  recipient: "contact",
  assignee_email: "contact",
  external_id: "identifier",
  "custom_fields.0.value": "content",
  "custom_fields.1.value.0": "content",
  "fields.0.value": "content",
  "tags.0": "content",
  "metadata.ip_address": "metadata",
  "metadata.deep.er": "metadata",
  "via.channel": "content",
  "via.source.from.address": "requester",
  "via.source.from.name": "requester",
  "via.source.from.phone": "requester",
  "via.source.from.formatted_phone": "requester",
  "via.source.from.original_recipients.0": "cc",
  "via.source.to.address": "contact",
  "via.source.to.name": "contact",
  "via.source.to.email_ccs.0": "cc",
  updated_stamp: "secret",
  "collaborators.0": "cc",
  "collaborators.1.name": "cc",
  "additional_collaborators.0": "cc",
  "collaborator_ids.0": "cc",
  "email_ccs.0.user_email": "cc",
  "email_ccs.0.user_name": "cc",
  "email_ccs.0.user_id": "cc",
  "email_cc_ids.0": "cc",
  "followers.0.user_email": "cc",
  "follower_ids.0": "cc",
};

const user: Roles = {
  name: "contact",
  email: "contact",
  phone: "contact",
  alias: "contact",
  details: "content",
  notes: "content",
  signature: "content",
  external_id: "identifier",
  "identities.0.type": "content",
  "identities.0.value": "contact",
  "organization.name": "contact",
  "user_fields.emergency_contact": "content",
  remote_photo_url: "content",
  password: "secret",
};

const organization: Roles = {
  name: "contact",
  details: "content",
  notes: "content",
  "domain_names.0": "contact",
  external_id: "identifier",
  "organization_fields.contract": "content",
};

const under = (prefix: string, roles: Roles): Roles =>
  Object.fromEntries(Object.entries(roles).map(([path, role]) => [`${prefix}.${path}`, role]));

const imported: Roles = {
  ...ticket,
  "comments.0.value": "content",
  "comments.0.body": "content",
  "comments.0.html_body": "html",
  "comments.0.created_at": "content",
  "comments.0.uploads.0": "secret",
  "comments.0.via.source.from.original_recipients.0": "cc",
};

const request: Roles = {
  subject: "subject",
  "requester.name": "requester",
  "requester.email": "requester",
  "comment.body": "content",
  "comment.html_body": "html",
  "comment.uploads.0": "secret",
  recipient: "contact",
  "collaborators.0": "cc",
  "additional_collaborators.0.email": "cc",
  "email_ccs.0.user_email": "cc",
  "custom_fields.0.value": "content",
};

const rows: readonly (readonly [string, Roles])[] = [
  ["POST /api/v2/tickets", under("ticket", ticket)],
  ["PUT /api/v2/tickets/1", under("ticket", ticket)],
  ["POST /api/v2/tickets/create_many", under("tickets.0", ticket)],
  ["PUT /api/v2/tickets/update_many", { ...under("tickets.0", ticket), ...under("ticket", ticket) }],
  ["POST /api/v2/imports/tickets", under("ticket", imported)],
  ["POST /api/v2/imports/tickets/create_many", under("tickets.0", imported)],
  ["POST /api/v2/tickets/1/merge", { source_comment: "content", "target_comment.html_body": "html" }],
  ["POST /api/v2/requests", under("request", request)],
  ["PUT /api/v2/requests/1", under("request", request)],
  [
    "POST /api/v2/channels/voice/tickets",
    under("ticket", {
      "voice_comment.from": "contact",
      "voice_comment.to": "contact",
      "voice_comment.recording_url": "content",
      "voice_comment.transcription_text": "content",
      "voice_comment.location": "content",
      "comment.body": "content",
    }),
  ],
  [
    "POST /api/v2/any_channel/push",
    {
      instance_push_id: "secret",
      "external_resources.0.external_id": "identifier",
      "external_resources.0.message": "content",
      "external_resources.0.html_message": "html",
      "external_resources.0.author.name": "requester",
      "external_resources.0.author.external_id": "identifier",
      "external_resources.0.fields.0.value": "content",
    },
  ],
  ["POST /api/v2/users", under("user", user)],
  ["PUT /api/v2/users/1", under("user", user)],
  ["POST /api/v2/users/create_or_update", under("user", user)],
  ["POST /api/v2/users/request_create", under("user", user)],
  ["POST /api/v2/users/create_many", under("users.0", user)],
  ["POST /api/v2/users/create_or_update_many", under("users.0", user)],
  ["PUT /api/v2/users/update_many", { ...under("users.0", user), ...under("user", user) }],
  ["POST /api/v2/users/1/password", { password: "secret" }],
  ["PUT /api/v2/users/1/password", { password: "secret", previous_password: "secret" }],
  ["POST /api/v2/users/1/identities", { "identity.type": "content", "identity.value": "contact" }],
  ["PUT /api/v2/users/1/identities/2", { "identity.value": "contact" }],
  ["POST /api/v2/end_users/1/identities", { "identity.value": "contact" }],
  ["POST /api/v2/organizations", under("organization", organization)],
  ["PUT /api/v2/organizations/1", under("organization", organization)],
  ["POST /api/v2/organizations/create_many", under("organizations.0", organization)],
  ["PUT /api/v2/organizations/update_many", under("organizations.0", organization)],
  [
    "POST /api/v2/tickets/1/side_conversations",
    {
      "message.subject": "subject",
      "message.preview_text": "content",
      "message.body": "content",
      "message.body_html": "html",
      "message.from.email": "contact",
      "message.to.0.email": "contact",
      "message.to.0.name": "contact",
      "message.to.1.email": "cc",
      "message.to.2.user_id": "cc",
      "message.attachment_ids.0": "secret",
      "external_ids.crm": "identifier",
    },
  ],
  [
    "POST /api/v2/tickets/1/side_conversations/2/reply",
    { "message.to.0.email": "contact", "message.to.1.email": "cc", "message.body": "content" },
  ],
  [
    "POST /api/v2/tickets/1/satisfaction_rating",
    { "satisfaction_rating.comment": "content", "satisfaction_rating.reason": "content" },
  ],
  [
    "POST /api/v2/custom_objects/server/records",
    {
      "custom_object_record.name": "content",
      "custom_object_record.external_id": "identifier",
      "custom_object_record.custom_object_fields.ip": "content",
    },
  ],
  [
    "POST /api/v2/custom_objects/server/jobs",
    { "job.items.0.name": "content", "job.items.0.external_id": "identifier" },
  ],
  [
    "POST /api/v2/recipient_addresses",
    { "recipient_address.email": "contact", "recipient_address.name": "contact" },
  ],
  [
    "POST /api/v2/webhooks",
    {
      "webhook.name": "content",
      "webhook.authentication.data.username": "secret",
      "webhook.authentication.data.password": "secret",
      "webhook.authentication.data.token": "secret",
      "webhook.custom_headers.x-key": "secret",
    },
  ],
  ["POST /api/v2/macros", { "macro.actions.0.value": "content" }],
  ["POST /api/v2/triggers", { "trigger.actions.0.value.0": "content" }],
  [
    "POST /v2/apps/a/conversations/b/messages",
    {
      "author.displayName": "requester",
      "author.userExternalId": "identifier",
      "content.text": "content",
      "content.htmlText": "html",
      "content.markdownText": "content",
      "content.mediaUrl": "content",
      "content.actions.0.payload": "content",
      "content.fields.0.email": "content",
      "metadata.page": "metadata",
      "quotedMessage.content.text": "content",
    },
  ],
  [
    "POST /v2/apps/a/users",
    {
      externalId: "identifier",
      "profile.givenName": "contact",
      "profile.email": "contact",
      "profile.avatarUrl": "content",
      "identities.0.value": "contact",
      "metadata.plan": "metadata",
    },
  ],
  [
    "POST /api/v2/nobody/knows",
    {
      ...under("ticket", ticket),
      ...under("users.0", user),
      ...under("request", request),
      text: "content",
      "message.to.0.email": "contact",
      "message.to.1.user_id": "cc",
    },
  ],
];

describe("roles", () => {
  it.each(rows)("%s", (route, roles) => {
    const expected = Object.fromEntries(
      Object.entries(roles).map(([path, role]) => [`/${path.replaceAll(".", "/")}`, role]),
    );
    expect(rolesOf(route, bodyWith(Object.keys(roles)))).toEqual(expected);
  });

  it("audience and format follow the comment", () => {
    const body = { ticket: { subject: "s", comment: { html_body: "<b>x</b>", public: false } } };
    const document = readDocument(Buffer.from(JSON.stringify(body)), parseMediaType("application/json"));
    const annotation = zendesk.route("POST", "/api/v2/tickets").annotate(document);
    const nodeAt = (path: string): number =>
      Array.from({ length: document.size }, (_, node) => node).find(
        (node) => document.path(node) === path && document.kind(node) === "string",
      ) ?? -1;
    const html = nodeAt("/ticket/comment/html_body");
    expect([annotation.format(html), annotation.audience(html)]).toEqual(["html", "private"]);
    expect(annotation.audience(nodeAt("/ticket/subject"))).toBeUndefined();
  });
});

describe("roles of query parameters", () => {
  it.each([
    ["GET /api/v2/search", "query", "query"],
    ["GET /api/v2/users/search", "external_id", "query"],
    ["GET /api/v2/tickets", "page[after]", "query"],
    ["GET /api/v2/nobody/knows", "email", "query"],
    ["PUT /api/v2/tickets/update_many", "ids", "query"],
    ["PUT /api/v2/users/update_many", "external_ids", "query"],
    ["POST /api/v2/uploads", "filename", "attachment"],
    ["POST /api/v2/uploads", "token", "secret"],
    ["POST /api/v2/tickets", "ticket[subject]", undefined],
    ["POST /api/v2/tickets/1/merge", "source_comment", undefined],
    ["DELETE /api/v2/nobody/knows", "note", undefined],
  ])("%s %s is %s", (request, name, role) => {
    const [method = "", path = ""] = request.split(" ");
    expect(zendesk.route(method, path).queryRole(name)).toBe(role);
  });
});

describe("refusals", () => {
  const refusal = {
    status: 422,
    code: "pii_rejected",
    message: "Please take out the password.",
    requestId: "r",
    items: [{ entity: "CREDENTIAL", rule: "no credentials", field: "/ticket/comment/body" }],
  };
  const sentence = { description: refusal.message };

  it("422 has the shape of a validation error", () => {
    const { status, headers, body } = zendesk.refuse(refusal);
    expect([status, headers["content-type"]]).toEqual([422, "application/json; charset=utf-8"]);
    expect(JSON.parse(body)).toEqual({
      error: "RecordInvalid",
      description: "Record validation errors",
      details: {
        base: [
          { ...sentence, error: "pii_rejected" },
          { description: "/ticket/comment/body: CREDENTIAL", error: "CREDENTIAL", rule: "no credentials" },
        ],
      },
    });
  });

  it.each([400, 404, 405, 413, 415, 500, 502, 503, 504])("%d names code and sentence", (status) => {
    const answer = zendesk.refuse({ ...refusal, status, code: "body_too_large", items: [] });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toEqual({ error: "body_too_large", ...sentence });
  });

  it("403 has a title and a message", () => {
    const { body } = zendesk.refuse({ ...refusal, status: 403, code: "some_code", items: [] });
    expect(JSON.parse(body)).toEqual({ error: { title: "some_code", message: refusal.message } });
  });
});
