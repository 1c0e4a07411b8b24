/* People in copy where no map of fields says so: address lists told by the name of their member and by what stands in it. */

import type { Annotation } from "../core/desk.js";
import type { Document } from "../core/document.js";
import { memoByKey } from "../core/key-memo.js";
import type { Annotate } from "./route-table.js";

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Names that say so by themselves, in lower case without signs: whatever list stands there is one of people. */
const listNames = setOf(
  "ccs bccs ccemails bccemails ccemail bccemail ccaddresses bccaddresses ccaddress bccaddress ccrecipients bccrecipients " +
    "cclist bcclist ccids bccids ccusers bccusers ccuserids emailccs emailbccs emailccids ccnames bccnames emailccnames " +
    "ticketccemails ticketbccemails replyccemails fwdemails ccfull bccfull admincc admincclist updatecc updatebcc " +
    "collaborators collaboratorids collaboratoremails additionalcollaborators requestparticipants carboncopy blindcarboncopy",
);
/** Country codes and cards go by this name too: it needs an address beside it. */
const shortNames = setOf("cc bcc followers watchers");

/** Members that say of the object around them what kind of recipient it is. */
const kindNames = setOf("role type kind field name key header recipientfield recipienttype relation");
/** Objects of such an array have no `cc` but in one of these words. */
const kindWords = setOf("cc bcc");

const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]/gu, "");

type Naming = "list" | "short" | "kind" | undefined;

/** Forms nest by brackets: `ticket[cc_emails][]` is named by its last word. */
const namingOf = memoByKey((key): Naming => {
  const words = key.split(/[[\].]/).filter((word) => word !== "" && !/^\d+$/.test(word));
  const name = plain(words.at(-1) ?? "");
  if (listNames.has(name)) return "list";
  if (shortNames.has(name)) return "short";
  return kindNames.has(name) ? "kind" : undefined;
});

/** A longer text is no list that anybody typed. */
const longestList = 20_000;

const address = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

/**
 * `jane@example.com`, `Jane Doe <jane@example.com>; "Doe, Ben" <ben@example.com>`: nothing but addresses and the names
 * before them. One pass.
 */
export function isAddressList(text: string): boolean {
  if (text.length > longestList || !text.includes("@")) return false;
  let found = false;
  for (const piece of withoutQuoted(text).split(/[,;]/)) {
    const entry = piece.trim();
    if (entry === "") continue;
    const opening = entry.endsWith(">") ? entry.lastIndexOf("<") : -1;
    const words = opening === -1 ? entry.split(/\s+/) : [entry.slice(opening + 1, -1).trim()];
    if (!words.every((word) => address.test(word))) return false;
    found = true;
  }
  return found;
}

/** Quoted names hold commas. */
function withoutQuoted(text: string): string {
  if (!text.includes('"')) return text;
  let out = "";
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '"') quoted = !quoted;
    else if (quoted && sign === "\\") at++;
    else if (!quoted) out += sign;
  }
  return out;
}

/** Tells whether an address stands in a node or below it. Texts are looked at once, and only when it is asked. */
function addressesOf(document: Document): (node: number) => boolean {
  let before: Uint32Array | undefined;
  return (node) => {
    before ??= countAddresses(document);
    return (before[document.after(node)] ?? 0) > (before[node] ?? 0);
  };
}

function countAddresses(document: Document): Uint32Array {
  const before = new Uint32Array(document.size + 1);
  for (let node = 0; node < document.size; node++) {
    const kind = document.kind(node);
    const isOne = (kind === "string" || kind === "key") && isAddressList(document.text(node));
    before[node + 1] = (before[node] ?? 0) + (isOne ? 1 : 0);
  }
  return before;
}

type HoldsAddress = (node: number) => boolean;

/** Elements of an array, or the node itself where it is none. */
function* entriesOf(document: Document, node: number): Generator<number> {
  if (document.kind(node) !== "array") {
    yield node;
    return;
  }
  for (let entry = node + 1; entry < document.after(node); entry = document.after(entry)) yield entry;
}

const isSomebody = (document: Document, node: number): boolean => {
  const kind = document.kind(node);
  return kind !== "literal" && (kind === "number" || kind === "object" || document.text(node) !== "");
};

interface Look {
  readonly document: Document;
  readonly holdsAddress: HoldsAddress;
}

/** What stands under a name of recipients and is some. */
function namedRecipients({ document, holdsAddress }: Look, node: number, naming: Naming): readonly number[] {
  if (naming !== "list" && naming !== "short") return none;
  const isList = naming === "list" && document.kind(node) === "array";
  if (!isList && !holdsAddress(node)) return none;
  return [...entriesOf(document, node)].filter((entry) => isSomebody(document, entry));
}

const none: readonly number[] = Object.freeze([]);

/** `{"role":"cc","handle":"jane@example.com"}`, `{"name":"Cc","value":"…"}`, `["Cc","…"]`: the whole of it; -1 otherwise. */
function entryAround({ document, holdsAddress }: Look, node: number, naming: Naming): number {
  // Most texts are neither, and need not be looked at.
  if (naming !== "kind" && document.index(node) !== 0) return -1;
  if (!kindWords.has(document.text(node).trim().toLowerCase())) return -1;
  const entry = document.parent(node);
  return entry !== -1 && document.parent(entry) !== -1 && holdsAddress(entry) ? entry : -1;
}

/** In order, none inside another. Linear. */
export function findRecipients(document: Document): readonly number[] {
  const look: Look = { document, holdsAddress: addressesOf(document) };
  const found: number[] = [];
  let entries = 0;
  for (let node = 1; node < document.size;) {
    const kind = document.kind(node);
    const naming = kind === "key" ? undefined : namingOf(document.key(node) ?? "");
    const recipients = namedRecipients(look, node, naming);
    for (const one of recipients) found.push(one);
    const entry = recipients.length === 0 && kind === "string" ? entryAround(look, node, naming) : -1;
    if (entry !== -1) entries = found.push(entry);
    node = recipients.length === 0 ? node + 1 : document.after(node);
  }
  return entries === 0 ? found : outermost(document, found);
}

/** In source order, without those inside others. */
function outermost(document: Document, nodes: readonly number[]): readonly number[] {
  const kept: number[] = [];
  let end = 0;
  for (const node of [...new Set(nodes)].sort((a, b) => a - b)) {
    if (node < end) continue;
    kept.push(node);
    end = document.after(node);
  }
  return kept;
}

/** The annotation with these nodes as recipients besides its own. */
export function withRecipients(
  document: Document,
  annotation: Annotation,
  more: readonly number[],
): Annotation {
  const added = more.filter((node) => annotation.role(node) !== "secret");
  if (added.length === 0) return annotation;
  const cc = outermost(document, [...annotation.cc, ...added]);
  const inside = new Set<number>();
  for (const node of cc) for (let at = node; at < document.after(node); at++) inside.add(at);
  const { runs } = annotation;
  return {
    ...annotation,
    role: (node) => (inside.has(node) ? "cc" : annotation.role(node)),
    cc,
    ...(runs && { runs: runs.filter(({ parts }) => parts.every(({ node }) => !inside.has(node))) }),
  };
}

/** Besides what the map of fields says: recipients by name and shape. */
export const refineByShape =
  (annotate: Annotate): Annotate =>
  (document) =>
    withRecipients(document, annotate(document), findRecipients(document));
