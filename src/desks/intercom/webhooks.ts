/* Intercom's webhooks: one envelope for all topics, signed with SHA-1, pings and a HEAD before an address is saved. */

import type { DeskAnswer } from "../../core/desk.js";
import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { below } from "../field-map.js";
import { acknowledgement, jsonAnswer } from "../webhooks/acknowledgement.js";
import { idFrom, jsonOf, memberOf, textOf } from "../webhooks/delivery.js";
import { documentRoute } from "../webhooks/document-route.js";
import { signatureScheme } from "../webhooks/signatures.js";
import { steadyWithout } from "../webhooks/steady-body.js";
import { anywhere } from "./fields.js";
import { record } from "./routes.js";

const signature = signatureScheme({
  name: "hmac-sha1",
  header: "x-hub-signature",
  hash: "sha1",
  encoding: "hex",
  prefix: "sha1=",
});

const notification = documentRoute(
  "webhook notification",
  () => ({
    ...below("data.item", record),
    ...below("data.item.contact", record),
    ...below("data.item.user", record),
    ...below("data.item.conversation", record),
    ...below("data.item.ticket", record),
  }),
  { anywhere },
);

/** A ping tells of nothing that happened. */
const pinged = (delivery: Delivery): DeskAnswer | undefined =>
  textOf(delivery, "topic") === "ping" ? jsonAnswer(200, {}) : undefined;

const saved = ({ method, body }: Delivery): DeskAnswer | undefined =>
  method === "HEAD" && body.length === 0 ? jsonAnswer(200, {}) : undefined;

export const webhooks: DeskWebhooks = {
  schemes: [signature],
  route: () => notification,
  eventId: (delivery) => idFrom(memberOf(jsonOf(delivery), "id")),
  steadyBody: steadyWithout(["delivery_attempts", "delivery_status", "delivered_at", "first_sent_at"]),
  handshake: pinged,
  unprovenHandshake: saved,
  /** 429 is the one status after which Intercom is documented to come again, for two hours. */
  acknowledgement: acknowledgement({ accepted: 200, unavailable: 429 }),
};
