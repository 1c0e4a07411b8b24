/* Front's endpoints that carry customer text, contact data or credentials. */

import type { RouteSpec } from "../route-table.js";
import * as fields from "./fields.js";

export const frontRoutes: readonly RouteSpec[] = [
  { match: "POST /channels/{id}/messages", fields: fields.outgoing },
  { match: "POST /channels/{id}/drafts", fields: fields.outgoing },
  { match: "POST /channels/{id}/incoming_messages", fields: fields.outgoing },
  { match: "POST /inboxes/{id}/imported_messages", fields: fields.outgoing },
  { match: "POST /conversations/{id}/messages", fields: fields.outgoing },
  { match: "POST /conversations/{id}/drafts", fields: fields.outgoing },
  { match: "PATCH /drafts/{id}", fields: fields.outgoing },
  { match: "POST /conversations", fields: fields.discussion, audience: "private" },
  { match: "PATCH /conversations/{id}" },
  { match: "POST /conversations/{id}/comments", fields: {}, audience: "private" },
  { match: "PATCH /comments/{id}", fields: {}, audience: "private" },
  { match: "POST /contacts", fields: fields.contact },
  { match: "PATCH /contacts/{id}", fields: fields.contact },
  { match: "POST,DELETE /contacts/{id}/handles", fields: fields.contact },
  { match: "POST /contacts/{id}/notes", fields: {}, audience: "private" },
  { match: "POST /contacts/merge" },
  { match: "POST /accounts", fields: fields.account },
  { match: "PATCH /accounts/{id}", fields: fields.account },
  { match: "POST /oauth/token", fields: fields.tokens },
  { match: "GET /conversations" },
  { match: "GET /conversations/{id}" },
  { match: "GET /conversations/{id}/messages" },
  { match: "GET /conversations/search/{query}" },
  { match: "GET /messages/{id}" },
  { match: "GET /contacts" },
  { match: "GET /contacts/{id}" },
  { match: "DELETE /contacts/{id}" },
];
