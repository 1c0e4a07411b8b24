/* Where names of machines stand: behind a label, in log lines, in prompts of a shell, before an address in brackets. */

import type { LiteralHit, Scan, Sink } from "../detector.js";
import { isAsciiWord, isWordAt, isWordUnitAt } from "../natives/characters.js";
import { runKinds } from "../run-kinds.js";
import { sortedRuns } from "../run-sorter.js";
import { unitAt, type Units } from "../units.js";
import {
  isJoinedMachine,
  isNumberedMachine,
  machineNameEnd,
  machineNameStart,
  mayBeMachineName,
} from "./machine-name.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "hostname", entity: "HOSTNAME" }, "label");

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

const quotes = new Uint8Array(0x10000);
for (const sign of "\"'`*„“«") quotes[sign.charCodeAt(0)] = 1;

const isBlank = (code: number): boolean => code === 32 || code === 9;
const isSign = (code: number): boolean => code === 58 || code === 61 || code === 124;

function passBlanks(units: Units, from: number): number {
  if (!isBlank(unitAt(units, from))) return from;
  return isBlank(unitAt(units, from + 1)) ? from + 2 : from + 1;
}

function passQuotes(units: Units, from: number): number {
  if (quotes[unitAt(units, from)] !== 1) return from;
  return quotes[unitAt(units, from + 1)] === 1 ? from + 2 : from + 1;
}

const signPlace = (units: Units, label: number): number =>
  isBlank(unitAt(units, label)) ? label + 1 : label;

const isSigned = (units: Units, label: number): boolean => isSign(unitAt(units, signPlace(units, label)));

/** Start of the name behind the label that ends at `label`; -1 when it goes on. */
function nameBehind(units: Units, label: number): number {
  const sign = signPlace(units, label);
  const behind = isSign(unitAt(units, sign)) ? sign + 1 : sign;
  const start = passQuotes(units, passBlanks(units, behind));
  return start === label && unitAt(units, start - 1) !== 32 ? -1 : start;
}

/** Dotted names and paths are read from their top-level label; accounts and calls are no machines. */
function goesOn(units: Units, end: number): boolean {
  const code = unitAt(units, end);
  if (code === 64 || code === 40) return true;
  return (code === 46 || code === 47 || code === 92) && isAsciiWord(unitAt(units, end + 1));
}

/** Needs a digit in prose; behind a colon or an equals sign, parts joined by dashes will do. */
export function readLabelled({ text, units }: Scan, sink: Sink, hit: LiteralHit): void {
  const start = nameBehind(units, hit.end);
  const end = start < 0 ? start : machineNameEnd(units, start);
  if (end - start < 3) return;
  const signed = isSigned(units, hit.end);
  if (!mayBeMachineName(units, { start, end }, signed) || goesOn(units, end)) return;
  if (unitAt(units, hit.start) < 0x2e80 && isWordUnitAt(units, hit.start - 1)) return;
  const name = text.slice(start, end);
  const isMachine = isNumberedMachine(name) || (signed && isJoinedMachine(name));
  if (isMachine && !programs.test(name)) sink.add(labelled, start, end);
}

const promptEnd = /(?::[~/][^\s#$]{0,64}| [~/][^\s\]]{0,64}\]?)\s?[#$]|:~|:\/\S/y;

export function readPrompt({ text, units }: Scan, sink: Sink, { start, end }: LiteralHit): void {
  if (isWordUnitAt(units, start - 1)) return;
  const to = machineNameEnd(units, end);
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
