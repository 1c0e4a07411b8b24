/* Events at rest: sealed with AES-256-GCM under a key of their own, bound to the event they belong to. */

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { AppError } from "../core/errors.js";
import type { Sensitive } from "../core/sensitive.js";
import { decodeRequest, encodeRequest, joinParts } from "./request-codec.js";
import type { RequestParts } from "./request-codec.js";

/** What a sealed payload is bound to: moved to another event it does not open. */
export interface EventIdentity {
  readonly id: string;
  readonly source: string;
  readonly destination: string;
}

export interface Sealing {
  seal(event: EventIdentity & RequestParts): Buffer;
  /** Throws AppError: `stored_key_unknown` under another key, `stored_event_damaged` when the bytes were changed. */
  open(identity: EventIdentity, sealed: Buffer): RequestParts;
}

// version | key id | salt | nonce | ciphertext | tag
const version = 1;
const keyIdLength = 4;
const saltLength = 16;
const nonceLength = 12;
const tagLength = 16;
const headLength = 1 + keyIdLength + saltLength;
const cipherName = "aes-256-gcm";

/** Runs of the program whose keys are remembered. */
const saltLimit = 64;

const derive = (key: Buffer, salt: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, salt, `deskveil at rest v1: ${use}`, 32));

class Keyring {
  readonly id: Buffer;
  readonly #key: Buffer;
  readonly #bySalt = new Map<string, Buffer>();

  constructor(key: Buffer) {
    this.#key = key;
    this.id = derive(key, Buffer.alloc(0), "key id").subarray(0, keyIdLength);
  }

  /** Each run of the program has a key of its own, so that random nonces never come near to repeating. */
  forSalt(salt: Buffer): Buffer {
    const name = salt.toString("latin1");
    const known = this.#bySalt.get(name);
    if (known !== undefined) return known;
    if (this.#bySalt.size >= saltLimit) this.#bySalt.clear();
    const made = derive(this.#key, salt, "payload");
    this.#bySalt.set(name, made);
    return made;
  }
}

const bindingOf = ({ id, source, destination }: EventIdentity): Buffer =>
  joinParts([id, source, destination]);

function decrypt(key: Buffer, sealed: Buffer, binding: Buffer): Buffer | undefined {
  const nonce = sealed.subarray(headLength, headLength + nonceLength);
  const end = sealed.length - tagLength;
  const decipher = createDecipheriv(cipherName, key, nonce, { authTagLength: tagLength });
  decipher.setAAD(Buffer.concat([sealed.subarray(0, headLength), binding]));
  decipher.setAuthTag(sealed.subarray(end));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headLength + nonceLength, end)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** The first key seals, all of them open: a new key is put before the old one until the queue is empty. */
export function createSealing(current: Sensitive<Buffer>, ...older: readonly Sensitive<Buffer>[]): Sealing {
  const sealer = new Keyring(current.expose());
  const rings = [sealer, ...older.map((key) => new Keyring(key.expose()))];
  const salt = randomBytes(saltLength);
  const head = Buffer.concat([Buffer.of(version), sealer.id, salt]);
  return {
    seal(event) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(cipherName, sealer.forSalt(salt), nonce, { authTagLength: tagLength });
      cipher.setAAD(Buffer.concat([head, bindingOf(event)]));
      const text = [cipher.update(encodeRequest(event)), cipher.final()];
      return Buffer.concat([head, nonce, ...text, cipher.getAuthTag()]);
    },
    open(identity, sealed) {
      if (sealed.length < headLength + nonceLength + tagLength || sealed[0] !== version)
        throw new AppError("stored_event_damaged");
      const keyId = sealed.subarray(1, 1 + keyIdLength);
      const ring = rings.find(({ id }) => id.equals(keyId));
      if (ring === undefined) throw new AppError("stored_key_unknown");
      const key = ring.forSalt(sealed.subarray(1 + keyIdLength, headLength));
      const plain = decrypt(key, sealed, bindingOf(identity));
      const parts = plain === undefined ? undefined : decodeRequest(plain);
      if (parts === undefined) throw new AppError("stored_event_damaged");
      return parts;
    },
  };
}
