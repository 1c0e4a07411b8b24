/* Texts of which readers see stretches only: literals in formulas, headers with codes between their words, trimmed texts. */

/** `[start, end)` of a text, and what is seen between it and the stretch before; undefined: it stands for itself. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly before: string | undefined;
}

const formulas = new Set(["f", "definedName", "formula", "formula1", "formula2", "@formula"]);
const headings = new Set([
  "oddHeader",
  "oddFooter",
  "evenHeader",
  "evenFooter",
  "firstHeader",
  "firstFooter",
]);

/** Undefined for texts that are seen as they stand. `name`: of the element, or of the attribute with its sign. */
export function stretchesOf(name: string, text: string): readonly Stretch[] | undefined {
  if (formulas.has(name) && text.includes('"')) return literalsOf(text);
  return headings.has(name) && text.includes("&") ? withoutCodes(text) : undefined;
}

/** `"203.0." & "113.7"` is one text, as is `CONCAT("203.0.", "113.7")`; a doubled quote stays as it is. */
function literalsOf(formula: string): readonly Stretch[] {
  const found: Stretch[] = [];
  const joints = /CONCAT/i.test(formula) ? concatJoints : joint;
  let behind = 0;
  for (let at = formula.indexOf('"'); at !== -1; at = formula.indexOf('"', behind)) {
    const end = endOfLiteral(formula, at + 1);
    const isJoined = found.length > 0 && joints.has(formula.slice(behind, at).trim());
    found.push({ start: at + 1, end, before: isJoined ? "" : undefined });
    behind = end + 1;
  }
  return found;
}

function endOfLiteral(formula: string, start: number): number {
  for (let at = formula.indexOf('"', start); at !== -1; at = formula.indexOf('"', at + 2)) {
    if (formula.charAt(at + 1) !== '"') return at;
  }
  return formula.length;
}

const joint = new Set(["&"]);
const concatJoints = new Set(["&", ",", ";"]);

/** ECMA-376, 18.3.1.39: places, fonts, sizes, colours, and fields that are filled in. `&&` is an ampersand. */
const code = /&(?:"[^"]{0,80}"|K[\dA-F]{6}|K\d\d[+-]\d{3}|\d{1,3}|[A-Z])/giy;
const places = /^&[LCR]/i;

function withoutCodes(text: string): readonly Stretch[] {
  const found: Stretch[] = [];
  let [start, before]: [number, string] = [0, ""];
  const close = (end: number): void => {
    if (end === start) return;
    found.push({ start, end, before: found.length === 0 ? undefined : before });
    before = "";
  };
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", start)) {
    close(at);
    code.lastIndex = at;
    const [found = text.slice(at, at + 1)] = code.exec(text) ?? [];
    if (places.test(found)) before = "\n";
    start = at + found.length;
  }
  close(text.length);
  return found;
}

/** What is left of a text without blanks around it (`xml:space`, XML 1.0, 2.10); undefined where there are none. */
export function trimmedOf(text: string): Stretch | undefined {
  const start = text.length - text.trimStart().length;
  const end = start + text.trim().length;
  return end - start === text.length ? undefined : { start, end, before: undefined };
}
