/* What a browser does not show, so that a value is also found when hidden filler runs through it. */

import { appendSynthetic, createStrand, pushPiece, type Strand, textOf } from "./strand.js";

/** Follows the element that hides its content, by tags of its own name. */
export interface Hiding {
  /** Lower case; empty while nothing is hidden. */
  name: string;
  depth: number;
  /** Offsets in the text strand where hidden text starts and ends, by turns. */
  readonly edges: number[];
}

export function createHiding(): Hiding {
  return { name: "", depth: 0, edges: [] };
}

/** Without content, they hide nothing. */
const voidElements = new Set(
  "area base br col embed hr img input link meta param source track wbr".split(" "),
);

export interface OpenTag {
  readonly name: string;
  readonly hides: boolean;
}

/** Returns whether the tag starts to hide; what has to stand before it then stands. */
export function noteStart(hiding: Hiding, { name, hides }: OpenTag, text: Strand): boolean {
  if (hiding.depth === 0 && !hides) return false;
  const lower = name.toLowerCase();
  if (hiding.depth > 0) {
    if (lower === hiding.name) hiding.depth++;
    return false;
  }
  if (voidElements.has(lower)) return false;
  if (text.gap !== "") appendSynthetic(text, text.gap, text.ends.at(-1) ?? 0);
  text.gap = "";
  hiding.name = lower;
  hiding.depth = 1;
  hiding.edges.push(text.length);
  return true;
}

/** Returns whether the tag ends what is hidden. */
export function noteEnd(hiding: Hiding, name: string, text: Strand): boolean {
  if (hiding.depth === 0 || name.toLowerCase() !== hiding.name) return false;
  hiding.depth--;
  if (hiding.depth > 0) return false;
  hiding.edges.push(text.length);
  return true;
}

/** A line break like others, but of an element that is not shown: what is around it stands on one line. */
const hiddenBreak = "\r\n";

export function hideGap(text: Strand): void {
  if (text.gap !== "") text.gap = hiddenBreak;
}

const hidden =
  /display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|mso-hide\s{0,9}:|(?:font-size|opacity)\s{0,9}:\s{0,9}0(?:px|pt|em|%)?\s{0,9}(?:;|$)/i;

/** Value of a `style` attribute, as it stands. */
export function isHidingStyle(style: string): boolean {
  return hidden.test(style);
}

/** The strand without its hidden runs; undefined when it has none. */
export function visiblePart(strand: Strand, { edges }: Hiding): Strand | undefined {
  if (edges.length === 0) return undefined;
  const visible = createStrand();
  const text = textOf(strand);
  let passed = 0;
  for (const [run, out] of strand.outs.entries()) {
    while (passed < edges.length && (edges[passed] ?? 0) <= out) passed++;
    if (passed % 2 === 1) continue;
    const units = text.slice(out, strand.outs[run + 1] ?? text.length);
    const start = strand.starts[run] ?? 0;
    const end = strand.ends[run] ?? 0;
    if (start < end || units !== hiddenBreak) pushPiece(visible, units, { start, end });
  }
  return visible;
}
