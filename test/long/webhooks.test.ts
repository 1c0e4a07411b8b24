/* The long figures of the relay: 200 kills and 20 rolling restarts. */

import { expect, it } from "vitest";
import { killRounds } from "../support/kill-rounds.js";
import { rollingRestarts } from "../support/rolling.js";

it("K01 kill -9 200 times: nothing acknowledged is lost", async () => {
  const account = await killRounds(200, 100);
  console.log(`kill -9: ${String(account.acknowledged)} acknowledged, ${String(account.repeated)} repeated`);
  expect({ lost: account.lost, changed: account.changed }).toEqual({ lost: [], changed: 0 });
}, 1_200_000);

it("K27 20 rolling restarts at 200 requests a second: none fails", async () => {
  const { sent, perSecond, failed, exits, longestStopMs, missing } = await rollingRestarts(20, 200);
  console.log(
    `rolling: ${String(sent)} sent, ${perSecond.toFixed(0)} a second, longest stop ${String(Math.round(longestStopMs))} ms`,
  );
  expect({ failed, missing }).toEqual({ failed: {}, missing: 0 });
  expect(new Set(exits)).toEqual(new Set([0]));
}, 1_200_000);
