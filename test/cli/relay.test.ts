/* The commands about webhooks: what init writes works, and the queue is told and changed without a running process. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.js";
import { momentOf } from "../../src/cli/relay/queue.js";
import { createSealing } from "../../src/relay/at-rest.js";
import { openStore } from "../../src/relay/open-store.js";
import { createOutbox } from "../../src/relay/outbox.js";
import { createSealer } from "../../src/relay/quarantine.js";
import { createFolder, runWarm } from "../support/cli.js";

const folder = createFolder();
const env = { DESKVEIL_KEY_FILE: "deskveil.key", ZENDESK_WEBHOOK_SECRET: "a-signing-secret-1" };
const run = async (...args: string[]) => runWarm(args, { cwd: folder.path, env });

afterAll(() => {
  folder.remove();
});

beforeAll(async () => {
  const made = await run("init", "zendesk", "--to", "http://127.0.0.1:8099/in");
  expect(made).toMatchObject({ code: 0, stderr: "" });
  expect(made.stdout).toContain("Move quarantine.key away");
}, 60_000);

describe("init", () => {
  it("writes keys for their owner alone, and a configuration that is in order", async () => {
    for (const name of ["deskveil.key", "quarantine.key", "receiver.secret"])
      expect(statSync(join(folder.path, name)).mode & 0o777).toBe(0o600);
    expect(await run("check", "deskveil.yaml")).toMatchObject({ code: 0 });
  });

  it("overwrites nothing", async () => {
    const before = readFileSync(join(folder.path, "deskveil.key"), "utf8");
    expect(await run("init", "zendesk")).toMatchObject({ code: 2 });
    expect(readFileSync(join(folder.path, "deskveil.key"), "utf8")).toBe(before);
  });

  it("knows only desks that send webhooks", async () => {
    const { code, stderr } = await run("init", "zendsk", "--dir", "other");
    expect([code, stderr.includes('Did you mean "zendesk"?')]).toEqual([2, true]);
  });
});

it("doctor names what would fail, and shows no secret", async () => {
  const { code, stdout, stderr } = await run("doctor");
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok +key: /m);
  expect(stdout).toMatch(/^ok +webhook zendesk: env:ZENDESK_WEBHOOK_SECRET holds a secret$/m);
  expect(stdout).toMatch(/^ok +store: /m);
  expect(stdout).toMatch(/^ok +quarantine: /m);
  expect(stdout).toMatch(/^FAIL +destination receiver: destination_unreachable/m);
  expect(stdout + stderr).not.toContain(env.ZENDESK_WEBHOOK_SECRET);
}, 30_000);

it("trigger lists samples, suggests, and says when nothing listens", async () => {
  expect((await run("trigger", "zendesk")).stdout).toContain("ticket.comment_added");
  expect((await run("trigger", "zendesk", "triger")).stderr).toContain('Did you mean "trigger"?');
  const nobody = await run("trigger", "zendesk", "trigger", "--url", "http://127.0.0.1:9");
  expect([nobody.code, nobody.stderr.includes("Start deskveil serve")]).toEqual([2, true]);
});

it("queue and quarantine: list, show, open with the private key, replay, drop", async () => {
  const config = loadConfig({
    file: join(folder.path, "deskveil.yaml"),
    env: { DESKVEIL_KEY: readFileSync(join(folder.path, "deskveil.key"), "utf8") },
  });
  const { relay, tagger } = config;
  const store = await openStore(relay!.store.read().expose(), { waitingBytes: 1e9 });
  const common = { source: "zendesk", receivedAt: Date.now() };
  const request = { method: "POST", query: "", headers: [], body: Buffer.from("redacted body") };
  const outbox = createOutbox(store, createSealing(tagger.key!), Date.now);
  for (const id of ["one", "two"])
    await outbox.store({ ...common, ...request, id, destination: "receiver", fingerprint: id });
  const sealer = await createSealer(store, relay!.quarantine!.readPublicKey(), 60_000_000);
  const original = { ...request, body: Buffer.from("the original") };
  await sealer.quarantine({ ...common, id: "q_1", code: "pii_rejected", original });
  const [lease] = await store.lease({ destination: "receiver", limit: 1, ttlMs: 1000, now: Date.now() });
  await store.dead(lease!, { status: 500, code: "destination_refused" });
  await store.close();

  const listed = await run("queue", "ls", "--json");
  const rows = listed.stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as { id: string; state: string });
  expect(rows.map(({ state }) => state).sort()).toEqual(["dead", "queued"]);
  expect((await run("queue", "ls", "--code", "destination_refused")).stdout.trim().split("\n")).toHaveLength(
    2,
  );
  expect((await run("queue", "ls", "--until", "3h")).stdout.trim().split("\n")).toHaveLength(1);
  expect((await run("queue", "show", "two", "--body")).stdout).toBe("redacted body");
  expect((await run("queue", "show", "three")).code).toBe(3);
  expect((await run("queue", "replay")).code).toBe(2);
  expect((await run("queue", "replay", "--code", "destination_refused")).stdout).toBe(
    "1 back in the queue\n",
  );
  expect((await run("queue", "drop", "--all")).stdout).toBe("2 dropped\n");

  expect((await run("quarantine", "ls")).stdout).toMatch(/^q_1 +zendesk +pii_rejected/m);
  expect((await run("quarantine", "open", "q_1", "--key", "quarantine.key")).stdout).toBe("the original");
  expect((await run("quarantine", "open", "q_1", "--key", "deskveil.key")).code).toBe(2);
  expect((await run("quarantine", "drop", "q_1")).stdout).toBe("1 dropped\n");
}, 60_000);

it.each([
  ["90m", 1_000_000_000 - 5_400_000],
  ["7d", 1_000_000_000 - 604_800_000],
  ["1970-01-02T00:00:00Z", 86_400_000],
])("--since %s", (text, moment) => {
  expect(momentOf(text, "--since", 1_000_000_000)).toBe(moment);
});
