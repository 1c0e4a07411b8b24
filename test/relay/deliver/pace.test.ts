/* Arithmetic of delivering: when to try again, when to stop, how fast to go. No sockets here. */

import { beforeEach, describe, expect, it } from "vitest";
import { createBreaker, type BreakerState } from "../../../src/relay/deliver/breaker.js";
import { createRamp, createRate } from "../../../src/relay/deliver/pace.js";
import { delayAfter, horizon, readRetryAfter, schedule } from "../../../src/relay/deliver/schedule.js";
import { createSteadyClock } from "../../../src/relay/deliver/steady-clock.js";
import { createFakeClock } from "../../support/fake-clock.js";

const hour = 3_600_000;
/** 2026-03-01T12:00:00Z. */
const noon = Date.UTC(2026, 2, 1, 12);

describe("schedule", () => {
  it("K10 is 11 attempts over some 76 hours, each delay within a fifth of its own", () => {
    expect(schedule.map((ms) => ms / 1000)).toEqual([
      0, 5, 30, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
    expect(Math.round(schedule.reduce((sum, ms) => sum + ms) / hour)).toBe(76);
    expect([0, 0.5, 1].map((random) => delayAfter(1, random))).toEqual([4000, 5000, 6000]);
    expect(delayAfter(10, 1)).toBe(horizon);
    expect(delayAfter(11, 0.5)).toBeUndefined();
  });

  it.each([
    ["3600", hour],
    ["0", 0],
    [" 120 ", 120_000],
    ["99999999999999999999", 24 * hour],
    [new Date(noon + 2 * hour).toUTCString(), 2 * hour],
    [new Date(noon - hour).toUTCString(), 0],
    ["Fri, 31 Dec 9999 23:59:59 GMT", 24 * hour],
    ["-5", 0],
    ["1.5", 0],
    ["1e9", 0],
    ["soon", 0],
    ["", 0],
    ["2026-03-02", 0],
    ["Sun, 99 Xyz 2026 99:99:99 GMT", 0],
    ["9".repeat(400), 24 * hour],
    [undefined, 0],
  ])("K12 Retry-After %j holds back for %d ms, a day at most, never less than the schedule", (value, ms) => {
    const asked = readRetryAfter(value, noon);
    expect(delayAfter(1, 0.5, asked)).toBe(Math.max(5000, ms));
    expect(delayAfter(6, 0.5, asked)).toBe(Math.max(5 * hour, ms));
  });
});

describe("breaker", () => {
  let clock = createFakeClock(noon);
  let states: BreakerState[] = [];
  const make = () =>
    createBreaker(
      () => clock.monotonic(),
      (state) => states.push(state),
    );
  beforeEach(() => {
    clock = createFakeClock(noon);
    states = [];
  });

  it("opens at the tenth failure in a row, probes once after 30 s and closes", async () => {
    const breaker = make();
    for (let n = 0; n < 9; n++) breaker.begin()(false);
    expect(breaker.state()).toBe("closed");
    breaker.begin()(false);
    expect([breaker.state(), breaker.waitMs()]).toEqual(["open", 30_000]);
    await clock.advance(29_999);
    expect(breaker.state()).toBe("open");
    await clock.advance(1);
    expect([breaker.state(), breaker.probing()]).toEqual(["half-open", false]);
    const probe = breaker.begin();
    expect(breaker.probing()).toBe(true);
    probe(true);
    expect(breaker.state()).toBe("closed");
    expect(states).toEqual(["open", "half-open", "closed"]);
  });

  it("a probe that fails opens it again, one that says nothing gives its place to another", async () => {
    const breaker = make();
    for (let n = 0; n < 10; n++) breaker.begin()(false);
    await clock.advance(30_000);
    breaker.begin()(undefined);
    expect([breaker.state(), breaker.probing()]).toEqual(["half-open", false]);
    breaker.begin()(false);
    expect([breaker.state(), breaker.waitMs()]).toEqual(["open", 30_000]);
  });

  it("what began before it opened neither closes it nor counts as the probe", async () => {
    const breaker = make();
    const early = breaker.begin();
    const earlier = breaker.begin();
    for (let n = 0; n < 10; n++) breaker.begin()(false);
    early(true);
    expect(breaker.state()).toBe("open");
    await clock.advance(30_000);
    expect(breaker.state()).toBe("half-open");
    earlier(true);
    expect(breaker.state()).toBe("half-open");
  });

  it("opens at 70 % of at least 10 within 5 minutes, not at less, not at fewer", async () => {
    const breaker = make();
    // Two of three fail: never ten in a row, and 66 %.
    for (let n = 0; n < 30; n++) breaker.begin()(n % 3 === 0);
    expect(breaker.state()).toBe("closed");
    await clock.advance(310_000);
    // Seven of ten, in another 5 minutes: what was before is forgotten.
    for (const ok of [true, true, true, false, false, false, false, false, false]) breaker.begin()(ok);
    expect(breaker.state()).toBe("closed");
    breaker.begin()(false);
    expect(breaker.state()).toBe("open");
  });
});

describe("pace", () => {
  it("a rate lets through what it says over any second, and a tenth of it at once", async () => {
    const clock = createFakeClock(noon);
    const rate = createRate(20, () => clock.monotonic());
    let through = 0;
    for (let ms = 0; ms < 10_000; ms += 10) {
      while (rate.available() > 0) {
        rate.take();
        through++;
      }
      await clock.advance(10);
    }
    expect(through).toBeGreaterThanOrEqual(199);
    expect(through).toBeLessThanOrEqual(202);
    expect(rate.waitMs()).toBeLessThanOrEqual(50);
  });

  it("a rate below one a second waits its time", async () => {
    const clock = createFakeClock(noon);
    const rate = createRate(0.5, () => clock.monotonic());
    expect(rate.available()).toBe(1);
    rate.take();
    expect([rate.available(), rate.waitMs()]).toEqual([0, 2000]);
    await clock.advance(2000);
    expect(rate.available()).toBe(1);
  });

  it("K15 after an outage one at a time, twice as many a second, half after a failure", async () => {
    const clock = createFakeClock(noon);
    const ramp = createRamp(8, () => clock.monotonic());
    expect(ramp.allowed()).toBe(8);
    ramp.record(false);
    expect(ramp.allowed()).toBe(8);
    ramp.restart();
    const seen: number[] = [];
    for (let second = 0; second < 4; second++) {
      for (let n = 0; n < 20; n++) ramp.record(true);
      seen.push(ramp.allowed());
      await clock.advance(1000);
      ramp.record(true);
    }
    expect(seen).toEqual([1, 2, 4, 8]);
    ramp.restart();
    await clock.advance(1000);
    ramp.record(true);
    ramp.record(false);
    expect(ramp.allowed()).toBe(1);
  });
});

describe("steady clock", () => {
  it("K16 follows the wall clock forwards and never goes back", async () => {
    const clock = createFakeClock(noon);
    const jumps: number[] = [];
    const time = createSteadyClock(clock, (ms) => jumps.push(ms));
    clock.jump(24 * hour);
    expect(time.now()).toBe(noon + 24 * hour);
    clock.jump(-24 * hour);
    await clock.advance(1000);
    expect(time.now()).toBe(noon + 24 * hour + 1000);
    expect(jumps).toEqual([24 * hour, -24 * hour]);
    time.settle();
    expect(time.now()).toBe(noon + 1000);
  });

  it("K16 slew is no jump, and the year 2038 no border", async () => {
    const clock = createFakeClock(2 ** 31 * 1000 - 500);
    const jumps: number[] = [];
    const time = createSteadyClock(clock, (ms) => jumps.push(ms));
    let last = time.now();
    for (let n = 0; n < 100; n++) {
      await clock.advance(10);
      clock.jump(n % 2 === 0 ? -4 : 5);
      expect(time.now()).toBeGreaterThanOrEqual(last);
      last = time.now();
    }
    expect(jumps).toEqual([]);
    expect(last).toBeGreaterThan(2 ** 31 * 1000);
  });
});
