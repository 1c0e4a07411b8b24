/* Confirms tokens by what their characters decode to: JSON, digits, whole keys in base64 or base32. */

import type { Check } from "../detector.js";
import { seeded } from "./seeded.js";
import { confirming } from "./stand-in.js";

const bytesOf = (text: string): Buffer => Buffer.from(text, "base64");

/** Longest part that is parsed, UTF-16 units. */
const longestJson = 4096;

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null;
  } catch {
    return false;
  }
}

const jsonPart = /eyJ[\w+/-]{8,4096}/;

function holdsJson(token: string): boolean {
  const [part] = jsonPart.exec(token) ?? [];
  return part !== undefined && part.length <= longestJson && isObject(bytesOf(part).toString("utf8"));
}

/** Base64 of a JSON object, as a whole or behind a prefix. */
export const base64Json: Check = {
  ...confirming(holdsJson),
  sample: (seed) => bytesOfText(JSON.stringify({ key: `made up ${String(seed)}`, version: seed % 7 })),
};

const bytesOfText = (text: string): string => Buffer.from(text).toString("base64");

/** Source of the bounds: keys are 16, 24, 32, 48 or 64 bytes. */
const keyLengths = new Set([16, 24, 32, 48, 64]);

/** Spelled as an encoder does: padding present, unused bits zero. */
function isCanonicalKey(token: string): boolean {
  const bytes = bytesOf(token);
  return keyLengths.has(bytes.length) && bytes.toString("base64") === token;
}

/** Base64 of as many bytes as keys have. */
export const base64Key: Check = {
  ...confirming(isCanonicalKey),
  sample(seed) {
    const below = seeded(seed);
    return Buffer.from(Array.from({ length: 32 }, () => below(256))).toString("base64");
  },
};

/** The first part is base64 of the bot's id: 17 to 20 digits. */
function isDiscordToken(token: string): boolean {
  return /^\d{17,20}$/.test(bytesOf(token.slice(0, token.indexOf("."))).toString("latin1"));
}

export const discordToken: Check = confirming(isDiscordToken);

/** Behind the four letters an AWS key id is base32. */
export const awsKeyId: Check = {
  judge(token) {
    if (/^....(.)\1{15}$/.test(token)) return "refutes";
    return /^[A-Z]{4}[A-Z2-7]{16}$/.test(token) ? "confirms" : "unknown";
  },
};

/** A PyPI token is a macaroon whose location names the index. */
export const pypiToken: Check = confirming((token) =>
  bytesOf(token.replace("pypi-", "")).toString("latin1").includes("pypi.org"),
);
