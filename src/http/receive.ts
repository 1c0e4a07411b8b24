/* The body of a request: taken whole, or, where a long text may be in it, as it arrives. */

import { AppError } from "../core/errors.js";
import { parseMediaType } from "../document/media-type.js";
import type { Arriving, ArrivingRequest } from "./arriving.js";
import type { Exchange } from "./exchange.js";
import { receiveForm } from "./form-upload.js";
import { isIdentity, requireCoding } from "./inflate.js";
import { bodyLimit, type Judge, type Received } from "./judge.js";
import { readBody } from "./read-body.js";
import { receiveUpload } from "./upload.js";

/** Nothing is read that would be refused anyway. Rejects like `readBody`, and with what the begin of a body is refused for. */
export async function receiveBody(
  tools: Judge,
  exchange: Exchange,
  { head, route }: Pick<Received, "head" | "route">,
): Promise<Buffer | Arriving> {
  const { limits } = tools;
  requireCoding(head.coding);
  const limit = bodyLimit(limits, route, head);
  if (head.contentLength > limit) throw new AppError("body_too_large");
  if (exchange.awaitsContinue) exchange.res.writeContinue();
  const request = { head, route, limit };
  if (mayArrive(tools, request)) {
    if (route.body === "upload") return receiveUpload(tools, exchange, request);
    const boundary = boundaryOf(tools, request);
    if (boundary !== undefined) return receiveForm(tools, exchange, { ...request, boundary });
  }
  return readBody(exchange.req, {
    limit,
    announced: head.contentLength,
    deadlineMs: limits.bodyMs,
    inFlight: exchange.lease,
  });
}

/** Content codings need the whole; so do policies that may refuse a text, which the redactor knows. */
const mayArrive = ({ limits }: Judge, { head }: ArrivingRequest): boolean =>
  isIdentity(head.coding) && (head.contentLength === -1 || head.contentLength > limits.uploadTextBytes);

/** In shadow mode what cannot be framed passes; what is wrong with a media type is told where the body is read. */
function boundaryOf({ mode }: Judge, { head, route }: ArrivingRequest): string | undefined {
  if (mode !== "enforce" || route.body !== "document") return undefined;
  try {
    const { essence, boundary } = parseMediaType(head.contentType);
    return essence === "multipart/form-data" ? boundary : undefined;
  } catch {
    return undefined;
  }
}
