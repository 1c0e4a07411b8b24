/* How a replacement is spelled where not every sign may stand: in URIs of a package, and in names of sheets and formulas. */

import type { XmlDocument } from "../../xml.js";

/** Names of parts, and where relationships lead (ECMA-376 part 2, 6.2 and 6.5). */
const uriAttributes = new Set(["@Target", "@PartName"]);
/** In brackets a formula names another workbook, and the name of a sheet may hold none. */
const formulas = new Set(["f", "definedName", "formula", "formula1", "formula2", "@sheet"]);

const notUri = /[^\w.~:/?#@!$&'()*+,;=%-]/gu;

/** Signs that no URI may hold are escaped; an escape stays as it is. */
export const asUri = (text: string): string => text.replace(notUri, encodeURIComponent);

const asName = (text: string): string => text.replaceAll("[", "(").replaceAll("]", ")");

/** The replacement as the text of this node of an OOXML part may hold it. */
export function spellReplacement(document: XmlDocument, xml: number, replacement: string): string {
  const name = document.key(xml) ?? "";
  if (document.kind(xml) === "key") return replacement;
  if (uriAttributes.has(name)) return asUri(replacement);
  const isSheetName = name === "@name" && document.key(document.parent(xml)) === "sheet";
  return isSheetName || formulas.has(name) ? asName(replacement) : replacement;
}
