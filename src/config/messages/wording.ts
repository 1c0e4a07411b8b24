/* What one language needs to word a refusal. */

import type { EntityType } from "../../core/types.js";

export interface Wording {
  /** Before the last thing of a list. */
  readonly and: string;
  /** By error code; `other` for all codes without a sentence of their own. */
  readonly sentences: Readonly<Record<string, string>>;
  readonly entities: Readonly<Record<EntityType, string>>;
}
