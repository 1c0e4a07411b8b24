/* What can happen to the file of the embedded store: lost, cut, overwritten, taken, newer, full. */

import Database from "better-sqlite3";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { createSealing } from "../../src/relay/at-rest.js";
import { openStore } from "../../src/relay/open-store.js";
import { createOutbox } from "../../src/relay/outbox.js";
import { createSealer, generateQuarantineKeys } from "../../src/relay/quarantine.js";
import { openSqliteFile } from "../../src/relay/sqlite-file.js";
import { StoreError } from "../../src/relay/store-error.js";
import type { Store } from "../../src/relay/store.js";
import { newEvent, noon } from "./store-contract.js";

const folder = mkdtempSync(join(tmpdir(), "deskveil-faults-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
const freshPath = (): string => join(folder, `${String((files += 1))}.db`);
const open = (path: string): Promise<Store> => openStore(`sqlite:${path}`, { waitingBytes: 50_000_000 });

const sealing = createSealing(new Sensitive(randomBytes(32)));
const request = { method: "POST", query: "", headers: [], body: Buffer.alloc(3000, "x") };
const sealedEvent = () => {
  const event = newEvent();
  return { ...event, sealed: sealing.seal({ ...event, ...request }) };
};

/** Closed, its log in the file. */
async function filledFile(events: number): Promise<string> {
  const path = freshPath();
  const store = await open(path);
  await store.enqueue(Array.from({ length: events }, sealedEvent));
  await store.close();
  return path;
}

async function refusal(path: string): Promise<StoreError> {
  const outcome = await open(path).then(
    (store) => store.close(),
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(StoreError);
  return outcome as StoreError;
}

describe("K07 a damaged file is never started empty", () => {
  it("a file without a byte is refused", async () => {
    const path = freshPath();
    writeFileSync(path, "");
    expect(await refusal(path)).toMatchObject({
      code: "STORE_CORRUPT",
      message: expect.stringContaining(path) as string,
    });
    expect(statSync(path).size).toBe(0);
  });

  it.each([1, 100, 4096, 5000, 8192, 40_000])("a file cut to %i bytes is refused", async (size) => {
    const path = await filledFile(40);
    truncateSync(path, size);
    expect((await refusal(path)).code).toBe("STORE_CORRUPT");
  });

  it("a log without its database is refused", async () => {
    const path = freshPath();
    writeFileSync(`${path}-wal`, randomBytes(100));
    expect((await refusal(path)).code).toBe("STORE_CORRUPT");
  });

  it.each([
    ["text", Buffer.from("not a database\n".repeat(1000))],
    ["zeros", Buffer.alloc(8192)],
  ])("%s under the name is refused and left as it is", async (_name, bytes) => {
    const path = freshPath();
    writeFileSync(path, bytes);
    expect((await refusal(path)).code).toBe("STORE_CORRUPT");
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it("a database of somebody else is refused", async () => {
    const path = freshPath();
    new Database(path).exec("CREATE TABLE deskveil_schema (version INTEGER)").close();
    expect((await refusal(path)).code).toBe("STORE_FOREIGN");
  });

  it("whichever page is overwritten: refused, or every event is there and no changed payload opens", async () => {
    const events = 12;
    const original = await filledFile(events);
    const pages = statSync(original).size / 4096;
    const outcomes = { refused: 0, detected: 0, unused: 0 };
    for (let turn = 0; turn < 2 * pages; turn += 1) {
      const [page, half] = [turn >> 1, turn % 2 === 1];
      const path = freshPath();
      const bytes = readFileSync(original);
      randomBytes(2000).copy(bytes, page * 4096 + (half ? 1500 : 0));
      writeFileSync(path, bytes);
      outcomes[await judge(path, events)] += 1;
    }
    expect(outcomes.refused).toBeGreaterThan(5);
    expect(outcomes.detected).toBeGreaterThan(0);
  });

  async function judge(path: string, events: number): Promise<"refused" | "detected" | "unused"> {
    const store = await open(path).catch((error: unknown) => error);
    if (store instanceof StoreError) {
      expect(store.code).toBe("STORE_CORRUPT");
      return "refused";
    }
    const leases = await (store as Store).lease({ destination: "crm", limit: 99, ttlMs: 1, now: noon });
    expect(leases).toHaveLength(events);
    const broken = leases.filter((lease) => {
      try {
        return !sealing.open(lease, lease.sealed).body.equals(request.body);
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^stored_/) as string });
        return true;
      }
    });
    await (store as Store).close();
    return broken.length > 0 ? "detected" : "unused";
  }
});

describe("K08 one file, one process", () => {
  // A second look at the file by the same process once took the lock away from the first.
  it("the second is refused with the reason, the first goes on", async () => {
    const path = freshPath();
    const store = await open(path);
    expect(await refusal(path)).toMatchObject({
      code: "STORE_LOCKED",
      message: expect.stringContaining("another process") as string,
    });
    const script = `try { new (require("better-sqlite3"))(process.argv[1], { timeout: 0 }).prepare("SELECT count(*) FROM deskveil_event").get(); console.log("open") } catch (error) { console.log(error.code) }`;
    const { stdout } = spawnSync(process.execPath, ["-e", script, path], { encoding: "utf8" });
    expect(stdout.trim()).toBe("SQLITE_BUSY");
    expect(await store.enqueue([newEvent()])).toEqual(["stored"]);
    await store.close();
    await (await open(path)).close();
  });
});

describe("K31 a file of a newer deskveil", () => {
  it("is refused with both versions, and left as it is", async () => {
    const path = await filledFile(1);
    new Database(path).exec("UPDATE deskveil_schema SET version = 99").close();
    expect(await refusal(path)).toMatchObject({
      code: "STORE_SCHEMA_NEWER",
      message: expect.stringMatching(/version 99.*knows 1/) as string,
    });
    const db = new Database(path);
    expect(db.prepare("SELECT version FROM deskveil_schema").pluck().get()).toBe(99);
    db.close();
  });
});

describe("addresses", () => {
  it.each([
    ["sqlite:/nowhere/there/queue.db", "STORE_UNREACHABLE"],
    ["sqlite:", "STORE_URL"],
    ["sqlite::memory:", "STORE_URL"],
    ["mysql://db.example.com/queue", "STORE_URL"],
    ["postgres//relay", "STORE_URL"],
    ["postgres://relay:hunter2-secret@127.0.0.1:1/queue", "STORE_UNREACHABLE"],
  ])("%s: %s", async (url, code) => {
    const error: unknown = await openStore(url, { waitingBytes: 1 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code });
    expect(String(error)).not.toContain("hunter2");
  });
});

describe("files", () => {
  it("only the owner may read them, and making one leaves nothing else", async () => {
    const path = await filledFile(1);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes(".new-"))).toEqual([]);
  });

  it("K05 every commit is synced, and what is erased is overwritten", () => {
    const db = openSqliteFile(freshPath());
    const names = ["journal_mode", "synchronous", "secure_delete", "locking_mode"];
    expect(names.map((name) => db.pragma(name, { simple: true }))).toEqual(["wal", 2, 1, "exclusive"]);
    db.close();
  });
});

/** Everything that stands in the folder's files of a store. */
const bytesOf = (path: string): Buffer =>
  Buffer.concat(
    [path, `${path}-wal`, `${path}-journal`]
      .filter((name) => existsSync(name))
      .map((name) => readFileSync(name)),
  );

describe("R1 what is at rest", () => {
  const planted = ["canary-body@leak.test", "canary-header-81", "canary-query-82"] as const;
  const outgoing = {
    id: "evt_canary",
    source: "zendesk",
    destination: "crm",
    fingerprint: "f",
    receivedAt: noon,
    method: "POST",
    query: `q=${planted[2]}`,
    headers: [["X-Trace", planted[1]]] as const,
    body: Buffer.from(`{"mail":"${planted[0]}"}`),
  };

  it("no file of the store ever holds a planted value, and after delivery not even its sealed form", async () => {
    const path = freshPath();
    const store = await open(path);
    await createOutbox(store, sealing, () => noon).store(outgoing);
    const { publicKey } = await generateQuarantineKeys();
    const sealer = await createSealer(store, publicKey, 1000);
    await sealer.quarantine({ ...outgoing, code: "json_syntax", original: outgoing });
    const [lease] = await store.lease({ destination: "crm", limit: 1, ttlMs: 1000, now: noon });
    const { sealed: aside } = (await store.getQuarantined("evt_canary"))!;
    const pieces = [lease!.sealed, aside].map((sealed) => sealed.subarray(40, 80));
    for (const value of planted) expect(bytesOf(path).includes(value), value).toBe(false);
    expect(pieces.map((piece) => bytesOf(path).includes(piece))).toEqual([true, true]);
    await store.done(lease!, noon);
    await store.dropQuarantined("evt_canary");
    await store.purge({ now: noon, dedupeMs: 1000, deadMs: 1000 });
    expect(bytesOf(path).includes("evt_canary")).toBe(true);
    expect(pieces.map((piece) => bytesOf(path).includes(piece))).toEqual([false, false]);
    await store.close();
  });
});

const mountPoint = join(folder, "small");
const mounted =
  process.getuid?.() === 0 &&
  spawnSync("mkdir", [mountPoint]).status === 0 &&
  spawnSync("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", mountPoint]).status === 0;

describe.skipIf(!mounted)("K06 a full disk (needs root that may mount a tmpfs)", () => {
  const ballast = join(mountPoint, "ballast");
  beforeAll(() => {
    expect(mounted).toBe(true);
  });
  afterAll(() => {
    spawnSync("umount", [mountPoint]);
  });

  it("nothing is acknowledged that is not stored; the queue is intact; it goes on without a restart", async () => {
    const path = join(mountPoint, "queue.db");
    const store = await open(path);
    const acknowledged: string[] = [];
    const tryOne = async (): Promise<string> => {
      const event = sealedEvent();
      const answer = await store.enqueue([event]).then(
        () => "stored",
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );
      if (answer === "stored") acknowledged.push(event.id);
      return answer;
    };
    for (let i = 0; i < 20; i += 1) expect(await tryOne()).toBe("stored");
    const free = (): number =>
      Number(/(\d+)\s+\d+%/.exec(spawnSync("df", ["-k", mountPoint], { encoding: "utf8" }).stdout)![1]);
    writeFileSync(ballast, Buffer.alloc(free() * 1024 - 4096));
    const answers: string[] = [];
    for (let i = 0; i < 200; i += 1) answers.push(await tryOne());
    expect(new Set(answers.slice(-20))).toEqual(new Set(["outbox_unavailable"]));
    expect(await store.list({ limit: 9999 })).toHaveLength(acknowledged.length);
    rmSync(ballast);
    expect(await tryOne()).toBe("stored");
    const leases = await store.lease({ destination: "crm", limit: 9999, ttlMs: 1000, now: noon });
    expect(leases.map(({ id }) => id).toSorted()).toEqual(acknowledged.toSorted());
    await store.close();
  });
});
