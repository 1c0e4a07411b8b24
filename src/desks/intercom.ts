/* Intercom: conversations, tickets, contacts, webhooks, error shape. Facts: Intercom's OpenAPI description 2.14 and webhook pages. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { anywhere } from "./intercom/fields.js";
import { answerFields, everyEnvelope, intercomRoutes } from "./intercom/routes.js";
import { webhooks } from "./intercom/webhooks.js";
import { fieldName } from "./refusal-fields.js";
import { createRouteTable } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

function refuse({ status, code, message, requestId, items }: Refusal): DeskAnswer {
  const errors = items.map(({ field, entity }) => ({
    code: "parameter_invalid",
    message: entity,
    field: fieldName(field),
  }));
  return jsonAnswer(status, {
    type: "error.list",
    request_id: requestId,
    errors: [{ code: status === 422 ? "parameter_invalid" : code, message }, ...errors],
  });
}

const route = createRouteTable({
  routes: intercomRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  anywhere,
});

export const intercom: Desk = { name: "intercom", route, refuse, webhooks };
