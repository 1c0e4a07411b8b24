/* A redacting thread: compiles the engine once, then answers one job after the other. */

import { parentPort, workerData } from "node:worker_threads";
import { AppError, FileRefusal } from "../core/errors.js";
import type { FormStream, TextStream } from "../core/redaction.js";
import { createRedactor } from "../redactor.js";
import {
  asBuffer,
  configOf,
  dropText,
  handOver,
  readyMessage,
  routeFor,
  type PieceAnswer,
  type PieceJob,
  type PieceOpening,
  type ThreadAnswer,
  type ThreadJob,
  type ThreadRedaction,
  type ThreadSettings,
} from "./worker-job.js";

const redactor = createRedactor(configOf(workerData as ThreadSettings));

async function redact(job: ThreadJob): Promise<ThreadRedaction> {
  const { mediaType, query, headers, direction, destination, given } = job;
  const body = asBuffer(job.body);
  const redaction = await redactor.redact(
    { body, mediaType },
    {
      ...routeFor(job, body),
      ...(query === undefined ? {} : { query }),
      ...(headers === undefined ? {} : { headers }),
      ...(direction === undefined ? {} : { direction }),
      ...(destination === undefined ? {} : { destination }),
    },
  );
  // They are functions: what must be finished before forwarding would be forgotten here.
  if (redaction.effects.length > 0) throw new AppError("internal");
  const unchanged = redaction.payload.body === body;
  return {
    ...(unchanged && !given ? {} : { body: handOver(redaction.payload.body) }),
    ...(redaction.query === undefined ? {} : { query: redaction.query }),
    ...(redaction.headers === undefined ? {} : { headers: redaction.headers }),
    report: redaction.report,
  };
}

/** What this thread has the begin of. */
let stream: TextStream | FormStream | undefined;

const noBytes = Buffer.alloc(0);

function openStream({ mediaType, ...open }: PieceOpening): typeof stream {
  const options = { ...open, ...routeFor(open, noBytes) };
  return mediaType === undefined ? redactor.openText(options) : redactor.openForm(mediaType, options);
}

async function redactPiece(job: PieceJob): Promise<PieceAnswer> {
  if (job.open !== undefined) stream = openStream(job.open);
  if (stream === undefined) throw new AppError("internal");
  const current = stream;
  if (job.between !== undefined) {
    if (!("between" in current)) throw new AppError("internal");
    const bytes = handOver(await current.between(asBuffer(job.between), job.last));
    return { text: "", bytes, report: current.report() };
  }
  current.push(job.text ?? "");
  if (job.last) current.end();
  let text = "";
  for (let piece = await current.next(); piece !== undefined; piece = await current.next()) text += piece;
  return { text, bytes: noBytes, report: current.report() };
}

/** Nothing of an error but its code leaves the thread: messages may quote the payload. */
async function answer(job: ThreadJob | PieceJob): Promise<ThreadAnswer> {
  try {
    return "body" in job ? { redaction: await redact(job) } : { piece: await redactPiece(job) };
  } catch (error) {
    if (error instanceof FileRefusal) return { code: error.code, files: error.files };
    return { code: error instanceof AppError ? error.code : "internal" };
  }
}

parentPort?.on("message", (job: ThreadJob | PieceJob | typeof dropText) => {
  if (job === dropText) {
    stream = undefined;
    return;
  }
  void answer(job).then((given) => {
    const body = "redaction" in given ? given.redaction.body : undefined;
    parentPort?.postMessage(given, body === undefined ? [] : [body.buffer as ArrayBuffer]);
  });
});
parentPort?.postMessage(readyMessage);
