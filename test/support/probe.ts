/* The proxy as `serve` wires it, between a raw client and a desk that records every byte, with every sink in reach. */

import { request } from "undici";
import { startProxy } from "../../src/cli/compose.js";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import { createLog } from "../../src/ops/log.js";
import { findLeaks, type Content } from "./canary.js";
import { captureOutput } from "./output.js";
import { rawRequest, sendRaw, type RawAnswer, type RawOptions } from "./raw.js";
import { noLoad } from "./stack.js";
import { startUpstream, type Received, type TestUpstream } from "./upstream.js";

export interface ProbeOptions {
  readonly config?: ConfigInput;
  readonly desk?: DeskName;
  /** Without a key labels are numbered per request: `[EMAIL_ADDRESS 1]`. */
  readonly keyed?: boolean;
}

/** One request on its way: what the desk got, and what the client. */
export interface Sent {
  readonly status: number;
  readonly reason: string | undefined;
  readonly verdict: string | undefined;
  readonly answer: RawAnswer;
  readonly received: readonly Received[];
  /** The only body the desk got, as text; empty when it got none. */
  readonly forwarded: string;
  /** Everything this request left behind, by sink. */
  readonly sinks: Readonly<Record<string, Content>>;
  /** Sinks in which one of the values is found. `allowed` sinks may hold it. */
  leaks(canaries: readonly string[], allowed?: readonly string[]): readonly string[];
}

export interface PostOptions {
  /** `METHOD /path?query`. Default: a Zendesk ticket. */
  readonly target?: string;
  /** Header lines; without a Content-Type of their own JSON is announced. */
  readonly headers?: readonly string[];
}

export interface Probe {
  readonly origin: string;
  readonly upstream: TestUpstream;
  readonly logs: readonly string[];
  raw(bytes: string | Buffer, options?: RawOptions): Promise<Sent>;
  post(body: string | Buffer, options?: PostOptions): Promise<Sent>;
  metrics(): Promise<string>;
  /** What was written to standard output and standard error since the start. */
  output(): Readonly<Record<"stdout" | "stderr", string>>;
  close(): Promise<void>;
}

export const ticketRequest = "POST /api/v2/tickets.json";

export async function startProbe({ config = {}, desk = "zendesk", keyed = false }: ProbeOptions = {}) {
  const output = captureOutput();
  const upstream = await startUpstream();
  const logs: string[] = [];
  const key = new Sensitive(Buffer.alloc(32, 7));
  const running = await startProxy(
    {
      config: compileConfig(config, keyed ? { key } : {}),
      upstream: new URL(upstream.origin),
      desk: desks[desk],
      log: createLog({ write: (line) => void logs.push(line) }),
      load: noLoad,
    },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  const origin = `http://127.0.0.1:${String(running.port)}`;
  const metrics = async (): Promise<string> =>
    (await request(`http://127.0.0.1:${String(running.adminPort)}/metrics`)).body.text();

  const raw = async (bytes: string | Buffer, options: RawOptions = {}): Promise<Sent> => {
    const from = { received: upstream.received.length, wire: upstream.wire.length, logs: logs.length };
    const written = { out: output.stdout.length, err: output.stderr.length };
    const answer = await sendRaw(origin, bytes, options);
    // The account of a request is written when its connection is done with the answer.
    await new Promise((resolve) => setImmediate(resolve));
    const received = upstream.received.slice(from.received);
    const sinks = {
      upstream: Buffer.concat(upstream.wire.slice(from.wire)),
      client: Buffer.from(answer.text, "latin1"),
      logs: logs.slice(from.logs).join("\n"),
      stdout: output.stdout.slice(written.out),
      stderr: output.stderr.slice(written.err),
      metrics: await metrics(),
    };
    return {
      status: answer.status,
      reason: answer.headers.get("x-deskveil-reason"),
      verdict: answer.headers.get("x-deskveil-verdict"),
      answer,
      received,
      forwarded: received.length === 1 ? (received[0]?.body.toString() ?? "") : "",
      sinks,
      leaks: (canaries, allowed = []) =>
        findLeaks(
          Object.fromEntries(Object.entries(sinks).filter(([name]) => !allowed.includes(name))),
          canaries,
        ),
    };
  };

  const probe: Probe = {
    origin,
    upstream,
    logs,
    raw,
    metrics,
    output: () => ({ stdout: output.stdout, stderr: output.stderr }),
    async post(body, { target = ticketRequest, headers = [] } = {}) {
      const typed = headers.some((line) => /^content-type:/i.test(line));
      const lines = [
        `${target} HTTP/1.1`,
        "Host: proxy.test",
        ...(typed ? [] : ["Content-Type: application/json"]),
        ...headers,
        `Content-Length: ${String(Buffer.byteLength(body))}`,
      ];
      return raw(rawRequest(lines, body));
    },
    async close() {
      await running.close();
      await upstream.close();
      output.stop();
    },
  };
  return probe;
}
