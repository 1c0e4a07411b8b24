/* What may not pass: the original, sealed by HPKE (RFC 9180) to a public key. The proxy cannot open it again. */

import type { CipherSuite } from "@hpke/core";
import { createHash, createPrivateKey, createPublicKey } from "node:crypto";
import { AppError } from "../core/errors.js";
import type { Quarantined, Sealer } from "../core/outbox.js";
import { decodeRequest, encodeRequest, joinParts, splitParts } from "./request-codec.js";
import type { Store } from "./store.js";

/** Raw X25519 keys of 32 bytes. The private one belongs to who may read the originals, not to the proxy. */
export interface QuarantineKeys {
  readonly publicKey: Buffer;
  readonly privateKey: Buffer;
}

// version | id of the public key | encapsulated key | ciphertext with tag
const version = 1;
const keyIdLength = 4;
const keyLength = 32;
const headLength = 1 + keyIdLength;
/** Of a raw X25519 key (RFC 8410). */
const pkcs8Head = Buffer.from("302e020100300506032b656e04220420", "hex");
const info = Buffer.from("deskveil quarantine v1");

/** DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM; base mode. Loaded only by who quarantines. */
async function loadSuite(): Promise<CipherSuite> {
  const { Aes256Gcm, CipherSuite: Suite, DhkemX25519HkdfSha256, HkdfSha256 } = await import("@hpke/core");
  return new Suite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

const bytesOf = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer;

function headFor(publicKey: Buffer): Buffer {
  const keyId = createHash("sha256").update(publicKey).digest().subarray(0, keyIdLength);
  return Buffer.concat([Buffer.of(version), keyId]);
}

function encodeEntry({ id, source, code, receivedAt, original }: Quarantined): Buffer {
  return joinParts([id, source, code, String(receivedAt), encodeRequest(original)]);
}

function decodeEntry(bytes: Buffer): Quarantined | undefined {
  const parts = splitParts(bytes) ?? [];
  const [id = "", source = "", code = "", receivedAt] = parts
    .slice(0, 4)
    .map((part) => part.toString("utf8"));
  const original = parts[4] === undefined ? undefined : decodeRequest(parts[4]);
  if (original === undefined || parts.length !== 5) return undefined;
  return { id, source, code, receivedAt: Number(receivedAt), original };
}

export async function generateQuarantineKeys(): Promise<QuarantineKeys> {
  const { kem } = await loadSuite();
  const pair = await kem.generateKeyPair();
  const [publicKey, privateKey] = await Promise.all([
    kem.serializePublicKey(pair.publicKey),
    kem.serializePrivateKey(pair.privateKey),
  ]);
  return { publicKey: Buffer.from(publicKey), privateKey: Buffer.from(privateKey) };
}

type Seal = (plain: Buffer) => Promise<Buffer>;

async function sealTo(publicKey: Buffer): Promise<Seal> {
  const suite = await loadSuite();
  const recipientPublicKey = await suite.kem.importKey("raw", bytesOf(publicKey), true);
  const head = headFor(publicKey);
  return async (plain) => {
    const { ct, enc } = await suite.seal(
      { recipientPublicKey, info: bytesOf(info) },
      bytesOf(plain),
      bytesOf(head),
    );
    return Buffer.concat([head, Buffer.from(enc), Buffer.from(ct)]);
  };
}

/** Rejects with AppError `quarantine_unavailable` when nothing can be sealed to the key. `keepMs`: then it is purged. */
export async function createSealer(
  store: Pick<Store, "quarantine">,
  publicKey: Buffer,
  keepMs: number,
): Promise<Sealer> {
  const seal = await orUnavailable(async () => {
    const made = await sealTo(publicKey);
    // A key that is none shows itself only in use.
    await made(Buffer.alloc(0));
    return made;
  });
  return {
    async quarantine(entry) {
      const { id, source, code, receivedAt } = entry;
      await orUnavailable(async () => {
        const sealed = await seal(encodeEntry(entry));
        const row = { id, source, code, receivedAt, expiresAt: receivedAt + keepMs, bytes: sealed.length };
        await store.quarantine(row, sealed);
      });
    },
  };
}

async function orUnavailable<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch {
    throw new AppError("quarantine_unavailable");
  }
}

/**
 * For who has the private key. Rejects with AppError: `stored_key_unknown` when it was sealed to another key,
 * `stored_event_damaged` when the bytes were changed.
 */
export async function openQuarantined(sealed: Buffer, privateKey: Buffer): Promise<Quarantined> {
  const suite = await loadSuite();
  if (sealed.length < headLength + keyLength || sealed[0] !== version)
    throw new AppError("stored_event_damaged");
  const publicKey = publicKeyOf(privateKey);
  const head = sealed.subarray(0, headLength);
  if (!headFor(publicKey).equals(head)) throw new AppError("stored_key_unknown");
  const enc = bytesOf(sealed.subarray(headLength, headLength + keyLength));
  const text = bytesOf(sealed.subarray(headLength + keyLength));
  const recipientKey = await suite.kem.importKey("raw", bytesOf(privateKey), false);
  const plain = await suite
    .open({ recipientKey, enc, info: bytesOf(info) }, text, bytesOf(head))
    .catch(() => undefined);
  const entry = plain === undefined ? undefined : decodeEntry(Buffer.from(plain));
  if (entry === undefined) throw new AppError("stored_event_damaged");
  return entry;
}

/** Throws AppError `stored_key_unknown` when it is no private key. */
function publicKeyOf(privateKey: Buffer): Buffer {
  if (privateKey.length !== keyLength) throw new AppError("stored_key_unknown");
  const der = Buffer.concat([pkcs8Head, privateKey]);
  const key = createPublicKey(createPrivateKey({ key: der, format: "der", type: "pkcs8" }));
  return key.export({ format: "der", type: "spki" }).subarray(-keyLength);
}
