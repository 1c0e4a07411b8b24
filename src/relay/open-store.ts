/* From the address of a store to the store. */

import { openPostgresStore } from "./postgres.js";
import { openSqliteStore } from "./sqlite.js";
import { StoreError } from "./store-error.js";
import type { Store, StoreLimits } from "./store.js";

/** `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/DATABASE`. Rejects with StoreError. */
export async function openStore(url: string, limits: StoreLimits): Promise<Store> {
  const path = /^sqlite:(.+)$/s.exec(url)?.[1];
  if (path !== undefined && path !== ":memory:") return openSqliteStore(path, limits);
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return await openPostgresStore(url, limits);
  throw new StoreError("STORE_URL", "expected sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE.");
}
