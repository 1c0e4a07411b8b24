/* Webhooks of Sunshine Conversations: a list of events, proven by a secret in a header. */

import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { idFrom, jsonOf, memberOf } from "../webhooks/delivery.js";
import { documentRoute } from "../webhooks/document-route.js";
import { headerSecret } from "../webhooks/signatures.js";
import { webhookFields } from "./fields.js";

const route = documentRoute("webhook events", webhookFields);

/** Of the only event: several of them have no id in common. */
function eventId(delivery: Delivery): string | undefined {
  const events = memberOf(jsonOf(delivery), "events");
  return Array.isArray(events) && events.length === 1 ? idFrom(memberOf(events, "0", "id")) : undefined;
}

export const sunshineWebhooks: DeskWebhooks = {
  schemes: [headerSecret("api-key", "x-api-key")],
  route: () => route,
  eventId,
  acknowledgement: acknowledgement(),
};
