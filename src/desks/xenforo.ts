/* XenForo's API for posts of a forum: everything in them is public. Error shape and fields reconstructed from its documents. */

import type { Desk, DeskAnswer, Refusal } from "../core/desk.js";
import type { FieldPaths } from "./field-map.js";
import { refineByShape } from "./recipients.js";
import { createRouteTable, type RouteSpec } from "./route-table.js";
import { jsonAnswer } from "./webhooks/acknowledgement.js";

const post: FieldPaths = { title: "subject", attachment_key: "secret" };
const user: FieldPaths = { username: "contact", email: "contact", password: "secret" };
const conversation: FieldPaths = { ...post, "recipient_ids.*": "contact", "recipients.*": "contact" };

const answers: FieldPaths = {
  "thread.title": "subject",
  "threads.*.title": "subject",
  "post.message_parsed": "html",
  "posts.*.message_parsed": "html",
};

/** Whoever reads the forum reads posts; conversations are read by those who take part. */
const routes = ["/api", "/community/api", "/forum/api"].flatMap((api): readonly RouteSpec[] => [
  { match: `POST ${api}/threads`, fields: post, audience: "public" },
  { match: `POST ${api}/threads/{id}`, fields: post, audience: "public" },
  { match: `POST ${api}/posts`, fields: post, audience: "public" },
  { match: `POST ${api}/posts/{id}`, fields: post, audience: "public" },
  { match: `POST ${api}/profile-posts`, fields: post, audience: "public" },
  { match: `POST ${api}/profile-post-comments`, fields: post, audience: "public" },
  { match: `POST ${api}/users`, fields: user },
  { match: `POST ${api}/users/{id}`, fields: user },
  { match: `POST ${api}/auth`, fields: { login: "contact", password: "secret" } },
  { match: `POST ${api}/conversations`, fields: conversation },
  { match: `POST ${api}/conversation-messages`, fields: conversation },
]);

const refuse = ({ status, code, message, items }: Refusal): DeskAnswer =>
  jsonAnswer(status, {
    errors: [{ code, message, params: items.map(({ field, entity }) => ({ field, entity })) }],
  });

export const xenforo: Desk = {
  name: "xenforo",
  route: createRouteTable({
    routes,
    fallback: post,
    answers,
    longest: { subject: 150 },
    refine: refineByShape,
  }),
  refuse,
};
