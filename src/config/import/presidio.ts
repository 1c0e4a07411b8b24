/* Presidio's YAML recognisers as patterns: regular expressions with scores, context words, deny lists. */

import { entityTypes, type EntityType } from "../../core/types.js";
import { loadYaml } from "../packages.js";
import {
  ImportError,
  isRefusal,
  kebab,
  toPattern,
  type Imported,
  type ImportedPattern,
  type ImportedRule,
  type Refusal,
} from "./imported.js";
import { translateRegex, UntranslatableError, type RegexFlags } from "./regex.js";

export interface PresidioOptions {
  /** For entities that we have no counterpart of; absent: such recognisers are refused. */
  readonly entity?: EntityType;
  readonly prefix: string;
}

type Mapping = Readonly<Record<string, unknown>>;

/** Python's `re` flags, as the registry writes them: 26 by default. */
const pythonFlags = { ignoreCase: 2, multiline: 8, dotAll: 16 } as const;
const defaultFlags = 26;
/** What a context word adds, and the least it raises to. */
const contextBoost = 0.35;
const leastWithContext = 0.4;

const ours: Readonly<Record<string, EntityType>> = {
  CRYPTO: "CRYPTO_WALLET",
  LOCATION: "POSTAL_ADDRESS",
  ADDRESS: "POSTAL_ADDRESS",
  NRP: "PERSON",
  ORG: "ORGANIZATION",
  DOMAIN_NAME: "HOSTNAME",
  US_BANK_NUMBER: "NATIONAL_ID",
  MEDICAL_LICENSE: "NATIONAL_ID",
  API_KEY: "CREDENTIAL",
  PASSWORD: "CREDENTIAL",
};

/** Throws ImportError. */
export function importPresidio(text: string, options: PresidioOptions): Imported {
  const data = readYaml(text);
  const list = Array.isArray(data) ? data : (data as Mapping | null)?.["recognizers"];
  if (!Array.isArray(list)) throw new ImportError("this is no list of recognizers of Presidio");
  const flags = flagsOf(Array.isArray(data) ? undefined : (data as Mapping)["global_regex_flags"]);
  const patterns: ImportedPattern[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();
  for (const [at, one] of (list as readonly unknown[]).entries()) {
    const imported = importRecognizer(one, at, { options, flags, seen });
    if (isRefusal(imported)) refused.push(imported);
    else patterns.push(imported);
  }
  const notes = [
    "\\d, \\w and \\s of Python take in all of Unicode, ours take in ASCII",
    "context words are looked for within 45 characters on both sides, not among five words before",
  ];
  return { patterns, refused, notes: patterns.length > 0 ? notes : [] };
}

function readYaml(text: string): unknown {
  try {
    return loadYaml().parse(text, { maxAliasCount: 20 }) as unknown;
  } catch (error) {
    const place = (error as { readonly linePos?: readonly { readonly line: number }[] }).linePos?.[0];
    throw new ImportError("this is no YAML", place?.line);
  }
}

function flagsOf(given: unknown): RegexFlags {
  const bits = typeof given === "number" ? given : defaultFlags;
  return {
    ignoreCase: (bits & pythonFlags.ignoreCase) !== 0,
    multiline: (bits & pythonFlags.multiline) !== 0,
    dotAll: (bits & pythonFlags.dotAll) !== 0,
  };
}

interface Importing {
  readonly options: PresidioOptions;
  readonly flags: RegexFlags;
  readonly seen: Set<string>;
}

function importRecognizer(given: unknown, at: number, importing: Importing): ImportedPattern | Refusal {
  const one = (typeof given === "object" && given !== null ? given : {}) as Mapping;
  const name = typeof one["name"] === "string" ? one["name"] : `recognizer ${String(at + 1)}`;
  const why = reasonAgainst(given, one, importing.seen);
  if (why !== undefined) return { id: typeof given === "string" ? given : name, why };
  importing.seen.add(name);
  try {
    const imported = toPattern(ruleOf(one, name, importing));
    return isRefusal(imported) ? { id: name, why: imported.why } : imported;
  } catch (error) {
    if (error instanceof UntranslatableError) return { id: name, why: error.message };
    throw error;
  }
}

function reasonAgainst(given: unknown, one: Mapping, seen: ReadonlySet<string>): string | undefined {
  if (typeof given !== "object" || given === null || one["type"] === "predefined")
    return "it is Presidio's own code, not a pattern";
  if (one["enabled"] === false) return "it is switched off";
  return seen.has(String(one["name"])) ? "another recogniser has its name" : undefined;
}

const isOurs = (name: string): name is EntityType => (entityTypes as readonly string[]).includes(name);

/** Documents of one country (`UK_NINO`) are national ids here, with their own kind. */
function entityOf(given: unknown, fallback: EntityType | undefined): EntityType | undefined {
  if (typeof given !== "string") return fallback;
  if (isOurs(given)) return given;
  return ours[given] ?? (/^[A-Z]{2}_[A-Z_]{2,30}$/.test(given) ? "NATIONAL_ID" : fallback);
}

/** Throws UntranslatableError. */
function ruleOf(one: Mapping, name: string, { options, flags }: Importing): ImportedRule {
  const given = String(one["supported_entity"] ?? "");
  const entity = entityOf(one["supported_entity"], options.entity);
  if (entity === undefined)
    throw new UntranslatableError(`no entity type of ours stands for ${given}; name one with --entity`);
  const expressions = [...patternsOf(one, flags), ...denyListOf(one)];
  if (expressions.length === 0) throw new UntranslatableError("it has neither patterns nor a deny_list");
  const words = contextOf(one);
  const best = Math.max(...expressions.map(({ confidence }) => confidence));
  const raisesTo = Math.min(1, Math.max(best + contextBoost, leastWithContext));
  return {
    id: kebab(`${options.prefix}${name}`),
    entity,
    ...(given === entity || given === "" ? {} : { kind: kebab(given) }),
    title: name,
    description: `Finds what Presidio's recogniser "${name}" finds.`,
    references: ["Presidio"],
    expressions,
    ...(words.length === 0 ? {} : { context: { words, raisesTo: Math.round(raisesTo * 100) / 100 } }),
    notes: [],
  };
}

const listOf = (given: unknown): readonly unknown[] =>
  Array.isArray(given) ? (given as readonly unknown[]) : [];
const stringsOf = (given: unknown): readonly string[] =>
  listOf(given).filter((one): one is string => typeof one === "string" && one.trim() !== "");

/** Of the recogniser, and of each of its languages. */
function contextOf(one: Mapping): readonly string[] {
  const perLanguage = listOf(one["supported_languages"]).flatMap((language) =>
    typeof language === "object" && language !== null ? stringsOf((language as Mapping)["context"]) : [],
  );
  return [...new Set([...stringsOf(one["context"]), ...perLanguage].map((word) => word.toLowerCase()))];
}

const scoreOf = (given: unknown, otherwise: number): number =>
  typeof given === "number" && given >= 0 && given <= 1 ? given : otherwise;

function patternsOf(one: Mapping, flags: RegexFlags): ImportedRule["expressions"] {
  return listOf(one["patterns"]).flatMap((given) => {
    const { regex, score } = (given ?? {}) as Mapping;
    if (typeof regex !== "string") throw new UntranslatableError("one of its patterns has no regex");
    return translateRegex(regex, { flags, wholeMatch: true }).map((translated) => ({
      ...translated,
      confidence: scoreOf(score, 0.5),
    }));
  });
}

/** RE2 needs no more than this of one choice, and longer lists belong into a CSV. */
const longestDenyList = 500;

function denyListOf(one: Mapping): ImportedRule["expressions"] {
  const entries = stringsOf(one["deny_list"]);
  if (entries.length === 0) return [];
  if (entries.length > longestDenyList)
    throw new UntranslatableError("its deny_list is long; make it an exact-match list");
  const choice = entries.map((entry) => entry.replaceAll(/[^\p{L}\p{N} ]/gu, "\\$&")).join("|");
  const confidence = scoreOf(one["deny_list_score"], 1);
  return [{ regex: `(?:${choice})`, ignoreCase: true, boundary: "word", confidence }];
}
