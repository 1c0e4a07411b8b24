/* The compiled configuration: what everything above floor 2 works with. */

import type { ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Policy } from "../core/policy.js";
import type { LoadedRecognizer } from "../core/recognizer.js";
import type { Verdict } from "../core/report.js";
import type { FieldRole } from "../core/types.js";
import type { EngineOptions } from "../detect/engine-parts.js";
import type { TaggerOptions } from "../transform/tagger.js";
import type { RelaySettings } from "./relay/relay-settings.js";

/** A text that stands in a field of `role`; what is left of it, the verdict on it, or both. */
export interface PolicyTest {
  readonly name: string;
  readonly text: string;
  /** Default: content. */
  readonly role?: FieldRole | undefined;
  /** Labels may be written with any tag, or without one. */
  readonly expect?: string | undefined;
  readonly verdict?: Verdict | undefined;
}

export interface Config {
  readonly policy: Policy;
  /** Nothing would ever be changed, and the operator said that this is meant. */
  readonly passthrough: boolean;
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly engine: EngineOptions;
  /** Finds names where the engine cannot. */
  readonly recognizer?: LoadedRecognizer;
  readonly tagger: TaggerOptions;
  readonly limits: Limits;
  readonly tests: readonly PolicyTest[];
  /** Webhooks, where they go, and what keeps them on the way. */
  readonly relay?: RelaySettings;
  /** One sentence for the reader of a refusal. `entities` are entity types; the language is chosen by Accept-Language. */
  wordRefusal(code: ErrorCode, entities: readonly string[], acceptLanguage: string | undefined): string;
}

/** What a redactor is made of. */
export type RedactorConfig = Pick<Config, "policy" | "lists" | "engine" | "recognizer" | "tagger" | "limits">;
