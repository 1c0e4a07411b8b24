/* `deskveil serve` as a process of its own, with webhooks, killed and started as tests please. */

import { spawn, type ChildProcess } from "node:child_process";
import { request } from "undici";
import { bin, cleanEnv, type Folder } from "./cli.js";
import { env, event, zendeskHeaders } from "./relay-stack.js";

export const serveEnv = { ...env, DESKVEIL_KEY: "07".repeat(32), ADMIN_PORT: "0" };

/** `name`: of the SQLite file, one for each instance. */
export const webhookConfig = (receiverPort: number, name = "relay"): string => `
webhooks:
  - { name: support, desk: zendesk, path: /hooks/zendesk, secrets: "env:SENDER", to: tickets }
destinations:
  - name: tickets
    url: http://127.0.0.1:${String(receiverPort)}/in
    networks: [127.0.0.0/8]
    secrets: env:RECEIVER
    concurrency: 32
relay: { store: "sqlite:${name}.db" }
# A machine that tests keep busy is no overloaded proxy.
limits: { event-loop-lag: 60s, shutdown-notice: 1s, warm-up: 1ms }
`;

export interface Serving {
  readonly origin: string;
  readonly admin: string;
  readonly child: ChildProcess;
  /** Everything it wrote. */
  output(): string;
  /** Resolves to the exit code, null after a signal. */
  readonly ended: Promise<number | null>;
}

/** Rejects with what it wrote when it ends before it listens. */
export async function startServing(folder: Folder, config: string, port = 0): Promise<Serving> {
  const file = folder.write(`${String(port)}-${String(process.hrtime.bigint())}.yaml`, config);
  const args = ["serve", "--config", file, "--from", `127.0.0.1:${String(port)}`];
  const child = spawn(process.execPath, [bin, ...args], { env: cleanEnv(serveEnv), cwd: folder.path });
  const wrote: string[] = [];
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  const listening = new Promise<{ port: number; adminPort: number }>((resolve, reject) => {
    child.stderr.on("data", (chunk: Buffer) => wrote.push(chunk.toString()));
    child.stdout.on("data", (chunk: Buffer) => {
      wrote.push(chunk.toString());
      const line = /\{[^\n]*"event":"listening"[^\n]*\}/.exec(wrote.join(""))?.[0];
      if (line !== undefined) resolve(JSON.parse(line) as { port: number; adminPort: number });
    });
    void ended.then(() => {
      reject(new Error(wrote.join("")));
    });
  });
  const ports = await listening;
  return {
    origin: `http://127.0.0.1:${String(ports.port)}`,
    admin: `http://127.0.0.1:${String(ports.adminPort)}`,
    child,
    output: () => wrote.join(""),
    ended,
  };
}

/** Where no connection came about, nothing was sent. */
const unsent: ReadonlySet<unknown> = new Set(["ECONNREFUSED", "UND_ERR_CONNECT_TIMEOUT"]);

export const wasSent = (given: number | string): boolean => !unsent.has(given);

/** Status, or the code of what went wrong. A connection of its own: none is closed while it is idle. */
export async function sendEvent(origin: string, id: string, text = "hello"): Promise<number | string> {
  const body = event(id, text);
  try {
    const answer = await request(`${origin}/hooks/zendesk`, {
      method: "POST",
      headers: zendeskHeaders(body),
      body,
      reset: true,
    });
    await answer.body.dump();
    return answer.statusCode;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? "unknown";
  }
}
