/* What configuration says of webhooks, destinations, store and quarantine, compiled; secrets are named, not read yet. */

import type { Desk } from "../../core/desk.js";
import type { Destination } from "../../core/destination.js";
import type { Sensitive } from "../../core/sensitive.js";
import type { DeskWebhooks, SignatureScheme } from "../../core/webhook.js";

/** Commands that need no secret run where none is. */
export interface SecretReference {
  /** `env:NAME` or `file:PATH`, for people. */
  readonly place: string;
  /** Throws ConfigError that names the place in the configuration. */
  read(): Sensitive<string>;
}

export interface WebhookSettings {
  readonly name: string;
  readonly desk: Desk;
  readonly webhooks: DeskWebhooks;
  /** Exact path on our listener. */
  readonly path: string;
  /** As the sender calls it, without query; undefined: as the Host header says. */
  readonly publicUrl?: URL;
  readonly secrets: readonly SecretReference[];
  /** Undefined: the desk proves nothing, or the operator does without. */
  readonly scheme?: SignatureScheme;
  readonly allowUnsigned: boolean;
  readonly toleranceMs: number;
  /** Name of the destination. */
  readonly to: string;
  /** Lower case. */
  readonly forwardHeaders: readonly string[];
  /** Deliveries a second; undefined: as many as come. */
  readonly rate?: number;
}

export interface DestinationSettings {
  readonly name: string;
  readonly signing: Destination["signing"];
  readonly insecure: boolean;
  readonly secrets: readonly SecretReference[];
  /** With its address and secrets read. Throws ConfigError. */
  open(): Destination;
}

export interface QuarantineSettings {
  /** Of X25519, 32 bytes. Throws ConfigError. */
  readPublicKey(): Buffer;
  /** Whom to tell; empty where nobody is named. */
  readonly owner: string;
  readonly keepMs: number;
}

export interface RelaySettings {
  readonly webhooks: readonly WebhookSettings[];
  readonly destinations: readonly DestinationSettings[];
  /** `sqlite:PATH` (absolute) or `postgres://...`. */
  readonly store: SecretReference;
  /** Bytes. */
  readonly waitingBytes: number;
  readonly dedupeMs: number;
  readonly keepDeadMs: number;
  readonly quarantine?: QuarantineSettings;
}
