/* A client that reads a masked ticket and writes it back must not overwrite the real values with our masks. */

import { AppError } from "../core/errors.js";
import { entityOfLabel } from "../core/labels.js";
import type { Choice } from "../core/policy.js";
import type { EntityType, FieldRole } from "../core/types.js";

/** Roles that hold an address of somebody: a mask written there would become a user of the desk. */
export const addressRoles: ReadonlySet<FieldRole> = new Set<FieldRole>(["requester", "contact", "cc"]);

/**
 * Throws AppError `mask_written_back` when the text is one label of ours in an address field, or in a field whose
 * values of that type the policy keeps: the real value stands there. Elsewhere the label is what the desk has.
 */
export function refuseMaskedField(
  text: string,
  role: FieldRole,
  decide: (entity: EntityType) => Choice,
): void {
  const entity = entityOfLabel(text);
  // Looking for a label is no way to overwrite anything.
  if (entity === undefined || role === "query") return;
  if (addressRoles.has(role) || decide(entity).action === "keep") throw new AppError("mask_written_back");
}

/** The same for a recipient that the policy lets through. */
export function refuseMaskedRecipient({ action }: Choice, texts: () => readonly string[]): void {
  if (action !== "keep" && action !== "flag") return;
  if (texts().some((text) => entityOfLabel(text) !== undefined)) throw new AppError("mask_written_back");
}
