/* What fields are for wherever they stand: for bodies that administrators write, and entries that say themselves what they are. */

import type { Document } from "../core/document.js";
import type { Audience } from "../core/types.js";
import type { FieldUse } from "./field-map.js";

/** Entries that name their own kind, as `{"handle", "role": "cc"}`. */
export interface Copies {
  /** Member that names it. */
  readonly member: string;
  /** Its values that are no copy, in lower case. Any other value makes the entry one, no value does not. */
  readonly kept: readonly string[];
}

/** A member that means what its sibling says, as `propertyValue` beside `propertyName`. */
export interface Named {
  readonly by: string;
  /** Uses by the sibling's text. */
  readonly uses: Readonly<Record<string, FieldUse>>;
}

export interface Anywhere {
  /** By the name of a member, where no path speaks of it: short for the path `**.name`. */
  readonly keys?: Readonly<Record<string, FieldUse>>;
  /** By the name of the list. */
  readonly copies?: Readonly<Record<string, Copies>>;
  /** By the name of the member. */
  readonly named?: Readonly<Record<string, Named>>;
  /** By the name of a member whose text tells what it is. */
  readonly texts?: Readonly<Record<string, (text: string) => FieldUse>>;
  /** By name and value of a member: who reads the object it stands in. */
  readonly audiences?: Readonly<Record<string, Readonly<Record<string, Audience>>>>;
}

/** Compiled look-ups; each costs a document no more than its length. */
export interface AnywhereMap {
  /** Whether an entry of a list says that it is a copy. */
  isCopy(document: Document, entry: number): boolean;
  useByName(document: Document, node: number): FieldUse | undefined;
  audienceOf(document: Document, node: number): Audience | undefined;
}

const tableOf = <Value>(record: Readonly<Record<string, Value>> = {}): ReadonlyMap<string, Value> =>
  new Map(Object.entries(record));

export function compileAnywhere({ copies, named, texts, audiences }: Anywhere): AnywhereMap {
  const byList = tableOf(copies);
  const byMember = tableOf(named);
  const byText = tableOf(texts);
  const byAudience = new Map(
    Object.entries({ ...spoken, ...audiences }).map(([key, values]) => [key, tableOf(values)]),
  );
  return {
    isCopy(document, entry) {
      const list = document.parent(entry);
      if (byList.size === 0 || document.kind(entry) !== "object") return false;
      const rule = byList.get(document.key(list) ?? "");
      return rule !== undefined && saysCopy(document, entry, rule);
    },
    useByName(document, node) {
      const key = document.key(node) ?? "";
      const rule = byMember.size === 0 ? undefined : byMember.get(key);
      if (rule !== undefined) return useBySibling(document, node, rule);
      return document.kind(node) === "string" ? byText.get(key)?.(document.text(node)) : undefined;
    },
    audienceOf: (document, node) =>
      byAudience.get(document.key(node) ?? "")?.get(document.text(node).toLowerCase()),
  };
}

/** `public: true|false`, which every desk that has it means alike. */
const spoken: Anywhere["audiences"] = { public: { true: "public", false: "private" } };

function saysCopy(document: Document, entry: number, { member, kept }: Copies): boolean {
  for (let node = entry + 1; node < document.after(entry); node = document.after(node)) {
    if (document.kind(node) === "key" || document.key(node) !== member) continue;
    const isNone = document.kind(node) === "literal";
    if (!isNone && !(document.kind(node) === "string" && isKept(kept, document.text(node)))) return true;
  }
  return false;
}

const isKept = (kept: readonly string[], text: string): boolean => kept.includes(text.trim().toLowerCase());

/** Siblings before the member, its key and its value are one look each: nothing is looked for twice but in short objects. */
function useBySibling(document: Document, node: number, { by, uses }: Named): FieldUse | undefined {
  let use: FieldUse | undefined;
  let looks = 0;
  const object = document.parent(node);
  for (let at = object + 1; at < document.after(object); at = document.after(at)) {
    // An object with more members is none of a desk's, and a repeated member in it must not cost its square.
    if (++looks > mostLooks) return undefined;
    if (document.kind(at) === "key" || document.key(at) !== by) continue;
    const text = document.kind(at) === "string" ? document.text(at).toLowerCase() : "";
    const told = Object.hasOwn(uses, text) ? uses[text] : undefined;
    // Names that disagree, or one that nobody knows: the value is content.
    if (told === undefined || (use !== undefined && use !== told)) return undefined;
    use = told;
  }
  return use;
}

const mostLooks = 256;
