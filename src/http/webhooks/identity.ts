/* The id of an event and the fingerprint of its bytes: how a repeated delivery and a changed one are told. */

import { createHmac } from "node:crypto";
import type { Sensitive } from "../../core/sensitive.js";
import type { Delivery } from "../../core/webhook.js";
import type { OpenWebhook } from "./arrival.js";

export interface Identity {
  /** The sender's own, else a keyed hash of what was signed. */
  readonly id: string;
  /** Hex. */
  readonly fingerprint: string;
  /** Of what is put aside: names the event in commands and logs. */
  readonly quarantineId: string;
}

export interface IdentityOptions {
  readonly key: Sensitive<Buffer>;
  /** Without secrets, so that a rotation between two attempts changes nothing. */
  readonly query: string;
}

/** Senders' ids are used as they are only where they cannot carry anything else. */
const idShape = /^[\w.:-]{1,128}$/;

export function identify(
  webhook: OpenWebhook,
  delivery: Delivery,
  { key, query }: IdentityOptions,
): Identity {
  const { settings } = webhook;
  const { method, headers } = delivery;
  const steady = settings.webhooks.steadyBody?.(delivery);
  const body = steady ?? delivery.body;
  const hash = (purpose: string, ...parts: readonly (string | Buffer)[]): string => {
    const keyed = createHmac("sha256", key.expose()).update(`deskveil webhook ${purpose}`);
    // Lengths keep two different rows of parts from reading the same.
    for (const part of parts) keyed.update(`\0${String(Buffer.byteLength(part))}\0`).update(part);
    return keyed.digest("hex");
  };
  const given = settings.webhooks.eventId(delivery);
  // A sender that numbers its attempts signs each of them anew.
  const proofs = steady === undefined ? (settings.scheme?.headers ?? []) : [];
  const id =
    given !== undefined && idShape.test(given)
      ? given
      : `wh_${hash("id", settings.name, given ?? "", method, query, body, ...proofs.map((name) => headers.get(name) ?? "")).slice(0, 32)}`;
  return {
    id,
    fingerprint: hash("fingerprint", method, query, body),
    quarantineId: `q_${hash("quarantine", settings.name, id, method, query, body).slice(0, 24)}`,
  };
}
