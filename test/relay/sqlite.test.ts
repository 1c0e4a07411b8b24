/* The embedded store: the contract, and what a file can do to it. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "../../src/relay/open-store.js";
import { storeContract } from "./store-contract.js";

const folder = mkdtempSync(join(tmpdir(), "deskveil-sqlite-"));
let files = 0;

const freshPath = (): string => join(folder, `${String((files += 1))}.db`);

storeContract("SQLite", {
  fresh: (waitingBytes = 1_000_000) => openStore(`sqlite:${freshPath()}`, { waitingBytes }),
  tearDown: () => {
    rmSync(folder, { recursive: true });
    return Promise.resolve();
  },
});
