/* Mattermost's incoming webhooks and posts, as a sink of notifications: fields, length of a post, error shape. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { refineByShape } from "./recipients.js";
import { createRouteTable } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

const message = { channel: "identifier", icon_url: "identifier", icon_emoji: "identifier" } as const;

const routes = [
  { match: "POST /hooks/{id}", fields: message },
  { match: "POST /api/v4/posts", fields: { channel_id: "identifier", root_id: "identifier" } },
  { match: "PUT /api/v4/posts/{id}", fields: { id: "identifier" } },
] as const;

const refuse = ({ status, code, message: sentence, requestId, items }: Refusal): DeskAnswer =>
  jsonAnswer(status, {
    id: `deskveil.${code}`,
    message: sentence,
    detailed_error: items.map(({ field, entity }) => `${field}: ${entity}`).join("\n"),
    request_id: requestId,
    status_code: status,
  });

export const mattermost: Desk = {
  name: "mattermost",
  route: createRouteTable({
    routes,
    fallback: message,
    longest: { content: 16_383 },
    refine: refineByShape,
  }),
  refuse,
};
