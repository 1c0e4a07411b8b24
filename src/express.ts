/* For Express 5 apps: the whole proxy as a middleware, or the redaction of what an app receives itself. */

import type { IncomingMessage, ServerResponse } from "node:http";
import { loadKey } from "./config/key.js";
import { compileConfig, loadConfig } from "./config/load.js";
import { ConfigError } from "./config/config-error.js";
import type { Config } from "./config/config.js";
import { withRecognizer } from "./config/recognizer.js";
import type { ConfigInput } from "./config/schema.js";
import type { Observer } from "./core/observer.js";
import type { EntityRecognizer } from "./core/recognizer.js";
import { Sensitive } from "./core/sensitive.js";
import { desks, type DeskName } from "./desks/index.js";
import { createProxyHandler } from "./http/handler.js";
import { createRequestRedaction, type RequestRedaction } from "./http/redact-requests.js";
import { createRedactor } from "./redactor.js";

export interface MiddlewareOptions {
  /** Path of a YAML file, or its content as data. Default: preset `balanced`. */
  readonly config?: string | ConfigInput;
  /** At least 16 bytes; default: DESKVEIL_KEY or DESKVEIL_KEY_FILE. Without any key labels are numbered. */
  readonly key?: Uint8Array;
  /** Finds names that patterns cannot; asked once per request. When it fails the request is refused. */
  readonly recognizer?: EntityRecognizer;
  /** Told of each request, in closed words. Default: nobody. */
  readonly observer?: Observer;
}

export interface ProxyMiddlewareOptions extends MiddlewareOptions {
  /** Origin of the desk, as `https://example.zendesk.com`; a path in it is put before each request's. */
  readonly to: string | URL;
  /** Default: `zendesk`. */
  readonly desk?: DeskName;
}

export interface RedactRequestsOptions extends MiddlewareOptions {
  /** Whose payloads the app receives. Default: `generic`, where every string is content. */
  readonly desk?: DeskName;
}

type Next = (error?: unknown) => void;

/** Takes the requests of its mount; never calls `next`. */
export interface ProxyMiddleware {
  (req: IncomingMessage, res: ServerResponse, next?: Next): void;
  /** Closes the connections to the desk. */
  close(): Promise<void>;
}

export type RedactMiddleware = (req: IncomingMessage, res: ServerResponse, next: Next) => void;

const nobody: Observer = { request: () => undefined, event: () => undefined };

/** Throws ConfigError. */
function configOf(options: MiddlewareOptions): Config {
  return withRecognizer(settingsOf(options), options.recognizer);
}

/** Throws ConfigError. */
function settingsOf({ config = {}, key }: MiddlewareOptions): Config {
  const given = key === undefined ? loadKey(process.env) : new Sensitive(Buffer.from(key));
  if (typeof config !== "string") return compileConfig(config, given === undefined ? {} : { key: given });
  const env = key === undefined ? process.env : { DESKVEIL_KEY: Buffer.from(key).toString("hex") };
  return loadConfig({ file: config, env });
}

/** Throws ConfigError for what could not be kept as it is meant; the address itself is not shown: it may hold a login. */
function upstreamOf(to: string | URL): URL {
  const url = URL.canParse(String(to)) ? new URL(to) : undefined;
  const { protocol = "", username, password, search, hash } = url ?? {};
  const extra = [username, password, search, hash].some((part) => part !== undefined && part !== "");
  if (url !== undefined && /^https?:$/.test(protocol) && !extra) return url;
  const message =
    "expected an address such as https://example.zendesk.com, without login, query or fragment.";
  throw new ConfigError("to", [{ code: "CONFIG_INVALID", message }]);
}

/**
 * The proxy `deskveil serve` runs, mounted in an app: the path below the mount is forwarded. Mount it before body
 * parsers: a body that was read already is refused with `body_already_read`. Throws ConfigError.
 */
export function createProxy(options: ProxyMiddlewareOptions): ProxyMiddleware {
  const config = configOf(options);
  const { limits, wordRefusal, policy } = config;
  const handler = createProxyHandler({
    upstream: upstreamOf(options.to),
    redactor: createRedactor(config),
    desk: desks[options.desk ?? "zendesk"],
    mode: policy.mode,
    responses: policy.responses,
    limits,
    observer: options.observer ?? nobody,
    wordRefusal,
  });
  const middleware = (req: IncomingMessage, res: ServerResponse): void => {
    handler.handle(req, res);
  };
  return Object.assign(middleware, { close: async () => handler.close() });
}

/**
 * Reads and redacts the request before the app sees it: `req.body` is the redacted JSON, form or text, the query in
 * `req.url` is redacted, `req.deskveil` is the value-free report. What cannot be read, and what the policy rejects,
 * is answered with problem+json. Mount it before body parsers. Throws ConfigError.
 */
export function redactRequests(options: RedactRequestsOptions = {}): RedactMiddleware {
  const config = configOf(options);
  const redaction: RequestRedaction = createRequestRedaction({
    redactor: createRedactor(config),
    desk: desks[options.desk ?? "generic"],
    limits: config.limits,
    mode: config.policy.mode,
    wordRefusal: config.wordRefusal,
  });
  return (req, res, next) => {
    redaction(req, res).then(
      (passed) => {
        if (passed) next();
      },
      (error: unknown) => {
        next(error);
      },
    );
  };
}

export type { EntityRecognizer, ExternalFinding } from "./core/recognizer.js";
export type { RedactedRequest } from "./http/redact-requests.js";
