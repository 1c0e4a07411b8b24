/* Request Tracker 5: REST 2.0, the forms of its pages, error shape. Facts: observed at a real server (5.0.3). */

import type { Desk, DeskAnswer, DeskRoute, Refusal } from "../core/desk.js";
import { below, type FieldPaths } from "./field-map.js";
import { refineByShape, withRecipients } from "./recipients.js";
import * as fields from "./request-tracker/fields.js";
import { withMail } from "./request-tracker/mail-gateway.js";
import { findWatchers } from "./request-tracker/watchers.js";
import { createRouteTable, type Annotate, type RouteSpec } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

const api = "/REST/2.0";

/** With attachments a form carries them beside its part `JSON`. */
const ticket: FieldPaths = { ...fields.ticket, ...below("JSON", fields.ticket) };

const restRoutes: readonly RouteSpec[] = [
  { match: `POST ${api}/ticket`, fields: ticket },
  { match: `PUT ${api}/ticket/{id}`, fields: ticket },
  { match: `POST,PUT ${api}/tickets/bulk`, fields: { ...fields.ticket, ...below("*", fields.ticket) } },
  { match: `POST ${api}/tickets/bulk/correspond`, fields: below("*", fields.ticket) },
  { match: `POST ${api}/tickets/bulk/comment`, fields: below("*", fields.ticket) },
  { match: `POST ${api}/ticket/{id}/correspond`, fields: ticket },
  { match: `POST ${api}/ticket/{id}/comment`, fields: ticket, audience: "private" },
  { match: `POST ${api}/user`, fields: fields.user },
  { match: `PUT ${api}/user/{id}`, fields: fields.user },
  { match: `GET ${api}/ticket/{id}` },
  { match: `GET ${api}/tickets` },
  { match: `GET ${api}/ticket/{id}/history` },
];

const pages = ["Create", "Update", "Modify", "ModifyAll", "ModifyPeople", "Display", "Forward"];

const pageRoutes: readonly RouteSpec[] = [
  ...pages.map((name) => ({ match: `POST /Ticket/${name}.html`, fields: fields.page })),
  ...pages.map((name) => ({ match: `POST /m/ticket/${name.toLowerCase()}`, fields: fields.page })),
  { match: "POST /SelfService/Create.html", fields: fields.page },
  { match: "POST /SelfService/Update.html", fields: fields.page },
  { match: "POST /SelfService/Display.html", fields: fields.page },
  { match: "POST /Search/Bulk.html", fields: fields.page },
  { match: "POST /NoAuth/Login.html", fields: fields.page },
];

const refine = (annotate: Annotate): Annotate =>
  refineByShape((document) => withRecipients(document, annotate(document), findWatchers(document)));

/** What `rt-mailgate` posts a mail to. */
const gateway: RouteSpec = { match: "POST /REST/1.0/NoAuth/mail-gateway", fields: fields.gateway };

const table = createRouteTable({
  routes: [...restRoutes, ...pageRoutes, gateway],
  fallback: { ...ticket, ...fields.page },
  answers: fields.answers,
  longest: { subject: 200 },
  refine,
});

/** Pages take their arguments from the query as well, whatever the method: there it is read as a form. */
const readsQuery = (path: string): boolean => !path.startsWith(`${api}/`);

function route(method: string, path: string): DeskRoute {
  const found = table(method, path);
  if (found.id === gateway.match) return { ...found, annotate: withMail(found.annotate) };
  return readsQuery(path) ? { ...found, queryRole: () => undefined } : found;
}

const refuse = ({ status, message, items }: Refusal): DeskAnswer =>
  jsonAnswer(status, {
    message: [message, ...items.map(({ field, entity }) => `${field}: ${entity}`)].join(" "),
  });

export const requestTracker: Desk = { name: "request-tracker", route, refuse };
