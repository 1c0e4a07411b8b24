/* The relay as two processes under a steady load: nothing is refused by a restart. */

import { describe, expect, it } from "vitest";
import { rollingRestarts } from "../support/rolling.js";

describe("deskveil serve with webhooks", () => {
  it("K26, K27 two rolling restarts at 200 requests a second: none fails, and each stops within 25 s", async () => {
    const { failed, exits, longestStopMs, missing } = await rollingRestarts(2, 200);
    expect({ failed, exits, missing }).toEqual({ failed: {}, exits: [0, 0], missing: 0 });
    expect(longestStopMs).toBeLessThan(25_000);
  }, 240_000);
});
