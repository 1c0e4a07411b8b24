/* EMAIL_ADDRESS: looks both ways from every `@`; any script, no list of top-level domains. */

import type { Span } from "../../core/types.js";
import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { unitAt } from "../units.js";
import { domainEnd } from "./email-domain.js";
import { localStart, longestLocal } from "./email-local.js";

const shapeFor = (confidence: number, name: string): CandidateShape => ({
  detector: "email",
  entity: "EMAIL_ADDRESS",
  confidence,
  evidence: [{ by: "structure", name }],
});

const plain = shapeFor(0.95, "addr-spec");
const single = shapeFor(0.7, "local-host");
const spaced = shapeFor(0.6, "spaced-at");
const overlong = shapeFor(0.6, "overlong-local-part");
const userinfo = shapeFor(0.6, "url-user");

/** Accounts of version control over SSH: `git@host:owner/repository` names a repository, not a person. */
const remoteUsers = new Set(["git", "hg", "svn", "gitea", "gitlab", "gogs", "forgejo", "aur"]);

const longestRemoteUser = 8;

/** A path follows the host; without one it is an address like any other, but for that of everybody's Git server. */
function isRemoteUser({ text, units }: Scan, name: Span, hostEnd: number): boolean {
  if (name.end - name.start > longestRemoteUser) return false;
  const user = text.slice(name.start, name.end).toLowerCase();
  const behind = unitAt(units, hostEnd);
  return user === "git" || ((behind === 0x3a || behind === 0x2f) && remoteUsers.has(user));
}

/** How far back a URL scheme is looked for, in UTF-16 units. */
const schemeReach = 128;

const tokenEnds = new Set(" \t\r\n\"'<>()[]{}|,;");

/** Text from the last blank, quote or bracket up to `start`. */
function tokenBefore(text: string, start: number): string {
  const lowest = Math.max(0, start - schemeReach);
  let at = start;
  while (at > lowest && !tokenEnds.has(text[at - 1] ?? "")) at--;
  return text.slice(at, start);
}

/**
 * What a URL before the name makes of it: `pass:word@host` is the business of url-userinfo, and so is a bare user of
 * anything but a web address.
 */
function urlRole({ text, units }: Scan, start: number): "none" | "user" | "skip" {
  const sign = unitAt(units, start - 1);
  if (sign !== 47 && sign !== 58 && sign !== 64) return "none";
  const token = tokenBefore(text, start);
  const scheme = token.lastIndexOf("://");
  if (scheme < 0) return "none";
  const authority = token.slice(scheme + 3);
  if (authority === "") return /^https?$/i.test(token.slice(0, scheme)) ? "user" : "skip";
  return /[/?#]/.test(authority) ? "none" : "skip";
}

interface Walk {
  readonly scan: Scan;
  readonly sink: Sink;
  /** End of the last address: no other begins before it. */
  floor: number;
}

function shapeOf(local: number, domain: string): CandidateShape {
  if (local > longestLocal + 2) return overlong;
  return domain.startsWith("[") || domain.includes(".") ? plain : single;
}

/** `a@b@c.example`: the name before the first of two signs belongs to the spelling. */
function doubledStart({ scan, floor }: Walk, start: number): number {
  if (unitAt(scan.units, start - 1) !== 64) return start;
  const before = localStart(scan, start - 1, floor);
  return before < start - 1 ? before : start;
}

/** Markdown's emphasis: `_jane@leak.test_` stands between its marks. */
const emphasised = ({ units }: Scan, start: number, end: number): number =>
  unitAt(units, start) === 0x5f && unitAt(units, end) === 0x5f ? start + 1 : start;

function tight(walk: Walk, at: number): void {
  const { scan } = walk;
  const { text } = scan;
  const end = domainEnd(scan, at + 1);
  if (end === at + 1) return;
  const name = localStart(scan, at, walk.floor);
  if (name === at || isRemoteUser(scan, { start: name, end: at }, end)) return;
  const role = urlRole(scan, name);
  if (role === "skip") return;
  const shape = role === "user" ? userinfo : shapeOf(at - name, text.slice(at + 1, end));
  walk.sink.add(shape, emphasised(scan, doubledStart(walk, name), end), end);
  walk.floor = end;
}

/** Top-level labels that make ` @ ` an address rather than prose or a matrix product. */
const spacedTop =
  /\.(?:com|org|net|edu|gov|mil|int|info|biz|test|example|invalid|name|email|mail|cloud|online|site|shop|[a-z]{2})$/;
const codeBefore = /[=([{+*/,]\s?$/;
const codeAfter = /^(?:[([=\w]|\s?[-+*/=@)])/;
const codeOwner = /^(?:self|this|np|torch|math|tf)\b/i;

/** `jane @ leak.test`, `jane@ leak.test`: one blank at most on either side, and nothing around that smells of code. */
function loose(walk: Walk, at: number): void {
  const { scan } = walk;
  const { text, units } = scan;
  const end = domainEnd(scan, at + 2);
  const domain = text.slice(at + 2, end);
  if (!spacedTop.test(domain) || codeOwner.test(domain)) return;
  const nameEnd = unitAt(units, at - 1) === 32 ? at - 1 : at;
  const start = localStart(scan, nameEnd, walk.floor);
  if (!/[a-z]{2}/i.test(text.slice(start, nameEnd))) return;
  if (codeBefore.test(text.slice(Math.max(0, start - 2), start)) || codeAfter.test(text.slice(end, end + 2)))
    return;
  walk.sink.add(spaced, start, end);
  walk.floor = end;
}

export const email: NativeDetector = {
  id: "email",
  entities: ["EMAIL_ADDRESS"],
  scan(scan, sink) {
    const { text, units } = scan;
    const walk: Walk = { scan, sink, floor: 0 };
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      if (unitAt(units, at + 1) === 32) loose(walk, at);
      else tight(walk, at);
    }
  },
};
