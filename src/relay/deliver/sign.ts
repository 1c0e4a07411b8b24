/* The proof that goes out with an event: Standard Webhooks, the scheme of the desk it came from, or none. */

import { createHmac } from "node:crypto";
import type { Destination } from "../../core/destination.js";
import { decodeStandardSecret } from "../../core/standard-secret.js";
import type { Delivery } from "../../core/webhook.js";
import type { SourceSigning } from "./outgoing.js";

export interface ToSign {
  readonly delivery: Delivery;
  /** Ms since 1970. */
  readonly nowMs: number;
}

export type Proof = Readonly<Record<string, string>>;
export type Signer = (source: string, id: string, what: ToSign) => Proof;

/** Headers besides `webhook-id`. Keys: all that are in use, so that a receiver may hold either during rotation. */
export function signStandard(keys: readonly Buffer[], id: string, { delivery, nowMs }: ToSign): Proof {
  const seconds = String(Math.floor(nowMs / 1000));
  const signatures = keys.map((key) => {
    const mac = createHmac("sha256", key).update(`${id}.${seconds}.`).update(delivery.body);
    return `v1,${mac.digest("base64")}`;
  });
  return { "webhook-timestamp": seconds, "webhook-signature": signatures.join(" ") };
}

function standardSigner({ secrets }: Destination): Signer {
  const keys = secrets.map(decodeStandardSecret).filter((key) => key !== undefined);
  if (keys.length === 0 || keys.length !== secrets.length) throw new RangeError("not a whsec_ secret");
  return (_source, id, what) => signStandard(keys, id, what);
}

function senderSigner({ secrets }: Destination, sources: ReadonlyMap<string, SourceSigning>): Signer {
  const [secret = ""] = secrets;
  if (secret === "") throw new RangeError("no secret");
  return (source, _id, { delivery, nowMs }) => {
    const scheme = sources.get(source)?.scheme;
    if (scheme?.sign === undefined) throw new RangeError("the sender's scheme cannot be signed again");
    return scheme.sign(delivery, secret, nowMs);
  };
}

/** Throws RangeError, without the secret, for secrets that do not fit. */
export function createSigner(destination: Destination, sources: ReadonlyMap<string, SourceSigning>): Signer {
  switch (destination.signing) {
    case "standard":
      return standardSigner(destination);
    case "sender":
      return senderSigner(destination, sources);
    case "none":
      return () => ({});
    default:
      throw new RangeError("unknown signing");
  }
}
