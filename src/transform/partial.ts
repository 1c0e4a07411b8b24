/* Keeps a few letters and digits at the ends and hides the others; separators stay: `**** **** **** 1111`. */

import type { Transform } from "./transform.js";

const visible = /[\p{L}\p{N}]/u;

/** Never shows more than half of a value, whatever the options say. */
export const partial: Transform = {
  defaults: { "keep-first": 0, "keep-last": 4 },
  bounds: { "keep-first": [0, 20], "keep-last": [0, 20] },
  apply({ value }, options) {
    const characters = [...value.expose()];
    const total = characters.filter((one) => visible.test(one)).length;
    const half = Math.floor(total / 2);
    const last = Math.min(Number(options["keep-last"]), half);
    const first = Math.min(Number(options["keep-first"]), half - last);
    let seen = 0;
    const masked = characters.map((one) => {
      if (!visible.test(one)) return one;
      const place = seen++;
      return place < first || place >= total - last ? one : "*";
    });
    return masked.join("");
  },
};
