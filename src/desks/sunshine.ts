/* Sunshine Conversations (Zendesk's messaging): its API on its own host, and the webhooks of its integrations. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { messagingRoutes } from "./zendesk/routes.js";
import { createRouteTable } from "./route-table.js";
import { messagingFields } from "./sunshine/fields.js";
import { sunshineWebhooks } from "./sunshine/webhooks.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

const route = createRouteTable({ routes: messagingRoutes, fallback: messagingFields });

/** The first error is the sentence for the reader; then one for each thing to take out. */
function refuse(refusal: Refusal): DeskAnswer {
  const items = refusal.items.map(({ field, entity, rule }) => ({
    code: refusal.code,
    title: `${field}: ${entity}`,
    detail: rule,
  }));
  return jsonAnswer(refusal.status, {
    errors: [{ code: refusal.code, title: refusal.message }, ...items],
  });
}

export const sunshine: Desk = { name: "sunshine", route, refuse, webhooks: sunshineWebhooks };
