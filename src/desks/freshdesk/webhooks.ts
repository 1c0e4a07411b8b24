/* Webhooks of Freshdesk's automation rules: administrators write body and headers; nothing is signed. */

import type { DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { documentRoute } from "../webhooks/document-route.js";
import { basicSecret, bearerSecret, headerSecret } from "../webhooks/signatures.js";
import { webhookAnywhere } from "./fields.js";

const rule = documentRoute("webhook rule", {}, { anywhere: webhookAnywhere });

export const webhooks: DeskWebhooks = {
  /** What a rule can send: a custom header, or credentials. */
  schemes: [headerSecret("header", "x-webhook-secret"), basicSecret(), bearerSecret()],
  route: () => rule,
  eventId: () => undefined,
  acknowledgement: acknowledgement({ accepted: 200 }),
};
