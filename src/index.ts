/* The library: what programs import. */

import { keyFrom, loadKey } from "./config/key.js";
import type { Config } from "./config/config.js";
import { compileConfig, loadConfig } from "./config/load.js";
import { withRecognizer } from "./config/recognizer.js";
import type { ConfigInput } from "./config/schema.js";
import type { EntityRecognizer } from "./core/recognizer.js";
import type { Redactor } from "./core/redaction.js";
import { createRedactor as createFromConfig } from "./redactor.js";

export interface RedactorOptions {
  /** Path of a YAML file, or its content as data. Default: preset `balanced`. */
  readonly config?: string | ConfigInput;
  /** At least 16 bytes; default: DESKVEIL_KEY or DESKVEIL_KEY_FILE. Without any key labels are numbered. */
  readonly key?: Uint8Array;
  /** Finds names that patterns cannot; asked once per payload. The synchronous calls refuse to work beside it. */
  readonly recognizer?: EntityRecognizer;
}

/**
 * Compiles patterns and policy once; the redactor it returns is quick and may be shared.
 * Throws ConfigError for a configuration or key that cannot be used.
 */
export function createRedactor(options: RedactorOptions = {}): Redactor {
  return createFromConfig(withRecognizer(configOf(options), options.recognizer));
}

function configOf(options: RedactorOptions): Config {
  const { config = {} } = options;
  if (typeof config === "string") return loadConfig({ file: config, env: environment(options) });
  const key = options.key === undefined ? loadKey(process.env) : keyFrom(options.key);
  return compileConfig(config, key === undefined ? {} : { key });
}

function environment({ key }: RedactorOptions): Readonly<Record<string, string | undefined>> {
  return key === undefined ? process.env : { DESKVEIL_KEY: Buffer.from(key).toString("hex") };
}

export { ConfigError } from "./config/config-error.js";
export type { ConfigInput } from "./config/schema.js";
export type { Desk, DeskRoute } from "./core/desk.js";
export { AppError, type ErrorCode } from "./core/errors.js";
export type { EntityRecognizer, ExternalFinding, RecognizedEntity } from "./core/recognizer.js";
export type { RedactOptions, Redaction, Redactor, TextRedaction } from "./core/redaction.js";
export type { Report, ReportCount, Verdict } from "./core/report.js";
export type {
  EntityType,
  Evidence,
  Finding,
  FieldRole,
  FindingPart,
  Payload,
  Span,
  TextFormat,
} from "./core/types.js";
export { entityTypes, fieldRoles } from "./core/types.js";
export { desks, type DeskName } from "./desks/index.js";
