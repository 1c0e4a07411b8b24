/* The key for tags: from the environment or a file, never from YAML. */

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Sensitive } from "../core/sensitive.js";
import { ConfigError } from "./config-error.js";

/** Shorter keys can be guessed. */
const leastBytes = 16;

export type Environment = Readonly<Record<string, string | undefined>>;

function fault(source: string, message: string): ConfigError {
  return new ConfigError(source, [{ code: "KEY_UNUSABLE", message }]);
}

/** Hex when it looks like hex, else base64. */
function decodeKey(source: string, text: string): Sensitive<Buffer> {
  const plain = text.trim();
  const isHex = /^[\da-f]+$/i.test(plain) && plain.length % 2 === 0;
  if (!isHex && !/^[\w+/-]+=*$/.test(plain)) throw fault(source, "expected the key in hex or base64.");
  return keyFrom(Buffer.from(plain, isHex ? "hex" : "base64"), source);
}

/** A copy of the bytes. Throws ConfigError when there are too few. */
export function keyFrom(bytes: Uint8Array, source = "key"): Sensitive<Buffer> {
  if (bytes.length >= leastBytes) return new Sensitive(Buffer.from(bytes));
  const message = `the key has ${String(bytes.length)} bytes; at least ${String(leastBytes)} are needed.`;
  throw fault(source, message);
}

/** Undefined when none is configured. Throws ConfigError when one is, but cannot be used: the start is refused. */
export function loadKey(env: Environment): Sensitive<Buffer> | undefined {
  const { DESKVEIL_KEY: inline, DESKVEIL_KEY_FILE: file } = env;
  if (inline !== undefined && file !== undefined) {
    throw fault("DESKVEIL_KEY", "DESKVEIL_KEY and DESKVEIL_KEY_FILE are both set. Keep one.");
  }
  if (inline !== undefined) return decodeKey("DESKVEIL_KEY", inline);
  return file === undefined ? undefined : decodeKey("DESKVEIL_KEY_FILE", readKeyFile(file));
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    throw fault("DESKVEIL_KEY_FILE", "the file cannot be read. Check its path and permissions.");
  }
}

/** For `npm start` and `init` only: the key of a file, which is made (mode 0600) when it is not there. */
export function loadOrCreateKey(file: string): Sensitive<Buffer> {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST")
      throw fault(file, "the key file cannot be written.");
  }
  return decodeKey(file, readKeyFile(file));
}
