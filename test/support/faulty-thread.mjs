/* The real redacting thread, with faults that a body asks for: it dies, hangs or runs out of memory with the job in hand. */

import { parentPort } from "node:worker_threads";

const faults = {
  "fault:exit": () => process.exit(3),
  "fault:throw": () => {
    throw new Error("jane.canary@leak.test");
  },
  "fault:hang": () => {
    for (;;);
  },
  "fault:memory": () => {
    const kept = [];
    for (;;) kept.push(new Array(100_000).fill(kept.length));
  },
};

/** Heard before the thread's own listener. */
parentPort.on("message", ({ body }) => {
  const text = Buffer.from(body.buffer, body.byteOffset, Math.min(200, body.byteLength)).toString("latin1");
  for (const [name, fault] of Object.entries(faults)) if (text.includes(name)) fault();
});

await import("../../dist/http/worker-entry.js");
