/* A request as bytes, before it is sealed: small, versioned, and read strictly. */

/** Not URL-decoded, not parsed: as it came, or as it will be sent. */
export interface RequestParts {
  readonly method: string;
  /** Without `?`. */
  readonly query: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

const version = 1;

/** Each part with its length before it, so that no two lists of parts have the same bytes. */
export function joinParts(parts: readonly (string | Buffer)[]): Buffer {
  const pieces: Buffer[] = [];
  for (const part of parts) {
    const bytes = typeof part === "string" ? Buffer.from(part, "utf8") : part;
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    pieces.push(length, bytes);
  }
  return Buffer.concat(pieces);
}

/** Undefined when lengths and bytes do not fit each other exactly. */
export function splitParts(bytes: Buffer): readonly Buffer[] | undefined {
  const parts: Buffer[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32BE(at);
    if (end > bytes.length) return undefined;
    parts.push(bytes.subarray(at + 4, end));
    at = end;
  }
  return at === bytes.length ? parts : undefined;
}

export function encodeRequest({ method, query, headers, body }: RequestParts): Buffer {
  return Buffer.concat([Buffer.of(version), joinParts([method, query, body, ...headers.flat()])]);
}

/** Undefined when it is not what `encodeRequest` writes. */
export function decodeRequest(bytes: Buffer): RequestParts | undefined {
  if (bytes[0] !== version) return undefined;
  const [method, query, body, ...fields] = splitParts(bytes.subarray(1)) ?? [];
  if (method === undefined || query === undefined || body === undefined || fields.length % 2 !== 0)
    return undefined;
  const texts = fields.map((field) => field.toString("utf8"));
  const headers = texts.flatMap((name, index) =>
    index % 2 === 0 ? [[name, texts[index + 1] ?? ""] as const] : [],
  );
  return { method: method.toString("utf8"), query: query.toString("utf8"), headers, body };
}
