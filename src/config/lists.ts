/* Named lists of the operator's own values: domains, numbers, networks, anything. */

import { address4, address6 } from "../transform/ip-address.js";
import type { EntityType } from "../core/types.js";
import { canonicalValue } from "../transform/canonical.js";

type Holds = (value: string) => boolean;
type InList = (list: string, entity: EntityType, value: string) => boolean;

interface CompiledList {
  readonly exact: ReadonlySet<string>;
  readonly domains: readonly string[];
  readonly networks: readonly Holds[];
  /** Canonical numbers, made at the first question about a phone. */
  readonly numbers: () => ReadonlySet<string>;
}

export interface ListsSource {
  readonly lists: Readonly<Record<string, readonly string[]>>;
  readonly tagger: { readonly regions: readonly string[] };
}

const domainShape = /^@?(?:[\p{L}\p{N}-]+\.)+[\p{L}\p{N}-]+$/u;

/** Domains match addresses and hosts in them and below; numbers in any spelling; IPs by CIDR; all else as it is written. */
export function compileLists({ lists, tagger }: ListsSource): InList {
  const compiled = new Map(
    Object.entries(lists).map(([name, entries]) => [name, compileList(entries, tagger.regions)]),
  );
  return (list, entity, value) => {
    const found = compiled.get(list);
    if (found === undefined) return false;
    const plain = value.trim().toLowerCase();
    return found.exact.has(plain) || holdsByKind(found, { entity, value, plain, regions: tagger.regions });
  };
}

function compileList(entries: readonly string[], regions: readonly string[]): CompiledList {
  const plain = entries.map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== "");
  let numbers: ReadonlySet<string> | undefined;
  return {
    exact: new Set(plain),
    domains: plain.filter((entry) => domainShape.test(entry)).map((entry) => entry.replace(/^@/, "")),
    networks: plain.flatMap(networkOf),
    numbers: () =>
      (numbers ??= new Set(
        plain
          .filter((entry) => /\d{4}/.test(entry))
          .map((entry) => canonicalValue("PHONE_NUMBER", entry, regions)),
      )),
  };
}

function networkOf(entry: string): readonly Holds[] {
  if (!/^[\d.:a-f]+\/\d{1,3}$/.test(entry)) return [];
  try {
    if (entry.includes(":")) {
      const network = address6(entry);
      return [(value) => value.includes(":") && address6(value).isInSubnet(network)];
    }
    const network = address4(entry);
    return [(value) => !value.includes(":") && address4(value).isInSubnet(network)];
  } catch {
    return [];
  }
}

interface Question {
  readonly entity: EntityType;
  readonly value: string;
  readonly plain: string;
  readonly regions: readonly string[];
}

function holdsByKind(list: CompiledList, { entity, value, plain, regions }: Question): boolean {
  if (entity === "PHONE_NUMBER") return list.numbers().has(canonicalValue(entity, value, regions));
  if (entity === "IP_ADDRESS")
    return list.networks.some((holds) => safely(holds, canonicalValue(entity, value, regions)));
  if (entity === "EMAIL_ADDRESS") return isBelow(list.domains, plain.slice(plain.lastIndexOf("@") + 1));
  if (entity === "HOSTNAME") return isBelow(list.domains, plain);
  if (entity === "URL")
    return isBelow(list.domains, /^[a-z][\w+.-]*:\/\/(?:[^/@]*@)?([^/:?#]+)/.exec(plain)?.[1] ?? "");
  return false;
}

function safely(holds: Holds, value: string): boolean {
  try {
    return holds(value);
  } catch {
    return false;
  }
}

const isBelow = (domains: readonly string[], host: string): boolean =>
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));
