/* LiveChat's calls that carry text or people; the version in the path may be any. */

import type { DeskRoute } from "../../core/desk.js";
import { createRouteTable, type RouteSpec } from "../route-table.js";
import { apiFields, createFormMap } from "./fields.js";

const actions = [
  ...["start_chat", "resume_chat", "send_event", "send_rich_message_postback", "list_chats", "get_chat"],
  ...[
    "list_threads",
    "list_archives",
    "create_customer",
    "update_customer",
    "get_customer",
    "list_customers",
  ],
  ...[
    "update_session",
    "set_customer_session_fields",
    "send_typing_indicator",
    "upload_file",
    "transfer_chat",
  ],
  ...["add_user_to_chat", "update_event_properties", "update_chat_properties", "tag_thread", "untag_thread"],
];

export const livechatCalls: readonly RouteSpec[] = ["agent", "customer"].flatMap((api) =>
  actions.map((action) => ({ match: `POST /{version}/${api}/action/${action}` })),
);

const find = createRouteTable({ routes: livechatCalls, fallback: apiFields });
const annotate = createFormMap(apiFields);

/** Forms are filled in in any call that has an event. */
export function livechatRoutes(method: string, path: string): DeskRoute {
  return { ...find(method, path), annotate, annotateAnswer: annotate };
}
