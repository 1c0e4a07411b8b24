/* The admin listener: loopback only, apart from the proxy (J15), closed to other sites, and value-free when it fails. */

import { setTimeout as delay } from "node:timers/promises";
import { request as httpRequest } from "node:http";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { compileConfig } from "../../src/config/load.js";
import { createAdminServer, type AdminServer } from "../../src/ops/admin.js";
import { createHealth, type Health } from "../../src/ops/health.js";
import { createMetrics } from "../../src/ops/metrics.js";
import { findCanary } from "../support/canary.js";
import { startStack, type Stack } from "../support/stack.js";
import { startUpstream } from "../support/upstream.js";
import { startProxy } from "../../src/cli/compose.js";
import { desks } from "../../src/desks/index.js";
import { createLog } from "../../src/ops/log.js";

const canary = "c907@leak.test";

describe("admin listener", () => {
  const faults: string[] = [];
  const { policy } = compileConfig({ mode: "shadow" });
  const health: Health = createHealth({ policy, passthrough: false, keyed: true });
  let server: AdminServer;
  let origin = "";
  let port = 0;

  beforeAll(async () => {
    server = createAdminServer({
      metrics: createMetrics(false),
      health,
      routes: {
        "GET /broken": () => {
          throw new Error(`about ${canary}`);
        },
        "POST /echo": (body) => ({ status: 200, type: "text/plain", body }),
        "GET /refused": () => {
          throw new AppError("overloaded");
        },
        // A page cannot take the place of what is built in.
        "GET /healthz": () => ({ status: 418, type: "text/plain", body: "" }),
      },
      onFault: (code) => faults.push(code),
    });
    port = await server.listen(0);
    origin = `http://127.0.0.1:${String(port)}`;
  });
  afterAll(async () => {
    await server.close();
  });

  it("/healthz answers as long as the process lives", async () => {
    const answer = await request(`${origin}/healthz`);
    expect([answer.statusCode, await answer.body.json()]).toEqual([200, { alive: true }]);
  });

  it("/readyz is 503 until the proxy listens and again while it drains; mode and permissions are visible", async () => {
    const read = async () => {
      const answer = await request(`${origin}/readyz`);
      return [answer.statusCode, await answer.body.json()];
    };
    const rest = {
      mode: "shadow",
      responses: "pass",
      preset: "balanced",
      policy: policy.version,
      permissions: ["unscanned-attachments"],
      passthrough: false,
      keyed: true,
      warming: false,
    };
    expect(await read()).toEqual([503, { ready: false, ...rest }]);
    health.ready = true;
    expect(await read()).toEqual([200, { ready: true, ...rest }]);
    health.ready = false;
    expect((await read())[0]).toBe(503);
    // The first no may still be on its way.
    expect(health.isHeard()).toBe(false);
    expect((await read())[0]).toBe(503);
    expect(health.isHeard()).toBe(true);
  });

  it("nobody is waited for who never asks for readiness", () => {
    expect(createHealth({ policy, passthrough: false, keyed: true }).isHeard()).toBe(true);
  });

  it("/metrics is in the text exposition format", async () => {
    // prom-client spells the mean of no samples `Nan`; Node takes one of the event loop every 10 ms.
    await delay(100);
    const answer = await request(`${origin}/metrics?x=1`);
    expect(answer.headers["content-type"]).toMatch(/^text\/plain; version=/);
    const lines = (await answer.body.text()).trimEnd().split("\n");
    const sample =
      /^(?:# (?:HELP|TYPE) \w+ .+|\w+(?:\{\w+="[^"\n]*"(?:,\w+="[^"\n]*")*\})? [-+.\deE]+|\w+ NaN)$/;
    expect(lines.filter((line) => line !== "" && !sample.test(line))).toEqual([]);
    expect(lines).toContain("deskveil_enforcing 0");
  });

  it.each([
    ["HEAD", "/healthz", {}, 200],
    ["GET", "/", {}, 404],
    ["GET", "/api/v2/tickets.json", {}, 404],
    ["GET", "/__proto__", {}, 404],
    ["POST", "/metrics", { "content-type": "application/json" }, 404],
    ["GET", "/refused", {}, 503],
    // Pages of other sites reach loopback by a name of their own (DNS rebinding), or by a plain form.
    ["GET", "/metrics", { host: "attacker.example" }, 421],
    ["GET", "/metrics", { host: "127.0.0.1.attacker.example" }, 421],
    ["GET", "/metrics", { host: "localhost:1" }, 200],
    ["POST", "/echo", { "content-type": "text/plain" }, 415],
    ["POST", "/echo", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["POST", "/echo", { "content-type": "application/json", origin: "http://attacker.example" }, 421],
    ["POST", "/echo", { "content-type": "application/json", origin: "null" }, 421],
    ["POST", "/echo", { "content-type": "application/json" }, 200],
  ])("%s %s %j: %d", async (method, path, headers, status) => {
    const got = await new Promise<number | undefined>((resolve, reject) => {
      const sent = httpRequest({ port, host: "127.0.0.1", method, path, headers }, (res) => {
        res.resume();
        resolve(res.statusCode);
      });
      sent.on("error", reject);
      sent.end(method === "POST" ? "{}" : undefined);
    });
    expect(got).toBe(status);
  });

  it("a body beyond the limit is refused", async () => {
    const body = Buffer.alloc(1024 * 1024 + 1, 32);
    const answer = await request(`${origin}/echo`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
    expect(answer.statusCode).toBe(413);
    await answer.body.dump();
  });

  it("a page that fails is told by code alone", async () => {
    const answer = await request(`${origin}/broken`);
    const text = await answer.body.text();
    expect([answer.statusCode, JSON.parse(text)]).toEqual([
      500,
      expect.objectContaining({ code: "internal" }),
    ]);
    expect(findCanary(text, canary)).toBeUndefined();
    expect(faults).toEqual(["internal"]);
  });

  it("answers are not stored, not framed and not sniffed", async () => {
    const { headers, body } = await request(`${origin}/healthz`);
    await body.dump();
    expect(headers).toMatchObject({ "cache-control": "no-store", "x-content-type-options": "nosniff" });
    expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  });
});

describe("J15 two listeners", () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack();
  });
  afterAll(async () => {
    await stack.close();
  });

  it.each(["/healthz", "/readyz", "/metrics", "/demo", "/admin"])(
    "%s on the public port is the desk's",
    async (path) => {
      const from = stack.received.length;
      const answer = await request(stack.proxy + path);
      expect(answer.statusCode).toBe(404);
      expect(await answer.body.text()).not.toMatch(/deskveil_|"alive"|"ready"/);
      expect(stack.received.length).toBe(from + 1);
    },
  );

  it("the admin port forwards nothing", async () => {
    const from = stack.received.length;
    const answer = await request(`${stack.admin}/api/v2/tickets.json`);
    await answer.body.dump();
    expect([answer.statusCode, stack.received.length]).toEqual([404, from]);
  });
});

describe("shutdown", () => {
  it("goes unready, answers what is in flight, and then closes the admin listener too", async () => {
    const upstream = await startUpstream();
    const logs: string[] = [];
    const running = await startProxy(
      {
        config: compileConfig({}),
        upstream: new URL(upstream.origin),
        desk: desks.generic,
        log: createLog({ write: (line) => void logs.push(line) }),
      },
      { host: "127.0.0.1", port: 0, adminPort: 0 },
    );
    const proxy = `http://127.0.0.1:${String(running.port)}`;
    const admin = `http://127.0.0.1:${String(running.adminPort)}`;
    await (await request(`${proxy}/x`)).body.dump();
    await running.close();
    await expect(request(`${proxy}/x`)).rejects.toThrow();
    await expect(request(`${admin}/healthz`)).rejects.toThrow();
    expect(logs.map((line) => (JSON.parse(line) as { event: string }).event)).toEqual([
      "listening",
      "request",
      "stopped",
    ]);
    await upstream.close();
  });
});
