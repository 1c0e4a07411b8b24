/* The packages that read configurations and patterns, loaded when there is one to read: most starts need neither. */

import { createRequire } from "node:module";
import type * as Yaml from "yaml";
import type { z } from "zod";

const require = createRequire(import.meta.url);

export type Zod = typeof z;

/** Once loaded, both come from the cache of `require`. */
export const loadZod = (): Zod => (require("zod") as { readonly z: Zod }).z;
export const loadYaml = (): typeof Yaml => require("yaml") as typeof Yaml;
