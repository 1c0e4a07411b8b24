/* Rounds of kill -9, and what must be there afterwards. */

import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect } from "vitest";
import { openStore } from "../../src/relay/open-store.js";
import type { EventRow, Store } from "../../src/relay/store.js";

export interface CrashSetting {
  /** Of the store. */
  readonly url: string;
  readonly program: string;
  readonly rounds: number;
  /** Whether it is killed while it opens the store, or at work (default). */
  readonly after?: "opening" | "open";
}

interface Account {
  readonly stored: Set<string>;
  readonly done: Set<string>;
  /** Leases per event. */
  readonly leases: Map<string, number>;
}

/** Acknowledgements before which it is killed; by progress, as machines differ. */
const mostLife = 60;

/** Kills it at a random moment; what it said until then. */
async function killedOutput({ url, program, after = "open" }: CrashSetting, round: number): Promise<string> {
  const child = spawn(process.execPath, [program, url, String(round)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  let armed = false;
  const life = after === "open" ? Math.ceil(Math.random() * mostLife) : 0;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    said += text;
    if (armed || said.split("\nstored ").length <= life) return;
    armed = true;
    setTimeout(() => child.kill("SIGKILL"), Math.random() * (after === "open" ? 5 : 30));
  });
  const [, signal] = (await once(child, "close")) as [number | null, string | null];
  expect(signal, said.slice(-200)).toBe("SIGKILL");
  return said;
}

function count(said: string, account: Account): void {
  // What follows the last line break was not said to its end.
  for (const line of said.split("\n").slice(0, -1)) {
    const [word = "", id = ""] = line.split(" ");
    expect(["opening", "open", "stored", "leased", "done", "purged"]).toContain(word);
    if (word === "stored") account.stored.add(id);
    if (word === "done") account.done.add(id);
    if (word === "leased") account.leases.set(id, (account.leases.get(id) ?? 0) + 1);
  }
}

function judge(rows: readonly EventRow[], { stored, done }: Account): void {
  const states = new Map(rows.map(({ id, state }) => [id, state]));
  expect(rows).toHaveLength(states.size);
  expect([...stored].filter((id) => !states.has(id))).toEqual([]);
  expect([...done].filter((id) => states.get(id) !== "done")).toEqual([]);
}

/** Every payload of what is not done must still be there. */
async function payloadsOf(store: Store): Promise<number> {
  const leases = await store.lease({
    destination: "crm",
    limit: 1_000_000,
    ttlMs: 1,
    now: Date.now() + 86_400_000,
  });
  expect(leases.filter(({ sealed, bytes }) => sealed.length !== bytes || bytes === 0)).toEqual([]);
  return leases.length;
}

/** Of rows whose work the server of a killed client may still be ending: until two looks see the same. */
async function settledRows(store: Store): Promise<readonly EventRow[]> {
  const look = async (): Promise<readonly EventRow[]> => store.list({ limit: 1_000_000 });
  const seen = (rows: readonly EventRow[]): string =>
    JSON.stringify(rows.map(({ id, state }) => [id, state]));
  let rows = await look();
  for (let looks = 0; looks < 50; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    const again = await look();
    if (seen(again) === seen(rows)) break;
    rows = again;
  }
  return rows;
}

/** How many events were acknowledged over all rounds. */
export async function survives(setting: CrashSetting): Promise<number> {
  const account: Account = { stored: new Set(), done: new Set(), leases: new Map() };
  for (let round = 0; round < setting.rounds; round += 1) count(await killedOutput(setting, round), account);
  const store = await openStore(setting.url, { waitingBytes: 1_000_000_000 });
  try {
    const rows = await settledRows(store);
    judge(rows, account);
    const done = rows.filter(({ state }) => state === "done").length;
    expect(await payloadsOf(store)).toBe(rows.length - done);
    const [known] = account.stored;
    if (known !== undefined) {
      const event = { id: known, source: "zendesk", destination: "crm", fingerprint: known };
      const again = { ...event, receivedAt: 1, dueAt: 1, sealed: Buffer.from("again") };
      expect(await store.enqueue([again])).toEqual(["duplicate"]);
    }
  } finally {
    await store.close();
  }
  return account.stored.size;
}
