/* The compiled configuration: what everything above floor 2 works with. */

import type { ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Policy } from "../core/policy.js";
import type { EngineOptions } from "../detect/engine.js";
import type { TaggerOptions } from "../transform/tagger.js";

export interface PolicyTest {
  readonly name: string;
  readonly text: string;
  readonly expect: string;
}

export interface Config {
  readonly policy: Policy;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly engine: EngineOptions;
  readonly tagger: TaggerOptions;
  readonly limits: Limits;
  readonly tests: readonly PolicyTest[];
  /** One sentence for the reader of a refusal. `entities` are entity types; the language is chosen by Accept-Language. */
  wordRefusal(code: ErrorCode, entities: readonly string[], acceptLanguage: string | undefined): string;
}
