/* Help Scout's endpoints that carry customer text, contact data or credentials. */

import type { RouteSpec } from "../route-table.js";
import * as fields from "./fields.js";

const conversations = "/v2/conversations";
const customers = "/v2/customers";

export const helpscoutRoutes: readonly RouteSpec[] = [
  { match: `POST ${conversations}`, fields: fields.conversation },
  { match: `PATCH ${conversations}/{id}` },
  { match: `POST ${conversations}/{id}/reply`, fields: fields.thread },
  { match: `POST ${conversations}/{id}/customer`, fields: fields.thread },
  { match: `POST ${conversations}/{id}/notes`, fields: fields.thread, audience: "private" },
  { match: `POST ${conversations}/{id}/phones`, fields: fields.thread },
  { match: `POST ${conversations}/{id}/chats`, fields: fields.thread },
  { match: `PATCH ${conversations}/{id}/threads/{id}` },
  { match: `POST ${conversations}/{id}/threads/{id}/attachments`, fields: fields.attachment },
  { match: `PUT ${conversations}/{id}/fields` },
  { match: `PUT ${conversations}/{id}/tags` },
  { match: `POST ${customers}`, fields: fields.customer },
  { match: `PUT,PATCH ${customers}/{id}`, fields: fields.customer },
  { match: `POST ${customers}/{id}/emails`, fields: fields.handle },
  { match: `PUT ${customers}/{id}/emails/{id}`, fields: fields.handle },
  { match: `POST ${customers}/{id}/phones`, fields: fields.handle },
  { match: `PUT ${customers}/{id}/phones/{id}`, fields: fields.handle },
  { match: `POST ${customers}/{id}/social-profiles`, fields: fields.handle },
  { match: `POST ${customers}/{id}/websites`, fields: fields.handle },
  { match: `POST ${customers}/{id}/chats`, fields: fields.handle },
  { match: `POST,PUT ${customers}/{id}/address`, fields: fields.address },
  { match: "POST /v2/oauth2/token", fields: fields.tokens },
  { match: `GET ${conversations}` },
  { match: `GET ${conversations}/{id}` },
  { match: `GET ${conversations}/{id}/threads` },
  { match: `GET ${customers}` },
  { match: `GET ${customers}/{id}` },
  { match: `DELETE ${conversations}/{id}` },
  { match: `DELETE ${customers}/{id}` },
];
