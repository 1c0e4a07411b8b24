/* HOSTNAME: dotted names by their top-level label, machines by a label, a log line, a prompt or an address behind them. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isDigit, isWordAt } from "../natives/characters.js";
import { hostNameStart, isSite, readHostName, type HostName } from "./host-name.js";
import { hostLabels, promptUsers, readLabelled, readPrompt, scanMachines } from "./machines.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { allTops } from "./top-level.js";
import { urlEnd } from "./url-extent.js";
import { shapesOf } from "../shape.js";

const shape = shapesOf({ detector: "hostname", entity: "HOSTNAME" }, "structure");

const full = shape(0.9, "domain-name");
const short = shape(0.7, "domain-name");

const site: CandidateShape = {
  detector: "hostname",
  entity: "URL",
  kind: "bare",
  confidence: 0.7,
  evidence: [{ by: "structure", name: "bare-domain" }],
};

/** Message identifiers name the host that wrote them behind an `@`. */
const messageId = /message-id[=:]\s{0,2}<[^\s<>@]{1,128}@$/i;

/** Invisible characters inside a spelling: the view without them reads it whole. */
const invisible = /[\u00ad\u200b-\u200f\u2060\ufeff]/;

/** Signs before a name that make it part of a path, a URL, an escape, or a hidden file (`.env.example`). */
const joints = new Uint8Array(0x80);
for (const sign of "/\\%$&.") joints[sign.charCodeAt(0)] = 1;
const at = 64;
const equals = 61;
const closing = 62;

/** What stands before a name decides first: most names are those of mail addresses and URLs. */
function isPartOfOther({ text, units }: UnitText, start: number, end: number): boolean {
  const before = unitAt(units, start - 1);
  if (before === at) {
    if (unitAt(units, end) !== closing) return true;
    return !messageId.test(text.slice(Math.max(0, start - 160), start));
  }
  if (before > 0x7f)
    return invisible.test(text.charAt(start - 1)) || (before < 0x250 && isWordAt(text, start - 1));
  // The sign of a mail address in quoted-printable.
  if (before === equals) return text.startsWith("40", start) || text.startsWith("3D", start);
  return joints[before] === 1;
}

const colon = 58;
const longestPort = 5;

/** Where a path or a query begins behind a name and its port; -1 for none. */
function pathStart(units: Units, end: number): number {
  let at = end;
  if (unitAt(units, at) === colon && isDigit(unitAt(units, at + 1))) {
    at++;
    while (at <= end + longestPort && isDigit(unitAt(units, at))) at++;
  }
  const code = unitAt(units, at);
  return code === 47 || code === 63 ? at : -1;
}

const script =
  /(?:(?:s[ck]r[iy]pte?n?|скрипт\p{L}{0,2}|perl|cgi|file|datei|bestand|fichier|archivo|plik\p{L}?|run|execute)[ :"'`„“(]{1,3}|-\w )$/iu;

/** `the script import.pl`: Poland's top-level name is Perl's suffix, too. */
const isScript = ({ text }: Scan, { start, labels }: HostName): boolean =>
  labels.length === 2 && labels[1] === "pl" && script.test(text.slice(Math.max(0, start - 16), start));

function addName(scan: Scan, sink: Sink, name: HostName): void {
  const { start, end, labels, sure } = name;
  const { units } = scan;
  if (isScript(scan, name)) return;
  const path = pathStart(units, end);
  if (!sure && path < 0) return;
  sink.add(labels.length > 2 ? full : short, start, end);
  if (isSite(name) || (path >= 0 && labels.length > 2))
    sink.add(site, start, path >= 0 ? urlEnd(units, path) : end);
}

function onTop(scan: Scan, sink: Sink, hit: LiteralHit): void {
  const { end } = hit;
  const start = hostNameStart(scan.units, hit.start, end);
  if (start < 0 || isPartOfOther(scan, start, end)) return;
  const name = readHostName(scan.text, { start, end });
  if (name !== undefined) addName(scan, sink, name);
}

const tops = allTops.map((name) => `.${name}`);
const firstPrompt = tops.length + hostLabels.length;

export const hostname: NativeDetector = {
  id: "hostname",
  entities: ["HOSTNAME", "URL"],
  literals: [...tops, ...hostLabels, ...promptUsers].map((text) => ({ text })),
  scan(scan, sink) {
    if (scan.hint.numeric !== true) scanMachines(scan, sink);
  },
  onLiteral(scan, sink, hit) {
    if (hit.literal < tops.length) onTop(scan, sink, hit);
    else if (hit.literal < firstPrompt) readLabelled(scan, sink, hit);
    else readPrompt(scan, sink, hit);
  },
};
