/* What goes out: the stored request with a proof of ours in place of the sender's. */

import { createHash } from "node:crypto";
import type { Destination } from "../../core/destination.js";
import type { OutgoingEvent } from "../../core/outbox.js";
import type { SignatureScheme } from "../../core/webhook.js";
import { createSigner } from "./sign.js";

/** What is sealed in the store. */
export type StoredRequest = Pick<OutgoingEvent, "method" | "query" | "headers" | "body">;

/** What the desk behind a source signs with. */
export interface SourceSigning {
  /** Every header in which the desk proves something, whichever scheme is configured; lower case. */
  readonly headers: readonly string[];
  /** The configured scheme; absent: the source proves nothing. */
  readonly scheme?: SignatureScheme;
}

export interface Outgoing {
  readonly method: string;
  readonly url: URL;
  /** Flat names and values. */
  readonly headers: string[];
  readonly body: Buffer;
}

/** Of the connection, or set anew for ours; and every proof by Standard Webhooks, as only ours may go out. */
const dropped: ReadonlySet<string> = new Set(
  (
    "connection keep-alive proxy-connection proxy-authenticate proxy-authorization te trailer transfer-encoding upgrade " +
    "http2-settings host content-length expect webhook-id webhook-timestamp webhook-signature svix-id " +
    "svix-timestamp svix-signature x-deskveil-source"
  ).split(" "),
);

/** Behind CGI and its like `X_Signature` is `X-Signature`. */
const plainName = (name: string): string => name.toLowerCase().replaceAll("_", "-");

/** What fits into a header and is not ambiguous in what Standard Webhooks signs. */
const safeId = /^[\w:/+=@-]{1,256}$/;

/** The receiver's key for doing nothing twice: the event's id, or a hash of an id that fits into no header. */
export const webhookId = (id: string): string =>
  safeId.test(id) ? id : `h_${createHash("sha256").update(id).digest("base64url")}`;

function targetOf({ url }: Destination, query: string): URL {
  const target = new URL(url);
  if (query !== "") target.search = target.search === "" ? query : `${target.search}&${query}`;
  return target;
}

export type Compose = (
  event: { readonly id: string; readonly source: string },
  request: StoredRequest,
) => Outgoing;

/** Throws for secrets that do not fit the destination's signing: the start is refused. `now`: ms since 1970, the wall's. */
export function createCompose(
  destination: Destination,
  sources: ReadonlyMap<string, SourceSigning>,
  now: () => number,
): Compose {
  const sign = createSigner(destination, sources);
  return ({ id, source }, { method, query, headers, body }) => {
    const proofs = new Set((sources.get(source)?.headers ?? []).map(plainName));
    const ids = { "webhook-id": webhookId(id), "x-deskveil-source": source };
    const kept = headers.filter(([name]) => {
      const plain = plainName(name);
      return !dropped.has(plain) && !proofs.has(plain);
    });
    const url = targetOf(destination, query);
    const all = [...kept, ...Object.entries(ids)];
    const delivery = {
      method,
      url,
      headers: new Map(all.map(([name, value]) => [name.toLowerCase(), value])),
      body,
    };
    const proof = sign(source, ids["webhook-id"], { delivery, nowMs: now() });
    return { method, url, headers: [...all, ...Object.entries(proof)].flat(), body };
  };
}
