/* Talkdesk's proof of app events: ECDSA over SHA-512 of the raw body, in hex, by a key that Talkdesk publishes. */

import { createPublicKey, verify, type KeyObject } from "node:crypto";
import type { SignatureScheme } from "../../core/webhook.js";
import { decodeSignature } from "../webhooks/signatures.js";

const signatureHeader = "x-hub-ecdsa-signature";
const keyHeader = "x-hub-ecdsa-signature-id";

const keys = new Map<string, KeyObject | undefined>();
/** A configuration names two keys at most for a webhook; more is no configuration. */
const mostKeys = 256;

/** Undefined for what is no public key of an elliptic curve. */
function keyOf(pem: string): KeyObject | undefined {
  if (!keys.has(pem)) {
    if (keys.size >= mostKeys) keys.clear();
    keys.set(pem, readKey(pem));
  }
  return keys.get(pem);
}

function readKey(pem: string): KeyObject | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyType === "ec" ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Which of the two spellings of a signature it is, is not documented: both prove the same. */
function isSignedBy(key: KeyObject, body: Buffer, signature: Buffer): boolean {
  return (["der", "ieee-p1363"] as const).some((dsaEncoding) => {
    try {
      return verify("sha512", body, { key, dsaEncoding }, signature);
    } catch {
      return false;
    }
  });
}

/** The secret of this scheme is the public key, as PEM. Only Talkdesk can sign: what is forwarded needs another proof. */
export const ecdsaScheme: SignatureScheme = {
  name: "ecdsa-sha512",
  headers: [signatureHeader, keyHeader],
  verify({ headers, body }, secret) {
    const signature = decodeSignature(headers.get(signatureHeader) ?? "", "hex");
    const key = signature === undefined ? undefined : keyOf(secret);
    return signature !== undefined && key !== undefined && isSignedBy(key, body, signature);
  },
};
