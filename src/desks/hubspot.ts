/* HubSpot: CRM records, conversations, webhooks, error shape. Facts: HubSpot developer documentation. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { anywhere } from "./hubspot/fields.js";
import { answerFields, everyEnvelope, hubspotRoutes } from "./hubspot/routes.js";
import { webhooks } from "./hubspot/webhooks.js";
import { createRouteTable } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

/** `category` is what clients switch on; a refusal that is not about the content has one of its own. */
function refuse({ status, code, message, requestId, items }: Refusal): DeskAnswer {
  return jsonAnswer(status, {
    status: "error",
    message,
    correlationId: requestId,
    category: status === 422 ? "VALIDATION_ERROR" : code.toUpperCase(),
    errors: items.map(({ field, entity, rule }) => ({
      message: `${field}: ${entity}`,
      code: entity,
      in: field,
      context: { rule: [rule] },
    })),
    context: { code: [code] },
  });
}

const route = createRouteTable({
  routes: hubspotRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  anywhere,
});

export const hubspot: Desk = { name: "hubspot", route, refuse, webhooks };
