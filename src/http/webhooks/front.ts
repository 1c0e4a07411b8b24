/* One listener for both: paths of webhooks first, then the proxy, or 404 where there is none. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "../../config/config.js";
import type { DeskAnswer } from "../../core/desk.js";
import type { ErrorCode } from "../../core/errors.js";
import type { Observer } from "../../core/observer.js";
import type { Load } from "../../core/receiving.js";
import { generic } from "../../desks/generic.js";
import { sendRefusal, wordRefusal } from "../answer.js";
import type { ProxyHandler } from "../handler.js";
import { requestIdOf } from "../request-id.js";
import { pathOf, type WebhookReceiver } from "./receiver.js";

export interface FrontOptions {
  readonly receiver?: WebhookReceiver;
  readonly proxy?: ProxyHandler;
  readonly load: Load;
  readonly observer: Observer;
  readonly wordRefusal: Config["wordRefusal"];
}

export function createFront({
  receiver,
  proxy,
  load,
  observer,
  wordRefusal: words,
}: FrontOptions): ProxyHandler {
  const refuse = (code: ErrorCode): DeskAnswer =>
    proxy?.refuse(code) ??
    wordRefusal(generic, words, {
      code,
      requestId: requestIdOf(undefined),
      items: [],
      acceptLanguage: undefined,
    });
  const turnAway = (req: IncomingMessage, res: ServerResponse, code: ErrorCode): void => {
    observer.event("info", `refused_${code}`);
    sendRefusal(res, refuse(code), !req.complete);
  };
  return {
    handle(req, res, options) {
      if (receiver?.has(pathOf(req)) === true) receiver.handle(req, res, options);
      else if (proxy === undefined) turnAway(req, res, "not_found");
      else if (load.overloaded) turnAway(req, res, "overloaded");
      else proxy.handle(req, res, options);
    },
    refuse,
    close: async () => proxy?.close(),
  };
}
