/* Webhooks on loopback, wired as `deskveil serve` wires them: a real SQLite file, a real receiver behind it. */

import { createHmac } from "node:crypto";
import { request } from "undici";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { startProxy } from "../../src/cli/compose.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks } from "../../src/desks/index.js";
import { createLog } from "../../src/ops/log.js";
import { createFolder } from "./cli.js";
import { startReceiver, type Receiver } from "./receiver.js";
import { noLoad } from "./stack.js";

export const secrets = { sender: "zendesk-signing-secret-1", older: "zendesk-signing-secret-0" };
export const receiverKey = Buffer.alloc(32, 9);
export const env: Readonly<Record<string, string>> = {
  SENDER: secrets.sender,
  OLDER: secrets.older,
  RECEIVER: `whsec_${receiverKey.toString("base64")}`,
};

export interface SignOptions {
  readonly secret?: string;
  /** Ms since 1970. */
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What Zendesk sends with a body. */
export function zendeskHeaders(body: string | Buffer, options: SignOptions = {}): Record<string, string> {
  const { secret = secrets.sender, at = Date.now(), headers = {} } = options;
  const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return {
    "content-type": "application/json",
    "x-zendesk-webhook-signature": createHmac("sha256", secret).update(time).update(body).digest("base64"),
    "x-zendesk-webhook-signature-timestamp": time,
    ...headers,
  };
}

export const event = (id: string, text: string): string =>
  JSON.stringify({
    account_id: 1,
    id,
    subject: "zen:ticket:35436",
    type: "zen:event-type:ticket.comment_added",
    zendesk_event_version: "2022-11-06",
    detail: { id: "35436", subject: "help" },
    event: { comment: { id: "1", body: text, is_public: true } },
  });

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface RelayStack {
  readonly origin: string;
  readonly admin: string;
  readonly receiver: Receiver;
  readonly logs: readonly string[];
  readonly folder: string;
  send(body: string | Buffer, headers?: Record<string, string>, path?: string): Promise<Answer>;
  close(): Promise<void>;
}

type Overrides = Partial<{ [name in keyof ConfigInput]: ConfigInput[name] }> & {
  readonly webhook?: object;
  readonly destination?: object;
};

export async function startRelayStack(overrides: Overrides = {}): Promise<RelayStack> {
  const { webhook = {}, destination = {}, ...rest } = overrides;
  const folder = createFolder();
  const receiver = await startReceiver();
  const logs: string[] = [];
  const input = {
    webhooks: [
      {
        ...{ name: "support", desk: "zendesk", path: "/hooks/zendesk", to: "tickets" },
        secrets: ["env:SENDER", "env:OLDER"],
        ...webhook,
      },
    ],
    destinations: [
      {
        ...{
          name: "tickets",
          url: `http://127.0.0.1:${String(receiver.port)}/in`,
          networks: ["127.0.0.0/8"],
        },
        secrets: ["env:RECEIVER"],
        ...destination,
      },
    ],
    relay: { store: `sqlite:${folder.path}/relay.db` },
    ...rest,
  } as ConfigInput;
  const config = compileConfig(input, { key: new Sensitive(Buffer.alloc(32, 7)), env });
  const log = createLog({ write: (line) => void logs.push(line) });
  const running = await startProxy(
    { config, desk: desks.generic, log, load: noLoad },
    { host: "127.0.0.1", port: 0, adminPort: 0 },
  );
  const origin = `http://127.0.0.1:${String(running.port)}`;
  return {
    origin,
    admin: `http://127.0.0.1:${String(running.adminPort)}`,
    receiver,
    logs,
    folder: folder.path,
    send: async (body, headers = zendeskHeaders(body), path = "/hooks/zendesk") => {
      const answer = await request(origin + path, { method: "POST", headers, body });
      const text = await answer.body.text();
      return { status: answer.statusCode, headers: answer.headers, text };
    },
    async close() {
      await running.close();
      await receiver.close();
      folder.remove();
    },
  };
}
