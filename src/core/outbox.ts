/* How receiving meets delivering: an event is handed over once it is stored durably, and only in its redacted form. */

/** A redacted webhook on its way to one destination. */
export interface OutgoingEvent {
  /** Stable over retries and replays: the sender's own id where it has one, else a keyed hash of what was signed. */
  readonly id: string;
  /** Name of the configured webhook: part of the identity of the event. */
  readonly source: string;
  /** Name of the configured destination. */
  readonly destination: string;
  /** Keyed hash over the original bytes: same id with another fingerprint is a conflict. Hex. */
  readonly fingerprint: string;
  /** Ms since 1970. */
  readonly receivedAt: number;
  readonly method: string;
  /** Query to send along, without `?`; empty where there is none. */
  readonly query: string;
  /** Names and values to send, hop-by-hop and signature headers gone. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** `conflict`: the id is known with other bytes. */
export type Stored = "stored" | "duplicate" | "conflict";

export interface Outbox {
  /** Resolves after the commit is durable. Rejects with AppError `outbox_unavailable` or `outbox_full`. */
  store(event: OutgoingEvent): Promise<Stored>;
}

/** What could not be read, or may not pass. Sealed to a public key: the proxy itself cannot open it. */
export interface Quarantined {
  readonly id: string;
  readonly source: string;
  /** Why, from the table of errors. */
  readonly code: string;
  /** Ms since 1970. */
  readonly receivedAt: number;
  readonly original: {
    readonly method: string;
    readonly query: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: Buffer;
  };
}

export interface Sealer {
  /** Seals and stores; resolves after the commit is durable. Rejects with AppError `quarantine_unavailable`. */
  quarantine(entry: Quarantined): Promise<void>;
}
