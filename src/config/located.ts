/* YAML to validated data, with every fault at its file, line and column. */

import type { Document, LineCounter, Node } from "yaml";
import type { z } from "zod";
import { ConfigError, type ConfigFault } from "./config-error.js";
import { loadYaml } from "./packages.js";
import { suggest } from "./suggest.js";

/** Aliases can blow a small file up; no configuration needs many. */
const mostAliases = 20;

interface Source {
  readonly file: string;
  readonly document: Document;
  readonly lines: LineCounter;
}

/** Makes the error for a place in the file, once the data is understood but something it names is not in order. */
export type Blame = (path: Path, code: string, message: string) => ConfigError;

export interface Located<T> {
  readonly data: T;
  readonly blame: Blame;
}

/** Throws ConfigError that lists every fault found. */
export function parseLocated<T extends z.ZodType>(text: string, file: string, schema: T): z.output<T> {
  return readLocated(text, file, schema).data;
}

/** The same, with a way back from a value to its place. Throws ConfigError. */
export function readLocated<T extends z.ZodType>(
  text: string,
  file: string,
  schema: T,
): Located<z.output<T>> {
  const source = readSource(text, file);
  const result = schema.safeParse(toData(source));
  if (!result.success) {
    throw new ConfigError(
      file,
      result.error.issues.flatMap((issue) => issueFaults(issue, source)),
    );
  }
  const blame: Blame = (path, code, message) =>
    new ConfigError(file, [{ code, message, ...placeOf(path, source) }]);
  return { data: result.data as z.output<T>, blame };
}

function readSource(text: string, file: string): Source {
  const lines = new (loadYaml().LineCounter)();
  const document = readYaml(text, file, lines);
  const broken = [...document.errors, ...document.warnings].map((error) => syntaxFault(error, lines));
  if (broken.length > 0) throw new ConfigError(file, broken);
  if (document.contents === null) throw atStart(file, "CONFIG_EMPTY", "the file is empty.");
  return { file, document, lines };
}

/** Characters of one file; a policy of a thousand rules has a tenth of that. */
const longestFile = 1024 * 1024;

function readYaml(text: string, file: string, lines: LineCounter): Document {
  if (text.length > longestFile) throw atStart(file, "CONFIG_TOO_LARGE", "the file is larger than 1 MiB.");
  try {
    return loadYaml().parseDocument(text.replace(/^\ufeff/, ""), { lineCounter: lines, uniqueKeys: true });
  } catch {
    // The parser recurses: thousands of brackets exhaust its stack.
    throw atStart(file, "CONFIG_SYNTAX", "this is nested too deeply.");
  }
}

const atStart = (file: string, code: string, message: string): ConfigError =>
  new ConfigError(file, [{ code, line: 1, column: 1, message }]);

function toData({ document, file }: Source): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases }) as unknown;
  } catch {
    const message = `more than ${String(mostAliases)} aliases are not allowed. Write the values out.`;
    throw atStart(file, "CONFIG_ALIASES", message);
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
  if (issue.code === "invalid_key") return [unknownName(issue, source)];
  if (issue.code === "invalid_union") {
    const nearest = nearestBranch(issue.errors);
    if (nearest.length > 0) {
      return nearest.flatMap((one) => issueFaults({ ...one, path: [...issue.path, ...one.path] }, source));
    }
  }
  return [{ ...codeAndMessage(issue, source), ...placeOf(issue.path, source) }];
}

/** The branch that was understood furthest; among equals the one that names what it expects. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  const rank = (issues: readonly Issue[]): number =>
    2 *
      Math.max(
        0,
        ...issues.map((issue) => issue.path.length + (issue.code === "unrecognized_keys" ? 1 : 0)),
      ) +
    (issues.some((issue) => issue.code !== "invalid_type") ? 1 : 0);
  return [...branches].sort((a, b) => rank(b) - rank(a))[0] ?? [];
}

/** They open doors: no suggestion, no echo, only where they belong. */
const secretKeys = new Set(["key", "keys", "secret", "tag-key", "deskveil-key", "deskveil_key", "hmac-key"]);

function unknownKey(path: Path, key: string, source: Source): ConfigFault {
  const place = placeOf([...path, key], source, true);
  if (secretKeys.has(key.toLowerCase())) {
    const message = `keys do not belong in YAML. Set DESKVEIL_KEY or DESKVEIL_KEY_FILE, and make a new key.`;
    return { code: "CONFIG_SECRET", message, ...place };
  }
  const known = schemaKeys();
  const message = known.has(key)
    ? `"${key}" does not belong here. Check the indentation.`
    : `unknown key "${key}".${suggest(key, [...known])}`;
  return { code: "CONFIG_UNKNOWN_KEY", message, ...place };
}

/** A member of a mapping whose names come from a closed set. */
function unknownName(issue: Issue & { readonly code: "invalid_key" }, source: Source): ConfigFault {
  const name = String(issue.path.at(-1));
  const [inner] = issue.issues;
  const known = inner?.code === "invalid_value" ? inner.values.map(String) : [];
  const why = known.length > 0 ? `.${suggest(name, known)}` : sentence(`: ${inner?.message ?? ""}`);
  return {
    code: "CONFIG_UNKNOWN_KEY",
    message: `unknown key "${name}"${why}`,
    ...placeOf(issue.path, source, true),
  };
}

/** Of all schemas: they are looked up at the first fault. */
const keySources: (() => readonly string[])[] = [];

/** Registers the keys that "did you mean" may suggest. */
export function registerKeys(keys: () => readonly string[]): void {
  keySources.push(keys);
}

/** Keys of a mapping are suggested from all schemas' keys: the list is short, and wrong levels get caught too. */
const schemaKeys = (): ReadonlySet<string> => new Set(keySources.flatMap((keys) => keys()));

function codeAndMessage(issue: Issue, source: Source): { readonly code: string; readonly message: string } {
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    const found = source.document.getIn(issue.path as string[]);
    if (found === undefined) return missing(issue.path);
    const hint = typeof found === "string" ? suggest(found, values) : "";
    return {
      code: "CONFIG_INVALID_VALUE",
      message: `expected one of ${values.join(", ")}, found ${describe(found)}.${hint}`,
    };
  }
  if (issue.code === "invalid_type") return typeFault(issue, source.document.getIn(issue.path as string[]));
  return { code: codeOf(issue), message: sentence(issue.message) };
}

/** Checks of our own may name their code. */
function codeOf(issue: Issue): string {
  if (issue.code !== "custom") return "CONFIG_INVALID_VALUE";
  const code: unknown = issue.params?.["code"];
  return typeof code === "string" ? code : "CONFIG_INVALID";
}

const missing = (path: Path) => ({
  code: "CONFIG_MISSING",
  message: `"${String(path.at(-1))}" is missing.`,
});

/** What people call the types of the schema. */
const typeNames: Readonly<Record<string, string>> = {
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
};

function typeFault({ expected, path }: Issue & { readonly code: "invalid_type" }, found: unknown) {
  if (found === undefined && path.length > 0) return missing(path);
  const quotes = expected === "string" && !loadYaml().isNode(found) ? " Put it in quotes." : "";
  return {
    code: "CONFIG_INVALID_TYPE",
    message: `expected ${typeNames[expected] ?? expected}, found ${describe(found)}.${quotes}`,
  };
}

const sentence = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`);

function describe(found: unknown): string {
  const { isMap, isNode, isScalar } = loadYaml();
  if (isNode(found)) return isMap(found) ? "a mapping" : isScalar(found) ? describe(found.value) : "a list";
  if (typeof found === "string") return found.length > 40 ? "a longer text" : `"${found}"`;
  return found === null ? "nothing" : String(found);
}

/** Of a value, or of the key of a member. */
function placeOf(path: Path, { document, lines }: Source, key = false): { line: number; column: number } {
  for (let depth = path.length; depth >= 0; depth--) {
    const node =
      key && depth === path.length
        ? keyNode(document, path)
        : document.getIn(path.slice(0, depth) as string[], true);
    const offset = loadYaml().isNode(node) ? (node as Node).range?.[0] : undefined;
    if (offset === undefined) continue;
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  }
  return { line: 1, column: 1 };
}

function keyNode(document: Document, path: Path): unknown {
  const { isMap, isPair, isScalar } = loadYaml();
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1) as string[], true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(
    (item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1),
  );
  return pair?.key;
}
