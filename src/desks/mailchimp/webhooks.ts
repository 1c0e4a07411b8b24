/* Mailchimp's webhooks: forms with bracketed keys, no signature, a secret in the address that was given to it. */

import type { DeskAnswer } from "../../core/desk.js";
import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { below } from "../field-map.js";
import { acknowledgement, jsonAnswer } from "../webhooks/acknowledgement.js";
import { documentRoute } from "../webhooks/document-route.js";
import { querySecret } from "../webhooks/signatures.js";
import { anywhere, mergeFields } from "./fields.js";

const fields = below("data", {
  email: "contact",
  new_email: "contact",
  old_email: "contact",
  ip_opt: "metadata",
  ip_signup: "metadata",
  id: "identifier",
  new_id: "identifier",
  subject: "subject",
  ...below("merges", mergeFields),
});

const event = documentRoute("webhook", fields, { anywhere, query: { secret: "secret" } });

/** Before an address is saved it is asked for once, without an event: what has no body cannot lose one. */
function saved({ method, body }: Delivery): DeskAnswer | undefined {
  const asks = (method === "GET" || method === "HEAD") && body.length === 0;
  return asks ? jsonAnswer(200, {}) : undefined;
}

export const webhooks: DeskWebhooks = {
  schemes: [querySecret("query", "secret")],
  route: () => event,
  eventId: () => undefined,
  unprovenHandshake: saved,
  acknowledgement: acknowledgement({ accepted: 200 }),
};
