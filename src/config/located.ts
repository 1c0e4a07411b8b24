/* YAML to validated data, with every fault at its file, line and column. */

import { LineCounter, isMap, isNode, isPair, isScalar, parseDocument, type Document, type Node } from "yaml";
import type { z } from "zod";
import { ConfigError, type ConfigFault } from "./config-error.js";
import { suggest } from "./suggest.js";

/** Aliases can blow a small file up; no configuration needs many. */
const mostAliases = 20;

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Throws ConfigError that lists every fault found. */
export function parseLocated<T extends z.ZodType>(text: string, file: string, schema: T): z.output<T> {
  const lines = new LineCounter();
  const document = parseDocument(text.replace(/^\ufeff/, ""), { lineCounter: lines, uniqueKeys: true });
  const source: Source = { file, document, lines };
  const broken = document.errors.map((error) => syntaxFault(error, lines));
  if (broken.length > 0) throw new ConfigError(file, broken);
  if (document.contents === null) {
    throw new ConfigError(file, [
      { code: "CONFIG_EMPTY", line: 1, column: 1, message: "the file is empty." },
    ]);
  }
  const result = schema.safeParse(toData(source));
  if (result.success) return result.data as z.output<T>;
  throw new ConfigError(
    file,
    result.error.issues.flatMap((issue) => issueFaults(issue, source)),
  );
}

function toData({ document, file }: Source): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) as unknown;
  } catch {
    const message = `more than ${String(mostAliases)} aliases are not allowed. Write the values out.`;
    throw new ConfigError(file, [{ code: "CONFIG_ALIASES", line: 1, column: 1, message }]);
  }
}

const syntaxCodes: Readonly<Record<string, readonly [string, string]>> = {
  DUPLICATE_KEY: ["CONFIG_DUPLICATE_KEY", "this key stands here twice. Keep one."],
  TAB_AS_INDENT: ["CONFIG_TAB", "tabs cannot indent YAML. Use blanks."],
};

function syntaxFault(
  error: { readonly code: string; readonly pos: readonly [number, number] },
  lines: LineCounter,
): ConfigFault {
  const [code, message] = syntaxCodes[error.code] ?? [
    "CONFIG_SYNTAX",
    "this is not valid YAML. Check indentation and quotes.",
  ];
  const { line, col } = lines.linePos(error.pos[0]);
  return { code, line, column: col, message };
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

function issueFaults(issue: Issue, source: Source): readonly ConfigFault[] {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(issue.path, key, source));
  if (issue.code === "invalid_union") {
    const nearest = [...issue.errors].sort((a, b) => deepest(b) - deepest(a))[0];
    if (nearest !== undefined && deepest(nearest) > 0) {
      return nearest.flatMap((one) => issueFaults({ ...one, path: [...issue.path, ...one.path] }, source));
    }
  }
  return [{ ...codeAndMessage(issue, source), ...placeOf(issue.path, source) }];
}

const deepest = (issues: readonly Issue[]): number =>
  Math.max(0, ...issues.map((issue) => issue.path.length));

function unknownKey(path: Path, key: string, source: Source): ConfigFault {
  const message = `unknown key "${key}".${suggest(key, [...schemaKeys])}`;
  return { code: "CONFIG_UNKNOWN_KEY", message, ...placeOf([...path, key], source, true) };
}

/** Keys of a mapping are suggested from all schemas' keys: the list is short, and wrong levels get caught too. */
const schemaKeys = new Set<string>();

/** Registers the keys that "did you mean" may suggest. */
export function registerKeys(keys: readonly string[]): void {
  for (const key of keys) schemaKeys.add(key);
}

function codeAndMessage(issue: Issue, source: Source): { readonly code: string; readonly message: string } {
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const found = source.document.getIn(issue.path as string[]);
    const hint = typeof found === "string" ? suggest(found, values) : "";
    return {
      code: "CONFIG_INVALID_VALUE",
      message: `expected one of ${values.join(", ")}, found ${describe(found)}.${hint}`,
    };
  }
  if (issue.code === "invalid_type") {
    const found = source.document.getIn(issue.path as string[]);
    if (found === undefined)
      return { code: "CONFIG_MISSING", message: `"${String(issue.path.at(-1))}" is missing.` };
    return { code: "CONFIG_INVALID_TYPE", message: `expected ${issue.expected}, found ${describe(found)}.` };
  }
  return {
    code: issue.code === "custom" ? "CONFIG_INVALID" : "CONFIG_INVALID_VALUE",
    message: sentence(issue.message),
  };
}

const sentence = (text: string): string => (text.endsWith(".") ? text : `${text}.`);

function describe(found: unknown): string {
  if (isNode(found)) return isMap(found) ? "a mapping" : "a list";
  if (typeof found === "string") return found.length > 40 ? "a longer text" : `"${found}"`;
  return String(found);
}

/** Of a value, or of the key of a member. */
function placeOf(path: Path, { document, lines }: Source, key = false): { line: number; column: number } {
  for (let depth = path.length; depth >= 0; depth--) {
    const node =
      key && depth === path.length
        ? keyNode(document, path)
        : document.getIn(path.slice(0, depth) as string[], true);
    const offset = isNode(node) ? (node as Node).range?.[0] : undefined;
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

function keyNode(document: Document, path: Path): unknown {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1) as string[], true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1),
  );
  return pair?.key;
}
