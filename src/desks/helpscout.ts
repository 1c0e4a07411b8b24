/* Help Scout: conversations, threads, customers, webhooks, error shape. Partly reconstructed from its public pages. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { anywhere, answerFields, everyEnvelope } from "./helpscout/fields.js";
import { helpscoutRoutes } from "./helpscout/routes.js";
import { webhooks } from "./helpscout/webhooks.js";
import { fieldName } from "./refusal-fields.js";
import { createRouteTable } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

/** What does not validate is a 400 there. */
function refuse({ status, message, requestId, items }: Refusal): DeskAnswer {
  const errors = items.map(({ field, entity }) => ({
    path: fieldName(field),
    message: entity,
    source: "JSON",
  }));
  return jsonAnswer(status === 422 ? 400 : status, { logRef: requestId, message, _embedded: { errors } });
}

const route = createRouteTable({
  routes: helpscoutRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  anywhere,
});

export const helpscout: Desk = { name: "helpscout", route, refuse, webhooks };
