/* Requests byte by byte over a plain socket, for what no HTTP client would send. */

import { connect } from "node:net";

export interface RawAnswer {
  /** 0 when the connection closed without an answer. */
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
  /** Everything that came back. */
  readonly text: string;
}

function parse(text: string): RawAnswer {
  const [head = "", ...rest] = text.split("\r\n\r\n");
  const [line = "", ...fields] = head.split("\r\n");
  const headers = new Map(
    fields.map((field) => {
      const colon = field.indexOf(":");
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
    }),
  );
  return { status: Number(line.split(" ")[1] ?? 0), headers, body: rest.join("\r\n\r\n"), text };
}

export interface RawOptions {
  /** End our side after sending. */
  readonly end?: boolean;
  /** Wait this long for the connection to close, ms; by default longer than any machine needs. */
  readonly waitMs?: number;
  /** Enough was received: ends the wait. */
  readonly until?: (received: string) => boolean;
}

/** Sends the bytes and resolves when the connection closes or the wait is over. */
export async function sendRaw(
  origin: string,
  bytes: string | Buffer,
  options: RawOptions = {},
): Promise<RawAnswer> {
  const { end = false, waitMs = 20_000, until } = options;
  const { hostname, port } = new URL(origin);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => {
      socket.write(bytes);
      if (end) socket.end();
    });
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parse(Buffer.concat(chunks).toString("latin1")));
    };
    const timer = setTimeout(done, waitMs);
    socket.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      if (until?.(Buffer.concat(chunks).toString("latin1")) === true) done();
    });
    socket.on("error", () => undefined);
    socket.on("close", done);
  });
}

/** A request with `Connection: close`; lines are joined with CRLF. */
export function rawRequest(lines: readonly string[], body: string | Buffer = ""): Buffer {
  return Buffer.concat([
    Buffer.from([...lines, "Connection: close", "", ""].join("\r\n"), "latin1"),
    Buffer.from(body),
  ]);
}
