/* A keyed digest: stable for joins, not to be reversed by trying all phone numbers. */

import type { Transform } from "./transform.js";

/** Throws AppError `token_key_unavailable` without a key. */
export const hash: Transform = {
  defaults: { length: 16 },
  bounds: { length: [8, 64] },
  apply: (target, options, tagger) => tagger.digest(target).slice(0, Number(options["length"])),
};
