/* The parts that desks' proofs are made of: keyed hashes over raw bytes, and secrets that are only compared. */

import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Delivery, SignatureScheme } from "../../core/webhook.js";

/** Whether two secrets are the same; time tells neither where they differ nor how long the expected one is. */
export function equalSecrets(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash("sha256").update(text, "utf8").digest();
  return timingSafeEqual(digest(given), digest(expected)) && given !== "";
}

export type SignatureEncoding = "hex" | "base64";

const shapes: Readonly<Record<SignatureEncoding, RegExp>> = {
  hex: /^(?:[\da-f]{2})+$/,
  base64: /^(?:[a-z\d+/]{4})*(?:[a-z\d+/]{2}==|[a-z\d+/]{3}=)?$/i,
};

/** Bytes of a signature in exactly the form that its sender writes: Node's own decoders skip what they do not know. */
export function decodeSignature(text: string, encoding: SignatureEncoding): Buffer | undefined {
  if (!shapes[encoding].test(text)) return undefined;
  const bytes = Buffer.from(text, encoding);
  return bytes.toString(encoding) === text ? bytes : undefined;
}

/** Constant time over digests of equal length; false also for another length. */
export function equalDigests(given: Buffer | undefined, expected: Buffer): boolean {
  return given?.length === expected.length && timingSafeEqual(given, expected);
}

/** A signed time as it stands in a header. */
export interface SignedTime {
  readonly header: string;
  /** Ms since 1970; NaN where the text has another form. */
  parse(text: string): number;
  format(nowMs: number): string;
}

const isoShape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/;

/** `2026-11-20T09:25:31Z` */
export const isoTime = (header: string): SignedTime => ({
  header,
  parse: (text) => (isoShape.test(text) ? Date.parse(text) : NaN),
  format: (nowMs) => `${new Date(nowMs).toISOString().slice(0, 19)}Z`,
});

const digits = /^\d{1,15}$/;

/** Whole milliseconds since 1970. */
export const msTime = (header: string): SignedTime => ({
  header,
  parse: (text) => (digits.test(text) ? Number(text) : NaN),
  format: (nowMs) => String(Math.trunc(nowMs)),
});

/** Whole seconds since 1970. */
export const secondsTime = (header: string): SignedTime => ({
  header,
  parse: (text) => (digits.test(text) ? Number(text) * 1000 : NaN),
  format: (nowMs) => String(Math.trunc(nowMs / 1000)),
});

export type Signable = readonly (string | Buffer)[];

export interface SignatureOptions {
  /** As configuration names the scheme. */
  readonly name: string;
  /** Lower case; carries the signature. */
  readonly header: string;
  readonly hash: "sha1" | "sha256";
  readonly encoding: SignatureEncoding;
  /** Before the signature, as `sha256=`. */
  readonly prefix?: string;
  readonly time?: SignedTime;
  /** Other headers of the proof, with the value that each must have. */
  readonly fixed?: Readonly<Record<string, string>>;
  /** More headers that speak for the bytes and so are not forwarded. */
  readonly dropped?: readonly string[];
  /** What is signed, texts as UTF-8; `time` is the text of its header, empty where none is signed. Default: the raw body. */
  signed?(delivery: Delivery, time: string): Signable;
  /** `plain`: a hash that begins with the secret, not a keyed one (HubSpot v1 and v2). Default: HMAC. */
  readonly digest?: "hmac" | "plain";
}

function digestOf({ hash, digest }: SignatureOptions, secret: string, signed: Signable): Buffer {
  const hashed = digest === "plain" ? createHash(hash).update(secret, "utf8") : createHmac(hash, secret);
  for (const part of signed) {
    if (typeof part === "string") hashed.update(part, "utf8");
    else hashed.update(part);
  }
  return hashed.digest();
}

/** A signature in a header. An empty secret proves nothing. */
export function signatureScheme(options: SignatureOptions): SignatureScheme {
  const { name, header, encoding, prefix = "", time, fixed = {}, dropped = [] } = options;
  const signed = options.signed ?? (({ body }: Delivery): Signable => [body]);
  const expected = (delivery: Delivery, secret: string, stamp: string): Buffer =>
    digestOf(options, secret, signed(delivery, stamp));
  return {
    name,
    headers: [header, ...(time === undefined ? [] : [time.header]), ...Object.keys(fixed), ...dropped],
    verify(delivery, secret) {
      const given = delivery.headers.get(header);
      const stamp = time === undefined ? "" : delivery.headers.get(time.header);
      if (secret === "" || stamp === undefined || given?.startsWith(prefix) !== true) return false;
      if (Object.entries(fixed).some(([other, value]) => delivery.headers.get(other) !== value)) return false;
      const bytes = decodeSignature(given.slice(prefix.length), encoding);
      return equalDigests(bytes, expected(delivery, secret, stamp));
    },
    ...(time && { signedAt: ({ headers }) => time.parse(headers.get(time.header) ?? "") }),
    sign(forwarded, secret, nowMs) {
      const stamp = time?.format(nowMs) ?? "";
      const signature = prefix + expected(forwarded, secret, stamp).toString(encoding);
      return { ...fixed, ...(time && { [time.header]: stamp }), [header]: signature };
    },
  };
}

export interface SecretOptions {
  readonly name: string;
  /** Headers that carry it: not forwarded. */
  readonly headers: readonly string[];
  /** The secret that the delivery shows; undefined: none. */
  read(delivery: Delivery): string | undefined;
  /** Headers that show a secret to the receiver, where it stands in headers. */
  write?(secret: string): Readonly<Record<string, string>>;
}

/** A secret that the sender shows as it is: proof of the sender, not of the bytes. */
export function secretScheme({ name, headers, read, write }: SecretOptions): SignatureScheme {
  return {
    name,
    headers,
    verify: (delivery, secret) => secret !== "" && equalSecrets(read(delivery) ?? "", secret),
    ...(write && { sign: (_forwarded, secret) => write(secret) }),
  };
}

/** A secret as the whole value of a header. */
export const headerSecret = (name: string, header: string): SignatureScheme =>
  secretScheme({
    name,
    headers: [header],
    read: ({ headers }) => headers.get(header),
    write: (secret) => ({ [header]: secret }),
  });

/** Basic credentials; the secret is written `user:password`. */
export const basicSecret = (name = "basic"): SignatureScheme =>
  secretScheme({
    name,
    headers: ["authorization"],
    read: ({ headers }) => basicOf(headers.get("authorization")),
    write: (secret) => ({ authorization: `Basic ${Buffer.from(secret).toString("base64")}` }),
  });

function basicOf(header: string | undefined): string | undefined {
  const [, encoded] = /^basic ([^ ]+)$/i.exec(header ?? "") ?? [];
  return encoded === undefined ? undefined : decodeSignature(encoded, "base64")?.toString("utf8");
}

/** A token behind `Bearer`. */
export const bearerSecret = (name = "bearer"): SignatureScheme =>
  secretScheme({
    name,
    headers: ["authorization"],
    read: ({ headers }) => /^bearer ([^ ]+)$/i.exec(headers.get("authorization") ?? "")?.[1],
    write: (secret) => ({ authorization: `Bearer ${secret}` }),
  });

/** A secret in the query of the address that the sender was given. It stands once, or it proves nothing. */
export const querySecret = (name: string, parameter: string): SignatureScheme =>
  secretScheme({
    name,
    headers: [],
    read: ({ url }) => {
      const all = url.searchParams.getAll(parameter);
      return all.length === 1 ? all[0] : undefined;
    },
  });
