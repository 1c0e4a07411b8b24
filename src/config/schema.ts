/* The one definition of the user's configuration: types, validation, JSON Schema. */

import type { z } from "zod";
import { errorTable, type ErrorCode } from "../core/errors.js";
import { fileActions, fileClasses } from "../core/files.js";
import { actionNames, permissionNames, responseModes } from "../core/policy.js";
import { recognizable } from "../core/recognizer.js";
import { entityTypes, fieldRoles } from "../core/types.js";
import { deskNames } from "../desks/index.js";
import type { IpClass } from "../detect/natives/ip-classes.js";
import { checkConfigData } from "./cross-checks.js";
import { registerKeys } from "./located.js";
import { loadZod, type Zod } from "./packages.js";
import { durationMs, sizeBytes } from "./quantity.js";
import { relayKeys, relaySections } from "./relay/relay-schema.js";
import { transformChoice } from "./transform-choice.js";

function oneOrMore<T extends z.ZodType>(zod: Zod, one: T) {
  return zod
    .union([one, zod.array(one).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);
}

function ruleSchema(zod: Zod) {
  return zod.strictObject({
    name: zod.string().min(1).max(100),
    entity: oneOrMore(zod, zod.enum(entityTypes)).optional(),
    kind: oneOrMore(zod, zod.string()).optional(),
    role: oneOrMore(zod, zod.enum(fieldRoles)).optional(),
    path: oneOrMore(zod, zod.string().startsWith("/", { error: "a path begins with /" })).optional(),
    desk: oneOrMore(zod, zod.enum(deskNames as [string, ...string[]])).optional(),
    direction: zod.enum(["request", "response"]).optional(),
    audience: zod.enum(["public", "private"]).optional(),
    destination: oneOrMore(zod, zod.string()).optional(),
    "min-confidence": zod.number().min(0).max(1).optional(),
    "in-list": oneOrMore(zod, zod.string()).optional(),
    action: zod.enum(actionNames),
    with: transformChoice(zod).optional(),
  });
}

/** Kebab-case name in YAML to the field of `Limits` and what it is measured in. */
export const limitFields = {
  bytes: ["bytes", "size"],
  depth: ["depth", "count"],
  nodes: ["nodes", "count"],
  "string-bytes": ["stringBytes", "size"],
  "head-bytes": ["headBytes", "size"],
  "header-count": ["headerCount", "count"],
  "url-bytes": ["urlBytes", "size"],
  "upload-bytes": ["uploadBytes", "size"],
  "upload-text-bytes": ["uploadTextBytes", "size"],
  "response-bytes": ["responseBytes", "size"],
  "opened-bytes": ["openedBytes", "size"],
  "archive-depth": ["archiveDepth", "count"],
  "archive-entries": ["archiveEntries", "count"],
  parts: ["parts", "count"],
  "part-depth": ["partDepth", "count"],
  "inflate-ratio": ["inflateRatio", "count"],
  "inflated-bytes": ["inflatedBytes", "size"],
  "detect-units": ["detectUnits", "count"],
  recognizer: ["recognizerMs", "duration"],
  "in-flight-bytes": ["inFlightBytes", "size"],
  head: ["headMs", "duration"],
  body: ["bodyMs", "duration"],
  upstream: ["upstreamMs", "duration"],
  total: ["totalMs", "duration"],
  shutdown: ["shutdownMs", "duration"],
  "shutdown-notice": ["noticeMs", "duration"],
  "warm-up": ["warmUpMs", "duration"],
  "event-loop-lag": ["lagMs", "duration"],
} as const;

type Limit = keyof typeof limitFields;

function measures(zod: Zod) {
  return {
    size: zod.union([zod.number(), zod.string()]).transform(sizeBytes),
    duration: zod.union([zod.number(), zod.string()]).transform(durationMs),
    count: zod.number().int().positive(),
  };
}

type Measures = ReturnType<typeof measures>;

function limitsSchema(zod: Zod) {
  const types = measures(zod);
  return zod.strictObject(
    Object.fromEntries(
      Object.entries(limitFields).map(([name, [, measure]]) => [name, types[measure].optional()]),
    ) as { [name in Limit]: z.ZodOptional<Measures[(typeof limitFields)[name][1]]> },
  );
}

/** Bounded, as every part is tried with every other. */
function joinSchema(zod: Zod) {
  return zod.strictObject({
    keys: zod.array(zod.string().min(1).max(60)).min(2).max(4),
    glue: zod.string().max(8),
  });
}

function testSchema(zod: Zod) {
  return zod.strictObject({
    name: zod.string().min(1),
    text: zod.string(),
    role: zod.enum(fieldRoles).optional(),
    expect: zod.string().optional(),
    verdict: zod.enum(["pass", "redact", "reject"]).optional(),
  });
}

/** Loopback, netmasks and their like are never findings: there is nothing to switch. */
const ipClasses = [
  "public",
  "private",
  "cgnat",
  "link-local",
  "documentation",
  "multicast",
  "reserved",
  "ula",
] as const satisfies readonly IpClass[];

const kebab = { pattern: /^[a-z\d]+(?:-[a-z\d]+)*$/, error: "a name is kebab-case, as our-customers" };

function exactListSchema(zod: Zod) {
  const column = zod.union([zod.string().min(1), zod.number().int().positive()]);
  return zod.strictObject({
    name: zod.string().regex(kebab.pattern, { error: kebab.error }),
    file: zod.string().min(1),
    columns: oneOrMore(zod, column),
    entity: zod.enum(entityTypes),
    kind: zod.string().optional(),
    confidence: zod.number().min(0).max(1).optional(),
    delimiter: zod.enum([",", ";", "\t", "|"]).optional(),
    "match-case": zod.boolean().optional(),
    "min-length": zod.number().int().min(1).max(100).optional(),
    "skip-shorter": zod.boolean().optional(),
  });
}

function nerSchema(zod: Zod) {
  return zod.strictObject({
    path: zod.string().min(1),
    labels: zod.record(zod.string(), zod.enum(recognizable)).optional(),
    "min-confidence": zod.number().min(0).max(1).optional(),
  });
}

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];

function build() {
  const zod = loadZod();
  const rule = ruleSchema(zod);
  const test = testSchema(zod);
  const exactList = exactListSchema(zod);
  const join = joinSchema(zod);
  const ner = nerSchema(zod);
  const language = zod.string().regex(/^[a-z]{2}$/, { error: "a language is two small letters, as de" });
  const shape = zod.strictObject({
    preset: zod.enum(["balanced", "strict", "none"]).optional(),
    tenant: zod.string().max(100).optional(),
    mode: zod.enum(["enforce", "shadow"]).optional(),
    responses: zod.enum(responseModes).optional(),
    "allow-passthrough": zod.boolean().optional(),
    regions: zod
      .array(zod.string().regex(/^[A-Z]{2}$/, { error: "a region is two capitals, as GB" }))
      .optional(),
    "ip-classes": zod.partialRecord(zod.enum(ipClasses), zod.enum(["keep", "mask"])).optional(),
    lists: zod.record(zod.string(), zod.array(zod.string())).optional(),
    rules: zod.array(rule).optional(),
    join: zod.array(join).max(50).optional(),
    limits: limitsSchema(zod).optional(),
    permissions: zod.array(zod.enum(permissionNames)).optional(),
    attachments: zod.partialRecord(zod.enum(fileClasses), zod.enum(fileActions)).optional(),
    "reject-duplicate-keys": zod.boolean().optional(),
    messages: zod.record(language, zod.partialRecord(zod.enum(errorCodes), zod.string())).optional(),
    patterns: zod
      .strictObject({
        folders: zod.array(zod.string()).optional(),
        disable: zod.array(zod.string()).optional(),
        "min-confidence": zod.record(zod.string(), zod.number().min(0).max(1)).optional(),
      })
      .optional(),
    "exact-match": zod.array(exactList).optional(),
    ner: zod.union([zod.string().min(1), ner]).optional(),
    tests: zod.array(test).optional(),
    ...relaySections(zod),
  });
  return { rule, test, exactList, join, ner, shape, whole: shape.superRefine(checkConfigData) };
}

let built: ReturnType<typeof build> | undefined;
const schemas = (): ReturnType<typeof build> => (built ??= build());

registerKeys(() => {
  const { rule, test, exactList, join, ner, shape } = schemas();
  return [
    ...Object.keys(shape.shape),
    ...Object.keys(rule.shape),
    ...Object.keys(limitFields),
    ...Object.keys(test.shape),
    ...Object.keys(exactList.shape),
    ...Object.keys(join.shape),
    ...Object.keys(ner.shape),
    ...fileClasses,
    ...ipClasses,
    ...errorCodes,
    ...relayKeys(loadZod()),
    "folders",
    "disable",
  ];
});

/** Also what no single member can tell: names used twice, lists that are not there. Made at the first call. */
export const configSchema = (): ReturnType<typeof build>["whole"] => schemas().whole;

type Whole = ReturnType<typeof configSchema>;
export type ConfigData = z.output<Whole>;
/** What a program may pass instead of a file. */
export type ConfigInput = z.input<Whole>;
export type RuleData = z.output<ReturnType<typeof ruleSchema>>;

/** For completion in editors (JSON Schema 2020-12). */
export function configJsonSchema(): object {
  return loadZod().toJSONSchema(schemas().shape, { io: "input", unrepresentable: "any" });
}
