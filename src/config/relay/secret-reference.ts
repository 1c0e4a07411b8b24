/* Secrets stand in the environment or in files: configuration names the place, and never holds one. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Sensitive } from "../../core/sensitive.js";
import type { ConfigError } from "../config-error.js";
import type { Environment } from "../key.js";
import type { SecretReference } from "./relay-settings.js";

export const referenceShape = /^(?:env:[A-Za-z_]\w{0,99}|file:.{1,1000})$/;

export interface ReferenceContext {
  readonly env: Environment;
  /** Relative paths are looked up from here. */
  readonly folder: string;
  /** The error for the place that names the secret. */
  blame(code: string, message: string): ConfigError;
}

/** `text` has the shape of a reference. Nothing is read yet. */
export function referenceTo(text: string, context: ReferenceContext): SecretReference {
  return { place: text, read: () => new Sensitive(readReference(text, context)) };
}

/** A secret that is really there, for what may stand in the configuration itself. */
export const literalReference = (text: string): SecretReference => ({
  place: text,
  read: () => new Sensitive(text),
});

function readReference(text: string, { env, folder, blame }: ReferenceContext): string {
  const name = text.slice(text.indexOf(":") + 1);
  if (text.startsWith("env:")) {
    const value = env[name];
    if (value !== undefined && value !== "") return value;
    throw blame("SECRET_MISSING", `the environment has no ${name}. Set it, or name another place.`);
  }
  const value = readSecretFile(resolve(folder, name));
  if (value === undefined)
    throw blame("SECRET_MISSING", "the file cannot be read. Check its path and permissions.");
  if (value !== "") return value;
  throw blame("SECRET_MISSING", "the file is empty.");
}

/** Editors end a file with a line break, which is no part of a secret. */
function readSecretFile(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").replace(/\r?\n$/, "");
  } catch {
    return undefined;
  }
}
