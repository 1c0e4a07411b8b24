/* Talkdesk: callbacks and the integration bridge, and what its connections, workflows and apps send. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import { createRouteTable, type RouteSpec } from "./route-table.js";
import { apiFields, bridgeFields, callbackFields } from "./talkdesk/fields.js";
import { talkdeskWebhooks } from "./talkdesk/webhooks.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

export const talkdeskCalls: readonly RouteSpec[] = [
  { match: "POST /calls/callback", fields: callbackFields },
  { match: "POST /bridge/{action}", fields: bridgeFields },
  { match: "POST /contacts", fields: apiFields },
  { match: "PUT,PATCH /contacts/{id}", fields: apiFields },
  { match: "GET /contacts" },
  { match: "GET /recordings/{id}" },
];

const route = createRouteTable({ routes: talkdeskCalls, fallback: apiFields });

function refuse({ status, code, message, items }: Refusal): DeskAnswer {
  const fields = items.map(({ field, entity }) => ({ name: field, description: entity }));
  return jsonAnswer(status, { code, message, fields });
}

export const talkdesk: Desk = { name: "talkdesk", route, refuse, webhooks: talkdeskWebhooks };
