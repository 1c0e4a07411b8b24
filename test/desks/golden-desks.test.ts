/* Real wire shapes of HubSpot, Mailchimp, Freshdesk, Intercom, Help Scout and Front, with golden files. */

import { describe } from "vitest";
import { desks, type DeskName } from "../../src/desks/index.js";
import { describeGolden, type GoldenSuite } from "../support/golden.js";

const form = "application/x-www-form-urlencoded";

/** Of the JSON number the digits stay in no form. */
const contactNumber = {
  '"cf_contact_number": 447700900123': '"cf_contact_number": "447700900123"',
};

const suites: Readonly<Partial<Record<DeskName, Omit<GoldenSuite, "desk" | "folder">>>> = {
  hubspot: {
    payloads: {
      "hubspot-api-ticket-create.json": { route: "POST /crm/v3/objects/tickets" },
      "hubspot-webhook-batch.json": {},
    },
    kept: [/^\/1\/propertyValue$/],
  },
  mailchimp: {
    payloads: {
      "mailchimp-api-member-upsert.json": {
        route: "PUT /3.0/lists/a6b5da1054/members/8a25ff1d98",
        cuts: { ' "ip_signup": "198.51.100.23", "ip_opt": "198.51.100.23",': "" },
      },
      "mailchimp-webhook-subscribe.form": { mediaType: form },
    },
    kept: [
      /^\/email_address$/,
      /^\/merge_fields\/PHONE$/,
      /^data\[email\]$/,
      /^data\[merges\]\[(?:EMAIL|PHONE)\]$/,
    ],
  },
  freshdesk: {
    payloads: {
      "freshdesk-api-ticket-create.json": {
        route: "POST /api/v2/tickets",
        cuts: {
          ' "cc_emails": ["bob.carter@example.org", "\\"Nguyen, Carol\\" <carol.nguyen@example.org>"],': "",
          ...contactNumber,
        },
        spellings: ["calvin"],
      },
      "freshdesk-api-ticket-response.json": {
        route: "GET /api/v2/tickets/24",
        answer: true,
        cuts: {
          '"cc_emails": ["bob.carter@example.org"], "fwd_emails": ["vendor-desk@acme-storage.example"], "reply_cc_emails": ["bob.carter@example.org"], "ticket_cc_emails": ["bob.carter@example.org", "carol.nguyen@example.org"], ':
            "",
        },
      },
    },
    kept: [/^\/(?:name|email|phone)$/],
  },
  intercom: {
    payloads: {
      "intercom-conversation.user.replied.json": {
        cuts: {
          ', { "type": "contact", "id": "6329bf9ffe4e2e91dac76189", "external_id": "bob.carter@example.org" }':
            "",
          ', { "type": "cc", "email_address": "bob.carter@example.org", "name": "Bob Carter" }': "",
        },
        spellings: ["Alice", "bob.carter@example.org.vcf"],
      },
    },
    kept: [/\/author\/(?:name|email)$/, /\/email_address_headers\/\d\/(?:email_address|name)$/],
  },
  helpscout: {
    payloads: {
      "helpscout-convo.customer.reply.created.json": {
        cuts: {
          '\n  "cc": ["bob.carter@example.org", "carol.nguyen@example.org"], "bcc": ["dave+tickets@mail.example.net"],':
            "",
          ' "cc": ["bob.carter@example.org"],': "",
        },
      },
    },
    kept: [/\/(?:customer|primaryCustomer|createdBy|assignedTo)\/email$/],
  },
  front: {
    payloads: {
      "front-inbound_received.json": {
        cuts: {
          ', { "_links": { "related": { "contact": null } }, "name": "Bob Carter", "handle": "bob.carter@example.org", "role": "cc" }':
            "",
        },
        spellings: ["Bob Carter &lt;bob.carter@example.org&gt;", "Bob Carter <bob.carter@example.org>"],
      },
    },
    kept: [/\/recipients?\/(?:\d\/)?(?:name|handle)$/],
  },
};

for (const [name, suite] of Object.entries(suites)) {
  describe(name, () => {
    describeGolden({ ...suite, desk: desks[name as DeskName], folder: name });
  });
}
