/* Two minutes of hostile forms, read at once and in pieces: refused or forwarded, never a crash, a hang, or a planted value in what another reader sees. */

import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { AppError } from "../../src/core/errors.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { cut, redactArriving } from "../support/arriving-form.js";
import { readWithBusboy } from "../support/busboy.js";
import { createDice } from "../support/dice.js";
import { encodedCanary, hostileForm, planted } from "../support/multipart-grammar.js";

/** With a key: labels are the same in whatever order they are made. */
const redactor = createRedactor(compileConfig({}, { key: new Sensitive(Buffer.alloc(32, 7)) }));
/** A minute for forms that are read at once, and one for those that arrive in pieces. */
const runMs = 120_000;
/** Bytes above which a text is streamed. */
const longText = 8;
/** Ms of one body; most take one. */
const hangMs = 5000;
interface Output {
  readonly type: string;
  readonly body: Buffer;
}

/** What Python's reader of mail makes of it, decoded: how many bodies hold the canary. */
function leaksInPython(outputs: readonly Output[]): number {
  const program = `
import sys, json, base64, email, urllib.parse
count = 0
for line in sys.stdin:
    one = json.loads(line)
    raw = b"Content-Type: " + one["type"].encode() + b"\\r\\n\\r\\n" + base64.b64decode(one["body"])
    seen = b""
    for part in email.message_from_bytes(raw).walk():
        seen += repr(part.items()).encode() + str(part.get_filename()).encode()
        if not part.is_multipart(): seen += part.get_payload(decode=True) or b""
        seen += (str(part.preamble or "") + str(part.epilogue or "")).encode("utf-8", "surrogateescape")
    if b"canary7@leak.test" in urllib.parse.unquote_to_bytes(seen): count += 1
print(count)`;
  const lines = outputs.map(({ type, body }) => JSON.stringify({ type, body: body.toString("base64") }));
  return Number(execFileSync("python3", ["-c", program], { input: lines.join("\n") }).toString());
}

describe("hostile forms", () => {
  it("for two minutes: refused or clean, and the same in pieces", async () => {
    const seed = Number(process.env["FUZZ_SEED"] ?? 7);
    const dice = createDice(seed);
    const counts = { forwarded: 0, refused: 0, planted: 0, streamed: 0, tooLate: 0 };
    const outputs: Output[] = [];
    let slowest = 0;
    const until = performance.now() + runMs;
    while (performance.now() < until) {
      const { type, body } = hostileForm(dice);
      if (planted.test(body.toString("latin1"))) counts.planted++;
      const desk = desks[dice.pick(["generic", "freshdesk", "request-tracker"] as const)];
      const redact = { desk, route: desk.route("POST", "/api/v2/tickets") };
      const input = `seed ${String(seed)}: ${JSON.stringify(body.toString("latin1"))}`;
      const from = performance.now();
      const whole = await outcomeOf(redactor.redact({ body, mediaType: type }, redact));
      slowest = Math.max(slowest, performance.now() - from);
      if (whole instanceof AppError) counts.refused++;
      else {
        counts.forwarded++;
        await judge({ type, body: whole.payload.body }, input);
        if (outputs.length < 5000) outputs.push({ type, body: whole.payload.body });
      }
      const lengths = Array.from({ length: 3 }, () => 1 + dice.below(90));
      const arrived = await outcomeOf(
        redactArriving(redactor, cut(body, lengths), { type, uploadTextBytes: longText, redact }),
      );
      slowest = Math.max(slowest, performance.now() - from);
      if (arrived instanceof AppError) {
        // Only that it cannot take back what it has sent refuses a form that is in order.
        if (!(whole instanceof AppError) && arrived.code !== "body_too_large")
          throw new Error(`refused: ${input}`);
        if (!(whole instanceof AppError)) counts.tooLate++;
        continue;
      }
      if (whole instanceof AppError || !arrived.body.equals(whole.payload.body))
        throw new Error(`differs: ${input}`);
      if (arrived.texts > 0) counts.streamed++;
    }
    console.log(`${JSON.stringify(counts)}, slowest ${slowest.toFixed(0)} ms`);
    expect(slowest).toBeLessThan(hangMs);
    expect(Math.min(counts.forwarded, counts.refused, counts.planted)).toBeGreaterThan(500);
    expect(counts.streamed).toBeGreaterThan(100);
    expect(leaksInPython(outputs)).toBe(0);
  }, 240_000);
});

/** Rejects with faults of ours. */
async function outcomeOf<Result>(work: Promise<Result>): Promise<Result | AppError> {
  return work.catch((error: unknown) => {
    if (error instanceof AppError && error.status < 500) return error;
    throw error;
  });
}

async function judge({ type, body }: Output, input: string): Promise<void> {
  const raw = body.toString("latin1");
  if (planted.test(raw) || raw.includes(encodedCanary)) throw new Error(`leaks: ${input}`);
  const parts = await readWithBusboy(type, body).catch((error: unknown) => {
    throw new Error(`busboy cannot read it: ${String(error)}: ${input}`);
  });
  if (parts.some((part) => planted.test(JSON.stringify(part)))) throw new Error(`leaks to busboy: ${input}`);
  // What we write, we read.
  await redactor.redact({ body, mediaType: type }).catch(() => {
    throw new Error(`our own output is refused: ${input}`);
  });
}
