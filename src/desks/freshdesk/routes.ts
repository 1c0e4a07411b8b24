/* Freshdesk's endpoints that carry customer text or contact data. */

import { below, type FieldPaths } from "../field-map.js";
import type { RouteSpec } from "../route-table.js";
import { company, contact, conversation, ticket } from "./fields.js";

const bulk: FieldPaths = {
  ...below("bulk_action.properties", ticket),
  ...below("bulk_action.reply", conversation),
};

export const freshdeskRoutes: readonly RouteSpec[] = [
  { match: "POST /api/v2/tickets", fields: ticket },
  { match: "PUT /api/v2/tickets/{id}", fields: ticket },
  { match: "POST /api/v2/tickets/outbound_email", fields: ticket },
  { match: "POST /api/v2/tickets/bulk_update", fields: bulk },
  { match: "POST /api/v2/tickets/{id}/reply", fields: conversation },
  { match: "POST /api/v2/tickets/{id}/reply_to_forward", fields: conversation },
  { match: "POST /api/v2/tickets/{id}/forward", fields: conversation },
  { match: "POST /api/v2/tickets/{id}/notes", fields: conversation, audience: "private" },
  { match: "POST /api/v2/tickets/{id}/time_entries", audience: "private" },
  { match: "POST /api/v2/tickets/{id}/satisfaction_ratings" },
  { match: "PUT /api/v2/tickets/merge", fields: below("note_in_primary", conversation) },
  { match: "PUT /api/v2/conversations/{id}", fields: conversation },
  { match: "POST /api/v2/contacts", fields: contact },
  { match: "PUT /api/v2/contacts/{id}", fields: contact },
  { match: "POST /api/v2/contacts/merge", fields: below("contact", contact) },
  { match: "POST /api/v2/companies", fields: company },
  { match: "PUT /api/v2/companies/{id}", fields: company },
  { match: "POST /api/v2/agents", fields: { ...contact, signature: "html" } },
  { match: "PUT /api/v2/agents/{id}", fields: { ...contact, signature: "html" } },
  { match: "POST /api/v2/discussions/forums/{id}/topics", fields: { message: "html" }, audience: "public" },
  { match: "POST /api/v2/discussions/topics/{id}/comments", fields: { body: "html" }, audience: "public" },
  { match: "GET /api/v2/tickets" },
  { match: "GET /api/v2/tickets/{id}" },
  { match: "GET /api/v2/tickets/{id}/conversations" },
  { match: "GET /api/v2/contacts" },
  { match: "GET /api/v2/contacts/{id}" },
  { match: "GET /api/v2/search/tickets" },
  { match: "GET /api/v2/search/contacts" },
  { match: "DELETE /api/v2/tickets/{id}" },
  { match: "DELETE /api/v2/contacts/{id}" },
];

const record: FieldPaths = { ...company, ...contact, ...conversation, ...ticket };

/** Used for paths that no route names. */
export const everyEnvelope: FieldPaths = { ...bulk, ...record };

/** A list is the answer itself, searches have `results`. */
export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  ...below("*", record),
  ...below("results.*", record),
  ...below("conversations.*", conversation),
  ...below("*.conversations.*", conversation),
});
