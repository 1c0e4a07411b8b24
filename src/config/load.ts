/* The door for the user's settings: a YAML file or plain data, presets, environment → compiled configuration. */

import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Sensitive } from "../core/sensitive.js";
import { ConfigError } from "./config-error.js";
import type { Config } from "./config.js";
import { loadKey, type Environment } from "./key.js";
import { readLocated, type Blame } from "./located.js";
import { configSchema, type ConfigData, type ConfigInput } from "./schema.js";
import { settle } from "./settle.js";

export interface LoadOptions {
  /** Path of the user's YAML; none is looked for when it is absent. */
  readonly file?: string;
  /** Where DESKVEIL_KEY and DESKVEIL_KEY_FILE are looked up. */
  readonly env?: Environment;
  /** Folder of a model of named entities, from the working folder; instead of the one in the file. */
  readonly ner?: string;
}

/** Throws ConfigError: a broken configuration refuses the start. */
export function loadConfig({ file, env = {}, ner }: LoadOptions): Config {
  const key = loadKey(env);
  const options = { env, ...(key === undefined ? {} : { key }) };
  const model = ner === undefined ? {} : { ner: resolve(ner) };
  if (file === undefined) return settle(model, { ...options, folder: process.cwd(), blame: blameData });
  const { data, blame } = readLocated(readConfigFile(file), file, configSchema());
  return settle(
    { ...data, ...withPath(data.ner, model) },
    { ...options, folder: dirname(resolve(file)), blame },
  );
}

/** What the file says of a model besides its place goes for the other one too. */
function withPath(given: ConfigData["ner"], { ner }: { readonly ner?: string }): Pick<ConfigData, "ner"> {
  if (ner === undefined) return {};
  return { ner: typeof given === "object" ? { ...given, path: ner } : ner };
}

/** The same from data of the same shape as the file. Throws ConfigError. */
export function compileConfig(
  input: ConfigInput,
  options: { readonly key?: Sensitive<Buffer>; readonly env?: Environment } = {},
): Config {
  const given = { ...options, folder: process.cwd(), blame: blameData };
  if (isEmpty(input)) return settle({}, given);
  const parsed = configSchema().safeParse(input);
  if (!parsed.success) {
    const message = parsed.error.issues
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
      .join("; ");
    throw new ConfigError("configuration", [{ code: "CONFIG_INVALID", message }]);
  }
  return settle(parsed.data, given);
}

/** Nothing to validate: the schema and what it is made with are not loaded. */
const isEmpty = (input: unknown): boolean =>
  typeof input === "object" &&
  input !== null &&
  Object.getPrototypeOf(input) === Object.prototype &&
  Reflect.ownKeys(input).length === 0;

/** Data has no lines: the path names the place. */
const blameData: Blame = (path, code, message) =>
  new ConfigError("configuration", [
    { code, message: [path.map(String).join("."), message].filter(Boolean).join(": ") },
  ]);

/** Throws ConfigError. */
export function readConfigFile(file: string): string {
  const unreadable = (message: string): ConfigError =>
    new ConfigError(file, [{ code: "CONFIG_UNREADABLE", message }]);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw unreadable("the file cannot be read. Check the path given to --config.");
  }
  if (!isUtf8(bytes)) throw unreadable("the file is not UTF-8 text. Save it as UTF-8.");
  return bytes.toString("utf8");
}
