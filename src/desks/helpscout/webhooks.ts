/* Help Scout's webhooks: conversations and customers as they are, signed with SHA-1, the event's name in a header. */

import type { DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { documentRoute } from "../webhooks/document-route.js";
import { signatureScheme } from "../webhooks/signatures.js";
import { anywhere, everyEnvelope } from "./fields.js";

const signature = signatureScheme({
  name: "hmac-sha1",
  header: "x-helpscout-signature",
  hash: "sha1",
  encoding: "base64",
});

const event = documentRoute("webhook event", everyEnvelope, { anywhere });

export const webhooks: DeskWebhooks = {
  schemes: [signature],
  route: () => event,
  /** The id in the body is the conversation's, which has many events. */
  eventId: () => undefined,
  /** 410 would end the subscription at once: no answer of ours may be one. */
  acknowledgement: acknowledgement({ accepted: 200 }),
};
