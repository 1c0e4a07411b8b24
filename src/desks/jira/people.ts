/* Fields of Jira that hold a list of people: their names are the customer's own, so only their shape tells. */

import type { Document } from "../../core/document.js";

/** Fields of the issue itself that name one person each, and lists that are no people in copy. */
const ownFields = new Set(["reporter", "creator", "assignee", "comment", "worklog", "attachment"]);

/** Members that only a person has. */
const personKeys = new Set(["accountId", "emailAddress"]);

function isPerson(document: Document, object: number): boolean {
  if (document.kind(object) !== "object") return false;
  for (let node = object + 1; node < document.after(object); node = document.after(node)) {
    if (document.kind(node) === "string" && personKeys.has(document.key(node) ?? "")) return true;
  }
  return false;
}

/** The member of `fields` or `update` that a node of any depth stands in is `node` itself here. */
function isFieldList(document: Document, node: number): boolean {
  const [kind, holder] = [document.kind(node), document.parent(node)];
  if (kind !== "array" || holder === -1 || ownFields.has(document.key(node) ?? "")) return false;
  const name = document.key(holder);
  return name === "fields" || name === "update";
}

/** `{"add": {"accountId": "…"}}`, `{"set": [{"accountId": "…"}]}`: an edit of such a list. */
function addsPeople(document: Document, edit: number): boolean {
  if (document.kind(edit) !== "object") return false;
  for (let node = edit + 1; node < document.after(edit); node = document.after(node)) {
    const key = document.kind(node) === "key" ? undefined : document.key(node);
    if (key !== "add" && key !== "set") continue;
    if (isPerson(document, node)) return true;
    if (document.kind(node) !== "array") continue;
    for (let one = node + 1; one < document.after(node); one = document.after(one)) {
      if (isPerson(document, one)) return true;
    }
  }
  return false;
}

/** Elements of lists of people in an issue's fields, such as request participants. Each node is looked at a few times. */
export function findPeopleLists(document: Document): readonly number[] {
  const found: number[] = [];
  for (let node = 1; node < document.size; node++) {
    if (!isFieldList(document, node)) continue;
    for (let one = node + 1; one < document.after(node); one = document.after(one)) {
      if (isPerson(document, one) || addsPeople(document, one)) found.push(one);
    }
  }
  return found;
}
