/* I06: a process that cannot keep up turns new work away, and takes it again by itself. */

import { request } from "undici";
import { expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { startProxy } from "../../src/cli/compose.js";
import { desks } from "../../src/desks/index.js";
import { watchLoad } from "../../src/ops/event-loop.js";
import { createLog } from "../../src/ops/log.js";

it("I06 late for two seconds on end is overloaded, one sample in time is not", () => {
  let now = 0;
  let sample = (): void => undefined;
  const load = watchLoad(200, {
    now: () => now,
    every: (_ms, call) => {
      sample = call;
      return () => undefined;
    },
  });
  const after = (ms: number): boolean => {
    now += ms;
    sample();
    return load.overloaded;
  };
  expect([100, 150, 290].map(after)).toEqual([false, false, false]);
  expect([400, 400, 400, 400, 400].map(after)).toEqual([false, false, false, false, true]);
  expect(after(100)).toBe(false);
  expect(after(2500)).toBe(true);
  expect(after(110)).toBe(false);
});

it("I06 overloaded: 503 with a time to come again, /readyz 503, and back by itself", async () => {
  const load = { overloaded: true, stop: (): void => undefined };
  const config = compileConfig({});
  const running = await startProxy(
    {
      config,
      desk: desks.zendesk,
      upstream: new URL("http://127.0.0.1:9"),
      log: createLog({ write: () => undefined }),
      load,
    },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  try {
    const ask = async (port: number, path: string) => {
      const answer = await request(`http://127.0.0.1:${String(port)}${path}`);
      await answer.body.dump();
      return answer;
    };
    const shed = await ask(running.port, "/api/v2/tickets.json");
    expect([shed.statusCode, shed.headers["x-deskveil-reason"]]).toEqual([503, "overloaded"]);
    expect(shed.headers["retry-after"]).toBe("2");
    expect((await ask(running.adminPort, "/readyz")).statusCode).toBe(503);
    load.overloaded = false;
    expect((await ask(running.port, "/api/v2/tickets.json")).headers["x-deskveil-reason"]).not.toBe(
      "overloaded",
    );
    expect((await ask(running.adminPort, "/readyz")).statusCode).toBe(200);
  } finally {
    await running.close();
  }
}, 60_000);
