/* The store of many replicas: the contract, against a real server. */

import { Client } from "pg";
import { afterAll, beforeAll } from "vitest";
import { openStore } from "../../src/relay/open-store.js";
import { startPostgres } from "../support/postgres.js";
import type { Store } from "../../src/relay/store.js";
import type { TestPostgres } from "../support/postgres.js";
import { storeContract } from "./store-contract.js";

let server: TestPostgres;
let admin: Client;
/** Connecting takes longer than most of the tests. */
let shared: Store | undefined;

beforeAll(async () => {
  server = await startPostgres();
  admin = new Client(server.url);
  await admin.connect();
});

afterAll(async () => {
  await shared?.close();
  await admin.end();
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
