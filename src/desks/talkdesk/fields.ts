/* What Talkdesk's fields are for. Its events are flat, and their authors may add any placeholder under any name. */

import { below, type FieldPaths } from "../field-map.js";

const named = (prefix: string, names: string, role: "contact" | "identifier"): FieldPaths =>
  Object.fromEntries(names.split(" ").map((name) => [`**.${prefix}${name}`, role] as const));

/** Caller, agent and account; at any depth, as customers write schemas of their own. */
export const callFields: FieldPaths = {
  ...named(
    "contact_",
    "phone_number first_name last_name name email phone company title address website",
    "contact",
  ),
  ...named("agent_", "name email", "contact"),
  ...named("account_", "name email", "contact"),
  "**.talkdesk_phone_number": "contact",
  "**.callback_number": "contact",
  ...named(
    "",
    "call_id interaction_id contact_id account_id agent_id conversation_id event_id user_id",
    "identifier",
  ),
  ...named("", "contact_external_id agent_external_id", "identifier"),
};

/** `title` and `content` of notes, tags, transcripts and all that is not named are read as text. */
export const eventFields: FieldPaths = { ...callFields, title: "subject", "payload.title": "subject" };

/** The receiver checks the log-in in the body; it must arrive as it is. */
export const bridgeFields: FieldPaths = {
  ...callFields,
  "auth.**": "secret",
  "meta.**": "identifier",
  "data.subject": "subject",
  "data.contact_name": "requester",
  "data.contact_emails.*": "requester",
  "data.contact_phones.*": "requester",
};

export const callbackFields: FieldPaths = { ...callFields };

const person: FieldPaths = {
  id: "identifier",
  name: "contact",
  "emails.*.email": "contact",
  "emails.*": "contact",
  "phones.*.number": "contact",
  "phones.*": "contact",
  external_id: "identifier",
};

/** Contacts as the API takes and gives them, and lists of them. */
export const apiFields: FieldPaths = {
  ...bridgeFields,
  ...person,
  ...below("contact", person),
  ...below("contacts.*", person),
  ...below("_embedded.contacts.*", person),
};
