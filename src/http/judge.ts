/* From a received body to what may be forwarded: decode, redact, finish the effects, by the policy's mode. */

import type { Desk, DeskRoute } from "../core/desk.js";
import { AppError, errorTable, filesOfRefusal, type ErrorCode } from "../core/errors.js";
import { withRoomForFiles, type Limits } from "../core/limits.js";
import type { Observer } from "../core/observer.js";
import type { Mode } from "../core/policy.js";
import type { Redaction, Redactor, RoutedBy } from "../core/redaction.js";
import { inTime } from "./deadline.js";
import type { Exchange } from "./exchange.js";
import type { RequestHead } from "./framing.js";
import { inflateBody, isIdentity } from "./inflate.js";
import { dropMethodOverride } from "./method-override.js";
import { writeVerdict } from "./verdict.js";

export interface Judge {
  readonly redactor: Redactor;
  readonly desk: Desk;
  /** In shadow mode a payload that cannot be read is forwarded as it came. */
  readonly mode: Mode;
  readonly limits: Limits;
  readonly observer: Observer;
}

export interface Received {
  readonly head: RequestHead;
  readonly route: DeskRoute;
  /** As it came, content coding included. */
  readonly body: Buffer;
}

/** What to forward, and the verdict header. */
export interface Judged {
  readonly body: Buffer;
  readonly query: string | undefined;
  /** The content coding was taken off. */
  readonly decoded: boolean;
  readonly verdict: string;
}

/** Bytes of a body. Files make it large: they come by themselves, in a form, in a mail or in base64. */
export function bodyLimit(
  limits: Limits,
  route: DeskRoute | undefined,
  { contentType }: Pick<RequestHead, "contentType">,
): number {
  if (route?.body === "mail") return limits.openedBytes;
  if (route?.body === "upload" || /^\s*multipart\/form-data/i.test(contentType)) return limits.uploadBytes;
  return route?.carriesFiles === true ? withRoomForFiles(limits).bytes : limits.bytes;
}

/** In shadow mode what could not be read passes, and says so. */
export const unreadVerdict = "pass; shadow=unread";

export const codeOf = (error: unknown): ErrorCode => (error instanceof AppError ? error.code : "internal");

/** Throws AppError `pii_rejected` and what the redactor throws; in shadow mode what cannot be read passes as it is. */
export async function judge(tools: Judge, exchange: Exchange, received: Received): Promise<Judged> {
  const from = performance.now();
  try {
    const work = decide(tools, exchange, received);
    const redaction = await inTime(work, tools.limits.totalMs, "detector_timeout");
    return settle(redaction, received);
  } catch (error) {
    const code = codeOf(error);
    exchange.refusedFiles = filesOfRefusal(error);
    if (tools.mode === "enforce" || stopsShadow(code)) throw error;
    exchange.code = code;
    tools.observer.event("warn", `shadow_${code}`);
    return asItCame(received, unreadVerdict);
  } finally {
    exchange.redactMs = performance.now() - from;
  }
}

/** Limits of size and load protect the proxy itself, whatever the mode. */
export const stopsShadow = (code: ErrorCode): boolean =>
  errorTable[code].status === 413 || code === "overloaded";

async function decide(tools: Judge, exchange: Exchange, received: Received): Promise<Redaction> {
  const redaction = await redact(tools, exchange, received);
  const { report, effects } = redaction;
  exchange.report = report;
  if (report.mode !== "shadow" && report.verdict === "reject") {
    exchange.items = report.rejected;
    throw new AppError("pii_rejected");
  }
  for (const effect of effects) await effect.run();
  return redaction;
}

async function redact(tools: Judge, exchange: Exchange, { head, route, body }: Received): Promise<Redaction> {
  const { redactor, desk, limits, mode } = tools;
  let plain = body;
  if (head.hasBody && !isIdentity(head.coding)) {
    const limit = bodyLimit(limits, route, head);
    plain = await inflateBody(body, head.coding, { limit, limits, inFlight: exchange.lease });
  }
  const query = head.query === undefined ? {} : { query: head.query };
  return redactor.redact(
    { body: plain, mediaType: head.contentType },
    { desk, route, routedBy: routedBy(head), givesPayload: mode === "enforce", ...query },
  );
}

/** What a thread needs to find the route again. */
export const routedBy = ({ method, path }: RequestHead): RoutedBy => ({ method, path });

const asItCame = ({ head, body }: Received, verdict: string): Judged => ({
  body,
  query: head.query,
  decoded: false,
  verdict,
});

function settle({ payload, query, report }: Redaction, received: Received): Judged {
  const verdict = writeVerdict(report);
  if (report.mode === "shadow") return asItCame(received, verdict);
  const { head } = received;
  return {
    body: isForm(head) ? withoutOverride(payload.body) : payload.body,
    query: query === undefined ? undefined : dropMethodOverride(query),
    decoded: !isIdentity(head.coding),
    verdict,
  };
}

const isForm = ({ contentType }: RequestHead): boolean =>
  /^\s*application\/x-www-form-urlencoded/i.test(contentType);

/** A form is ASCII or UTF-8; as latin1 every byte stays itself. */
function withoutOverride(body: Buffer): Buffer {
  const form = body.toString("latin1");
  const kept = dropMethodOverride(form);
  return kept === form ? body : Buffer.from(kept, "latin1");
}
