/* Intercom's endpoints that carry customer text or contact data, credentials, or the text to erase. */

import { below, type FieldPaths } from "../field-map.js";
import type { RouteSpec } from "../route-table.js";
import * as fields from "./fields.js";

export const intercomRoutes: readonly RouteSpec[] = [
  { match: "POST /conversations", fields: fields.newConversation },
  { match: "PUT /conversations/{id}", fields: fields.conversation },
  { match: "POST /conversations/{id}/reply", fields: fields.reply },
  { match: "POST /conversations/{id}/parts", fields: fields.reply },
  { match: "POST /conversations/{id}/customers", fields: fields.join },
  { match: "POST /conversations/{id}/convert", fields: fields.newTicket },
  { match: "POST /conversations/search", fields: fields.search },
  { match: "POST /conversations/redact", body: "untouched" },
  { match: "POST /tickets", fields: fields.newTicket },
  { match: "POST /tickets/enqueue", fields: fields.newTicket },
  { match: "PUT /tickets/{id}", fields: fields.newTicket },
  { match: "POST /tickets/{id}/reply", fields: fields.reply },
  { match: "POST /tickets/search", fields: fields.search },
  { match: "POST /messages", fields: fields.outbound },
  { match: "POST /contacts", fields: fields.contact },
  { match: "PUT /contacts/{id}", fields: fields.contact },
  { match: "POST /contacts/search", fields: fields.search },
  { match: "POST /contacts/merge" },
  { match: "POST /contacts/{id}/notes", fields: fields.note, audience: "private" },
  { match: "POST /notes", fields: fields.note, audience: "private" },
  { match: "PUT /visitors", fields: fields.contact },
  {
    match: "POST /visitors/convert",
    fields: { ...below("user", fields.contact), ...below("visitor", fields.contact) },
  },
  { match: "POST /companies", fields: fields.company },
  { match: "PUT /companies/{id}", fields: fields.company },
  { match: "POST /events", fields: fields.event },
  { match: "POST /auth/eagle/token", fields: fields.tokens },
  { match: "GET /conversations" },
  { match: "GET /conversations/{id}" },
  { match: "GET /tickets/{id}" },
  { match: "GET /contacts" },
  { match: "GET /contacts/{id}" },
  { match: "DELETE /conversations/{id}/customers/{id}", fields: { customer: "contact" } },
  { match: "DELETE /contacts/{id}" },
];

/** A record of any type: they share no name that would mean two things. */
export const record: FieldPaths = { ...fields.contact, ...fields.conversation, ...fields.ticket };

/** Used for paths that no route names. */
export const everyEnvelope: FieldPaths = {
  ...fields.outbound,
  ...record,
  ...fields.tokens,
};

export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  body: "html",
  ...below("data.*", record),
  ...below("conversations.*", record),
  ...below("tickets.*", record),
  "pages.next.starting_after": "secret",
});
