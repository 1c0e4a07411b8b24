/* HubSpot's webhooks: three generations of signatures, batches of events, workflows. */

import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { jsonOf } from "../webhooks/delivery.js";
import { documentRoute, routeByKind } from "../webhooks/document-route.js";
import { msTime, signatureScheme } from "../webhooks/signatures.js";
import { steadyWithout } from "../webhooks/steady-body.js";
import { anywhere, workflow } from "./fields.js";
import { everyEnvelope } from "./routes.js";

/** Every delivery carries proofs of several generations; none of them holds for bytes that we changed. */
const proofs = [
  "x-hubspot-signature",
  "x-hubspot-signature-version",
  "x-hubspot-signature-v3",
  "x-hubspot-request-timestamp",
] as const;

const others = (...own: readonly string[]): readonly string[] => proofs.filter((name) => !own.includes(name));

/** The address as it was called: without a fragment, which is never sent. */
function uriOf({ url }: Delivery): string {
  const { href, hash } = url;
  return hash === "" ? href : href.slice(0, -hash.length);
}

/** v3 signs the address with these escapes decoded, and no others. */
const decoded: Readonly<Record<string, string>> = {
  "%3A": ":",
  "%2F": "/",
  "%3F": "?",
  "%40": "@",
  "%21": "!",
  "%24": "$",
  "%27": "'",
  "%28": "(",
  "%29": ")",
  "%2A": "*",
  "%2C": ",",
  "%3B": ";",
};

/** One look from left to right: what a decoded character makes with its neighbours is not read again. */
export function decodeSignedUri(uri: string): string {
  return uri.replace(/%[\dA-F]{2}/gi, (escape) => decoded[escape.toUpperCase()] ?? escape);
}

const v3 = signatureScheme({
  name: "v3",
  header: "x-hubspot-signature-v3",
  hash: "sha256",
  encoding: "base64",
  time: msTime("x-hubspot-request-timestamp"),
  dropped: others("x-hubspot-signature-v3", "x-hubspot-request-timestamp"),
  signed: (delivery, time) => [delivery.method, decodeSignedUri(uriOf(delivery)), delivery.body, time],
});

const older = {
  header: "x-hubspot-signature",
  hash: "sha256",
  encoding: "hex",
  digest: "plain",
  dropped: others("x-hubspot-signature", "x-hubspot-signature-version"),
} as const;

const v2 = signatureScheme({
  ...older,
  name: "v2",
  fixed: { "x-hubspot-signature-version": "v2" },
  signed: (delivery) => [delivery.method, uriOf(delivery), delivery.body],
});

const v1 = signatureScheme({
  ...older,
  name: "v1",
  fixed: { "x-hubspot-signature-version": "v1" },
});

const route = routeByKind((delivery) => (Array.isArray(jsonOf(delivery)) ? "batch" : "workflow"), {
  /** What `propertyValue` is, its `propertyName` says. */
  batch: documentRoute("webhook batch", { "*.sourceId": "metadata" }, { anywhere }),
  workflow: documentRoute("webhook workflow", { ...everyEnvelope, ...workflow }, { anywhere }),
});

export const webhooks: DeskWebhooks = {
  schemes: [v3, v2, v1],
  route,
  /** Events have ids, batches of them have none. */
  eventId: () => undefined,
  steadyBody: steadyWithout(["attemptNumber"]),
  acknowledgement: acknowledgement({ accepted: 200 }),
};
