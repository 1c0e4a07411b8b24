/* HOSTNAME: dotted names by their top-level label, machines by a label, a log line, a prompt or an address behind them. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isWordAt } from "../natives/characters.js";
import { isSite, readHostName, type HostName } from "./host-name.js";
import { hostLabels, promptUsers, readLabelled, readPrompt, scanMachines } from "./machines.js";
import { allTops } from "./top-level.js";
import { urlEnd } from "./url-extent.js";

const shape = (confidence: number, name: string): CandidateShape => ({
  detector: "hostname",
  entity: "HOSTNAME",
  confidence,
  evidence: [{ by: "structure", name }],
});

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

/** What stands before a name: a path, a mail address (`=40` is its sign in quoted-printable), an escape, a word. */
function isPartOfOther(text: string, start: number): boolean {
  const before = text.charAt(start - 1);
  if (before === "@") return !messageId.test(text.slice(Math.max(0, start - 160), start));
  if (before === "=") return text.startsWith("40", start) || text.startsWith("3D", start);
  if ("/\\%$&".includes(before)) return before !== "";
  return invisible.test(before) || (isWordAt(text, start - 1) && text.charCodeAt(start - 1) < 0x250);
}

function isFollowedByPath(text: string, end: number): boolean {
  const code = text.charCodeAt(end);
  return code === 47 || code === 63;
}

function addName({ text }: Scan, sink: Sink, name: HostName): void {
  const { start, end, labels, sure } = name;
  const path = isFollowedByPath(text, end);
  if (!sure && !path) return;
  sink.add(labels.length > 2 ? full : short, start, end);
  if (isSite(name) || (path && labels.length > 2)) sink.add(site, start, path ? urlEnd(text, end) : end);
}

function onTop(scan: Scan, sink: Sink, { start, end }: LiteralHit): void {
  const name = readHostName(scan.text, start, end);
  if (name !== undefined && !isPartOfOther(scan.text, name.start)) addName(scan, sink, name);
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
