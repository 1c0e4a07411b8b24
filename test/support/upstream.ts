/* A desk that remembers what arrived and can misbehave on request. */

import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** Head and body as one text, for searching. */
  readonly raw: string;
}

export interface TestUpstream {
  readonly origin: string;
  readonly received: Received[];
  /** Answers of a test's own, by path without query. */
  readonly answers: Map<string, (res: ServerResponse, request: Received) => void>;
  /** Every byte that came over any connection, framing included. */
  readonly wire: Buffer[];
  close(): Promise<void>;
}

const kept = { "content-type": "application/json", "x-upstream": "kept", "x-deskveil-verdict": "forged" };

export async function startUpstream(): Promise<TestUpstream> {
  const received: Received[] = [];
  const wire: Buffer[] = [];
  const answers: TestUpstream["answers"] = new Map();
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on("data", (chunk: Buffer) => chunks.push(chunk));
    req.on("end", () => {
      const body = Buffer.concat(chunks);
      const { method = "", url = "", headers, rawHeaders } = req;
      const request = {
        method,
        url,
        headers,
        body,
        raw: `${url}\n${rawHeaders.join("\n")}\n${body.toString("latin1")}`,
      };
      received.push(request);
      const own = answers.get(url.replace(/\?.*/, ""));
      if (own !== undefined) {
        own(res, request);
        return;
      }
      const status = /^\/status\/(\d{3})/.exec(url)?.[1];
      if (status === "204" || status === "304") res.writeHead(Number(status)).end();
      else if (status !== undefined) res.writeHead(Number(status), kept).end(`{"status":${status}}`);
      else if (url === "/break/early") req.socket.destroy();
      else if (url === "/break/late") {
        res.writeHead(200, { ...kept, "content-length": "100" });
        res.write("half", () => req.socket.destroy());
      } else if (url.startsWith("/echo/")) {
        const value = decodeURIComponent(url.slice(6));
        res.writeHead(422, { ...kept, location: `/users/${value}`, "set-cookie": `mail=${value}` });
        res.end(JSON.stringify({ error: value }));
      } else if (url === "/hints") {
        res.writeEarlyHints({ link: "</a.css>; rel=preload" });
        res.writeProcessing();
        res.end("after hints");
      } else if (url === "/hang") return;
      else if (url === "/garbage") req.socket.end("this is not HTTP\r\n\r\n");
      else if (url === "/large") {
        res.writeHead(200, { "content-type": "text/plain" });
        res.end(req.method === "HEAD" ? undefined : Buffer.alloc(5_000_000, 120));
      } else res.writeHead(req.method === "POST" ? 201 : 200, kept).end('{"big":12345678901234567890}');
    });
  });
  server.on("connection", (socket) => socket.on("data", (chunk: Buffer) => wire.push(Buffer.from(chunk))));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    received,
    answers,
    wire,
    close: async () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
