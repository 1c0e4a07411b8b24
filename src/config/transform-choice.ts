/* `with:` of a rule: the name of a transform, or one name with its options. */

import type { z } from "zod";
import { transforms, type TransformName } from "../transform/index.js";
import type { Transform } from "../transform/transform.js";
import { registerKeys } from "./located.js";
import type { Zod } from "./packages.js";

const names = Object.keys(transforms) as [TransformName, ...TransformName[]];

/** A text that replaces a value need not be longer. */
const longestText = 200;

function optionsOf(zod: Zod, { defaults, bounds }: Transform) {
  const members = Object.entries(defaults).map(([name, value]) => {
    if (typeof value === "boolean") return [name, zod.boolean().optional()];
    if (typeof value === "string") return [name, zod.string().max(longestText).optional()];
    const [least, greatest] = bounds?.[name] ?? [0, Number.MAX_SAFE_INTEGER];
    const error = `expected a whole number from ${String(least)} to ${String(greatest)}`;
    return [name, zod.number().int().min(least, { error }).max(greatest, { error }).optional()];
  });
  return zod.strictObject(
    Object.fromEntries(members) as Record<string, z.ZodType<string | number | boolean>>,
  );
}

registerKeys(() => [...names, ...names.flatMap((name) => Object.keys(transforms[name].defaults))]);

const oneName = { error: `expected exactly one of ${names.join(", ")}` };

/** `with: partial`, or `with: { partial: { keep-last: 2 } }`. */
export function transformChoice(zod: Zod) {
  const perName = Object.fromEntries(
    names.map((name) => [name, optionsOf(zod, transforms[name]).optional()]),
  );
  return zod.union([
    zod.enum(names),
    zod
      .strictObject(perName as { [name in TransformName]: z.ZodOptional<ReturnType<typeof optionsOf>> })
      .refine((given) => Object.keys(given).length === 1, oneName),
  ]);
}
