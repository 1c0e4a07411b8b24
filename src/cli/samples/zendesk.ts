/* Zendesk: one event of the fixed envelope, and one body as administrators write them into triggers. */

import type { DeskSamples } from "./sample.js";

const iso = (now: number): string => new Date(now).toISOString();

export const zendeskSamples: DeskSamples = {
  "ticket.comment_added": {
    about: "a customer's comment with a phone number, an address and a password",
    headers: { "content-type": "application/json", "x-zendesk-account-id": "20978392" },
    body: ({ now, id }) =>
      JSON.stringify({
        account_id: 20978392,
        detail: { id: "35436", subject: "Cannot log in", status: "OPEN", updated_at: iso(now) },
        event: {
          comment: {
            author: { id: "8447388090494", is_staff: false, name: "Mara Example" },
            body: "Please call +44 7700 900123 or mail mara@example.com, password: Elm$tree8, host 203.0.113.7",
            id: "35436001",
            is_public: true,
          },
          meta: { sequence: { id: "01EXAMPLESEQUENCE", position: 1, total_events: 1 } },
        },
        id,
        subject: "zen:ticket:35436",
        time: iso(now),
        type: "zen:event-type:ticket.comment_added",
        zendesk_event_version: "2022-11-06",
      }),
  },
  trigger: {
    about: "a trigger's own template, with people in CC",
    headers: { "content-type": "application/json" },
    body: ({ id }) =>
      JSON.stringify({
        delivery: id,
        ticket_id: "35436",
        ticket_title: "Cannot log in",
        requester: { name: "Mara Example", email: "mara@example.com" },
        ccs: "Noah Example <noah@example.org>, Ida Example <ida@example.org>",
        latest_comment: "My card 4111 1111 1111 1111 was charged twice, call +44 7700 900456",
      }),
  },
};
