/* What Freshdesk's fields are for. Places of a CC are known by name, wherever they stand: rules let administrators nest them. */

import type { Anywhere } from "../anywhere.js";
import type { FieldPaths } from "../field-map.js";

/** The first addressee is the person written to; everybody else in the list is a copy in all but name. */
const addressees: FieldPaths = { "to_emails.0": "contact", "to_emails.*": "cc", to_emails: "contact" };

export const ticket: FieldPaths = {
  name: "requester",
  email: "requester",
  phone: "requester",
  twitter_id: "requester",
  facebook_id: "requester",
  unique_external_id: "identifier",
  "requester.name": "requester",
  "requester.email": "requester",
  "requester.phone": "requester",
  "requester.mobile": "requester",
  subject: "subject",
  description: "html",
  support_email: "contact",
  from_email: "contact",
  ...addressees,
  "company.name": "contact",
  "attachments.*.name": "attachment",
};

export const conversation: FieldPaths = {
  body: "html",
  full_text: "html",
  from_email: "contact",
  support_email: "contact",
  ...addressees,
  "attachments.*.name": "attachment",
};

export const contact: FieldPaths = {
  name: "contact",
  email: "contact",
  phone: "contact",
  mobile: "contact",
  twitter_id: "contact",
  address: "contact",
  unique_external_id: "identifier",
  "other_emails.*": "contact",
};

export const company: FieldPaths = { name: "contact", "domains.*": "contact" };

/** Names of lists of people in copy. */
export const copies = [
  "cc",
  "bcc",
  "cc_email",
  "bcc_email",
  "cc_emails",
  "bcc_emails",
  "fwd_emails",
  "forward_emails",
  "reply_cc_emails",
  "reply_bcc_emails",
  "ticket_cc",
  "ticket_cc_emails",
  "ticket_bcc_emails",
  "notify_emails",
] as const;

export const anywhere: Anywhere = {
  keys: Object.fromEntries(copies.map((name) => [name, "cc" as const])),
  /** Of notes: `private` is their own word. */
  audiences: { private: { true: "private", false: "public" } },
};

/** Placeholders of automation rules, under the names that Freshdesk's simple mode gives them. */
export const webhookAnywhere: Anywhere = {
  ...anywhere,
  keys: {
    ...anywhere.keys,
    ticket_requester_name: "requester",
    ticket_requester_firstname: "requester",
    ticket_requester_lastname: "requester",
    ticket_requester_email: "requester",
    ticket_requester_phone: "requester",
    ticket_requester_mobile: "requester",
    ticket_requester_address: "requester",
    ticket_requester_unique_external_id: "identifier",
    ticket_contact_name: "requester",
    ticket_contact_email: "requester",
    ticket_contact_phone: "requester",
    ticket_contact_mobile: "requester",
    ticket_agent_name: "contact",
    ticket_agent_email: "contact",
    ticket_company_name: "contact",
    ticket_subject: "subject",
    ticket_description: "html",
    ticket_latest_public_comment: "html",
    ticket_latest_private_comment: "html",
    ticket_public_comments: "html",
  },
};
