/* The languages of refusals, and how a sentence is made. */

import type { ErrorCode } from "../../core/errors.js";
import { pickLocale } from "../../core/locale.js";
import { de } from "./de.js";
import { en } from "./en.js";
import { es } from "./es.js";
import { fr } from "./fr.js";
import type { Wording } from "./wording.js";

/** English first: it is the fallback. */
export const languages = { en, de, fr, es } as const satisfies Record<string, Wording>;

/** Sentences of the operator by language and code; they win over ours. */
export type OwnMessages = Readonly<Record<string, Readonly<Record<string, string>>>>;

function listThings({ and, entities }: Wording, types: readonly string[]): string {
  const names = [...new Set(types)].map((type) => entities[type as keyof typeof entities] ?? type);
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")}${and}${names.at(-1) ?? ""}`;
}

export function createRefusalWording(own: OwnMessages) {
  const wordings: Readonly<Record<string, Wording>> = languages;
  const available = [...new Set([...Object.keys(wordings), ...Object.keys(own)])];
  return (code: ErrorCode, entities: readonly string[], acceptLanguage: string | undefined): string => {
    const locale = pickLocale(acceptLanguage, available);
    const wording = wordings[locale] ?? languages.en;
    const sentence = own[locale]?.[code] ?? wording.sentences[code] ?? wording.sentences["other"] ?? "";
    return sentence.replace("{things}", listThings(wording, entities)).replace("{code}", code);
  };
}
