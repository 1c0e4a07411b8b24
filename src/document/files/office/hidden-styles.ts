/* Styles whose texts nobody sees: between the runs of a value they are no part of it. */

import type { XmlDocument } from "../../xml.js";
import { attributeOf } from "./tables.js";

const off = new Set(["0", "false", "off", "none"]);
/** Styles are based on styles; Word stops at ten. */
const mostBases = 10;

interface Style {
  readonly base: string | undefined;
  hidden: boolean;
}

/** Names of hidden styles of all parts (`w:vanish`; `text:display="none"`). */
export function hiddenStylesOf(documents: readonly XmlDocument[]): ReadonlySet<string> {
  const styles = new Map<string, Style>();
  for (const document of documents) readStyles(document, styles);
  const isHidden = (name: string | undefined, bases = 0): boolean => {
    const style = name === undefined || bases > mostBases ? undefined : styles.get(name);
    return style !== undefined && (style.hidden || isHidden(style.base, bases + 1));
  };
  return new Set([...styles.keys()].filter((name) => isHidden(name)));
}

function readStyles(document: XmlDocument, styles: Map<string, Style>): void {
  let [style, after]: [Style | undefined, number] = [undefined, 0];
  for (let node = 1; node < document.size; node++) {
    if (node >= after) style = undefined;
    const name = document.kind(node) === "key" ? undefined : document.key(node);
    if (name === "style") {
      const id = attributeOf(document, node, "@styleId") ?? attributeOf(document, node, "@name");
      style = { base: baseOf(document, node), hidden: false };
      after = document.after(node);
      if (id !== undefined) styles.set(id, style);
    } else if (style !== undefined && name !== undefined) style.hidden ||= hides(document, node, name);
  }
}

function baseOf(document: XmlDocument, style: number): string | undefined {
  const parent = attributeOf(document, style, "@parent-style-name");
  if (parent !== undefined) return parent;
  for (let node = style + 1; node < document.after(style); node = document.after(node)) {
    if (document.kind(node) !== "key" && document.key(node) === "basedOn")
      return attributeOf(document, node, "@val");
  }
  return undefined;
}

function hides(document: XmlDocument, node: number, name: string): boolean {
  if (name === "vanish") return !off.has(attributeOf(document, node, "@val") ?? "");
  return name === "text-properties" && attributeOf(document, node, "@display") === "none";
}
