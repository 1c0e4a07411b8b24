/* Slack's incoming webhooks, as a sink of notifications: fields, limits of its blocks, errors as one word of text. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { refineByShape } from "./recipients.js";
import { createRouteTable } from "./route-table.js";

/** Who posts, and where: neither is about a customer. */
const message = { channel: "identifier", icon_url: "identifier", icon_emoji: "identifier" } as const;

const routes = [
  { match: "POST /services/{id}/{id}/{id}", fields: message },
  { match: "POST /hooks/{id}/{id}/{id}", fields: message },
  { match: "POST /workflows/{id}/{id}/{id}/{id}", fields: message },
  { match: "POST /api/chat.postMessage", fields: message },
];

/** Clients compare the text of an error with words such as `invalid_payload`. */
const refuse = ({ status, code }: Refusal): DeskAnswer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: code,
});

export const slack: Desk = {
  name: "slack",
  route: createRouteTable({
    routes,
    fallback: message,
    // Of one text in a block.
    longest: { content: 3000 },
    refine: refineByShape,
  }),
  refuse,
};
