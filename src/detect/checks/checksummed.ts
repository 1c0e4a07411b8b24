/* Confirms tokens by the checksum their vendor put into them: CRC-32 in several spellings, bech32, base58check. */

import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { Check } from "../detector.js";
import { seeded } from "./seeded.js";
import { confirming } from "./stand-in.js";

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const bech32Alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

function spell(value: number, alphabet: string, length: number): string {
  let rest = value;
  let spelled = "";
  while (rest > 0) {
    spelled = (alphabet[rest % alphabet.length] ?? "") + spelled;
    rest = Math.floor(rest / alphabet.length);
  }
  return spelled.padStart(length, "0");
}

function draw(seed: number, alphabet: string, length: number): string {
  const below = seeded(seed);
  return Array.from({ length }, () => alphabet[below(alphabet.length)] ?? "").join("");
}

/** Places of the CRC at the end of GitHub's and npm's tokens; it is taken of what stands behind the prefix. */
const places = 6;

const base62Crc = (body: string): string => spell(crc32(body), base62, places);

/** GitHub and npm: a prefix that ends in `_`, 30 characters, their CRC-32 in base 62. */
export const crcBase62: Check = {
  ...confirming((token) => {
    const body = token.slice(token.indexOf("_") + 1);
    return base62Crc(body.slice(0, -places)) === body.slice(-places);
  }),
  sample(seed) {
    const body = draw(seed, base62, 30);
    return `ghp${"_"}${body}${base62Crc(body)}`;
  },
};

const base36Crc = (body: string): string => crc32(body).toString(36).padStart(7, "0");

/** GitLab's routable tokens: seven places in base 36, of all that stands before them. */
export const crcBase36: Check = {
  ...confirming((token) => base36Crc(token.slice(0, -7)) === token.slice(-7)),
  sample(seed) {
    const body = `glpat${"-"}${draw(seed, base62, 36)}.01.10`;
    return body + base36Crc(body);
  },
};

/** Grafana's service account tokens: bytes of the CRC of all before the last `_`, the lowest first, in hex. */
function grafanaCrc(body: string): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(crc32(body));
  return bytes.toString("hex");
}

export const crcHex: Check = {
  ...confirming((token) => {
    const end = token.lastIndexOf("_");
    return end > 0 && grafanaCrc(token.slice(0, end)) === token.slice(end + 1);
  }),
  sample(seed) {
    const body = `glsa${"_"}${draw(seed, base62, 32)}`;
    return `${body}_${grafanaCrc(body)}`;
  },
};

/** BIP 173. */
const generators = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymod(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    for (const [at, generator] of generators.entries()) if (((top >>> at) & 1) === 1) sum ^= generator;
  }
  return sum >>> 0;
}

function expandPrefix(prefix: string): readonly number[] {
  const codes = Array.from(prefix, (char) => char.charCodeAt(0));
  return [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
}

function bech32Holds(token: string): boolean {
  const text = token.toLowerCase();
  const mark = text.lastIndexOf("1");
  const data = Array.from(text.slice(mark + 1), (char) => bech32Alphabet.indexOf(char));
  return mark > 0 && !data.includes(-1) && polymod([...expandPrefix(text.slice(0, mark)), ...data]) === 1;
}

/** age and nostr private keys. */
export const bech32: Check = {
  ...confirming(bech32Holds),
  sample(seed) {
    const body = draw(seed, bech32Alphabet, 52);
    const data = Array.from(body, (char) => bech32Alphabet.indexOf(char));
    const sum = polymod([...expandPrefix("nsec"), ...data, 0, 0, 0, 0, 0, 0]) ^ 1;
    const tail = [25, 20, 15, 10, 5, 0].map((shift) => bech32Alphabet[(sum >>> shift) & 31] ?? "");
    return `nsec1${body}${tail.join("")}`;
  },
};

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();
const sumOf = (bytes: Buffer): Buffer => sha256(sha256(bytes)).subarray(0, 4);

/** Undefined when a character is not in the alphabet. `length`: bytes. */
function decodeBase58(text: string, length: number): Buffer | undefined {
  let value = 0n;
  for (const char of text) {
    const digit = base58.indexOf(char);
    if (digit < 0) return undefined;
    value = value * 58n + BigInt(digit);
  }
  const hex = value.toString(16).padStart(length * 2, "0");
  return hex.length === length * 2 ? Buffer.from(hex, "hex") : undefined;
}

/** BIP 32: 78 bytes and the first four of their double SHA-256. */
const extendedKey = 82;

export const base58Check: Check = {
  ...confirming((token) => {
    const bytes = decodeBase58(token, extendedKey);
    return bytes !== undefined && sumOf(bytes.subarray(0, -4)).equals(bytes.subarray(-4));
  }),
  sample(seed) {
    const below = seeded(seed);
    const body = Buffer.from(Array.from({ length: extendedKey - 4 }, () => below(256)));
    body.writeUInt32BE(0x0488ade4);
    let value = BigInt(`0x${Buffer.concat([body, sumOf(body)]).toString("hex")}`);
    let text = "";
    for (; value > 0n; value /= 58n) text = (base58[Number(value % 58n)] ?? "") + text;
    return text;
  },
};
