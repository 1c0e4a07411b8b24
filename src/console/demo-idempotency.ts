/* Zendesk's Idempotency-Key as the demo desk knows it: the same request is answered again, another one refused. */

import { createHash } from "node:crypto";
import type { DemoAnswer, DemoRequest } from "./demo-routes.js";
import type { DemoStore } from "./demo-store.js";

const lookup = (found: "hit" | "miss"): Readonly<Record<string, string>> => ({
  "x-idempotency-lookup": found,
});

const conflict: DemoAnswer = {
  status: 400,
  body: JSON.stringify({
    error: "IdempotentRequestError",
    description: "Request parameters don't match the given idempotency key",
  }),
  headers: lookup("hit"),
};

/** Answers without running `run` again when the key was seen; only new tickets have keys. */
export function answerOnce(request: DemoRequest, store: DemoStore, run: () => DemoAnswer): DemoAnswer {
  const key = request.headers["idempotency-key"];
  if (typeof key !== "string" || request.method !== "POST" || request.path !== "/api/v2/tickets")
    return run();
  const digest = createHash("sha256").update(request.body).digest("hex");
  const earlier = store.replies.get(key);
  if (earlier !== undefined) {
    return earlier.digest === digest ? { ...earlier.answer, headers: lookup("hit") } : conflict;
  }
  const answer = run();
  if (answer.status < 300) store.replies.set(key, { digest, answer });
  return { ...answer, headers: lookup("miss") };
}
