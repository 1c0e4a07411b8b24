/* Zendesk's webhooks: real shapes, signatures, what administrators write into templates, answers, ids. */

import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { zendesk } from "../../src/desks/zendesk.js";
import { zendeskWebhooks } from "../../src/desks/zendesk/webhooks.js";
import { deliveryOf, describeVectors, vectorsOf } from "../support/deliveries.js";
import { describeGolden, type GoldenPayload } from "../support/golden.js";
import { redactor } from "../support/redactor.js";

const payloads: Readonly<Record<string, GoldenPayload>> = {
  "zendesk-webhook-event-ticket-comment-added.json": {},
  "zendesk-webhook-event-user-created.json": {},
  "zendesk-webhook-trigger-all-placeholders.json": {
    cuts: {
      '\n    "cc_names": "Bob Carter and Carol Nguyen",\n    "ccs": "Bob Carter <bob.carter@example.org>, Carol Nguyen <carol.nguyen@example.org>",':
        "",
      '\n    "email_cc_names": "Bob Carter and Carol Nguyen",\n    "email_ccs": "Bob Carter and Carol Nguyen",':
        "",
      '\n    "follower_names": "Frank Support",': "",
      '\n    "followers": "frank@support.example.com",': "",
    },
    spellings: ["Xo3fKq8y1ExampleToken"],
  },
  "zendesk-webhook-trigger-custom.json": {
    cuts: {
      '\n  "ccs": "Bob Carter <bob.carter@example.org>, carol.nguyen@example.org",\n  "cc_names": "Bob Carter, Carol Nguyen",':
        "",
    },
  },
  "zendesk-webhook-trigger-invalid-json.txt": {
    cuts: { '"ccs":"Bob Carter <bob.carter@example.org>",': "" },
  },
};

describeGolden({
  desk: zendesk,
  folder: "zendesk-webhooks",
  payloads,
  kept: [
    /\/requester\/(?:name|email|phone|external_id)$/,
    /^\/detail\/email$/,
    /^\/current_user\/(?:email|phone)$/,
    /\/author\/name$/,
  ],
});

const [signature] = zendeskWebhooks.schemes;
if (signature !== undefined) describeVectors(signature, vectorsOf("zendesk"), "zendesk-webhooks");
