/* CRYPTO_WALLET: addresses of Bitcoin and its kin (base58check, bech32), Ethereum, Tron, XRP and others behind a label. */

import { createHash } from "node:crypto";
import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isAsciiWord, isHexDigit } from "../natives/characters.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { base58Value, ethereumLength, shortestBase58 } from "./wallet-touch.js";

const shape = (kind: string, confidence: number, by: "check" | "structure"): CandidateShape => ({
  detector: "crypto-wallet",
  entity: "CRYPTO_WALLET",
  kind,
  confidence,
  evidence: [{ by, name: kind }],
});

const bitcoin = shape("bitcoin", 0.98, "check");
const ethereum = shape("ethereum", 0.9, "structure");
const segwit = shape("bech32", 0.98, "check");

const longest = 35;
const payloadLength = 25;

/** Bytes of a base58 text, the leading ones as zeros; undefined for another length than 25. */
function readBase58(text: string): Buffer | undefined {
  const bytes = Buffer.alloc(payloadLength);
  for (let at = 0; at < text.length; at++) {
    let carry = base58Value[text.charCodeAt(at)] ?? -1;
    if (carry < 0) return undefined;
    for (let place = payloadLength - 1; place >= 0; place--) {
      carry += (bytes[place] as number) * 58;
      bytes[place] = carry & 0xff;
      carry >>= 8;
    }
    if (carry > 0) return undefined;
  }
  return bytes;
}

const sha256 = (bytes: Buffer): Buffer => createHash("sha256").update(bytes).digest();

/** Base58check: the last four bytes begin the doubled SHA-256 of the others. */
export function isBase58Check(text: string): boolean {
  const bytes = readBase58(text);
  if (bytes === undefined) return false;
  const check = sha256(sha256(bytes.subarray(0, payloadLength - 4))).subarray(0, 4);
  return check.equals(bytes.subarray(payloadLength - 4));
}

/** Length of the base58 run at `start`, up to one more than an address has. */
function base58Length(text: string, start: number): number {
  let length = 0;
  while (length <= longest && (base58Value[text.charCodeAt(start + length)] ?? -1) >= 0) length++;
  return length;
}

function addBase58({ text }: Scan, sink: Sink, start: number): void {
  const length = base58Length(text, start);
  if (length < shortestBase58 || length > longest || isAsciiWord(text.charCodeAt(start + length))) return;
  if (isBase58Check(text.slice(start, start + length))) sink.add(bitcoin, start, start + length);
}

function addEthereum({ text }: Scan, sink: Sink, start: number): void {
  if (!isHexDigit(text.charCodeAt(start + ethereumLength - 1))) return;
  for (let at = start + 2; at < start + ethereumLength; at++) if (!isHexDigit(text.charCodeAt(at))) return;
  const digits = text.slice(start + 2, start + ethereumLength);
  if (isAsciiWord(text.charCodeAt(start + ethereumLength)) || /^(.)\1+$/.test(digits)) return;
  sink.add(ethereum, start, start + ethereumLength);
}

const bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function polymodStep(sum: number, value: number): number {
  const top = sum >>> 25;
  let next = ((sum & 0x1ffffff) << 5) ^ value;
  for (const [bit, one] of generator.entries()) if ((top >> bit) & 1) next ^= one;
  return next >>> 0;
}

/** BIP 173 and BIP 350: prefix and data give 1, or the constant of bech32m. */
export function isBech32(text: string): boolean {
  const lower = text.toLowerCase();
  const cut = lower.lastIndexOf("1");
  let sum = 1;
  for (let at = 0; at < cut; at++) sum = polymodStep(sum, lower.charCodeAt(at) >> 5);
  sum = polymodStep(sum, 0);
  for (let at = 0; at < cut; at++) sum = polymodStep(sum, lower.charCodeAt(at) & 31);
  for (let at = cut + 1; at < lower.length; at++) {
    const value = bech32.indexOf(lower.charAt(at));
    if (value < 0) return false;
    sum = polymodStep(sum, value);
  }
  return sum === 1 || sum === 0x2bc830a3;
}

const shortestSegwit = 14;
const longestSegwit = 103;
const bech32Run = /[02-9ac-hj-np-z]{11,100}/iy;

function addSegwit({ text }: Scan, sink: Sink, { start, end }: LiteralHit): void {
  if (isAsciiWord(text.charCodeAt(start - 1))) return;
  bech32Run.lastIndex = end;
  if (!bech32Run.test(text)) return;
  const stop = bech32Run.lastIndex;
  const length = stop - start;
  if (length < shortestSegwit || length > longestSegwit || isAsciiWord(text.charCodeAt(stop))) return;
  if (isBech32(text.slice(start, stop))) sink.add(segwit, start, stop);
}

const zero = 48;

/** Digits that begin a word begin such an address, too. */
function scanRuns(scan: Scan, sink: Sink): void {
  const { text, digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  for (let run = 0; run < count; run++) {
    if (((kinds[run] as number) & runKinds.wallet) === 0) continue;
    const start = digits.edges[edges[run] as number] as number;
    if (text.charCodeAt(start) === zero) addEthereum(scan, sink, start);
    else addBase58(scan, sink, start);
  }
}

interface Named {
  readonly shape: CandidateShape;
  readonly form: RegExp;
}

/** Currencies whose addresses have no form of their own in a text: a label has to name them. */
const named: Readonly<Record<string, Named>> = {
  litecoin: { shape: shape("litecoin", 0.85, "structure"), form: /\b[LM3][1-9A-HJ-NP-Za-km-z]{26,33}\b/ },
  dogecoin: {
    shape: shape("dogecoin", 0.85, "structure"),
    form: /\bD[5-9A-HJ-NP-U][1-9A-HJ-NP-Za-km-z]{32}\b/,
  },
  ripple: { shape: shape("xrp", 0.85, "structure"), form: /\br[1-9A-HJ-NP-Za-km-z]{24,34}\b/ },
  monero: { shape: shape("monero", 0.9, "structure"), form: /\b[48][1-9A-HJ-NP-Za-km-z]{94}\b/ },
  tron: { shape: shape("tron", 0.85, "structure"), form: /\bT[1-9A-HJ-NP-Za-km-z]{33}\b/ },
  solana: { shape: shape("solana", 0.8, "structure"), form: /\b[1-9A-HJ-NP-Za-km-z]{43,44}\b/ },
  cardano: { shape: shape("cardano", 0.9, "structure"), form: /\baddr1[02-9ac-hj-np-z]{50,98}\b/ },
};
const labels: readonly (readonly [string, string])[] = [
  ["litecoin", "litecoin"],
  ["ltc ", "litecoin"],
  ["ltc:", "litecoin"],
  ["dogecoin", "dogecoin"],
  ["doge:", "dogecoin"],
  ["ripple", "ripple"],
  ["xrp ", "ripple"],
  ["xrp:", "ripple"],
  ["monero", "monero"],
  ["xmr ", "monero"],
  ["xmr:", "monero"],
  ["trc20", "tron"],
  ["trc-20", "tron"],
  ["tron wallet", "tron"],
  ["tron address", "tron"],
  ["usdt", "tron"],
  ["solana", "solana"],
  ["cardano", "cardano"],
];
const prefixes = ["bc1", "tb1", "ltc1"];
/** How far behind its label an address ends, UTF-16 units. */
const labelReach = 160;

export const cryptoWallet: NativeDetector = {
  id: "crypto-wallet",
  entities: ["CRYPTO_WALLET"],
  literals: [...prefixes, ...labels.map(([text]) => text)].map((text) => ({ text })),
  scan(scan, sink) {
    if (scan.text.length >= shortestBase58 && scan.hint.numeric !== true) scanRuns(scan, sink);
  },
  onLiteral(scan, sink, hit) {
    if (hit.literal < prefixes.length) {
      addSegwit(scan, sink, hit);
      return;
    }
    const one = named[labels[hit.literal - prefixes.length]?.[1] ?? ""];
    const found = one?.form.exec(scan.text.slice(hit.end, hit.end + labelReach));
    if (one === undefined || found === null || found === undefined) return;
    const start = hit.end + found.index;
    sink.add(one.shape, start, start + found[0].length);
  },
};
