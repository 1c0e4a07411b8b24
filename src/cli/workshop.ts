/* What most commands need first: configuration, redactor, desk. */

import type { Config } from "../config/config.js";
import { loadConfig } from "../config/load.js";
import type { Desk } from "../core/desk.js";
import type { Redactor } from "../core/redaction.js";
import { desks, type DeskName } from "../desks/index.js";
import { createRedactor } from "../redactor.js";

export interface OpenOptions {
  /** Path of the user's YAML. */
  readonly config?: string;
  readonly desk?: DeskName;
}

export interface OpenRedactor {
  readonly config: Config;
  readonly redactor: Redactor;
  readonly desk: Desk;
}

/** Throws ConfigError. */
export function openConfig({ config: file }: OpenOptions): Config {
  return loadConfig({ env: process.env, ...(file === undefined ? {} : { file }) });
}

/** Throws ConfigError. */
export function openRedactor(options: OpenOptions): OpenRedactor {
  const config = openConfig(options);
  return { config, redactor: createRedactor(config), desk: desks[options.desk ?? "generic"] };
}
