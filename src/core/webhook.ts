/* What a desk must tell us of the webhooks it sends: how one is proven, read, answered and signed again. */

import type { DeskAnswer, DeskRoute } from "./desk.js";

/** One webhook as it arrived: raw bytes, before anything is parsed. */
export interface Delivery {
  readonly method: string;
  /** Absolute address as the sender called it, query included (HubSpot signs it). */
  readonly url: URL;
  /** By lower-case name. A header that came twice is not here: what it says is ambiguous. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decoded from its content coding, otherwise as it came. */
  readonly body: Buffer;
}

/** One way in which a desk proves that a webhook is its own. Compares in constant time, over raw bytes. */
export interface SignatureScheme {
  /** As configuration names it: `hmac-sha256`, `v3`, `application`. */
  readonly name: string;
  /** Headers that carry the proof: never forwarded, as it speaks for bytes that we may have changed. */
  readonly headers: readonly string[];
  /** Whether the proof was made with `secret`. False also where there is none. */
  verify(delivery: Delivery, secret: string): boolean;
  /** The signed time, ms since 1970, NaN where it cannot be read. Absent: the scheme signs no time. */
  signedAt?(delivery: Delivery): number;
  /** Proof for what is forwarded, by the same scheme, so that receivers keep their code. Absent: cannot be made again. */
  sign?(forwarded: Delivery, secret: string, nowMs: number): Readonly<Record<string, string>>;
}

/** What the sender of a webhook takes as an answer. */
export interface Acknowledgement {
  /** It is stored, or quarantined: the sender must not come again. */
  accepted(id: string): DeskAnswer;
  /** Nothing is stored, and the sender should come again. `retryAfter` in seconds, as far as the desk minds it. */
  unavailable(code: string, retryAfter: number): DeskAnswer;
  /** The proof does not fit: nothing was read. */
  refused(code: string): DeskAnswer;
}

export interface DeskWebhooks {
  /** By configuration name; the first is the default. Empty: the desk proves nothing, and that is the operator's risk to name. */
  readonly schemes: readonly SignatureScheme[];
  /** Route whose `annotate` gives the roles of this delivery's fields; `id` holds no value. */
  route(delivery: Delivery): DeskRoute;
  /** The sender's own id of the event, the same when it is sent again. Undefined: there is none. */
  eventId(delivery: Delivery): string | undefined;
  /**
   * The body without what the sender changes when it sends the same event again (numbers of attempts): ids and
   * fingerprints are made of it, so that a second attempt is a duplicate and no conflict. Absent: the body.
   */
  steadyBody?(delivery: Delivery): Buffer;
  /** An answer due at once without storing anything (challenges, pings, saves). Asked after the proof was checked. */
  handshake?(delivery: Delivery): DeskAnswer | undefined;
  /** The same for a challenge that cannot be proven yet. Asked before the proof is checked; must not echo other text. */
  unprovenHandshake?(delivery: Delivery): DeskAnswer | undefined;
  readonly acknowledgement: Acknowledgement;
  /**
   * Lower-case headers of the sender that receivers work with and that carry no proof (event name, delivery id): they
   * are sent on. Absent: those that begin with `x-` and the desk's name.
   */
  readonly passedHeaders?: readonly string[];
}
