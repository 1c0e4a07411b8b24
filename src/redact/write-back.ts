/* A client that reads a masked ticket and writes it back must not overwrite the real values with our masks. */

import { AppError } from "../core/errors.js";
import { entitiesOfLabels, entityOfLabel, isLabel } from "../core/labels.js";
import type { Choice } from "../core/policy.js";
import type { EntityType, FieldRole } from "../core/types.js";

/** Roles that hold an address of somebody: a mask written there would become a user of the desk. */
export const addressRoles: ReadonlySet<FieldRole> = new Set<FieldRole>(["requester", "contact", "cc"]);

/** Fields that are no prose: a label in the middle of one was written there by nobody but us. */
const fixedRoles: ReadonlySet<FieldRole> = new Set<FieldRole>([...addressRoles, "identifier"]);

/** Whether `refuseMaskedField` must be asked. */
export const mayBeMasked = (text: string, role: FieldRole): boolean =>
  isLabel(text) || (fixedRoles.has(role) && text.includes("["));

/**
 * Throws AppError `mask_written_back` when the text is one label of ours in an address field, or in a field whose
 * values of that type the policy keeps: the real value stands there. The same holds for a label that is a part of an
 * address or identifier. Elsewhere the label is what the desk has.
 */
export function refuseMaskedField(
  text: string,
  role: FieldRole,
  decide: (entity: EntityType) => Choice,
): void {
  // Looking for a label is no way to overwrite anything.
  if (role === "query") return;
  const whole = isLabel(text) && addressRoles.has(role);
  if (whole || entitiesOfLabels(text).some((entity) => decide(entity).action === "keep")) {
    throw new AppError("mask_written_back");
  }
}

/** The same for a recipient that the policy lets through. */
export function refuseMaskedRecipient({ action }: Choice, texts: () => readonly string[]): void {
  if (action !== "keep" && action !== "flag") return;
  if (texts().some((text) => entityOfLabel(text) !== undefined)) throw new AppError("mask_written_back");
}
