/* The listener for orchestrators: health and metrics for anybody who reaches it, and nothing else. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { createHealth } from "../../src/ops/health.js";
import { createMetrics } from "../../src/ops/metrics.js";
import { createProbeServer } from "../../src/ops/probes.js";
import { sendRaw } from "../support/raw.js";

const { policy } = compileConfig({});
const health = createHealth({ policy, passthrough: false, keyed: true });
const server = createProbeServer({ health, metrics: createMetrics(true) });
let origin = "";

beforeAll(async () => {
  origin = `http://127.0.0.1:${String(await server.listen(0, "127.0.0.1"))}`;
});

afterAll(async () => {
  await server.close();
});

const ask = async (line: string) =>
  sendRaw(origin, `${line} HTTP/1.1\r\nHost: 192.0.2.7:8789\r\nConnection: close\r\n\r\n`);

describe("probes", () => {
  it("answer by whatever address they are reached", async () => {
    expect((await ask("GET /healthz")).status).toBe(200);
    expect((await ask("GET /metrics")).body).toContain("deskveil_enforcing 1");
    expect((await ask("GET /readyz")).status).toBe(503);
    health.ready = true;
    expect((await ask("HEAD /readyz?verbose")).status).toBe(200);
  });

  it.each([
    "POST /readyz",
    "GET /",
    "GET /demo",
    "GET /relay",
    "POST /relay",
    "GET /__proto__",
    "DELETE /metrics",
  ])("L19 %s is not there", async (line) => {
    const { status, body } = await ask(line);
    expect([status, body]).toEqual([404, ""]);
  });
});
