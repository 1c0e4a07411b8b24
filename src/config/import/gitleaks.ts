/* Rules of gitleaks (TOML) as patterns. What only makes sense for source code (paths, allowlists, entropy) is told. */

import { loadToml } from "../packages.js";
import {
  ImportError,
  isRefusal,
  kebab,
  toPattern,
  type Imported,
  type ImportedPattern,
  type Refusal,
} from "./imported.js";
import { translateRegex, UntranslatableError } from "./regex.js";

export interface GitleaksOptions {
  /** 0 to 1; gitleaks has none. */
  readonly confidence: number;
  /** Before each id, so that no built-in pattern is replaced by accident. */
  readonly prefix: string;
}

type Table = Readonly<Record<string, unknown>>;

/** Throws ImportError. */
export function importGitleaks(text: string, options: GitleaksOptions): Imported {
  const data = readToml(text);
  const rules = data["rules"];
  if (!Array.isArray(rules)) throw new ImportError("this is no gitleaks configuration: it has no [[rules]]");
  const patterns: ImportedPattern[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();
  for (const [at, rule] of (rules as readonly unknown[]).entries()) {
    const table = typeof rule === "object" && rule !== null ? (rule as Table) : {};
    const one = importRule(table, at, { options, seen });
    if (isRefusal(one)) refused.push(one);
    else patterns.push(one);
  }
  return { patterns, refused, notes: notesOn(data) };
}

function readToml(text: string): Table {
  try {
    return loadToml()(text) as Table;
  } catch (error) {
    const { line } = error as { readonly line?: unknown };
    throw new ImportError("this is no TOML", typeof line === "number" ? line : undefined);
  }
}

function notesOn(data: Table): readonly string[] {
  return [
    ...(data["allowlist"] !== undefined || data["allowlists"] !== undefined
      ? ["the allowlists of the file are left out: they name paths, commits and placeholders of source code"]
      : []),
    ...(data["extend"] === undefined ? [] : ["[extend] is left out: import the file it names too"]),
  ];
}

interface Importing {
  readonly options: GitleaksOptions;
  readonly seen: Set<string>;
}

function importRule(rule: Table, at: number, { options, seen }: Importing): ImportedPattern | Refusal {
  const name = typeof rule["id"] === "string" ? rule["id"] : `rule ${String(at + 1)}`;
  const id = kebab(`${options.prefix}${name}`);
  const refuse = (why: string): Refusal => ({ id: name, why });
  if (seen.has(id)) return refuse("another rule has its id");
  seen.add(id);
  const { regex, secretGroup } = rule;
  if (typeof regex !== "string") return refuse("it has no regex: it looks at file names");
  if (rule["required"] !== undefined)
    return refuse("it needs other rules nearby, which a pattern cannot say");
  try {
    const group = typeof secretGroup === "number" && secretGroup > 0 ? { group: secretGroup } : {};
    const expressions = translateRegex(regex, group);
    const described = typeof rule["description"] === "string" ? rule["description"] : name;
    const imported = toPattern({
      id,
      entity: "CREDENTIAL",
      kind: kebab(name),
      title: name,
      description: described,
      references: ["gitleaks"],
      expressions: expressions.map((one) => ({ ...one, confidence: options.confidence })),
      notes: notesOf(rule),
    });
    return isRefusal(imported) ? refuse(imported.why) : imported;
  } catch (error) {
    if (error instanceof UntranslatableError) return refuse(error.message);
    throw error;
  }
}

function notesOf(rule: Table): readonly string[] {
  const entropy = rule["entropy"];
  return [
    ...(typeof entropy === "number" ? [`the entropy ${String(entropy)} is not asked for`] : []),
    ...(rule["path"] === undefined ? [] : ["the path it is limited to is left out"]),
    ...(rule["allowlist"] === undefined && rule["allowlists"] === undefined
      ? []
      : ["its allowlists are left out"]),
  ];
}
