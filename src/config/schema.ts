/* The one definition of the user's configuration: types, validation, JSON Schema. */

import { z } from "zod";
import { errorTable, type ErrorCode } from "../core/errors.js";
import { actionNames, permissionNames } from "../core/policy.js";
import { entityTypes, fieldRoles } from "../core/types.js";
import { deskNames } from "../desks/index.js";
import type { IpClass } from "../detect/natives/ip-classes.js";
import { checkConfigData } from "./cross-checks.js";
import { registerKeys } from "./located.js";
import { durationMs, sizeBytes } from "./quantity.js";
import { transformChoice } from "./transform-choice.js";

const oneOrMore = <T extends z.ZodType>(one: T) =>
  z
    .union([one, z.array(one).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);

const rule = z.strictObject({
  name: z.string().min(1).max(100),
  entity: oneOrMore(z.enum(entityTypes)).optional(),
  kind: oneOrMore(z.string()).optional(),
  role: oneOrMore(z.enum(fieldRoles)).optional(),
  path: oneOrMore(z.string().startsWith("/", { error: "a path begins with /" })).optional(),
  desk: oneOrMore(z.enum(deskNames as [string, ...string[]])).optional(),
  direction: z.enum(["request", "response"]).optional(),
  audience: z.enum(["public", "private"]).optional(),
  destination: oneOrMore(z.string()).optional(),
  "min-confidence": z.number().min(0).max(1).optional(),
  "in-list": oneOrMore(z.string()).optional(),
  action: z.enum(actionNames),
  with: transformChoice.optional(),
});

const size = z.union([z.number(), z.string()]).transform(sizeBytes);
const duration = z.union([z.number(), z.string()]).transform(durationMs);
const count = z.number().int().positive();

/** Kebab-case name in YAML to the field of `Limits`. */
export const limitFields = {
  bytes: ["bytes", size],
  depth: ["depth", count],
  nodes: ["nodes", count],
  "string-bytes": ["stringBytes", size],
  "head-bytes": ["headBytes", size],
  "header-count": ["headerCount", count],
  "url-bytes": ["urlBytes", size],
  "upload-bytes": ["uploadBytes", size],
  "upload-text-bytes": ["uploadTextBytes", size],
  "inflate-ratio": ["inflateRatio", count],
  "inflated-bytes": ["inflatedBytes", size],
  "detect-units": ["detectUnits", count],
  "in-flight-bytes": ["inFlightBytes", size],
  head: ["headMs", duration],
  body: ["bodyMs", duration],
  upstream: ["upstreamMs", duration],
  total: ["totalMs", duration],
  shutdown: ["shutdownMs", duration],
} as const;

const limits = z.strictObject(
  Object.fromEntries(Object.entries(limitFields).map(([name, [, type]]) => [name, type.optional()])) as {
    [name in keyof typeof limitFields]: z.ZodOptional<(typeof limitFields)[name][1]>;
  },
);

const test = z.strictObject({
  name: z.string().min(1),
  text: z.string(),
  role: z.enum(fieldRoles).optional(),
  expect: z.string().optional(),
  verdict: z.enum(["pass", "redact", "reject"]).optional(),
});

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

const errorCodes = Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]];
const language = z.string().regex(/^[a-z]{2}$/, { error: "a language is two small letters, as de" });

const configShape = z.strictObject({
  preset: z.enum(["balanced", "strict", "none"]).optional(),
  tenant: z.string().max(100).optional(),
  mode: z.enum(["enforce", "shadow"]).optional(),
  "allow-passthrough": z.boolean().optional(),
  regions: z.array(z.string().regex(/^[A-Z]{2}$/, { error: "a region is two capitals, as GB" })).optional(),
  "ip-classes": z.partialRecord(z.enum(ipClasses), z.enum(["keep", "mask"])).optional(),
  lists: z.record(z.string(), z.array(z.string())).optional(),
  rules: z.array(rule).optional(),
  limits: limits.optional(),
  permissions: z.array(z.enum(permissionNames)).optional(),
  "reject-duplicate-keys": z.boolean().optional(),
  messages: z.record(language, z.partialRecord(z.enum(errorCodes), z.string())).optional(),
  patterns: z
    .strictObject({ folders: z.array(z.string()).optional(), disable: z.array(z.string()).optional() })
    .optional(),
  tests: z.array(test).optional(),
});

/** Also what no single member can tell: names used twice, lists that are not there. */
export const configSchema = configShape.superRefine(checkConfigData);

export type ConfigData = z.output<typeof configSchema>;
/** What a program may pass instead of a file. */
export type ConfigInput = z.input<typeof configSchema>;
export type RuleData = z.output<typeof rule>;

registerKeys([
  ...Object.keys(configShape.shape),
  ...Object.keys(rule.shape),
  ...Object.keys(limitFields),
  ...Object.keys(test.shape),
  ...ipClasses,
  ...errorCodes,
  "folders",
  "disable",
]);

/** For completion in editors (JSON Schema 2020-12). */
export function configJsonSchema(): object {
  return z.toJSONSchema(configShape, { io: "input", unrepresentable: "any" });
}
