/* Webhooks of Freshdesk's automation rules: administrators write body and headers; nothing is signed. */

import type { DeskRoute } from "../../core/desk.js";
import type { DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { documentRoute } from "../webhooks/document-route.js";
import { basicSecret, bearerSecret, headerSecret } from "../webhooks/signatures.js";
import { copies, webhookAnywhere } from "./fields.js";

/** Placeholders are not escaped in a body that an administrator wrote: a quote in a comment breaks its JSON. */
const rule: DeskRoute = {
  ...documentRoute("webhook rule", {}, { anywhere: webhookAnywhere }),
  unreadable: { recipients: new Set(copies.map((name) => name.replaceAll("_", ""))) },
};

export const webhooks: DeskWebhooks = {
  /** What a rule can send: a custom header, or credentials. */
  schemes: [headerSecret("header", "x-webhook-secret"), basicSecret(), bearerSecret()],
  route: () => rule,
  eventId: () => undefined,
  acknowledgement: acknowledgement({ accepted: 200 }),
};
