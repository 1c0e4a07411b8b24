/* What the real engine finds of one entity, as the text it stands on, for tables of examples. */

import type { EntityType } from "../../src/core/types.js";
import { redactor } from "./redactor.js";

/** Values of one entity in order. */
export function foundIn(text: string, entity: EntityType): readonly string[] {
  return redactor
    .scanText(text)
    .filter((finding) => finding.entity === entity)
    .map(({ parts }) => text.slice(parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0));
}

/** Every finding as `ENTITY value`. */
export function allIn(text: string): readonly string[] {
  return redactor
    .scanText(text)
    .map(({ entity, parts }) => `${entity} ${text.slice(parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0)}`);
}

/** Kinds of one entity in order. */
export function kindsIn(text: string, entity: EntityType): readonly (string | undefined)[] {
  return redactor
    .scanText(text)
    .filter((finding) => finding.entity === entity)
    .map(({ kind }) => kind);
}
