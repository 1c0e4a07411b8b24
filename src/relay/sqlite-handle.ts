/* The open file over its faults: an error of the disk ends a handle, and the next use opens a new one. */

import type Sqlite from "better-sqlite3";
import { AppError } from "../core/errors.js";
import { openSqliteFile } from "./sqlite-file.js";
import { errorCodeOf } from "./store-error.js";

/** Ms between attempts to open the file again. */
const reopenPause = 200;

export class SqliteHandle {
  readonly #path: string;
  #db: Sqlite.Database | undefined;
  #statements = new Map<string, Sqlite.Statement>();
  #retryAt = 0;
  #closed = false;

  /** Throws StoreError. */
  constructor(path: string) {
    this.#path = path;
    this.#db = openSqliteFile(path);
  }

  /** Throws AppError `outbox_unavailable` while the file cannot be opened. */
  get db(): Sqlite.Database {
    if (this.#db !== undefined) return this.#db;
    const now = performance.now();
    if (this.#closed || now < this.#retryAt) throw new AppError("outbox_unavailable");
    this.#retryAt = now + reopenPause;
    try {
      this.#db = openSqliteFile(this.#path);
    } catch {
      throw new AppError("outbox_unavailable");
    }
    return this.#db;
  }

  /** Prepared once per handle. */
  statement(sql: string): Sqlite.Statement {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    const made = this.db.prepare(sql);
    this.#statements.set(sql, made);
    return made;
  }

  /** A sync that failed is never tried again on the same handle: the kernel may have forgotten the pages. */
  report(error: unknown): AppError {
    if (error instanceof AppError) return error;
    const code = errorCodeOf(error);
    if (code === "SQLITE_FULL") this.#reclaim();
    else if (!code.startsWith("SQLITE_CONSTRAINT")) this.#drop();
    return new AppError("outbox_unavailable");
  }

  checkpoint(): void {
    this.db.pragma("wal_checkpoint(TRUNCATE)");
  }

  close(): void {
    this.#closed = true;
    this.#drop();
  }

  /** On a full disk the log's space is all there is. */
  #reclaim(): void {
    try {
      this.checkpoint();
    } catch (error) {
      if (errorCodeOf(error) !== "SQLITE_FULL") this.#drop();
    }
  }

  #drop(): void {
    this.#statements = new Map();
    try {
      this.#db?.close();
    } catch {
      // Whatever it says: the file is opened anew, and checked then.
    }
    this.#db = undefined;
  }
}
