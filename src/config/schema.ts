/* The one definition of the user's configuration: types, validation, JSON Schema. */

import { z } from "zod";
import { actionNames, permissionNames } from "../core/policy.js";
import { entityTypes, fieldRoles } from "../core/types.js";
import { deskNames } from "../desks/index.js";
import { transforms, type TransformName } from "../transform/index.js";
import { registerKeys } from "./located.js";
import { durationMs, sizeBytes } from "./quantity.js";

const oneOrMore = <T extends z.ZodType>(one: T) =>
  z
    .union([one, z.array(one).min(1)])
    .transform((given) => (Array.isArray(given) ? given : [given]) as z.output<T>[]);

const transformNames = Object.keys(transforms) as [TransformName, ...TransformName[]];

/** `with: partial`, or `with: { partial: { keep-last: 2 } }`. */
const transformChoice = z.union([
  z.enum(transformNames),
  z.partialRecord(
    z.enum(transformNames),
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  ),
]);

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
  name: z.string(),
  text: z.string(),
  role: z.enum(fieldRoles).optional(),
  expect: z.string(),
});

export const configSchema = z.strictObject({
  preset: z.enum(["balanced", "strict", "none"]).optional(),
  tenant: z.string().max(100).optional(),
  mode: z.enum(["enforce", "shadow"]).optional(),
  "allow-passthrough": z.boolean().optional(),
  regions: z.array(z.string().regex(/^[A-Z]{2}$/, { error: "a region is two capitals, as GB" })).optional(),
  "ip-classes": z.record(z.string(), z.enum(["keep", "mask"])).optional(),
  lists: z.record(z.string(), z.array(z.string())).optional(),
  rules: z.array(rule).optional(),
  limits: limits.optional(),
  permissions: z.array(z.enum(permissionNames)).optional(),
  "reject-duplicate-keys": z.boolean().optional(),
  messages: z.record(z.string(), z.record(z.string(), z.string())).optional(),
  patterns: z
    .strictObject({ folders: z.array(z.string()).optional(), disable: z.array(z.string()).optional() })
    .optional(),
  tests: z.array(test).optional(),
});

export type ConfigData = z.output<typeof configSchema>;
/** What a program may pass instead of a file. */
export type ConfigInput = z.input<typeof configSchema>;
export type RuleData = z.output<typeof rule>;

registerKeys([
  ...Object.keys(configSchema.shape),
  ...Object.keys(rule.shape),
  ...Object.keys(limitFields),
  ...Object.keys(test.shape),
  "folders",
  "disable",
]);

/** For completion in editors (JSON Schema 2020-12). */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: "input", unrepresentable: "any" });
}
