/* What Zendesk's field map says of one body. */

import { zendesk } from "../../src/desks/zendesk.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";

const json = parseMediaType("application/json");

/** Role of each string by its path; HTML fields are `html`. */
export function rolesOf(request: string, body: object): Record<string, string> {
  const [method = "", path = ""] = request.split(" ");
  const document = readDocument(Buffer.from(JSON.stringify(body)), json);
  const annotation = zendesk.route(method, path).annotate(document);
  const roles: Record<string, string> = {};
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) !== "string") continue;
    const role = annotation.format(node) === "html" ? "html" : annotation.role(node);
    roles[document.path(node)] = role;
  }
  return roles;
}

/** An object with the string `x` at each of the dotted paths; a number is a position in an array. */
export function bodyWith(paths: readonly string[]): object {
  const root: Record<string, unknown> = {};
  for (const path of paths) place(root, path.split("."));
  return root;
}

function place(into: Record<string, unknown>, [name = "", ...rest]: readonly string[]): void {
  if (rest.length === 0) into[name] = "x";
  else place((into[name] ??= /^\d/.test(rest[0] ?? "") ? [] : {}) as Record<string, unknown>, rest);
}
