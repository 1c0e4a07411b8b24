/* IP_ADDRESS: IPv6, dotted IPv4 and its disguises, each with its class as kind (`ipv4-private`, `ipv6-public`). */

import type { CandidateShape, NativeDetector, Scan, Sink } from "../detector.js";
import { classifyV6, isIgnored, neverFound, type IpClass } from "./ip-classes.js";
import { scanSpelled } from "./ip-spelled.js";
import { scanV4 } from "./ipv4.js";
import { scanV6 } from "./ipv6.js";

type Family = "ipv4" | "ipv6";
type Tier = "sure" | "likely" | "possible" | "weak";

const confidences: Readonly<Record<Tier, number>> = { sure: 0.95, likely: 0.85, possible: 0.7, weak: 0.55 };

const perTier = (): Readonly<Record<Tier, Map<IpClass, CandidateShape>>> => ({
  sure: new Map(),
  likely: new Map(),
  possible: new Map(),
  weak: new Map(),
});
const shapes = { ipv4: perTier(), ipv6: perTier() } as const;

function createShape(family: Family, name: IpClass, tier: Tier): CandidateShape {
  return {
    detector: "ip",
    entity: "IP_ADDRESS",
    kind: `${family}-${name}`,
    confidence: confidences[tier],
    evidence: [
      { by: "pattern", name: family },
      { by: "check", name: `ip-class:${name}` },
    ],
  };
}

/** One shape per class, family and tier, made at its first use. */
function shapeOf(family: Family, name: IpClass, tier: Tier): CandidateShape {
  const known = shapes[family][tier];
  const shape = known.get(name) ?? createShape(family, name, tier);
  known.set(name, shape);
  return shape;
}

function tierOf(points: number): Tier {
  if (points >= 5) return "sure";
  if (points >= 3) return "likely";
  return points >= 1 ? "possible" : "weak";
}

/** Spans of addresses already added, flat and in order, so that the quad inside an IPv6 address is not listed again. */
function startsInside(spans: readonly number[], from: number, start: number): number {
  let at = from;
  while (at < spans.length && (spans[at + 1] ?? 0) <= start) at += 2;
  return at;
}

function scanAll(scan: Scan, sink: Sink): void {
  const { text, settings } = scan;
  const taken: number[] = [];
  const wanted = (family: Family, name: IpClass): boolean =>
    !isIgnored(name, family, settings.ignoredIpClasses);
  scanV6(text, ({ start, end, groups }) => {
    const name = classifyV6(groups);
    taken.push(start, end);
    if (!neverFound.has(name) && wanted("ipv6", name)) sink.add(shapeOf("ipv6", name, "sure"), start, end);
  });
  let cursor = 0;
  scanV4(scan, ({ start, end, name, points }) => {
    cursor = startsInside(taken, cursor, start);
    if (start >= (taken[cursor] ?? Infinity)) return;
    if (!neverFound.has(name) && wanted("ipv4", name))
      sink.add(shapeOf("ipv4", name, tierOf(points)), start, end);
  });
  scanSpelled(scan, ({ start, end, name }) => {
    if (wanted("ipv4", name)) sink.add(shapeOf("ipv4", name, "likely"), start, end);
  });
}

export const ip: NativeDetector = {
  id: "ip",
  entities: ["IP_ADDRESS"],
  scan(scan, sink) {
    if (scan.hint.numeric === true) return;
    scanAll(scan, sink);
  },
};
