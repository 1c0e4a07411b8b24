/* Zendesk's webhooks: events with a fixed envelope, and whatever administrators write into triggers and automations. */

import type { DeskRoute, UnreadableBody } from "../../core/desk.js";
import type { Delivery, DeskWebhooks } from "../../core/webhook.js";
import { below, type FieldPaths } from "../field-map.js";
import { acknowledgement } from "../webhooks/acknowledgement.js";
import { idFrom, textOf } from "../webhooks/delivery.js";
import { documentRoute, routeByKind } from "../webhooks/document-route.js";
import { basicSecret, bearerSecret, headerSecret, isoTime, signatureScheme } from "../webhooks/signatures.js";

/** Names that administrators give to the placeholders of CCs and followers; the values are strings as well as lists. */
const recipientNames: readonly string[] = [
  ...["cc", "ccs", "cc_names", "cc_name", "cc_email", "cc_emails", "cc_list", "cced"],
  ...["bcc", "bccs", "bcc_emails", "email_cc", "email_ccs", "email_cc_names", "email_cc_ids"],
  ...["collaborators", "collaborator_ids", "additional_collaborators", "original_recipients"],
  ...["followers", "follower_names", "follower_emails", "follower_ids"],
];

const named = recipientNames.flatMap((name) => [name, `ticket_${name}`]);

const anyRecipient: FieldPaths = Object.fromEntries(named.map((name) => [`**.${name}`, "cc"] as const));

const unreadable: UnreadableBody = { recipients: new Set(named.map((name) => name.replaceAll("_", ""))) };

const personal = ["name", "first_name", "last_name", "email", "phone"] as const;

/** A person of the ticket, as an object or as flat names. Notes and details are prose, and so content. */
const person = (name: string, role: "requester" | "contact"): FieldPaths => ({
  [`**.${name}`]: role,
  ...Object.fromEntries(personal.map((field) => [`**.${name}.${field}`, role])),
  ...Object.fromEntries(personal.map((field) => [`**.${name}_${field}`, role])),
  ...Object.fromEntries(personal.map((field) => [`**.ticket_${name}_${field}`, role])),
  [`**.${name}.external_id`]: "identifier",
  [`**.${name}_external_id`]: "identifier",
});

const triggerFields: FieldPaths = {
  ...anyRecipient,
  ...person("requester", "requester"),
  ...person("submitter", "contact"),
  ...person("assignee", "contact"),
  ...person("current_user", "contact"),
  "**.title": "subject",
  "**.subject": "subject",
  "**.ticket_title": "subject",
  "**.external_id": "identifier",
  "**.organization.name": "contact",
  "**.organization_name": "contact",
};

const ids: FieldPaths = Object.fromEntries(
  (
    "id actor_id assignee_id brand_id custom_status default_group_id external_id form_id group_id organization_id " +
    "requester_id submitter_id"
  )
    .split(" ")
    .map((name) => [name, "identifier"] as const),
);

const commonFields: FieldPaths = {
  ...anyRecipient,
  id: "identifier",
  ...below("detail", ids),
  "detail.subject": "subject",
  "event.meta.**": "metadata",
  "event.comment.id": "identifier",
  "event.comment.author.id": "identifier",
  "event.comment.author.name": "requester",
  "event.attachment.id": "identifier",
};

/** Of users and organizations: who they are is what the receiver is told. */
const profileFields: FieldPaths = {
  ...commonFields,
  "detail.email": "contact",
  "detail.name": "contact",
  "detail.phone": "contact",
  "detail.domain_names.*": "contact",
};

/** The names of the fields are not documented: all that the event tells is who was added and removed. */
const recipientFields: FieldPaths = { ...commonFields, "event.*": "cc" };

const routes = {
  ticket: documentRoute("webhook event", commonFields),
  profile: documentRoute("webhook profile event", profileFields),
  recipients: documentRoute("webhook recipients event", recipientFields),
  trigger: { ...documentRoute("webhook trigger", triggerFields), unreadable },
} as const satisfies Record<string, DeskRoute>;

const eventPrefix = "zen:event-type:";

function kindOf(delivery: Delivery): keyof typeof routes {
  const type = textOf(delivery, "type");
  if (type?.startsWith(eventPrefix) !== true) return "trigger";
  if (/\.(?:email_ccs|ccs|followers|collaborators)_changed$/.test(type)) return "recipients";
  return /^zen:event-type:(?:user|organization)\./.test(type) ? "profile" : "ticket";
}

/** Over the time as it stands in the header, then the raw body, which is empty for GET. */
const signature = signatureScheme({
  name: "hmac-sha256",
  header: "x-zendesk-webhook-signature",
  hash: "sha256",
  encoding: "base64",
  time: isoTime("x-zendesk-webhook-signature-timestamp"),
  signed: ({ body }, time) => [time, body],
});

export const zendeskWebhooks: DeskWebhooks = {
  schemes: [signature, basicSecret(), bearerSecret(), headerSecret("api-key", "x-api-key")],
  route: routeByKind(kindOf, routes),
  eventId: (delivery) =>
    (kindOf(delivery) === "trigger" ? undefined : idFrom(textOf(delivery, "id"))) ??
    idFrom(delivery.headers.get("x-zendesk-webhook-invocation-id")),
  /** Zendesk comes again after 409, 429 and 503 with a short wait alone; a 500 would lose the event. */
  acknowledgement: acknowledgement({ longestRetry: 30 }),
};
