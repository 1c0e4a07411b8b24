/* The same text for every value. */

import type { Transform } from "./transform.js";

export const fixed: Transform = {
  defaults: { text: "[removed]" },
  apply: (_target, options) => String(options["text"]),
};
