/* From a proven delivery to what may be stored: redact by the policy, or say why it may not pass. */

import { AppError, errorTable, filesOfRefusal, type ErrorCode } from "../../core/errors.js";
import type { Limits } from "../../core/limits.js";
import type { Mode } from "../../core/policy.js";
import type { Redaction, Redactor } from "../../core/redaction.js";
import { inTime } from "../deadline.js";
import { isIdentity } from "../inflate.js";
import { codeOf, stopsShadow } from "../judge.js";
import type { Arrival } from "./arrival.js";
import { passedHeaders, withoutSecrets } from "./outgoing.js";
import type { ReceivedDelivery } from "./read-delivery.js";

export interface DeliveryJudge {
  readonly redactor: Redactor;
  readonly mode: Mode;
  readonly limits: Limits;
}

/** What goes on. */
export interface Passing {
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

/** Either what goes on, or the code for which it is put aside. */
export type Judgement = { readonly passing: Passing } | { readonly aside: ErrorCode };

/** Rejects with AppError where the fault is ours and may be gone at the next attempt. */
export async function judgeDelivery(
  tools: DeliveryJudge,
  arrival: Arrival,
  received: ReceivedDelivery,
): Promise<Judgement> {
  const from = performance.now();
  try {
    const work = redact(tools, arrival, received);
    const redaction = await inTime(work, tools.limits.totalMs, "detector_timeout");
    arrival.report = redaction.report;
    if (tools.mode === "shadow") return { passing: asItCame(arrival, received) };
    if (redaction.report.verdict === "reject") return { aside: "pii_rejected" };
    for (const effect of redaction.effects) await effect.run();
    return { passing: settle(arrival, received, redaction) };
  } catch (error) {
    const code = codeOf(error);
    arrival.refusedFiles = filesOfRefusal(error);
    if (tools.mode === "shadow" && !stopsShadow(code)) {
      arrival.code = code;
      return { passing: asItCame(arrival, received) };
    }
    if (!isUnreadable(code)) throw error;
    return { aside: code };
  } finally {
    arrival.redactMs = performance.now() - from;
  }
}

/** The same bytes would fail again: that sender's next attempt would not help. */
const isUnreadable = (code: ErrorCode): boolean =>
  code === "detector_timeout" || (errorTable[code].status < 500 && errorTable[code].status !== 429);

async function redact(
  { redactor }: DeliveryJudge,
  arrival: Arrival,
  { head, delivery }: ReceivedDelivery,
): Promise<Redaction> {
  const { webhook, route } = arrival;
  if (route === undefined) throw new AppError("internal");
  const query = withoutSecrets(head.query, route);
  return redactor.redact(
    { body: delivery.body, mediaType: head.contentType },
    {
      desk: webhook.settings.desk,
      route,
      routedBy: { method: delivery.method, url: delivery.url.href, headers: delivery.headers },
      direction: "request",
      destination: webhook.settings.to,
      headers: passedHeaders(webhook, delivery).ofDesk,
      ...(query === "" ? {} : { query }),
    },
  );
}

const typed = (contentType: string, body: Buffer): readonly (readonly [string, string])[] =>
  contentType === "" || body.length === 0 ? [] : [["content-type", contentType]];

/** Coding included: in shadow mode nothing is different but the way. */
function asItCame({ webhook, route }: Arrival, { head, raw, delivery }: ReceivedDelivery): Passing {
  const { ofDesk, named } = passedHeaders(webhook, delivery);
  const coding = isIdentity(head.coding) ? [] : ([["content-encoding", head.coding]] as const);
  return {
    query: route === undefined ? "" : withoutSecrets(head.query, route),
    headers: [...typed(head.contentType, raw), ...coding, ...pairs(ofDesk), ...named],
    body: raw,
  };
}

function settle({ webhook }: Arrival, { head, delivery }: ReceivedDelivery, redaction: Redaction): Passing {
  const { payload, query, headers } = redaction;
  const { named } = passedHeaders(webhook, delivery);
  return {
    query: query ?? "",
    headers: [...typed(head.contentType, payload.body), ...pairs(headers ?? []), ...named],
    body: payload.body,
  };
}

const pairs = (flat: readonly string[]): readonly (readonly [string, string])[] =>
  flat.flatMap((name, at) => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""] as const] : []));
