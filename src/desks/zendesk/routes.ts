/* Zendesk's write endpoints that carry customer text or contact data, and those that must pass untouched. */

import { below, type FieldPaths } from "../field-map.js";
import type { RouteSpec } from "../route-table.js";
import * as fields from "./fields.js";

const one = below;
const many = (name: string, paths: FieldPaths): FieldPaths => below(`${name}.*`, paths);

const tickets = { ...one("ticket", fields.ticket), ...many("tickets", fields.ticket) };
const users = { ...one("user", fields.user), ...many("users", fields.user) };
const organizations = {
  ...one("organization", fields.organization),
  ...many("organizations", fields.organization),
};
const records = {
  ...one("custom_object_record", fields.customObjectRecord),
  ...many("job.items", fields.customObjectRecord),
};
const sideConversations = {
  ...one("message", fields.sideConversation),
  "external_ids.*": "identifier",
} as const;
const externalResources = many("external_resources", fields.externalResource);
const identities = one("identity", fields.identity);
const mergeComments = { "source_comment.html_body": "html", "target_comment.html_body": "html" } as const;

/** Used for paths that no route names: envelopes keep their meaning wherever they turn up. */
export const everyEnvelope: FieldPaths = {
  ...tickets,
  ...users,
  ...organizations,
  ...identities,
  ...one("request", fields.request),
  ...one("webhook", fields.webhook),
  ...one("recipient_address", fields.recipientAddress),
  ...records,
  ...sideConversations,
  ...externalResources,
  ...fields.messagingUser,
};

const ticketRoutes: readonly RouteSpec[] = [
  { match: "POST /api/v2/tickets", fields: tickets },
  { match: "PUT /api/v2/tickets/{id}", fields: tickets },
  { match: "POST /api/v2/tickets/create_many", fields: tickets },
  { match: "PUT /api/v2/tickets/update_many", fields: tickets },
  { match: "POST /api/v2/imports/tickets", fields: tickets },
  { match: "POST /api/v2/imports/tickets/create_many", fields: tickets },
  { match: "POST /api/v2/tickets/{id}/merge", fields: mergeComments },
  { match: "POST /api/v2/tickets/{id}/satisfaction_rating" },
  { match: "POST /api/v2/channels/voice/tickets", fields: tickets },
  { match: "POST /api/v2/channels/twitter/tickets", fields: tickets },
  {
    match: "POST /api/v2/any_channel/push",
    fields: { ...externalResources, instance_push_id: "secret" },
  },
  { match: "PUT /api/v2/suspended_tickets/{id}/recover" },
  { match: "POST /api/v2/requests", fields: one("request", fields.request) },
  { match: "PUT /api/v2/requests/{id}", fields: one("request", fields.request) },
  { match: "POST /api/v2/tickets/{id}/side_conversations", fields: sideConversations },
  { match: "POST /api/v2/tickets/{id}/side_conversations/{id}/reply", fields: sideConversations },
  { match: "PUT /api/v2/tickets/{id}/side_conversations/{id}", fields: sideConversations },
  { match: "POST /api/v2/tickets/side_conversations/attachments" },
];

const peopleRoutes: readonly RouteSpec[] = [
  { match: "POST /api/v2/users", fields: users },
  { match: "PUT /api/v2/users/{id}", fields: users },
  { match: "PUT /api/v2/users/me", fields: users },
  { match: "PUT /api/v2/end_users/{id}", fields: users },
  { match: "POST /api/v2/users/create_many", fields: users },
  { match: "POST /api/v2/users/create_or_update", fields: users },
  { match: "POST /api/v2/users/create_or_update_many", fields: users },
  { match: "PUT /api/v2/users/update_many", fields: users },
  { match: "POST /api/v2/users/request_create", fields: users },
  { match: "POST,PUT /api/v2/users/{id}/password", fields: fields.ownPassword },
  { match: "POST /api/v2/users/{id}/identities", fields: identities },
  { match: "PUT /api/v2/users/{id}/identities/{id}", fields: identities },
  { match: "POST /api/v2/end_users/{id}/identities", fields: identities },
  { match: "PUT /api/v2/end_users/{id}/identities/{id}", fields: identities },
  { match: "POST /api/v2/organizations", fields: organizations },
  { match: "PUT /api/v2/organizations/{id}", fields: organizations },
  { match: "PUT /api/v2/organizations/{id}", fields: organizations },
  { match: "POST /api/v2/organizations/create_many", fields: organizations },
  { match: "POST /api/v2/organizations/create_or_update", fields: organizations },
  { match: "PUT /api/v2/organizations/update_many", fields: organizations },
];

const otherRoutes: readonly RouteSpec[] = [
  {
    match: "POST /api/v2/uploads",
    body: "upload",
    query: { filename: "attachment", token: "secret" },
  },
  { match: "PUT /api/v2/attachments/{id}" },
  { match: "POST,PATCH /api/v2/custom_objects/{key}/records", fields: records },
  { match: "PATCH /api/v2/custom_objects/{key}/records/{id}", fields: records },
  { match: "POST /api/v2/custom_objects/{key}/jobs", fields: records },
  { match: "POST /api/v2/recipient_addresses", fields: one("recipient_address", fields.recipientAddress) },
  {
    match: "PUT /api/v2/recipient_addresses/{id}",
    fields: one("recipient_address", fields.recipientAddress),
  },
  { match: "POST /api/v2/webhooks", fields: one("webhook", fields.webhook) },
  { match: "PUT,PATCH /api/v2/webhooks/{id}", fields: one("webhook", fields.webhook) },
  { match: "POST /api/v2/macros" },
  { match: "PUT /api/v2/macros/{id}" },
  { match: "POST /api/v2/triggers" },
  { match: "PUT /api/v2/triggers/{id}" },
  { match: "POST /api/v2/automations" },
  { match: "PUT /api/v2/automations/{id}" },
  { match: "POST /api/v2/dynamic_content/items" },
  { match: "PUT /api/v2/dynamic_content/items/{id}" },
  { match: "POST /api/v2/dynamic_content/items/{id}/variants" },
  { match: "PUT /api/v2/dynamic_content/items/{id}/variants/{id}" },
];

/** Sunshine Conversations, on its own host and below `/sc` of the account's. */
export const messagingRoutes: readonly RouteSpec[] = ["/v2", "/sc/v2"].flatMap((base) => [
  { match: `POST ${base}/apps/{id}/conversations/{id}/messages`, fields: fields.message },
  { match: `POST ${base}/apps/{id}/users`, fields: fields.messagingUser },
  { match: `PATCH ${base}/apps/{id}/users/{id}`, fields: fields.messagingUser },
]);

/** Redaction endpoints carry the text to find and erase: masking it would defeat them. */
const redactionRoutes: readonly RouteSpec[] = [
  { match: "PUT /api/v2/comment_redactions/{id}", body: "untouched" },
  { match: "PUT /api/v2/tickets/{id}/comments/{id}/redact", body: "untouched" },
  { match: "PUT /api/v2/tickets/{id}/comments/{id}/attachments/{id}/redact", body: "untouched" },
  { match: "PUT /api/v2/chat_redactions/{id}", body: "untouched" },
  { match: "PUT /api/v2/chat_file_redactions/{id}", body: "untouched" },
];

/** Look-ups worth their own name in logs and metrics. */
const readRoutes: readonly RouteSpec[] = [
  { match: "GET /api/v2/tickets" },
  { match: "GET /api/v2/tickets/{id}" },
  { match: "GET /api/v2/tickets/{id}/comments" },
  { match: "GET /api/v2/requests/{id}" },
  { match: "GET /api/v2/users/me" },
  { match: "GET /api/v2/users/{id}" },
  { match: "GET /api/v2/users/search" },
  { match: "GET /api/v2/users/autocomplete" },
  { match: "GET /api/v2/organizations/search" },
  { match: "GET /api/v2/requests/search" },
  { match: "GET /api/v2/search" },
  { match: "GET /api/v2/search/count" },
  { match: "GET /api/v2/search/export" },
  { match: "DELETE /api/v2/tickets/{id}" },
  { match: "DELETE /api/v2/uploads/{token}" },
];

export const zendeskRoutes: readonly RouteSpec[] = [
  ...ticketRoutes,
  ...peopleRoutes,
  ...otherRoutes,
  ...messagingRoutes,
  ...redactionRoutes,
  ...readRoutes,
];
