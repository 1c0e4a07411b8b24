/* Front's webhooks: of applications, signed with a time and opened by a challenge, and of rules, signed with SHA-1. */

import type { DeskAnswer } from "../../core/desk.js";
import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { below } from "../field-map.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { idFrom, jsonOf, memberOf } from "../webhooks/delivery.js";
import { documentRoute, routeByKind } from "../webhooks/document-route.js";
import { msTime, signatureScheme, type SignedTime } from "../webhooks/signatures.js";
import { anywhere, event } from "./fields.js";

const milliseconds = msTime("x-front-request-timestamp");
/** The year 5138 in seconds, 1973 in milliseconds: no clock is in doubt. */
const firstMilliseconds = 100_000_000_000;

/** Pages say seconds, deliveries have milliseconds. */
const eitherTime: SignedTime = {
  ...milliseconds,
  parse(text) {
    const time = milliseconds.parse(text);
    return time < firstMilliseconds ? time * 1000 : time;
  },
};

const application = signatureScheme({
  name: "application",
  header: "x-front-signature",
  hash: "sha256",
  encoding: "base64",
  time: eitherTime,
  dropped: ["x-front-challenge"],
  signed: ({ body }, time) => [time, ":", body],
});

const rule = signatureScheme({
  name: "rule",
  header: "x-front-signature",
  hash: "sha1",
  encoding: "base64",
  dropped: ["x-front-request-timestamp", "x-front-challenge"],
});

const idOf = (delivery: Delivery): unknown =>
  memberOf(jsonOf(delivery), "payload", "id") ?? memberOf(jsonOf(delivery), "id");

const isApplication = (delivery: Delivery): boolean => memberOf(jsonOf(delivery), "payload") !== undefined;

const challengeShape = /^[\w.~+/=-]{8,256}$/;

/** Only what can be a challenge is sent back, as text that no browser reads as anything else; an event is never answered so. */
function challenged(delivery: Delivery): DeskAnswer | undefined {
  const challenge = delivery.headers.get("x-front-challenge") ?? "";
  if (!challengeShape.test(challenge) || idOf(delivery) !== undefined) return undefined;
  return {
    status: 200,
    headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
    body: challenge,
  };
}

export const webhooks: DeskWebhooks = {
  schemes: [application, rule],
  route: routeByKind((delivery) => (isApplication(delivery) ? "application" : "rule"), {
    application: documentRoute("webhook application", below("payload", event), { anywhere }),
    rule: documentRoute("webhook rule", event, { anywhere }),
  }),
  eventId: (delivery) => idFrom(idOf(delivery)),
  /** Sent when the webhook is saved, signed or not. */
  unprovenHandshake: challenged,
  acknowledgement: acknowledgement({ accepted: 200 }),
};
