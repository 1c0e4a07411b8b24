/* LiveChat's webhooks: one envelope, known by a secret in its body; nothing but 200 counts as taken. */

import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { idFrom, textOf } from "../webhooks/delivery.js";
import { documentRoute } from "../webhooks/document-route.js";
import { secretScheme } from "../webhooks/signatures.js";
import { createFormMap, webhookFields } from "./fields.js";

const annotate = createFormMap(webhookFields);
const route = { ...documentRoute("webhook chat", webhookFields), annotate, annotateAnswer: annotate };

/** Stays in the body: the receiver asks for it too. It proves the sender, and nothing of the other bytes. */
const bodySecret = secretScheme({
  name: "secret-key",
  headers: [],
  read: (delivery) => textOf(delivery, "secret_key"),
});

/** There is no id of a delivery. What starts once has one all the same. */
function eventId(delivery: Delivery): string | undefined {
  const action = textOf(delivery, "action");
  if (action === "incoming_chat") return scoped(action, textOf(delivery, "payload", "chat", "thread", "id"));
  return action === "incoming_event" ? scoped(action, textOf(delivery, "payload", "event", "id")) : undefined;
}

const scoped = (action: string, id: string | undefined): string | undefined =>
  id === undefined ? undefined : idFrom(`${action}:${id}`);

export const livechatWebhooks: DeskWebhooks = {
  schemes: [bodySecret],
  route: () => route,
  eventId,
  acknowledgement: acknowledgement({ accepted: 200 }),
};
