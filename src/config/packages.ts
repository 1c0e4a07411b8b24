/* The packages that read configurations and patterns, loaded when there is one to read: most starts need neither. */

import { createRequire } from "node:module";
import type { parse as parseCsv } from "csv-parse/sync";
import type { parse as parseToml } from "smol-toml";
import type * as Yaml from "yaml";
import type { z } from "zod";

const require = createRequire(import.meta.url);

export type Zod = typeof z;

/** Once loaded, both come from the cache of `require`. */
export const loadZod = (): Zod => (require("zod") as { readonly z: Zod }).z;
export const loadYaml = (): typeof Yaml => require("yaml") as typeof Yaml;
/** For exact-match lists and the import of gitleaks rules. */
export const loadCsv = (): typeof parseCsv =>
  (require("csv-parse/sync") as { readonly parse: typeof parseCsv }).parse;
export const loadToml = (): typeof parseToml =>
  (require("smol-toml") as { readonly parse: typeof parseToml }).parse;
