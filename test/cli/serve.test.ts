/* `deskveil serve` as a process: what it prints, what it refuses to start with, and how it ends. */

import { spawn, type ChildProcess } from "node:child_process";
import { request } from "undici";
import { afterAll, describe, expect, it } from "vitest";
import { findCanary } from "../support/canary.js";
import { bin, cleanEnv, createFolder, run, runWarm } from "../support/cli.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const folder = createFolder();
const running: ChildProcess[] = [];
const upstreams: TestUpstream[] = [];
afterAll(async () => {
  for (const child of running) child.kill("SIGKILL");
  for (const upstream of upstreams) await upstream.close();
  folder.remove();
});

interface Served {
  readonly proxy: string;
  readonly admin: string;
  readonly upstream: TestUpstream;
  stdout(): string;
  stderr(): string;
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

async function serve(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Served> {
  const upstream = await startUpstream();
  upstreams.push(upstream);
  const full = [bin, "serve", "--to", upstream.origin, "--from", "127.0.0.1:0", ...args];
  const child = spawn(process.execPath, full, { env: cleanEnv({ ADMIN_PORT: "0", ...env }) });
  running.push(child);
  let stdout = "";
  let stderr = "";
  const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.on("close", () => {
      reject(new Error(`ended early: ${stderr}`));
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
      if (stderr.includes("/metrics)")) resolve();
    });
  });
  const [, proxy = ""] = /deskveil: (http:\/\/127\.0\.0\.1:\d+) -> /.exec(stderr) ?? [];
  const [, admin = ""] = /admin +(http:\/\/127\.0\.0\.1:\d+) /.exec(stderr) ?? [];
  return {
    proxy,
    admin,
    upstream,
    stdout: () => stdout,
    stderr: () => stderr,
    stop: async (signal) => {
      child.kill(signal);
      return closed;
    },
  };
}

const events = (log: string): readonly unknown[] =>
  log
    .trimEnd()
    .split("\n")
    .map((line) => (JSON.parse(line) as { event: unknown }).event);

/** Nothing to speak of: these processes live for a request or two. */
const brief = "limits: { warm-up: 1 ms }\n";
const canary = "c905@leak.test";
const ticket = JSON.stringify({ ticket: { comment: { body: `mail ${canary}` } } });
const post = { method: "POST", headers: { "content-type": "application/json" }, body: ticket } as const;

describe("serve", () => {
  it("needs neither key nor configuration: warns, numbers labels, and ends cleanly on SIGTERM", async () => {
    const served = await serve([]);
    expect(served.stderr()).toMatch(/policy +balanced, enforce\n/);
    expect(served.stderr()).toContain("no key   labels are numbered");
    const answer = await request(`${served.proxy}/api/v2/tickets.json`, post);
    expect([answer.statusCode, answer.headers["x-deskveil-verdict"]]).toEqual([
      201,
      expect.stringMatching(/^redact/),
    ]);
    await answer.body.dump();
    expect(served.upstream.received[0]?.body.toString()).toBe(
      '{"ticket":{"comment":{"body":"mail [EMAIL_ADDRESS 1]"}}}',
    );
    const ready = await request(`${served.admin}/readyz`);
    expect(await ready.body.json()).toMatchObject({
      mode: "enforce",
      keyed: false,
      passthrough: false,
      permissions: ["unscanned-attachments"],
    });
    expect(await served.stop("SIGTERM")).toBe(0);
    const log = served.stdout();
    expect(events(log)).toEqual(["listening", "no_key_labels_are_numbered", "request", "stopped"]);
    expect(findCanary(log + served.stderr(), canary)).toBeUndefined();
  });

  it("shadow mode forwards the same bytes and says so everywhere", async () => {
    const key = { DESKVEIL_KEY: "00112233445566778899aabbccddeeff" };
    const served = await serve(["--config", folder.write("shadow.yaml", `mode: shadow\n${brief}`)], key);
    expect(served.stderr()).toContain("shadow: report only, NOTHING IS REDACTED");
    const answer = await request(`${served.proxy}/api/v2/tickets.json`, post);
    await answer.body.dump();
    expect(served.upstream.received[0]?.body.toString()).toBe(ticket);
    expect(answer.headers["x-deskveil-verdict"]).toContain("shadow");
    const metrics = await (await request(`${served.admin}/metrics`)).body.text();
    expect(metrics).toContain("deskveil_enforcing 0\n");
    expect(await served.stop("SIGINT")).toBe(0);
    expect(events(served.stdout())).toContain("shadow_mode_nothing_is_redacted");
  });

  it("K30: a policy that changes nothing starts only when that is said aloud, and stays visible", async () => {
    const rules = "rules: [{ name: all, action: keep }]\n";
    const refused = await run([
      "serve",
      "--to",
      "http://127.0.0.1:9",
      "--config",
      folder.write("keep.yaml", rules),
    ]);
    expect([refused.code, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("CONFIG_PASSTHROUGH");
    const served = await serve([
      "--config",
      folder.write("allowed.yaml", `${rules}allow-passthrough: true\n${brief}`),
    ]);
    expect(served.stderr()).toContain("NOTHING IS REDACTED");
    expect(await (await request(`${served.admin}/readyz`)).body.json()).toMatchObject({ passthrough: true });
    expect(await (await request(`${served.admin}/metrics`)).body.text()).toContain("deskveil_enforcing 0\n");
    await served.stop("SIGTERM");
    expect(events(served.stdout())).toContain("passthrough_nothing_is_redacted");
  });

  it("answers while it warms up, but welcomes no traffic, and ends at once", async () => {
    const served = await serve(["--config", folder.write("long.yaml", "limits: { warm-up: 10 min }\n")]);
    const ready = await request(`${served.admin}/readyz`);
    expect(ready.statusCode).toBe(503);
    expect(await ready.body.json()).toMatchObject({ ready: false, warming: true });
    const answer = await request(`${served.proxy}/api/v2/tickets.json`, post);
    expect(answer.statusCode).toBe(201);
    await answer.body.dump();
    expect(await served.stop("SIGINT")).toBe(0);
    expect(events(served.stdout())).not.toContain("warm");
  });

  it("welcomes traffic once it is warm, and tells so", async () => {
    const config = folder.write("warm.yaml", "limits: { warm-up: 100 ms }\n");
    const served = await serve(["--config", config]);
    const readiness = async (): Promise<unknown> => (await request(`${served.admin}/readyz`)).body.json();
    await expect.poll(readiness, { timeout: 20_000 }).toMatchObject({ ready: true, warming: false });
    await served.stop("SIGTERM");
    expect(events(served.stdout())).toContain("warm");
  });

  it("a port that is taken is told, with 2", async () => {
    const upstream = await startUpstream();
    upstreams.push(upstream);
    const port = new URL(upstream.origin).port;
    const args = ["serve", "--to", upstream.origin, "--from"];
    const proxy = await run([...args, `127.0.0.1:${port}`], { env: { ADMIN_PORT: "0" } });
    const admin = await run([...args, "127.0.0.1:0"], { env: { ADMIN_PORT: port } });
    for (const { code, stderr } of [proxy, admin]) {
      expect(code).toBe(2);
      expect(stderr).toContain(`cannot listen on 127.0.0.1:${port}: another program listens there`);
    }
  });

  it.each([
    ["DESKVEIL_KEY is too short", { DESKVEIL_KEY: "00112233" }, "the key has 4 bytes; at least 16"],
    ["DESKVEIL_KEY is empty", { DESKVEIL_KEY: "" }, "expected the key in hex or base64"],
    ["DESKVEIL_KEY_FILE is missing", { DESKVEIL_KEY_FILE: "/no/such/key" }, "the file cannot be read"],
    ["ADMIN_PORT is no port", { ADMIN_PORT: "high" }, "ADMIN_PORT: expected a port"],
  ])("K24: does not start when %s", async (_name, env, message) => {
    const { code, stderr } = await runWarm(["serve", "--to", "http://127.0.0.1:9"], { env });
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain("00112233");
  });
});
