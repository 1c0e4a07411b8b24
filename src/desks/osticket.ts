/* osTicket: the ticket API in JSON, and its errors as plain text. Facts: osTicket's own API documents. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import type { FieldPaths } from "./field-map.js";
import { mailFields } from "./mail-fields.js";
import { refineByShape } from "./recipients.js";
import { createRouteTable, type RouteSpec } from "./route-table.js";

const ticket: FieldPaths = {
  email: "requester",
  name: "requester",
  phone: "requester",
  subject: "subject",
  /** Plain, or a data URL. */
  message: "data-url",
  ip: "metadata",
  cc: "cc",
  /** One object for each file: its name is the key. */
  "attachments.*.*": "data-url",
  "attachments.*.data": "data-url",
  "attachments.*.name": "attachment",
};

/** Sites that do not rewrite addresses call the script itself. */
const bases = ["/api", "/api/http.php", "/upload/api", "/upload/api/http.php"];

const routes = bases.flatMap((base): readonly RouteSpec[] => [
  { match: `POST ${base}/tickets.json`, fields: ticket },
  { match: `POST ${base}/tickets.xml`, fields: ticket },
  { match: `POST ${base}/tickets.email`, body: "mail", fields: mailFields },
  { match: `POST ${base}/tasks/cron` },
]);

/** Its clients show the text of an error as it is. */
const refuse = ({ status, message, items }: Refusal): DeskAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: [message, ...items.map(({ field, entity }) => `${field}: ${entity}`)].join("\n"),
});

export const osticket: Desk = {
  name: "osticket",
  route: createRouteTable({ routes, fallback: ticket, longest: { subject: 255 }, refine: refineByShape }),
  refuse,
};
