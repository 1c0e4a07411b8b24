/* Where names of machines stand: behind a label, in log lines, in prompts of a shell, before an address in brackets. */

import type { CandidateShape, LiteralHit, Scan, Sink } from "../detector.js";
import { isAsciiWord, isWordAt } from "../natives/characters.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { unitAt } from "../units.js";
import { isJoinedMachine, isNumberedMachine, machineNameEnd, machineNameStart } from "./machine-name.js";

const shape = (confidence: number, name: string): CandidateShape => ({
  detector: "hostname",
  entity: "HOSTNAME",
  confidence,
  evidence: [{ by: "label", name }],
});

const labelled = shape(0.75, "host label");
const logged = shape(0.85, "log line");
const prompted = shape(0.85, "shell prompt");
const addressed = shape(0.8, "address behind");

/** Lower case; a blank or a sign follows. */
export const hostLabels: readonly string[] =
  "hostname|host name|servername|server name|server|rechnername|rechner|serveur|servidor|serwer|serwerze|serverul|сервер|сервере|хост|узел|sunucu|palvelin|palvelimella|kiszolgáló|maskinen|nom d'hôte|nombre de host|nome host|nazwa hosta|имя хоста|服务器|サーバー|ホスト名|主机名|host|node |nodo |nod |nœud |knoten ".split(
    "|",
  );

/** Users of shells in prompts: `root@web01:~#`. */
export const promptUsers: readonly string[] = [
  "root@",
  "admin@",
  "ubuntu@",
  "debian@",
  "user@",
  "administrator@",
];

/** Programs that answer in a `Server:` header. */
const programs =
  /^(?:apache|nginx|iis|microsoft|litespeed|cloudflare|openresty|caddy|envoy|gunicorn|werkzeug|jetty|tomcat)/i;

/** Between a label and a name: a colon or an equals sign, blanks, quotes, emphasis. */
const gap = /[ \t]?(?<sign>[:=|]?)[ \t]{0,2}["'`*„“«]{0,2}/y;

interface Named {
  readonly start: number;
  readonly end: number;
  /** A colon or an equals sign announces the name. */
  readonly signed: boolean;
}

function nameBehind(text: string, end: number): Named | undefined {
  gap.lastIndex = end;
  const found = gap.exec(text);
  if (found === null || (found[0] === "" && text.charCodeAt(end - 1) !== 32)) return undefined;
  const start = gap.lastIndex;
  return { start, end: machineNameEnd(text, start), signed: found.groups?.["sign"] !== "" };
}

/** Needs a digit in prose; behind a colon, parts joined by dashes will do. */
export function readLabelled({ text }: Scan, sink: Sink, hit: LiteralHit): void {
  if (isWordAt(text, hit.start - 1) && text.charCodeAt(hit.start) < 0x2e80) return;
  const named = nameBehind(text, hit.end);
  if (named === undefined || named.end - named.start < 3) return;
  const { start, end, signed } = named;
  const behind = text.charCodeAt(end);
  if (isDotted(text, end, behind) || behind === 64 || behind === 40) return;
  const name = text.slice(start, end);
  const isMachine = isNumberedMachine(name) || (signed && isJoinedMachine(name));
  if (isMachine && !programs.test(name)) sink.add(labelled, start, end);
}

/** Dotted names and paths are read from their top-level label. */
function isDotted(text: string, end: number, code: number): boolean {
  return (code === 46 || code === 47 || code === 92) && isAsciiWord(text.charCodeAt(end + 1));
}

const promptEnd = /(?::[~/][^\s#$]{0,64}| [~/][^\s\]]{0,64}\]?)\s?[#$]|:~|:\/\S/y;

export function readPrompt({ text }: Scan, sink: Sink, { start, end }: LiteralHit): void {
  if (isWordAt(text, start - 1)) return;
  const to = machineNameEnd(text, end);
  promptEnd.lastIndex = to;
  if (to - end >= 2 && to - end < 40 && promptEnd.test(text) && !text.startsWith("localhost", end))
    sink.add(prompted, end, to);
}

/** First numbers below 50 are those of versions, unless the address is private: `cli-tools2 (8.2.18.0)`. */
const quad = /(?:10|[5-9]\d|1\d\d|2[0-4]\d)(?:\.\d{1,3}){3}(?:\/\d\d?)?[),]/y;
/** What package managers write before a name and its version. */
const packaging =
  /(?:Setting up|Unpacking|Preparing|Installing|Upgrading|Updating|Removing|Paket|package) $/i;

/** `pve-03 (192.0.2.7)`: the address begins at `at`. */
function addAddressed({ text }: Scan, sink: Sink, at: number): void {
  quad.lastIndex = at;
  if (!quad.test(text)) return;
  const end = at - 2;
  const start = machineNameStart(text, end);
  const name = text.slice(start, end);
  const isFree =
    !isWordAt(text, start - 1) &&
    !/[./@\\:]/.test(text.charAt(start - 1)) &&
    !packaging.test(text.slice(Math.max(0, start - 16), start));
  if (isFree && (isNumberedMachine(name) || /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/.test(name)))
    sink.add(addressed, start, end);
}

/** `May  6 11:20:41 mx2 postfix/smtpd[3011]:`, read at the seconds. */
const logLine =
  /(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d (?<host>[A-Za-z][\w-]{0,62}) [\w./-]{2,48}(?:\[\d{1,7}\])?:/y;
const untilSeconds = 13;
const untilHost = 16;

function addLogged({ text }: Scan, sink: Sink, seconds: number): void {
  logLine.lastIndex = seconds - untilSeconds;
  if (seconds < untilSeconds) return;
  const host = logLine.exec(text)?.groups?.["host"];
  if (host === undefined) return;
  const start = seconds - untilSeconds + untilHost;
  sink.add(logged, start, start + host.length);
}

const levels = /^(?:info|warn|warning|error|debug|notice|trace|fatal|crit|critical|emerg|alert|err)$/i;

/** `2024-05-06T11:20:41+02:00 mx2 postfix/smtpd[3011]:`, read at the number of the process. */
const isoLine = /\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)? (?<host>[A-Za-z][\w-]{0,62}) [\w./-]{2,48}\[$/;
const isoReach = 140;

function addIsoLogged({ text }: Scan, sink: Sink, process: number): void {
  const from = Math.max(0, process - isoReach);
  const found = isoLine.exec(text.slice(from, process));
  const host = found?.groups?.["host"];
  if (found === null || host === undefined || levels.test(host)) return;
  const start = from + found.index + found[0].indexOf(` ${host} `) + 1;
  sink.add(logged, start, start + host.length);
}

const colon = 58;
const open = 40;

/** Log lines and addresses in brackets are found by their digits. */
export function scanMachines(scan: Scan, sink: Sink): void {
  const { units, digits } = scan;
  const { count, edges, kinds } = sortedRuns(scan);
  for (let run = 0; run < count; run++) {
    if (((kinds[run] as number) & runKinds.machine) === 0) continue;
    const start = digits.edges[edges[run] as number] as number;
    const before = unitAt(units, start - 1);
    if (before === colon) addLogged(scan, sink, start);
    else if (before === open) addAddressed(scan, sink, start);
    else addIsoLogged(scan, sink, start);
  }
}
