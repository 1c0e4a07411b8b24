/* The error shape where no ticketing tool prescribes one: problem+json (RFC 9457). */

import type { DeskAnswer, Refusal } from "../core/desk.js";

/** Field templates and entity types only; `errors` is empty unless the policy rejected the payload. */
export function refuseWithProblem(refusal: Refusal): DeskAnswer {
  return {
    status: refusal.status,
    headers: { "content-type": "application/problem+json; charset=utf-8" },
    body: JSON.stringify({
      type: "about:blank",
      title: refusal.message,
      status: refusal.status,
      code: refusal.code,
      request_id: refusal.requestId,
      errors: refusal.items.map((item) => ({ pointer: item.field, entity: item.entity, rule: item.rule })),
    }),
  };
}
