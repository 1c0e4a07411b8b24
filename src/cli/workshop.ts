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
  /** Folder of a model of named entities. */
  readonly ner?: string;
}

export interface OpenRedactor {
  readonly config: Config;
  readonly redactor: Redactor;
  readonly desk: Desk;
}

/** Throws ConfigError. */
export function openConfig({ config: file, ner }: OpenOptions): Config {
  return loadConfig({
    env: process.env,
    ...(file === undefined ? {} : { file }),
    ...(ner === undefined ? {} : { ner }),
  });
}

/** Rejects with ConfigError; a model is loaded then. */
export async function openRedactor(options: OpenOptions): Promise<OpenRedactor> {
  const config = openConfig(options);
  await config.recognizer?.ready();
  return { config, redactor: createRedactor(config), desk: desks[options.desk ?? "generic"] };
}
