/* What an IP address is used for, by range (IANA special-purpose address registries, RFC 6890 and its updates). */

/** `public` is anything not listed; `never` classes are not findings whatever the settings. */
export type IpClass =
  | "public"
  | "private"
  | "cgnat"
  | "link-local"
  | "documentation"
  | "multicast"
  | "reserved"
  | "ula"
  | "loopback"
  | "unspecified"
  | "broadcast"
  | "netmask";

/** They tell nothing about anybody. */
export const neverFound: ReadonlySet<IpClass> = new Set(["loopback", "unspecified", "broadcast", "netmask"]);

/** First address as a 32-bit number, prefix length, class. No two ranges overlap. */
const v4Ranges: readonly (readonly [number, number, IpClass])[] = (
  [
    ["0.0.0.0", 8, "unspecified"],
    ["10.0.0.0", 8, "private"],
    ["100.64.0.0", 10, "cgnat"],
    ["127.0.0.0", 8, "loopback"],
    ["169.254.0.0", 16, "link-local"],
    ["172.16.0.0", 12, "private"],
    ["192.0.0.0", 24, "reserved"],
    ["192.0.2.0", 24, "documentation"],
    ["192.88.99.0", 24, "reserved"],
    ["192.168.0.0", 16, "private"],
    ["198.18.0.0", 15, "reserved"],
    ["198.51.100.0", 24, "documentation"],
    ["203.0.113.0", 24, "documentation"],
    ["224.0.0.0", 4, "multicast"],
    ["240.0.0.0", 4, "reserved"],
  ] as const
).map(([first, length, name]) => [v4Number(first.split(".").map(Number)), length, name]);

const v4First = Float64Array.from(v4Ranges, ([first]) => first);
const v4Behind = Float64Array.from(v4Ranges, ([first, length]) => first + 2 ** (32 - length));

/** Four octets as an unsigned 32-bit number. */
export function v4Number(octets: readonly number[]): number {
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}

function isNetmask(address: number): boolean {
  const hostBits = ~address >>> 0;
  return address >= 0xff000000 && (hostBits & (hostBits + 1)) === 0;
}

/** `address`: unsigned 32-bit number. */
export function classifyV4(address: number): IpClass {
  if (address === 0xffffffff) return "broadcast";
  if (isNetmask(address)) return "netmask";
  // In order of their first addresses, and apart: the range that ends behind the address holds it, or none does.
  let at = 0;
  while (at < v4Behind.length && address >= (v4Behind[at] as number)) at++;
  return address >= (v4First[at] ?? Infinity) ? (v4Ranges[at]?.[2] ?? "public") : "public";
}

function isZero(groups: readonly number[], start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (groups[at] !== 0) return false;
  return true;
}

function lowV4(groups: readonly number[]): number {
  return (groups[6] ?? 0) * 0x1_0000 + (groups[7] ?? 0);
}

/** Classes of addresses that carry an IPv4 address in their last 32 bits, and of the all-zero block. */
function classifyEmbedding(groups: readonly number[]): IpClass | undefined {
  if (isZero(groups, 0, 8)) return "unspecified";
  if (isZero(groups, 0, 7) && groups[7] === 1) return "loopback";
  const mapped = isZero(groups, 0, 5) && (groups[5] === 0xffff || groups[5] === 0);
  const translated = groups[0] === 0x64 && groups[1] === 0xff9b && isZero(groups, 2, 6);
  return mapped || translated ? classifyV4(lowV4(groups)) : undefined;
}

/** `groups`: eight 16-bit numbers. */
export function classifyV6(groups: readonly number[]): IpClass {
  const embedding = classifyEmbedding(groups);
  if (embedding !== undefined) return embedding;
  const [first = 0, second = 0] = groups;
  if ((first === 0x2001 && second === 0xdb8) || (first === 0x3fff && second < 0x1000)) return "documentation";
  if ((first & 0xfe00) === 0xfc00) return "ula";
  if ((first & 0xffc0) === 0xfe80) return "link-local";
  if ((first & 0xff00) === 0xff00) return "multicast";
  return (first & 0xe000) === 0x2000 ? "public" : "reserved";
}

/** True when the operator switched the class off, by class (`private` takes `ula` along) or by kind (`ipv4-private`). */
export function isIgnored(name: IpClass, family: "ipv4" | "ipv6", ignored: readonly string[]): boolean {
  if (ignored.length === 0) return false;
  return (
    ignored.includes(name) ||
    ignored.includes(`${family}-${name}`) ||
    (name === "ula" && ignored.includes("private"))
  );
}
