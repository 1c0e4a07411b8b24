/* What stays the same of a body when its sender tries again: numbers of attempts are left out. */

import type { Delivery } from "../../core/webhook.js";

/** Members of a JSON body with these names count for nothing, wherever they stand: numbers, literals and short words. */
export function steadyWithout(names: readonly string[]): (delivery: Delivery) => Buffer {
  const members = new RegExp(
    `"(?:${names.join("|")})"[ \\t\\r\\n]{0,8}:[ \\t\\r\\n]{0,8}(?:[\\d.]{1,20}|null|true|false|"\\w{0,40}")`,
    "g",
  );
  // Inside a string the quotes of a name are escaped, so that nothing of a text is left out.
  return ({ body }) => Buffer.from(body.toString("latin1").replace(members, ""), "latin1");
}
