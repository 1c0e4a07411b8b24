/* Runs a model in a thread of its own: inference in WebAssembly would stop everything else. Plain JavaScript: it is started as a file. */

import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";

const require = createRequire(import.meta.url);

/** Nothing the runtime says is passed on: it may quote what it was given. */
async function open() {
  const runtime = require(workerData.runtime);
  runtime.env.logLevel = "fatal";
  runtime.env.wasm.numThreads = workerData.threads;
  const session = await runtime.InferenceSession.create(workerData.model, {
    executionProviders: ["wasm"],
    logSeverityLevel: 4,
  });
  return { runtime, session };
}

/** `ids` and `mask`: rows of `length` pieces each. */
async function infer({ runtime, session }, { ids, mask, length }) {
  const shape = [ids.length / length, length];
  const given = { input_ids: ids, attention_mask: mask, token_type_ids: new BigInt64Array(ids.length) };
  const feeds = {};
  for (const name of session.inputNames) {
    if (given[name] === undefined) throw new Error("unknown input");
    feeds[name] = new runtime.Tensor("int64", given[name], shape);
  }
  const [output] = session.outputNames;
  const { data, dims } = (await session.run(feeds, [output]))[output];
  return { logits: Float32Array.from(data), classes: dims.at(-1) };
}

const opened = open();
opened.then(
  () => parentPort.postMessage({ ready: true }),
  () => parentPort.postMessage({ ready: false }),
);

parentPort.on("message", async ({ job, ...rows }) => {
  try {
    const { logits, classes } = await infer(await opened, rows);
    parentPort.postMessage({ job, logits, classes }, [logits.buffer]);
  } catch {
    parentPort.postMessage({ job });
  }
});
