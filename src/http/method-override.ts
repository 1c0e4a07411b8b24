/* Takes `_method` out of queries and forms: frameworks would take its value for the real method (evasion case A21). */

import { percentBytes } from "../document/percent.js";

const override = "_method";

/** Most payloads have no name that begins with an underscore, plain or escaped, and are not looked at further. */
const suspect = /(?:^|[&;])(?:[\s+]|%(?:20|0[9ad]))*(?:_|%5f)/i;

/** A query or form body, as latin1, without its `_method` members; the same string when there are none. Linear. */
export function dropMethodOverride(form: string): string {
  if (!suspect.test(form)) return form;
  let kept = "";
  for (let start = 0; start < form.length;) {
    const end = memberEnd(form, start);
    if (!isOverride(form.slice(start, end))) kept += form.slice(start, end + 1);
    start = end + 1;
  }
  return kept.length === form.length ? form : kept.replace(/[&;]$/, "");
}

/** Older form parsers take `;` for a separator as well. */
function memberEnd(form: string, start: number): number {
  for (let at = start; at < form.length; at++) {
    const unit = form.charCodeAt(at);
    if (unit === 0x26 || unit === 0x3b) return at;
  }
  return form.length;
}

function isOverride(member: string): boolean {
  const equals = member.indexOf("=");
  const name = equals === -1 ? member : member.slice(0, equals);
  return percentBytes(name.replace(/\+/g, " ")).trim().toLowerCase() === override;
}
