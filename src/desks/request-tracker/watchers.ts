/* The page that edits a ticket's people: a field says which kind of watcher the one beside it adds. */

import type { Document } from "../../core/document.js";

const kind = /^WatcherType(Email|User|Group)?(\d{1,4})$/;
const copied = new Set(["Cc", "AdminCc"]);

/** Name of the member that holds the address, when this one says that it is copied. */
function addressBeside(key: string): string | undefined {
  const [matched, of = "", number = ""] = kind.exec(key) ?? [];
  return matched === undefined ? undefined : `WatcherAddress${of}${number}`;
}

/** Members that say `Cc` or `AdminCc`. */
function* copying(document: Document): Generator<number> {
  for (let node = 1; node < document.size; node++) {
    if (document.kind(node) === "string" && copied.has(document.text(node))) yield node;
  }
}

/** `WatcherTypeEmail1=Cc` and `WatcherAddressEmail1=…`: the address. Two passes over the members of the form. */
export function findWatchers(document: Document): readonly number[] {
  const addresses = new Set<string>();
  const found: number[] = [];
  for (const node of copying(document)) {
    const key = document.key(node) ?? "";
    // The members for users and groups are named by their kind themselves.
    if (key.startsWith("Ticket-AddWatcher-")) found.push(node);
    addresses.add(addressBeside(key) ?? "");
  }
  addresses.delete("");
  for (let node = 1; node < document.size && addresses.size > 0; node++) {
    if (document.kind(node) === "string" && addresses.has(document.key(node) ?? "")) found.push(node);
  }
  return found.sort((a, b) => a - b);
}
