/* Request ids: the client's own where it cannot carry anything else, else a new one. */

import { randomUUID } from "node:crypto";

/** UUID, 32 hex digits or ULID; freer forms, and digits alone, could hold a number or a name, and ids are logged. */
const shape = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{32}|[0-7][\dA-HJKMNP-TV-Z]{25})$/i;

export function requestIdOf(given: string | readonly string[] | undefined): string {
  return typeof given === "string" && shape.test(given) && /[a-z]/i.test(given) ? given : randomUUID();
}
