/* What busboy, a reader of multipart bodies that apps use, makes of one. */

import { createRequire } from "node:module";
import type { Readable, Writable } from "node:stream";

interface FileInfo {
  readonly filename: string;
}

interface Reader extends Writable {
  on(event: "field", listener: (name: string, value: string) => void): this;
  on(event: "file", listener: (name: string, stream: Readable, info: FileInfo) => void): this;
  on(event: string, listener: (...args: never[]) => void): this;
}

type Busboy = (options: {
  readonly headers: Readonly<Record<string, string>>;
  readonly preservePath: boolean;
  readonly defParamCharset: string;
}) => Reader;

const busboy = createRequire(import.meta.url)("busboy") as Busboy;

export interface ReadPart {
  readonly name: string;
  readonly filename?: string;
  readonly content: string;
}

/** Contents as latin1. Rejects with what busboy throws. */
export async function readWithBusboy(contentType: string, body: Buffer): Promise<readonly ReadPart[]> {
  return new Promise((resolve, reject) => {
    const parts: ReadPart[] = [];
    const reader = busboy({
      headers: { "content-type": contentType },
      preservePath: true,
      defParamCharset: "utf8",
    });
    reader.on("field", (name, value) => parts.push({ name, content: Buffer.from(value).toString("latin1") }));
    reader.on("file", (name, stream, { filename }) => {
      const at = parts.push({ name, filename, content: "" }) - 1;
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        parts[at] = { name, filename, content: Buffer.concat(chunks).toString("latin1") };
      });
    });
    reader.on("error", reject);
    reader.on("close", () => {
      resolve(parts);
    });
    reader.end(body);
  });
}
