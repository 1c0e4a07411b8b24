/* Mailchimp: members of audiences, webhooks as forms, error shape. Facts: public webhook guides; the API part is reconstructed. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { answerFields, anywhere, everyEnvelope, mailchimpRoutes } from "./mailchimp/fields.js";
import { webhooks } from "./mailchimp/webhooks.js";
import { fieldName } from "./refusal-fields.js";
import { createRouteTable } from "./route-table.js";

/** problem+json with the members that Mailchimp's clients read. */
function refuse({ status, code, message, requestId, items }: Refusal): DeskAnswer {
  const errors = items.map(({ field, entity }) => ({ field: fieldName(field), message: entity }));
  return {
    status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: JSON.stringify({
      type: "about:blank",
      title: status === 422 ? "Invalid Resource" : code,
      status,
      detail: message,
      instance: requestId,
      ...(errors.length > 0 && { errors }),
    }),
  };
}

const route = createRouteTable({
  routes: mailchimpRoutes,
  fallback: everyEnvelope,
  answers: answerFields,
  anywhere,
});

export const mailchimp: Desk = { name: "mailchimp", route, refuse, webhooks };
