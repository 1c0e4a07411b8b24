/* Overlaps resolve after the decision: findings that share text become one region with one winner. */

/** One piece of one item. `item` numbers the items from 0. */
export interface ItemPart {
  readonly item: number;
  readonly node: number;
  readonly start: number;
  readonly end: number;
}

/** A stretch of one field that is replaced as a whole. */
export interface Region {
  readonly node: number;
  readonly start: number;
  readonly end: number;
  /** Item whose replacement is written here; -1 for a further piece of a group, which is emptied. */
  readonly winner: number;
  /** All items that share the group, on the region that carries the replacement; empty on the others. */
  readonly items: readonly number[];
}

interface Stretch {
  readonly node: number;
  readonly start: number;
  end: number;
  readonly items: number[];
}

/**
 * Merges overlapping parts into regions in source order, and joins regions that share an item into groups.
 * `stronger(a, b)` tells whether item a wins over item b; it must be a strict total order.
 */
export function resolveRegions(
  parts: readonly ItemPart[],
  stronger: (a: number, b: number) => boolean,
): readonly Region[] {
  const stretches = mergeParts(parts);
  if (standAlone(parts, stretches)) return stretches.map(aloneRegion);
  const group = groupItems(stretches);
  const winners = new Map<number, number>();
  const members = new Map<number, number[]>();
  for (const item of new Set(parts.map((part) => part.item))) {
    const root = group(item);
    const best = winners.get(root);
    if (best === undefined || stronger(item, best)) winners.set(root, item);
    const shared = members.get(root);
    if (shared === undefined) members.set(root, [item]);
    else shared.push(item);
  }
  return stretches.map(({ node, start, end, items }) => {
    const root = group(items[0] ?? -1);
    const winner = winners.get(root) ?? -1;
    const all = members.get(root) ?? [];
    winners.delete(root);
    return { node, start, end, winner, items: winner === -1 ? [] : all };
  });
}

/** By far the most common: no part overlaps another, and no item has two. */
function standAlone(parts: readonly ItemPart[], stretches: readonly Stretch[]): boolean {
  if (stretches.length !== parts.length) return false;
  for (let at = 1; at < parts.length; at++) {
    // Parts come item by item.
    if ((parts[at]?.item ?? 0) <= (parts[at - 1]?.item ?? 0)) return false;
  }
  return true;
}

const aloneRegion = ({ node, start, end, items }: Stretch): Region => ({
  node,
  start,
  end,
  winner: items[0] ?? -1,
  items,
});

function mergeParts(parts: readonly ItemPart[]): readonly Stretch[] {
  const sorted = isSorted(parts) ? parts : [...parts].sort(inOrder);
  const stretches: Stretch[] = [];
  let last: Stretch | undefined;
  for (const { item, node, start, end } of sorted) {
    if (last !== undefined && last.node === node && start < last.end) {
      last.end = Math.max(last.end, end);
      last.items.push(item);
    } else {
      last = { node, start, end, items: [item] };
      stretches.push(last);
    }
  }
  return stretches;
}

const inOrder = (a: ItemPart, b: ItemPart): number => a.node - b.node || a.start - b.start || b.end - a.end;

function isSorted(parts: readonly ItemPart[]): boolean {
  for (let at = 1; at < parts.length; at++) {
    if (inOrder(parts[at - 1] as ItemPart, parts[at] as ItemPart) > 0) return false;
  }
  return true;
}

/** Union-find over items that meet in a stretch. */
function groupItems(stretches: readonly Stretch[]): (item: number) => number {
  const parents = new Map<number, number>();
  const rootOf = (item: number): number => {
    let root = item;
    for (let up = parents.get(root); up !== undefined; up = parents.get(root)) root = up;
    for (let at = item; at !== root;) {
      const up = parents.get(at) ?? root;
      parents.set(at, root);
      at = up;
    }
    return root;
  };
  for (const { items } of stretches) {
    for (const item of items) {
      const [a, b] = [rootOf(items[0] ?? item), rootOf(item)];
      if (a !== b) parents.set(b, a);
    }
  }
  return rootOf;
}
