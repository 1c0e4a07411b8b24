/* What is known of a document of which nobody knows more than what it is for. */

import type { Annotation } from "./desk.js";
import type { FieldRole, TextFormat } from "./types.js";

/** Every node has this role and format. */
export function annotateAll(role: FieldRole, format: TextFormat = "plain"): Annotation {
  return { role: () => role, audience: () => undefined, format: () => format, cc: [] };
}
