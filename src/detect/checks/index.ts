/* The checks by name; patterns in YAML name them. */

import type { Check } from "../detector.js";
import { base58Check, bech32, crcBase36, crcBase62, crcHex } from "./checksummed.js";
import { awsKeyId, base64Json, base64Key, discordToken, pypiToken } from "./encoded.js";
import { iban } from "./iban.js";
import { jwt } from "./jwt.js";
import { luhn } from "./luhn.js";
import { digited, opaque, varied } from "./stand-in.js";

export const checks = {
  "aws-key-id": awsKeyId,
  "base58-check": base58Check,
  "base64-json": base64Json,
  "base64-key": base64Key,
  bech32,
  "crc-base36": crcBase36,
  "crc-base62": crcBase62,
  "crc-hex": crcHex,
  digited,
  "discord-token": discordToken,
  iban,
  jwt,
  luhn,
  opaque,
  "pypi-token": pypiToken,
  varied,
} as const satisfies Record<string, Check>;

export type CheckName = keyof typeof checks;
