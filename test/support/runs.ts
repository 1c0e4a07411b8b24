/* How often a property is tried: a few times in `npm test`, and in full in `npm run test:long`, which runs these files too. */

/** Set by .ci/vitest.long.config.ts. */
export const inFull = process.env["TEST_RUNS"] === "full";

export const runs = (lean: number, full: number): number => (inFull ? full : lean);
