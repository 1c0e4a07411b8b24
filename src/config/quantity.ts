/* Sizes and durations as people write them: `2 MiB`, `30 s`. */

import type { z } from "zod";

type Context = Pick<z.core.$RefinementCtx<string | number>, "issues">;

const sizes: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  kib: 1024,
  kb: 1000,
  mib: 1024 ** 2,
  mb: 1e6,
  gib: 1024 ** 3,
};
const durations: Readonly<Record<string, number>> = {
  "": 1,
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};
const shape = /^(\d{1,12}(?:\.\d{1,6})?)\s?([a-z]{0,3})$/i;

function parse(given: string | number, units: Readonly<Record<string, number>>): number | undefined {
  const match = shape.exec(String(given).trim());
  const unit = units[(match?.[2] ?? "").toLowerCase()];
  if (match === null || unit === undefined) return undefined;
  const amount = Math.floor(Number(match[1]) * unit);
  return amount > 0 ? amount : undefined;
}

function quantity(units: Readonly<Record<string, number>>, example: string) {
  return (given: string | number, context: Context): number => {
    const amount = parse(given, units);
    if (amount !== undefined) return amount;
    const message = `expected a number with a unit, as ${example}, found "${String(given).slice(0, 40)}"`;
    context.issues.push({ code: "custom", input: given, message });
    return 0;
  };
}

/** Bytes. */
export const sizeBytes = quantity(sizes, "2 MiB");
/** Milliseconds. */
export const durationMs = quantity(durations, "30 s");
