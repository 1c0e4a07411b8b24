/* HubSpot's endpoints that carry customer text or contact data, credentials, or the text to erase. */

import { below, type FieldPaths } from "../field-map.js";
import type { RouteSpec } from "../route-table.js";
import * as fields from "./fields.js";

const records: FieldPaths = { ...fields.record, ...below("inputs.*", fields.record) };

const recordRoutes: readonly RouteSpec[] = [
  { match: "POST /crm/v3/objects/{type}", fields: records },
  { match: "PATCH /crm/v3/objects/{type}/{id}", fields: records },
  { match: "POST /crm/v3/objects/{type}/batch/create", fields: records },
  { match: "POST /crm/v3/objects/{type}/batch/update", fields: records },
  { match: "POST /crm/v3/objects/{type}/batch/upsert", fields: records },
  { match: "POST /crm/v3/objects/{type}/batch/read", fields: records },
  { match: "POST /crm/v3/objects/{type}/batch/archive", fields: records },
  { match: "POST /crm/v3/objects/{type}/merge" },
  { match: "POST /crm/v3/objects/{type}/search", fields: fields.search },
];

const conversationRoutes: readonly RouteSpec[] = [
  { match: "POST /conversations/v3/conversations/threads/{id}/messages", fields: fields.message },
  { match: "PATCH /conversations/v3/conversations/threads/{id}" },
  { match: "POST /conversations/v3/visitor-identification/tokens/create", fields: fields.visitor },
];

const formRoutes: readonly RouteSpec[] = [
  { match: "POST /submissions/v3/integration/submit/{portal}/{form}", fields: fields.formSubmission },
  { match: "POST /submissions/v3/integration/secure/submit/{portal}/{form}", fields: fields.formSubmission },
];

const fileRoutes: readonly RouteSpec[] = [
  { match: "POST /files/v3/files" },
  { match: "PUT /files/v3/files/{id}" },
];

const credentialRoutes: readonly RouteSpec[] = [
  { match: "POST /oauth/v1/token", fields: fields.tokens },
  { match: "POST /oauth/v3/token", fields: fields.tokens },
];

/** They name whom to erase. */
const erasureRoutes: readonly RouteSpec[] = [
  { match: "POST /crm/v3/objects/{type}/gdpr-delete", body: "untouched" },
  { match: "POST /crm/v3/objects/{type}/batch/gdpr-delete", body: "untouched" },
];

const readRoutes: readonly RouteSpec[] = [
  { match: "GET /crm/v3/objects/{type}" },
  { match: "GET /crm/v3/objects/{type}/{id}" },
  { match: "GET /conversations/v3/conversations/threads" },
  { match: "GET /conversations/v3/conversations/threads/{id}" },
  { match: "GET /conversations/v3/conversations/threads/{id}/messages" },
  { match: "GET /conversations/v3/conversations/threads/{id}/messages/{id}" },
  { match: "DELETE /crm/v3/objects/{type}/{id}" },
];

export const hubspotRoutes: readonly RouteSpec[] = [
  ...recordRoutes,
  ...conversationRoutes,
  ...formRoutes,
  ...fileRoutes,
  ...credentialRoutes,
  ...erasureRoutes,
  ...readRoutes,
];

/** Used for paths that no route names. */
export const everyEnvelope: FieldPaths = { ...fields.message, ...records, ...fields.tokens };

export const answerFields = (): FieldPaths => ({
  ...everyEnvelope,
  ...below("results.*", { ...fields.message, ...fields.record }),
  /** They say what was looked up, and the client follows them. */
  "paging.*.after": "secret",
  "paging.*.link": "query",
});
