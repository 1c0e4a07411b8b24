/* What each header of a mail is for at a desk that makes a ticket of it; a mail that is a file is content all through. */

import type { FieldPaths, FieldUse } from "./field-map.js";

/** Whom the desk answers, and what it finds the ticket's queue and thread by. Copies are told by the mail itself. */
const uses: Readonly<Record<string, FieldUse>> = {
  envelope: "contact",
  from: "requester",
  sender: "requester",
  "reply-to": "requester",
  "return-path": "contact",
  "x-envelope-from": "contact",
  to: "contact",
  "delivered-to": "contact",
  "x-original-to": "contact",
  "envelope-to": "contact",
  "x-envelope-to": "contact",
  subject: "subject",
  "message-id": "identifier",
  "in-reply-to": "identifier",
  references: "identifier",
};

export const mailFields: FieldPaths = {
  ...Object.fromEntries(
    Object.entries(uses).flatMap(([name, use]) => [
      [`headers.${name}`, use],
      [`headers.${name}.*`, use],
    ]),
  ),
  /** Pictures in the text are found by it. */
  "parts.*.headers.content-id": "identifier",
  "parts.*.parts.*.headers.content-id": "identifier",
  "parts.*.parts.*.parts.*.headers.content-id": "identifier",
};
