/* A receiver of webhooks: keeps what arrived and answers as a test says. */

import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer, type ServerOptions } from "node:https";
import type { AddressInfo, Server } from "node:net";

export interface Webhook {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface Receiver {
  readonly port: number;
  readonly received: Webhook[];
  /** Connections that were made, whatever came of them. */
  readonly connections: () => number;
  /** Answers in turn; the last one stays. */
  answers: ((res: ServerResponse, webhook: Webhook) => void)[];
  close(): Promise<void>;
}

export const status =
  (code: number, headers: Record<string, string> = {}) =>
  (res: ServerResponse): void => {
    res.writeHead(code, headers).end();
  };

/** `tls`: speaks HTTPS. */
export async function startReceiver(tls?: ServerOptions): Promise<Receiver> {
  const received: Webhook[] = [];
  let connections = 0;
  const listener: RequestListener = (req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const { method = "", url = "", headers } = req;
      const webhook = { method, url, headers, body: Buffer.concat(chunks) };
      received.push(webhook);
      const [answer] = receiver.answers.length > 1 ? receiver.answers.splice(0, 1) : receiver.answers;
      (answer ?? status(200))(res, webhook);
    });
  };
  const web = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  const server: Server = web;
  server.on("connection", () => connections++);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const receiver: Receiver = {
    port: (server.address() as AddressInfo).port,
    received,
    connections: () => connections,
    answers: [],
    close: async () => {
      web.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return receiver;
}

/** Waits for what real sockets do; rejects after 5 s. */
export async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error("it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
