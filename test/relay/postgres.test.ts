/* The store of many replicas: the contract, against a real server. */

import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Sensitive } from "../../src/core/sensitive.js";
import { createSealing } from "../../src/relay/at-rest.js";
import { openStore } from "../../src/relay/open-store.js";
import { createOutbox } from "../../src/relay/outbox.js";
import { bundleProgram } from "../support/bundle.js";
import { startPostgres } from "../support/postgres.js";
import type { Store } from "../../src/relay/store.js";
import type { TestPostgres } from "../support/postgres.js";
import { survives } from "./crash.js";
import { newEvent, noon, storeContract } from "./store-contract.js";

let server: TestPostgres;
let admin: Client;
/** Connecting takes longer than most of the tests. */
let shared: Store | undefined;

beforeAll(async () => {
  server = await startPostgres();
  admin = new Client(server.url);
  // The last test takes the server away.
  admin.on("error", () => undefined);
  await admin.connect();
});

afterAll(async () => {
  await shared?.close();
  await admin.end().catch(() => undefined);
  await server.stop();
});

const open = (waitingBytes = 1_000_000) => openStore(server.url, { waitingBytes });

async function fresh(waitingBytes?: number) {
  const store = waitingBytes === undefined ? (shared ??= await open()) : await open(waitingBytes);
  for (const table of ["event", "payload", "quarantine"]) await admin.query(`DELETE FROM deskveil_${table}`);
  return store;
}

const release = (store: Store) => (store === shared ? Promise.resolve() : store.close());

storeContract("PostgreSQL", { fresh, another: open, release });

describe("kill -9 of a process that uses the server", () => {
  it("K01 while it stores, settles and purges: nothing acknowledged is lost, ids are kept", async () => {
    await fresh();
    const program = await bundleProgram("test/relay/crash-child.ts");
    try {
      const stored = await survives({ url: server.url, program: program.path, rounds: 10 });
      expect(stored).toBeGreaterThanOrEqual(10);
    } finally {
      program.remove();
    }
  }, 60_000);
});

describe("the server", () => {
  const count = async (sql: string): Promise<unknown> => (await admin.query(sql)).rows[0];

  /** This process hears of nothing while it happens. */
  function breakConnections(): number {
    const script = `const { Client } = require("pg"); const client = new Client(process.argv[1]);
      client.connect()
        .then(() => client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'deskveil'"))
        .then(({ rowCount }) => { console.log(rowCount); return client.end(); });`;
    return Number(execFileSync(process.execPath, ["-e", script, server.url], { encoding: "utf8" }));
  }

  it("connections that break, all of them unnoticed, are made anew: the next event is stored", async () => {
    const store = await fresh();
    await Promise.all(Array.from({ length: 10 }, () => store.list({})));
    expect(await store.enqueue([newEvent()])).toEqual(["stored"]);
    expect(breakConnections()).toBe(10);
    expect(await store.enqueue([newEvent()])).toEqual(["stored"]);
    expect(await store.list({})).toHaveLength(2);
  });

  it("R6 answers are synced even where the database is set up otherwise", async () => {
    await admin.query("ALTER DATABASE postgres SET synchronous_commit = off");
    const store = await open();
    try {
      await admin.query("CREATE TABLE probe (setting text)");
      await admin.query(`CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN INSERT INTO probe VALUES (current_setting('synchronous_commit')); RETURN NEW; END$$`);
      await admin.query("CREATE TRIGGER note AFTER INSERT ON deskveil_event EXECUTE FUNCTION note()");
      await store.enqueue([newEvent()]);
      expect(await count("SELECT string_agg(setting, ' ') AS settings FROM probe")).toEqual({
        settings: "on",
      });
    } finally {
      await admin.query("DROP FUNCTION note() CASCADE");
      await admin.query("DROP TABLE probe");
      await admin.query("ALTER DATABASE postgres RESET synchronous_commit");
      await store.close();
    }
  });

  it("replicas may start together on an empty database", async () => {
    await admin.query("CREATE DATABASE together");
    const url = server.url.replace(/postgres$/, "together");
    const stores = await Promise.all([1, 2, 3, 4].map(() => openStore(url, { waitingBytes: 1e6 })));
    const answers = await Promise.all(
      stores.map((store) => store.enqueue([{ ...newEvent(), id: "evt_same" }])),
    );
    expect(answers.flat().toSorted()).toEqual(["duplicate", "duplicate", "duplicate", "stored"]);
    for (const store of stores) await store.close();
  });

  it("K31 a schema of a newer deskveil is refused with both versions", async () => {
    await admin.query("UPDATE deskveil_schema SET version = 99");
    const error: unknown = await open().catch((reason: unknown) => reason);
    await admin.query("UPDATE deskveil_schema SET version = 1");
    expect(error).toMatchObject({ code: "STORE_SCHEMA_NEWER" });
    expect(String(error)).toMatch(/version 99.*knows 1/);
    expect(String(error)).not.toContain("test@");
  });

  it("R1 no table ever holds a planted value, and after delivery not even its sealed form", async () => {
    const store = await fresh();
    const sealing = createSealing(new Sensitive(randomBytes(32)));
    const planted = ["canary-body@leak.test", "canary-header-81", "canary-query-82"] as const;
    await createOutbox(store, sealing, () => noon).store({
      ...{ id: "evt_canary", source: "zendesk", destination: "crm", fingerprint: "f", receivedAt: noon },
      ...{
        method: "POST",
        query: planted[2],
        headers: [["X-Trace", planted[1]]],
        body: Buffer.from(planted[0]),
      },
    });
    const [lease] = await store.lease({ destination: "crm", limit: 1, ttlMs: 1000, now: noon });
    const holds = async (bytes: Buffer): Promise<boolean> => {
      const tables = ["event", "payload", "quarantine", "schema"].map(
        (name) => `SELECT t::text FROM deskveil_${name} t`,
      );
      const { rows } = await admin.query<{ readonly t: string }>(tables.join(" UNION ALL "));
      return rows.some(({ t }) => t.includes(bytes.toString("hex")) || t.includes(bytes.toString("utf8")));
    };
    for (const value of planted) expect(await holds(Buffer.from(value)), value).toBe(false);
    expect(await holds(lease!.sealed.subarray(40, 60))).toBe(true);
    await store.done(lease!, noon);
    expect(await holds(lease!.sealed.subarray(40, 60))).toBe(false);
  });

  it("a server that is gone is said within the time of a webhook, and no event is acknowledged", async () => {
    const store = await open();
    await server.stop();
    const started = Date.now();
    await expect(store.enqueue([newEvent()])).rejects.toMatchObject({ code: "outbox_unavailable" });
    expect(Date.now() - started).toBeLessThan(5000);
    await store.close();
    expect(await open().catch((error: unknown) => error)).toMatchObject({ code: "STORE_UNREACHABLE" });
  });
});
