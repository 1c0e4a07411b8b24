/* Names of machines without dots: `pve-03`, `web01`, `SRV-MAIL`; told from words, versions, products and devices. */

import type { Span } from "../../core/types.js";
import { isAsciiLetter, isAsciiWord, isDigit } from "../natives/characters.js";
import { unitAt, type Units } from "../units.js";

const longest = 40;
const dash = 45;

/** End of the run of letters, digits, dashes and underscores at `start`; `start` itself when it begins with another. */
export function machineNameEnd(units: Units, start: number): number {
  if (!isAsciiLetter(unitAt(units, start))) return start;
  const limit = start + longest;
  let end = start;
  while (end < limit && (isAsciiWord(unitAt(units, end)) || unitAt(units, end) === dash)) end++;
  while (end > start && !isAsciiWord(unitAt(units, end - 1))) end--;
  return end;
}

/** Whether the run holds a digit, or a dash where that will do: without either it is a word. */
export function mayBeMachineName(units: Units, { start, end }: Span, dashWillDo: boolean): boolean {
  for (let at = start; at < end; at++) {
    const code = unitAt(units, at);
    if (isDigit(code) || (dashWillDo && code === dash)) return true;
  }
  return false;
}

/** Start of such a run that ends at `end`. */
export function machineNameStart(text: string, end: number): number {
  const limit = Math.max(0, end - longest);
  let start = end;
  while (start > limit && (isAsciiWord(text.charCodeAt(start - 1)) || text.charCodeAt(start - 1) === dash))
    start--;
  while (start < end && !isAsciiLetter(text.charCodeAt(start))) start++;
  return start;
}

/** Words that are numbered without being a machine. */
const numbered =
  /^(?:v|ver|version|rev|rc|beta|alpha|release|build|php|perl|python|py|ruby|node|nodejs|java|jdk|jre|mysql|mariadb|postgres|postgresql|pg|mssql|sql|redis|win|windows|ubuntu|debian|centos|rhel|alma|almalinux|rocky|fedora|suse|sles|macos|ios|android|http|https|ip|ipv|tls|ssl|sha|md|utf|iso|rfc|cve|base|mp|oauth|log|[skxi]|ec|[ehapq]|usb|sata|ddr|core|cores|xeon|ryzen|epyc|eth|ens|enp|eno|wlan|vlan|bond|br|vmbr|tap|lo|tun|sd|sda|nvme|raid|raidz|port|cpu|gpu|ram|disk|disks|slot|step|level|layer|tier|part|page|section|chapter|line|phase|week|day|fy|usd|eur|gbp|kb|mb|gb|tb|option|case|type|class|gen|model|uid|gid|pid|error|err|code|exit|status|exchange|office|outlook|smtp|imap|pop|ldap|smb|nfs|snmp|ntp|ssh|sftp|ftp|ext|ntfs|fat|zfs|xfs|btrfs)[-_]?\d+(?:[a-z]\d*)?(?:[-_.]\w+)?$/i;

const sizes = /^\w*?\d(?:st|nd|rd|th|x\d+|[kmgt]i?b|ms|hz|ghz|mhz|core|cores|bit|way|day|hour)s?$/i;

/** Keys and encoded values change between capitals and small letters: `ZGIuaHIu7Q`. */
const oneCase = /^(?:[a-z\d_-]+|[A-Z\d_-]+|[A-Z][a-z][\da-z_-]*)$/;

/** Whether a run with a digit is the name of a machine rather than a numbered word. */
export function isNumberedMachine(name: string): boolean {
  if (name.length < 3 || !/\d/.test(name) || !/[a-z]{2}/i.test(name)) return false;
  if (numbered.test(name) || sizes.test(name) || !oneCase.test(name)) return false;
  // Identifiers, hashes and keys have digits all over.
  return name.length <= 24 || name.includes("-");
}

/** Also without a digit: parts joined by dashes, or capitals joined by dashes. */
export function isJoinedMachine(name: string): boolean {
  return /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/i.test(name) && name.length >= 4;
}
