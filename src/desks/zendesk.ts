/* Zendesk Support: routes, field roles, error shape, webhooks. Facts: Zendesk developer documentation. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { createRouteTable } from "./route-table.js";
import { answerFields } from "./zendesk/answers.js";
import { everyEnvelope, zendeskRoutes } from "./zendesk/routes.js";
import { zendeskWebhooks } from "./zendesk/webhooks.js";

/** Statuses whose body the API documents with `error` as an object. */
const titled = new Set([403]);

function bodyOf(refusal: Refusal): unknown {
  if (refusal.status === 422) {
    return {
      error: "RecordInvalid",
      description: "Record validation errors",
      details: { base: detailsOf(refusal) },
    };
  }
  if (titled.has(refusal.status)) return { error: { title: refusal.code, message: refusal.message } };
  return { error: refusal.code, description: refusal.message };
}

/** One entry with the sentence for the reader, then one for each thing to take out. */
function detailsOf(refusal: Refusal): readonly Record<string, string>[] {
  const items = refusal.items.map((item) => ({
    description: `${item.field}: ${item.entity}`,
    error: item.entity,
    rule: item.rule,
  }));
  return [{ description: refusal.message, error: refusal.code }, ...items];
}

/** node-zendesk and others parse every answer as JSON, whatever the status. */
function refuse(refusal: Refusal): DeskAnswer {
  return {
    status: refusal.status,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(bodyOf(refusal)),
  };
}

const route = createRouteTable({
  routes: zendeskRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  longest: { subject: 150 },
  suffix: ".json",
});

export const zendesk: Desk = { name: "zendesk", route, refuse, webhooks: zendeskWebhooks };
