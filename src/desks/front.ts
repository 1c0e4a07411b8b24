/* Front: messages, comments, contacts, webhooks of applications and rules, error shape. Partly reconstructed from its public pages. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { answerFields, anywhere, everyEnvelope } from "./front/fields.js";
import { frontRoutes } from "./front/routes.js";
import { webhooks } from "./front/webhooks.js";
import { fieldName } from "./refusal-fields.js";
import { createRouteTable } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

function refuse({ status, code, message, items }: Refusal): DeskAnswer {
  const details = items.map(({ field, entity }) => `${fieldName(field)}: ${entity}`);
  const title = status === 422 ? "Invalid body" : code;
  return jsonAnswer(status, { _error: { status, title, message, ...(details.length > 0 && { details }) } });
}

const route = createRouteTable({
  routes: frontRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  anywhere,
});

export const front: Desk = { name: "front", route, refuse, webhooks };
