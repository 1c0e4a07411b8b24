/* Zammad: routes, field roles, webhooks of triggers, error shape. Facts: Zammad's API and administrator's documentation. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import type { DeskWebhooks } from "../core/webhook.js";
import type { Anywhere } from "./anywhere.js";
import { refineByShape } from "./recipients.js";
import { createRouteTable, type RouteSpec } from "./route-table.js";
import { acknowledgement, jsonAnswer } from "./webhooks/acknowledgement.js";
import { idFrom } from "./webhooks/delivery.js";
import { documentRoute } from "./webhooks/document-route.js";
import { basicSecret, bearerSecret, signatureScheme } from "./webhooks/signatures.js";
import * as fields from "./zammad/fields.js";

/** Who reads an article. */
const anywhere: Anywhere = { audiences: { internal: { true: "private", false: "public" } } };

const routes: readonly RouteSpec[] = [
  { match: "POST /api/v1/tickets", fields: fields.ticket },
  { match: "PUT /api/v1/tickets/{id}", fields: fields.ticket },
  { match: "POST /api/v1/ticket_articles", fields: fields.article },
  { match: "PUT /api/v1/ticket_articles/{id}", fields: fields.article },
  { match: "POST /api/v1/users", fields: fields.user },
  { match: "PUT /api/v1/users/{id}", fields: fields.user },
  { match: "POST /api/v1/organizations", fields: { name: "contact", domain: "contact" } },
  { match: "PUT /api/v1/organizations/{id}", fields: { name: "contact", domain: "contact" } },
  { match: "POST /api/v1/mentions" },
  { match: "GET /api/v1/tickets/{id}" },
  { match: "GET /api/v1/tickets/search" },
  { match: "GET /api/v1/users/search" },
  { match: "GET /api/v1/ticket_articles/by_ticket/{id}" },
];

/** Clients show the second sentence to people, the first to developers. */
const refuse = ({ status, message, items }: Refusal): DeskAnswer =>
  jsonAnswer(status, {
    error: [message, ...items.map(({ field, entity }) => `${field}: ${entity}`)].join(" "),
    error_human: message,
  });

const delivered = documentRoute("webhook", fields.webhook, { anywhere });
const annotate = refineByShape(delivered.annotate);
const delivery = { ...delivered, annotate, annotateAnswer: annotate };

const webhooks: DeskWebhooks = {
  schemes: [
    signatureScheme({
      name: "hmac-sha1",
      header: "x-hub-signature",
      hash: "sha1",
      encoding: "hex",
      prefix: "sha1=",
    }),
    basicSecret(),
    bearerSecret(),
  ],
  route: () => delivery,
  eventId: ({ headers }) => idFrom(headers.get("x-zammad-delivery")),
  acknowledgement: acknowledgement({ accepted: 200 }),
};

export const zammad: Desk = {
  name: "zammad",
  route: createRouteTable({
    routes,
    fallback: { ...fields.ticket, ...fields.webhook },
    answers: fields.answers,
    anywhere,
    longest: { subject: 250 },
    refine: refineByShape,
  }),
  refuse,
  webhooks,
};
