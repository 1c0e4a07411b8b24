/* What is killed: stores, leases, settles and purges as fast as it can, and says what was acknowledged. */

import { randomBytes } from "node:crypto";
import { writeSync } from "node:fs";
import { AppError } from "../../src/core/errors.js";
import { openStore } from "../../src/relay/open-store.js";
import type { Store } from "../../src/relay/store.js";

const [url = "", round = "0", lastText = "1000000"] = process.argv.slice(2);
const last = Number(lastText);

/** In the pipe before the next step: what was said was true when the process was killed. */
const say = (text: string): void => void writeSync(1, `${text}\n`);

let next = 0;

async function produce(store: Store): Promise<void> {
  while (next < last) {
    next += 1;
    const id = `evt_${round}_${String(next)}`;
    const now = Date.now();
    const event = { id, source: "zendesk", destination: "crm", fingerprint: id, receivedAt: now, dueAt: now };
    try {
      const [answer] = await store.enqueue([{ ...event, sealed: randomBytes(500 + (next % 5000)) }]);
      say(answer === "stored" ? `stored ${id}` : `odd ${id}`);
    } catch (error) {
      say(`failed ${error instanceof AppError ? error.code : "otherwise"}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

async function consume(store: Store): Promise<void> {
  for (;;) {
    const leases = await store.lease({ destination: "crm", limit: 5, ttlMs: 600_000, now: Date.now() });
    for (const lease of leases) {
      say(`leased ${lease.id}`);
      if (await store.done(lease, Date.now())) say(`done ${lease.id}`);
    }
    if (leases.length === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

async function tidy(store: Store): Promise<void> {
  for (;;) {
    await store.purge({ now: Date.now(), dedupeMs: 3_600_000, deadMs: 3_600_000 });
    say("purged");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

say("opening");
const store = await openStore(url, { waitingBytes: 1_000_000_000 });
say("open");
const jobs = [1, 2, 3, 4].map(() => produce(store));
if (last > 1000) jobs.push(consume(store), tidy(store));
await Promise.all(jobs);
await store.close();
