/* What a client's request says in its head, for comparing one that came through the proxy with one that did not. */

import type { IncomingHttpHeaders } from "node:http";
import type { Received } from "./upstream.js";

/** They speak of one connection, or of a body that may have changed. */
const ofOneHop = new Set(["host", "connection", "keep-alive", "transfer-encoding", "content-length", "via"]);

export function headersOf(request: Received | undefined): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(request?.headers ?? {}).filter(([name]) => !ofOneHop.has(name)));
}
