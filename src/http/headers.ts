/* Which headers travel on: end-to-end ones, less those that say where the client is or would change the method. */

/** RFC 9110, 7.6.1, and its forebears. */
const hopByHop = [
  "connection",
  "keep-alive",
  "proxy-connection",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "http2-settings",
];

/** Set anew for the upstream, or answered by us. */
const ours = ["host", "content-length", "expect"];

/** Names under which load balancers and content networks say where the client is. */
const clientAddress = (
  "forwarded forwarded-for x-forwarded x-original-forwarded-for x-vercel-forwarded-for client-ip x-client-ip x-clientip " +
  "x-real-ip x-remote-ip x-remote-addr x-originating-ip x-cluster-client-ip x-proxyuser-ip proxy-client-ip wl-proxy-client-ip " +
  "true-client-ip cf-connecting-ip cf-connecting-ipv6 cf-pseudo-ipv4 fastly-client-ip fly-client-ip do-connecting-ip " +
  "x-nf-client-connection-ip x-azure-clientip x-azure-socketip x-sucuri-clientip x-appengine-user-ip ali-cdn-real-ip " +
  "incap-client-ip x-envoy-external-address cloudfront-viewer-address x-vercel-proxied-for"
).split(" ");

/** Its cookies, the page it comes from, and names under which frameworks take another method or path. */
const unwanted = [
  ...clientAddress,
  "from",
  "referer",
  "cookie",
  "cookie2",
  "x-http-method-override",
  "x-http-method",
  "x-method-override",
  "x-original-url",
  "x-rewrite-url",
];

const droppedRequest: ReadonlySet<string> = new Set([...hopByHop, ...ours, ...unwanted]);
/** The request id is ours in both directions: two would be joined into one that nobody knows. */
const droppedAnswer: ReadonlySet<string> = new Set([...hopByHop, "x-request-id"]);

/** Whole families by their beginning; the second is what we say ourselves. */
const droppedPrefixes = ["x-forwarded-", "x-deskveil-"] as const;

/** Names a `Connection` header declares hop-by-hop; it takes away what the client itself sent, never what we add. */
function connectionNames(rawHeaders: readonly string[]): ReadonlySet<string> | undefined {
  let names: Set<string> | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (name.length !== 10 || name.toLowerCase() !== "connection") continue;
    for (const one of (rawHeaders[at + 1] ?? "").toLowerCase().split(",")) {
      const plain = one.trim();
      if (plain !== "keep-alive" && plain !== "close") (names ??= new Set()).add(plain);
    }
  }
  return names;
}

function keep(rawHeaders: readonly string[], isDropped: (name: string) => boolean): string[] {
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] ?? "";
    if (!isDropped(dashed(name.toLowerCase()))) kept.push(name, rawHeaders[at + 1] ?? "");
  }
  return kept;
}

/** Behind CGI and its like `X_Forwarded_For` is `X-Forwarded-For`. */
const dashed = (name: string): string => (name.includes("_") ? name.replaceAll("_", "-") : name);

const startsDropped = (name: string): boolean =>
  name.startsWith("x-") && droppedPrefixes.some((prefix) => name.startsWith(prefix));

/** Where the answer is read it must come whole and plain: codings, ranges and deltas are not asked for. */
const askings: ReadonlySet<string> = new Set(["accept-encoding", "range", "if-range", "a-im"]);

/** The headers of a request whose answer is read. */
export function askPlain(headers: readonly string[]): string[] {
  return [...keep(headers, (name) => askings.has(name)), "accept-encoding", "identity"];
}

/** They speak of the bytes the desk sent. */
const ofTheBytes: ReadonlySet<string> = new Set([
  "content-encoding",
  "content-md5",
  "digest",
  "content-digest",
  "repr-digest",
  "etag",
  "signature",
  "signature-input",
]);

export interface AnswerBytes {
  /** Of the body to send; undefined for an answer without one. */
  readonly length: number | undefined;
  /** The desk sent other bytes. */
  readonly changed: boolean;
}

/** The headers of an answer that was read: what they say of its bytes is true, or is not said. */
export function settleHeaders(headers: readonly string[], { length, changed }: AnswerBytes): string[] {
  const kept = keep(
    headers,
    (name) =>
      name === "accept-ranges" ||
      (length !== undefined && name === "content-length") ||
      (changed && ofTheBytes.has(name)),
  );
  return length === undefined ? kept : [...kept, "content-length", String(length)];
}

/** Values of one header, in order. */
export function valuesOf(headers: readonly string[], wanted: string): readonly string[] {
  return headers.filter((_value, at) => at % 2 === 1 && headers[at - 1]?.toLowerCase() === wanted);
}

/** Flat names and values for the upstream; `decoded` drops the content coding that was taken off. */
export function requestHeaders(rawHeaders: readonly string[], decoded: boolean): string[] {
  const declared = connectionNames(rawHeaders);
  return keep(
    rawHeaders,
    (name) =>
      droppedRequest.has(name) ||
      startsDropped(name) ||
      (decoded && name === "content-encoding") ||
      (declared?.has(name) ?? false),
  );
}

/** Flat names and values for the client. */
export function answerHeaders(rawHeaders: readonly string[]): string[] {
  const declared = connectionNames(rawHeaders);
  return keep(
    rawHeaders,
    (name) => droppedAnswer.has(name) || name.startsWith("x-deskveil-") || (declared?.has(name) ?? false),
  );
}
