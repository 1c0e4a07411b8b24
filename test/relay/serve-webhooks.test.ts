/* The relay as a process: delivered when the receiver is back, nothing lost by kill -9. */

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { describe, expect, it } from "vitest";
import { findLeaks } from "../support/canary.js";
import { createFolder } from "../support/cli.js";
import { killRounds } from "../support/kill-rounds.js";
import { startReceiver, until } from "../support/receiver.js";
import { secrets } from "../support/relay-stack.js";
import { sendEvent, startServing, webhookConfig } from "../support/serving.js";

const canaries = { mail: "c930@leak.test", phone: "+44 7700 900953", password: "Canary!Ash6tree" };

describe("deskveil serve with webhooks", () => {
  it("delivers redacted once the receiver is there; no planted value in store, log, metrics or output", async () => {
    const folder = createFolder();
    const gone = await startReceiver();
    await gone.close();
    const serving = await startServing(folder, webhookConfig(gone.port));
    try {
      const text = `mail ${canaries.mail}, call ${canaries.phone}, password: ${canaries.password}`;
      expect(await sendEvent(serving.origin, "early", text)).toBe(202);
      const store = readdirSync(folder.path)
        .filter((name) => name.includes(".db"))
        .map((name) => readFileSync(join(folder.path, name)));
      const metrics = await (await request(`${serving.admin}/metrics`)).body.text();
      expect(metrics).toMatch(/deskveil_webhooks_total\{[^}]*outcome="stored"[^}]*\} 1/);
      serving.child.kill("SIGTERM");
      expect(await serving.ended).toBe(0);
      const sinks = { store: Buffer.concat(store), metrics, output: serving.output() };
      expect(findLeaks(sinks, [...Object.values(canaries), secrets.sender])).toEqual([]);
      const receiver = await startReceiver();
      const again = await startServing(folder, webhookConfig(receiver.port));
      try {
        expect(await sendEvent(again.origin, "late", text)).toBe(202);
        await until(() => receiver.received.some(({ headers }) => headers["webhook-id"] === "late"));
        expect(findLeaks({ wire: receiver.received[0]!.body }, Object.values(canaries))).toEqual([]);
      } finally {
        again.child.kill("SIGKILL");
        await again.ended;
        await receiver.close();
      }
    } finally {
      serving.child.kill("SIGKILL");
      folder.remove();
    }
  }, 60_000);

  it("K01, K02, K03 kill -9 twice: nothing acknowledged is lost, what comes twice has one id and one body", async () => {
    const { acknowledged, lost, changed } = await killRounds(2, 40);
    expect(acknowledged).toBeGreaterThan(0);
    expect({ lost, changed }).toEqual({ lost: [], changed: 0 });
  }, 240_000);
});
