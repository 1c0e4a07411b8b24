/* Confirms JSON web tokens by their header: base64url of a JSON object that names an algorithm. */

import type { Check } from "../detector.js";

/** Longest header that is decoded; real ones have 36 to some 1,500 characters (with certificates). */
const longestHeader = 4096;

function readHeader(token: string): unknown {
  const dot = token.indexOf(".");
  const header = dot < 0 ? token : token.slice(0, dot);
  if (header.length > longestHeader) return undefined;
  try {
    return JSON.parse(Buffer.from(header, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}

const algorithms = ["HS256", "RS256", "ES256", "PS512", "EdDSA", "none"] as const;

function encodePart(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

export const jwt: Check = {
  /** `unknown`, never `refutes`: a cut-off or damaged token still opens doors when it is completed. */
  judge(candidate) {
    const header = readHeader(candidate);
    const named = typeof header === "object" && header !== null && "alg" in header;
    return named && typeof header.alg === "string" ? "confirms" : "unknown";
  },
  sample(seed) {
    const alg = algorithms[seed % algorithms.length];
    const signature = Buffer.from(`signature ${String(seed)} of a made-up token`).toString("base64url");
    return `${encodePart({ alg, typ: "JWT" })}.${encodePart({ sub: String(seed) })}.${signature}`;
  },
};
