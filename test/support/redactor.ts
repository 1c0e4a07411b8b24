/* The real redactor with its default configuration, for tests. */

import { createRedactor } from "../../src/redactor.js";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { zendesk } from "../../src/desks/zendesk.js";
import type { RedactOptions, Redaction } from "../../src/core/redaction.js";

export const redactor = createRedactor(compileConfig({}));

export const anyLabel = /\[[A-Z_]+ (?:\d+|[0-9A-HJKMNP-TV-Z]{6})\]/;

/** A Buffer is passed on as it is, so that identity can be tested. */
const bytesOf = (body: string | Buffer): Buffer => (typeof body === "string" ? Buffer.from(body) : body);

/** Redacts one JSON body without a desk. */
export async function redactJson(body: string | Buffer): Promise<Redaction> {
  return redactor.redact({ body: bytesOf(body), mediaType: "application/json" });
}

/** Redacts one body on a Zendesk route and returns what the desk would get. */
export async function toZendesk(request: string, body: string | Buffer, options: RedactOptions = {}) {
  const [method = "POST", path = "/"] = request.split(" ");
  const route = zendesk.route(method, path);
  return redactor.redact(
    { body: bytesOf(body), mediaType: "application/json" },
    { desk: zendesk, route, ...options },
  );
}

/** The same with a configuration of one's own, and a key. */
export function zendeskWith(config: ConfigInput) {
  const own = createRedactor(compileConfig(config, { key: new Sensitive(Buffer.alloc(32, 7)) }));
  return async (request: string, body: string | Buffer) => {
    const [method = "POST", path = "/"] = request.split(" ");
    const options = { desk: zendesk, route: zendesk.route(method, path) };
    return own.redact({ body: bytesOf(body), mediaType: "application/json" }, options);
  };
}

/** The text of one comment after redaction. */
export async function redactComment(text: string): Promise<string> {
  const body = JSON.stringify({ ticket: { comment: { body: text } } });
  const { payload } = await toZendesk("POST /api/v2/tickets", body);
  return (JSON.parse(payload.body.toString()) as { ticket: { comment: { body: string } } }).ticket.comment
    .body;
}
