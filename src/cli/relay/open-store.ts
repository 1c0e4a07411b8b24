/* The store of the relay, or in plain words why it cannot be opened. */

import type { RelaySettings } from "../../config/relay/relay-settings.js";
import { openStore } from "../../relay/open-store.js";
import { StoreError } from "../../relay/store-error.js";
import type { Store } from "../../relay/store.js";
import { CommandError, exitCodes } from "../exit.js";

/** Another process has the file: `deskveil serve`, in most cases. */
export class StoreInUse extends CommandError {}

/** Rejects with ConfigError and CommandError. */
export async function openStoreOf({ store, waitingBytes }: RelaySettings): Promise<Store> {
  try {
    return await openStore(store.read().expose(), { waitingBytes });
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const message = `${error.code} ${error.message}`;
    if (error.code === "STORE_LOCKED") throw new StoreInUse(exitCodes.usage, message);
    throw new CommandError(exitCodes.usage, message);
  }
}
