/* From an answer of the desk to what the client may see of it: decode, redact, tell the truth in its headers. */

import { STATUS_CODES } from "node:http";
import { AppError, filesOfRefusal, type ErrorCode } from "../core/errors.js";
import type { Limits } from "../core/limits.js";
import type { Redaction } from "../core/redaction.js";
import { hasReader } from "../document/index.js";
import { parseMediaType } from "../document/media-type.js";
import type { Answer } from "./answer-collector.js";
import { inTime } from "./deadline.js";
import type { Exchange } from "./exchange.js";
import { settleHeaders, valuesOf } from "./headers.js";
import { inflateBody, isIdentity } from "./inflate.js";
import { codeOf, routedBy, unreadVerdict, type Judge } from "./judge.js";
import { writeVerdict } from "./verdict.js";

/** What the client gets, and the verdict header. */
interface JudgedAnswer {
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly verdict: string;
}

export const responseVerdict = "x-deskveil-response-verdict";

/** Bytes of an answer at most: files may be larger than what is read by its grammar. */
export function answerLimit(limits: Limits, headers: readonly string[]): number {
  try {
    const [type] = valuesOf(headers, "content-type");
    return hasReader(parseMediaType(type)) ? limits.responseBytes : limits.uploadBytes;
  } catch {
    return limits.responseBytes;
  }
}

/**
 * Reads an answer and sends what is left of it; `added`: flat headers of our own. Throws AppError
 * `upstream_response_unscannable`, or in shadow mode sends it as it came.
 */
export async function passAnswer(
  tools: Judge,
  exchange: Exchange,
  { answer, added }: { readonly answer: Answer; readonly added: readonly string[] },
): Promise<void> {
  const { headers, body, verdict } = await judgeAnswer(tools, exchange, answer);
  const { res } = exchange;
  // The reason phrase is text of the desk like any other.
  const phrase = STATUS_CODES[answer.status] ?? "";
  res.writeHead(answer.status, phrase, [...headers, ...added, responseVerdict, verdict]);
  await sendWhole(exchange, body, tools.limits.totalMs);
}

/** The bytes are held until the client has them, or has not read for `ms`. */
async function sendWhole({ res }: Exchange, body: Buffer, ms: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const stalled = setTimeout(() => res.destroy(), ms);
    res.once("close", () => {
      clearTimeout(stalled);
      resolve();
    });
    res.end(body);
  });
}

async function judgeAnswer(tools: Judge, exchange: Exchange, answer: Answer): Promise<JudgedAnswer> {
  const from = performance.now();
  try {
    const plain = await decode(tools.limits, exchange, answer);
    const work = decide(tools, exchange, { ...answer, body: plain });
    return settle(await inTime(work, tools.limits.totalMs, "detector_timeout"), answer, plain);
  } catch (error) {
    const code = unscannable(tools, codeOf(error));
    exchange.refusedFiles = filesOfRefusal(error);
    if (tools.mode === "enforce") throw new AppError(code);
    exchange.code = code;
    return { headers: answer.headers, body: answer.body, verdict: unreadVerdict };
  } finally {
    exchange.redactMs += performance.now() - from;
  }
}

/** Why it cannot be read is told to the operator alone: the client can do nothing about it. */
export function unscannable({ observer }: Pick<Judge, "observer">, code: ErrorCode): ErrorCode {
  if (code === "internal") return code;
  observer.event("warn", `response_${code}`);
  return "upstream_response_unscannable";
}

/** Parts and deltas of something that nobody here has seen whole. */
const partial: ReadonlySet<number> = new Set([206, 226]);

async function decode(
  limits: Limits,
  exchange: Exchange,
  { status, headers, body }: Answer,
): Promise<Buffer> {
  if (partial.has(status)) throw new AppError("media_type_unscannable");
  const codings = valuesOf(headers, "content-encoding");
  const coding = codings.join(",").trim().toLowerCase();
  if (body.length === 0 || isIdentity(coding)) return body;
  const limit = answerLimit(limits, headers);
  return inflateBody(body, coding, { limit, limits, inFlight: exchange.lease });
}

async function decide(tools: Judge, exchange: Exchange, { headers, body }: Answer): Promise<Redaction> {
  const { redactor, desk } = tools;
  const types = valuesOf(headers, "content-type");
  if (types.length > 1) throw new AppError("content_type_ambiguous");
  const redaction = await redactor.redact(
    { body, mediaType: types[0] ?? "" },
    {
      desk,
      direction: "response",
      headers,
      ...(exchange.route === undefined ? {} : { route: exchange.route }),
      ...(exchange.head === undefined ? {} : { routedBy: routedBy(exchange.head) }),
    },
  );
  exchange.responseReport = redaction.report;
  for (const effect of redaction.effects) await effect.run();
  return redaction;
}

function settle({ payload, headers, report }: Redaction, answer: Answer, plain: Buffer): JudgedAnswer {
  const verdict = writeVerdict(report);
  // What was to be read must have been: a redactor that forgets the headers is no redactor.
  if (headers === undefined) throw new AppError("internal");
  if (report.mode === "shadow") return { headers: answer.headers, body: answer.body, verdict };
  const { body } = payload;
  const length = answer.body.length === 0 ? undefined : body.length;
  const changed = body !== plain || plain !== answer.body;
  return { headers: settleHeaders(headers, { length, changed }), body, verdict };
}
