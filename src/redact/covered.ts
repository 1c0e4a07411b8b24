/* Tells whether a detector has found a person already where the search for known people finds one. */

import type { Item } from "./judged-item.js";
import type { Located } from "./locate.js";

const startOf = ({ parts }: { readonly parts: Item["parts"] }): number => parts[0]?.start ?? 0;
const endOf = ({ parts }: { readonly parts: Item["parts"] }): number => parts.at(-1)?.end ?? 0;

/** The function it returns is true when a finding of the same entity covers the place and is as sure. */
export function coveredBy(items: readonly Item[]): (node: number, located: Located) => boolean {
  const byPlace = new Map<string, Item[]>();
  for (const item of items) {
    if (item.entity !== "PERSON" && item.entity !== "ORGANIZATION") continue;
    const place = `${item.entity} ${String(item.node)}`;
    const same = byPlace.get(place);
    if (same === undefined) byPlace.set(place, [item]);
    else same.push(item);
  }
  for (const same of byPlace.values()) same.sort((a, b) => startOf(a) - startOf(b));
  return (node, located) => {
    const { entity, confidence } = located.match;
    const near = lastBefore(byPlace.get(`${entity} ${String(node)}`) ?? [], startOf(located));
    return near !== undefined && endOf(near) >= endOf(located) && near.confidence >= confidence;
  };
}

/** The last item that starts at or before `start`. */
function lastBefore(sorted: readonly Item[], start: number): Item | undefined {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = sorted[middle];
    if (item !== undefined && startOf(item) <= start) low = middle + 1;
    else high = middle;
  }
  return sorted[low - 1];
}
