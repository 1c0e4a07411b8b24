/* One SQLite file: made whole or not at all, owned by one process, checked before anything is read from it. */

import type Sqlite from "better-sqlite3";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { migration, schemaVersion, sqliteDialect, versionTable } from "./schema.js";
import { errorCodeOf, StoreError } from "./store-error.js";

/** "dskv": tells our files from other SQLite databases. */
const applicationId = 0x64736b76;

/** Of SQLite's file format. */
const magic = Buffer.from("SQLite format 3\0");
const applicationIdAt = 68;
const headLength = 512;

/** A predecessor that is just shutting down gets this long, in ms. */
const lockPatience = 500;

type Driver = typeof Sqlite;

/** Files that this process has open, by device and inode. */
const owned = new Map<string, Sqlite.Database>();

function identityOf(path: string): string {
  const { dev, ino } = statSync(path);
  return `${String(dev)}:${String(ino)}`;
}

/** Loaded only by what stores: the library works without the add-on. */
function loadDriver(): Driver {
  try {
    return createRequire(import.meta.url)("better-sqlite3") as Driver;
  } catch {
    throw new StoreError(
      "STORE_DRIVER_MISSING",
      "the SQLite store needs the package better-sqlite3 with its compiled add-on: npm install better-sqlite3.",
    );
  }
}

function openingFault(path: string, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const code = errorCodeOf(error);
  if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) return locked(path);
  if (code.startsWith("SQLITE_CORRUPT") || code === "SQLITE_NOTADB") return corrupt(path, "is damaged");
  return new StoreError(
    "STORE_UNREACHABLE",
    `${path} cannot be opened (${code}). Check folder, disk and permissions.`,
  );
}

function locked(path: string): StoreError {
  return new StoreError(
    "STORE_LOCKED",
    `${path} is in use by another process. Give each process its own file, or use PostgreSQL.`,
  );
}

function corrupt(path: string, what: string): StoreError {
  return new StoreError(
    "STORE_CORRUPT",
    `${path} ${what}. It is left as it is: restore it from a backup, or move it and its -wal file away to start empty.`,
  );
}

/** A name in a folder is durable only after the folder was synced. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** What a process left that was killed while it made the file. Called by the owner only. */
function removeUnfinished(path: string): void {
  const folder = dirname(path);
  const unfinished = `${basename(path)}.new-`;
  for (const name of readdirSync(folder).filter((one) => one.startsWith(unfinished)))
    rmSync(join(folder, name), { force: true });
}

/** Under another name first, so that an empty file of ours can only be a damaged one. */
function createFile(driver: Driver, path: string): void {
  const fresh = `${path}.new-${randomBytes(6).toString("hex")}`;
  closeSync(openSync(fresh, "wx", 0o600));
  try {
    const db = new driver(fresh);
    try {
      db.pragma("synchronous = FULL");
      db.pragma(`application_id = ${String(applicationId)}`);
      db.transaction(() => {
        for (const statement of [versionTable, ...migration(sqliteDialect, 0)]) db.exec(statement);
        db.prepare("INSERT INTO deskveil_schema (version) VALUES (?)").run(schemaVersion);
      })();
    } finally {
      db.close();
    }
    // Unlike a rename it never replaces what another process made meanwhile.
    linkSync(fresh, path);
  } catch (error) {
    if (errorCodeOf(error) !== "EEXIST") throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  syncFolder(dirname(path));
}

/** SQLite takes a short file for a new database, and would write over it. */
function checkHead(path: string): void {
  const head = Buffer.alloc(headLength);
  const handle = openSync(path, "r");
  try {
    if (readSync(handle, head) < headLength)
      throw corrupt(path, "is empty or cut off, which a store never is");
  } finally {
    closeSync(handle);
  }
  if (!head.subarray(0, magic.length).equals(magic)) throw corrupt(path, "is no database any more");
  if (head.readUInt32BE(applicationIdAt) !== applicationId)
    throw new StoreError("STORE_FOREIGN", `${path} is a database, but not one of deskveil.`);
}

function checkPresence(driver: Driver, path: string): void {
  if (existsSync(path)) {
    // To close a file gives up all locks that this process has on it: ours must not be opened by anything else.
    if (owned.get(identityOf(path))?.open === true) throw locked(path);
    checkHead(path);
    return;
  }
  if (existsSync(`${path}-wal`)) throw corrupt(path, "is gone, but its write-ahead log is there");
  createFile(driver, path);
}

/** Held until the connection is closed; the kernel takes it back from a killed process. */
function takeOwnership(db: Sqlite.Database): void {
  db.pragma("locking_mode = EXCLUSIVE");
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("secure_delete = ON");
  db.pragma("temp_store = MEMORY");
  db.pragma("trusted_schema = OFF");
  db.pragma("cell_size_check = ON");
  db.exec("BEGIN IMMEDIATE; COMMIT");
}

function versionOf(db: Sqlite.Database, path: string): number {
  const version: unknown = db.prepare("SELECT version FROM deskveil_schema").pluck().get();
  if (typeof version !== "number") throw corrupt(path, "has no schema version");
  if (version > schemaVersion)
    throw new StoreError(
      "STORE_SCHEMA_NEWER",
      `${path} has schema version ${String(version)}; this deskveil knows ${String(schemaVersion)}. Install the newer deskveil again.`,
    );
  return version;
}

/** What waits, by the table itself and by the index that finds it: an event missing there would wait for ever. */
const waiting = (
  from: string,
): string => `SELECT destination, backlog, count(*), sum(seq), sum(ready_at % 1000003)
  FROM deskveil_event ${from} WHERE ready_at IS NOT NULL GROUP BY destination, backlog ORDER BY destination, backlog`;

/** A tenth of a second for 100,000 events; the payloads have seals of their own. */
function checkIntegrity(db: Sqlite.Database, path: string): void {
  // Thrice as fast, and nothing is written meanwhile.
  db.pragma("mmap_size = 2147418112");
  const sound = db.pragma("quick_check(1)", { simple: true }) === "ok";
  db.pragma("mmap_size = 0");
  const [table, index] = ["NOT INDEXED", "INDEXED BY deskveil_event_ready"].map((from) =>
    JSON.stringify(db.prepare(waiting(from)).raw().all()),
  );
  if (!sound || table !== index) throw corrupt(path, "is damaged");
}

function migrate(db: Sqlite.Database, from: number): void {
  if (from === schemaVersion) return;
  db.transaction(() => {
    for (const statement of migration(sqliteDialect, from)) db.exec(statement);
    db.prepare("UPDATE deskveil_schema SET version = ?").run(schemaVersion);
  })();
}

/** Throws StoreError. */
export function openSqliteFile(path: string): Sqlite.Database {
  const driver = loadDriver();
  let db: Sqlite.Database | undefined;
  try {
    checkPresence(driver, path);
    db = new driver(path, { fileMustExist: true, timeout: lockPatience });
    takeOwnership(db);
    removeUnfinished(path);
    const version = versionOf(db, path);
    checkIntegrity(db, path);
    migrate(db, version);
    owned.set(identityOf(path), db);
    // After a failed sync the log's pages may be in memory only: written out anew, they are safe.
    db.pragma("wal_checkpoint(TRUNCATE)");
    return db;
  } catch (error) {
    db?.close();
    throw openingFault(path, error);
  }
}
