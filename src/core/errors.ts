/* One table of everything that can go wrong with a request, and the error that carries a row of it. */

import type { FileCount } from "./files.js";

interface ErrorRow {
  readonly status: number;
  /** One sentence of cause. */
  readonly cause: string;
  /** One sentence of remedy. */
  readonly hint: string;
}

const row = (status: number, cause: string, hint: string): ErrorRow => ({ status, cause, hint });

/** Codes are stable: clients, dashboards and docs/errors.md depend on them. */
export const errorTable = {
  http_malformed: row(
    400,
    "The request is not well-formed HTTP.",
    "Send one length and plain chunked framing.",
  ),
  header_invalid: row(400, "A header is repeated or malformed.", "Send each singular header once."),
  trailers_not_allowed: row(400, "The request has trailers.", "Send the fields as headers."),
  body_length_mismatch: row(400, "The body ended before its announced length.", "Send the whole body."),
  request_timeout: row(408, "The request came too slowly.", "Send head and body within the limits."),
  host_not_allowed: row(421, "The request target names another host.", "Send the path only, to this proxy."),
  uri_too_long: row(414, "The request target is too long.", "Shorten the URL."),
  headers_too_large: row(431, "The request head is too large.", "Send fewer or shorter headers."),
  method_not_allowed: row(405, "This method is not forwarded.", "Use the methods of the desk's API."),
  upgrade_not_supported: row(501, "Connections are not upgraded or tunnelled.", "Use plain HTTP requests."),
  transfer_coding_unsupported: row(
    501,
    "The transfer coding is not supported.",
    "Use chunked or a Content-Length.",
  ),
  body_already_read: row(
    500,
    "Another middleware has already read the body.",
    "Mount deskveil before express.json() and other body parsers.",
  ),
  body_too_large: row(413, "The body is larger than the limit.", "Send less, or raise limits.bytes."),
  decompression_ratio: row(413, "The compressed body grows too much.", "Send it uncompressed."),
  string_too_large: row(
    413,
    "One string is larger than the limit.",
    "Send less, or raise limits.string-bytes.",
  ),
  content_type_missing: row(415, "The body has no Content-Type.", "Name the media type."),
  content_type_ambiguous: row(
    415,
    "The Content-Type can be read in more than one way.",
    "Send one, with one charset.",
  ),
  charset_unsupported: row(415, "The charset is not supported.", "Send UTF-8."),
  content_encoding_unsupported: row(
    415,
    "The content coding is not supported.",
    "Use gzip, deflate, br or none.",
  ),
  media_type_unscannable: row(415, "This media type cannot be read.", "Send JSON, a form or plain text."),
  media_type_mismatch: row(415, "The body is not what its Content-Type says.", "Name the real media type."),
  content_encoding_corrupt: row(400, "The compressed body is corrupt.", "Compress it again."),
  invalid_utf8: row(400, "The body is not valid UTF-8.", "Send UTF-8."),
  json_syntax: row(400, "The body is not valid JSON.", "Send strict JSON (RFC 8259)."),
  json_depth: row(400, "The JSON is nested too deeply.", "Nest less, or raise limits.depth."),
  json_too_complex: row(400, "The JSON has too many values.", "Send less, or raise limits.nodes."),
  json_duplicate_key: row(400, "A JSON object repeats a key.", "Send each key once."),
  form_malformed: row(400, "The form has a malformed percent escape.", "Encode the form again."),
  pii_rejected: row(
    422,
    "The policy does not allow this content.",
    "Take out what is named and send it again.",
  ),
  mask_written_back: row(
    422,
    "A field would be overwritten with one of our masks.",
    "Leave the field out; it was masked when it was read.",
  ),
  attachment_unscannable: row(
    422,
    "The file cannot be read.",
    "Send it as text, or allow unscanned-attachments.",
  ),
  detector_timeout: row(503, "The text takes too much work to scan.", "Send less text in one request."),
  detector_unavailable: row(
    503,
    "The text could not be scanned.",
    "Try again; see the log for the request id.",
  ),
  recognizer_is_async: row(
    500,
    "A recognizer is configured, and this call cannot wait for it.",
    "Call redactTextAsync or scanTextAsync.",
  ),
  token_key_unavailable: row(
    503,
    "The key for tags is not available.",
    "Check DESKVEIL_KEY or DESKVEIL_KEY_FILE.",
  ),
  rate_limited: row(
    429,
    "This webhook's sender is over its rate.",
    "Send slower, or raise the webhook's rate.",
  ),
  overloaded: row(503, "Too much work is in flight.", "Try again shortly."),
  shutting_down: row(503, "The proxy is shutting down.", "Try again shortly."),
  upstream_unreachable: row(502, "The desk cannot be reached.", "Check --to and the network."),
  upstream_invalid: row(502, "The desk's answer is not valid HTTP.", "Check that --to points at the desk."),
  upstream_response_unscannable: row(
    502,
    "The desk's answer cannot be read, and the policy has answers read.",
    "Look at the desk whether the request was done; see the log for the request id.",
  ),
  upstream_timeout: row(504, "The desk did not answer in time.", "Try again, or raise limits.upstream."),
  multipart_malformed: row(
    400,
    "The multipart body can be read in more than one way.",
    "Send one boundary, CRLF line ends, a name for every part and the closing boundary.",
  ),
  too_many_parts: row(413, "The multipart body has too many parts.", "Send fewer fields and files at once."),
  mail_malformed: row(400, "The mail is not well-formed.", "Send it as RFC 5322 and MIME say."),
  xml_doctype: row(400, "The XML has a document type.", "Send XML without DOCTYPE."),
  xml_syntax: row(400, "The body is not well-formed XML.", "Send well-formed XML 1.0 in UTF-8."),
  signature_invalid: row(
    401,
    "The webhook's signature is missing or wrong.",
    "Compare the secret here with the one at the sender.",
  ),
  timestamp_out_of_tolerance: row(
    401,
    "The webhook's signed time is too far from the clock.",
    "Set the clock, or raise the webhook's tolerance.",
  ),
  idempotency_conflict: row(
    409,
    "This event id came before with another body.",
    "Send each event under an id of its own.",
  ),
  outbox_unavailable: row(503, "The event cannot be stored.", "Try again; check the store and its disk."),
  outbox_full: row(
    503,
    "Too many events wait to be delivered.",
    "Try again later; see deskveil queue ls for what waits.",
  ),
  stored_key_unknown: row(
    503,
    "A stored event was sealed with another key.",
    "Give back the key it was stored with; see docs/relay.md for changing keys.",
  ),
  stored_event_damaged: row(
    500,
    "A stored event is damaged.",
    "Ask the sender for it again, and check the disk of the store.",
  ),
  quarantine_unavailable: row(
    503,
    "The event may not pass, and cannot be put aside.",
    "Configure quarantine with a public key.",
  ),
  destination_forbidden: row(
    403,
    "The destination's address is not allowed.",
    "Name its network under the destination, if it is meant.",
  ),
  destination_unreachable: row(502, "The destination cannot be reached.", "Check its address and network."),
  destination_timeout: row(504, "The destination did not answer in time.", "Check the destination."),
  destination_refused: row(502, "The destination refused the event.", "Look at the destination's log."),
  destination_redirects: row(
    502,
    "The destination redirects.",
    "Name the final address: redirects are not followed.",
  ),
  destination_untrusted: row(
    502,
    "The destination's certificate or TLS version is not accepted.",
    "Renew the certificate; roots of your own come in with NODE_EXTRA_CA_CERTS.",
  ),
  destination_gone: row(
    502,
    "The destination says that it is gone.",
    "Check the destination, then resume it.",
  ),
  internal: row(500, "Something unexpected happened.", "See the log for the request id."),
  not_found: row(404, "There is nothing at this path.", "See the admin page for what there is."),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;

/**
 * A payload or request that is refused. Carries a code, never text of the payload: the message is the table's
 * sentence, and no cause is kept (library errors quote their input).
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly hint: string;

  constructor(code: ErrorCode) {
    super(errorTable[code].cause);
    this.name = "AppError";
    this.code = code;
    this.status = errorTable[code].status;
    this.hint = errorTable[code].hint;
  }
}

/** A file is what the payload is refused for. */
export class FileRefusal extends AppError {
  readonly files: readonly FileCount[];

  constructor(code: ErrorCode, files: readonly FileCount[]) {
    super(code);
    this.files = files;
  }
}

/** The files that something was refused for; none where it was for something else. */
export const filesOfRefusal = (error: unknown): readonly FileCount[] =>
  error instanceof FileRefusal ? error.files : [];
