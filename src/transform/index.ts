/* The ways to write a masked value, by the name the policy uses. */

import { fixed } from "./fixed.js";
import { hash } from "./hash.js";
import { label } from "./label.js";
import { partial } from "./partial.js";
import type { Transform } from "./transform.js";
import { truncate } from "./truncate.js";

export const transforms = { label, partial, hash, truncate, fixed } as const satisfies Record<
  string,
  Transform
>;

export type TransformName = keyof typeof transforms;
