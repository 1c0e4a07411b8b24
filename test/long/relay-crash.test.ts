/* 200 rounds of kill -9 for both stores, and 100,000 events at the start. */

import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/relay/open-store.js";
import { survives } from "../relay/crash.js";
import { newEvent, noon } from "../relay/store-contract.js";
import { bundleProgram } from "../support/bundle.js";
import type { Program } from "../support/bundle.js";
import { cpuMs } from "../support/cpu.js";
import { startPostgres } from "../support/postgres.js";

const folder = mkdtempSync(join(tmpdir(), "deskveil-crash-long-"));
let program: Program;

beforeAll(async () => {
  program = await bundleProgram("test/relay/crash-child.ts");
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true });
});

const urlOf = (name: string): string => `sqlite:${join(folder, name)}`;

describe("200 rounds of kill -9", () => {
  it("K01 K04 SQLite", async () => {
    const setting = { url: urlOf("work.db"), program: program.path, rounds: 200 };
    expect(await survives(setting)).toBeGreaterThan(2000);
  });

  it("K04 SQLite, while it makes the file", async () => {
    for (let file = 0; file < 20; file += 1) {
      const url = urlOf(`made${String(file)}.db`);
      await survives({ url, program: program.path, rounds: 2, after: "opening" });
    }
  });

  it("K01 PostgreSQL", async () => {
    const server = await startPostgres();
    try {
      const setting = { url: server.url, program: program.path, rounds: 200 };
      expect(await survives(setting)).toBeGreaterThan(2000);
    } finally {
      await server.stop();
    }
  }, 1_200_000);
});

describe("kill -9 of the server", () => {
  it("K01 PostgreSQL: what was acknowledged before is there afterwards, and the store goes on by itself", async () => {
    const server = await startPostgres();
    const store = await openStore(server.url, { waitingBytes: 1e9 });
    try {
      const stored: string[] = [];
      for (let round = 0; round < 3; round += 1) {
        let going = true;
        const jobs = [1, 2, 3, 4].map(async () => {
          while (going) {
            const event = newEvent();
            const answer = await store.enqueue([event]).catch(() => undefined);
            if (answer !== undefined) stored.push(event.id);
            else await new Promise((resolve) => setTimeout(resolve, 50));
          }
        });
        await new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 500));
        const before = stored.length;
        await server.crash();
        for (let wait = 0; stored.length < before + 20 && wait < 300; wait += 1)
          await new Promise((resolve) => setTimeout(resolve, 100));
        going = false;
        await Promise.all(jobs);
        expect(before).toBeGreaterThan(round * 20);
        expect(stored.length).toBeGreaterThanOrEqual(before + 20);
      }
      const there = new Set((await store.list({ limit: 1_000_000 })).map(({ id }) => id));
      expect(stored.filter((id) => !there.has(id))).toEqual([]);
    } finally {
      await store.close();
      await server.stop();
    }
  });
});

describe("a restart", () => {
  it("K01 R5 is ready within 2 s with 100,000 queued events", async () => {
    const url = urlOf("many.db");
    const limits = { waitingBytes: 1e9 };
    const store = await openStore(url, limits);
    for (let batch = 0; batch < 200; batch += 1)
      await store.enqueue(Array.from({ length: 500 }, () => newEvent({ sealed: randomBytes(2048) })));
    await store.close();
    const [started, cpu] = [performance.now(), cpuMs()];
    const again = await openStore(url, limits);
    const leases = await again.lease({ destination: "crm", limit: 10, ttlMs: 1000, now: Date.now() });
    const [took, work] = [performance.now() - started, cpuMs() - cpu];
    expect(leases).toHaveLength(10);
    await again.close();
    console.log(`ready with 100,000 queued events after ${took.toFixed(0)} ms, ${work.toFixed(0)} ms of CPU`);
    expect(work).toBeLessThan(2000);
  });
});

describe("a flood of ids", () => {
  it("L17 leaves memory flat, and the window frees what it took", async () => {
    const path = join(folder, "flood.db");
    const store = await openStore(`sqlite:${path}`, { waitingBytes: 1e9 });
    const flood = async (): Promise<void> => {
      for (let batch = 0; batch < 40; batch += 1) {
        await store.enqueue(Array.from({ length: 500 }, () => newEvent({ sealed: randomBytes(64) })));
        const leases = await store.lease({ destination: "crm", limit: 500, ttlMs: 1000, now: noon });
        await Promise.all(leases.map((lease) => store.done(lease, noon)));
      }
    };
    await flood();
    const [memory, size] = [process.memoryUsage.rss(), statSync(path).size];
    expect(await store.purge({ now: noon + 2, dedupeMs: 1, deadMs: 1 })).toBe(20_000);
    await flood();
    await store.purge({ now: noon, dedupeMs: 1000, deadMs: 1000 });
    // The pages of the first 20,000 were used again.
    expect(statSync(path).size).toBeLessThan(size * 1.2 + 1e6);
    expect(process.memoryUsage.rss()).toBeLessThan(memory * 1.1 + 30e6);
    await store.close();
  });
});
