/* Custom fields carry their name beside their value: `{"title": "Mobile phone", "value": "..."}`. */

import type { Document } from "../core/document.js";
import type { ScanHint } from "../core/reading.js";
import { memoByKey } from "../core/key-memo.js";
import { isSecretName } from "../detect/credential/credential-key.js";
import { callingOfKey } from "../detect/phone/keys.js";

const valueKeys = new Set(["value", "values", "answer", "answers", "field_value", "fieldvalue"]);
const titleKeys = new Set(
  "title label name display_name displayname field_name fieldname question key field attribute".split(" "),
);
const holdsValue = memoByKey((key) => valueKeys.has(key.toLowerCase()));
/** Members looked at: a custom field has few. */
const mostMembers = 16;

/** The node of the member that holds the value: the value itself, or the array or object around it. */
function memberOf(document: Document, node: number): number {
  let at = node;
  while (at > 0 && document.key(at) === undefined) at = document.parent(at);
  return at;
}

/** Texts of the members beside the value that may be its title. */
function* titlesBeside(document: Document, member: number): Generator<string> {
  const object = document.parent(member);
  if (object < 0) return;
  const end = document.after(object);
  let at = object + 1;
  for (let seen = 0; at < end && seen < mostMembers; seen++) {
    // A key stands right before its value.
    const value = document.kind(at) === "key" ? at + 1 : at;
    if (document.kind(value) === "string" && titleKeys.has(document.key(value)?.toLowerCase() ?? ""))
      yield document.text(value);
    at = document.after(value);
  }
}

/** The hint with the field's title for its key where the title says that the value is a phone or a secret. */
export function withTitle(document: Document, node: number, hint: ScanHint): ScanHint {
  if (hint.key === undefined || !holdsValue(hint.key)) return hint;
  for (const title of titlesBeside(document, memberOf(document, node))) {
    if (callingOfKey(title) === "phone" || isSecretName(title)) return { ...hint, key: title };
  }
  return hint;
}
