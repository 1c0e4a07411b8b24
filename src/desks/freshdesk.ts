/* Freshdesk: tickets, conversations, contacts, webhooks of automation rules, error shape. Facts: its public API description. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { anywhere } from "./freshdesk/fields.js";
import { answerFields, everyEnvelope, freshdeskRoutes } from "./freshdesk/routes.js";
import { webhooks } from "./freshdesk/webhooks.js";
import { fieldName } from "./refusal-fields.js";
import { createRouteTable } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

/** Freshdesk answers 400 for what does not validate; other faults have a code and a sentence. */
function refuse({ status, code, message, items }: Refusal): DeskAnswer {
  if (status !== 422) return jsonAnswer(status, { code, message });
  const errors = items.map(({ field, entity }) => ({ field: fieldName(field), message: entity }));
  return jsonAnswer(400, {
    description: "Validation failed",
    errors: [{ field: "base", message }, ...errors].map((error) => ({ ...error, code: "invalid_value" })),
  });
}

const route = createRouteTable({
  routes: freshdeskRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  anywhere,
});

export const freshdesk: Desk = { name: "freshdesk", route, refuse, webhooks };
