/* LiveChat: the Agent and Customer Chat APIs, and the webhooks of chats. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { livechatRoutes } from "./livechat/routes.js";
import { livechatWebhooks } from "./livechat/webhooks.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

const types: Readonly<Record<number, string>> = {
  401: "authentication",
  403: "authorization",
  404: "not_found",
  408: "request_timeout",
  413: "entity_too_large",
  429: "too_many_requests",
  503: "service_unavailable",
};

function refuse(refusal: Refusal): DeskAnswer {
  const { status, code, message, items } = refusal;
  const type = types[status] ?? (status < 500 ? "validation" : "internal");
  return jsonAnswer(status, { error: { type, message, data: { code, items } } });
}

export const livechat: Desk = { name: "livechat", route: livechatRoutes, refuse, webhooks: livechatWebhooks };
