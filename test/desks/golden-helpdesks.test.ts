/* Jira, self-hosted desks, chat sinks and tools without a map: real wire shapes, with golden files. */

import { describe } from "vitest";
import { generic } from "../../src/desks/generic.js";
import { jira } from "../../src/desks/jira.js";
import { mattermost } from "../../src/desks/mattermost.js";
import { osticket } from "../../src/desks/osticket.js";
import { requestTracker } from "../../src/desks/request-tracker.js";
import { slack } from "../../src/desks/slack.js";
import { xenforo } from "../../src/desks/xenforo.js";
import { zammad } from "../../src/desks/zammad.js";
import { describeGolden, type GoldenSuite } from "../support/golden.js";

const form = "application/x-www-form-urlencoded";

/** What we write into a file: it is decoded, redacted and encoded again. */
const encoded = (text: string): string => Buffer.from(text).toString("base64");

const suites: readonly GoldenSuite[] = [
  {
    desk: jira,
    folder: "jira",
    kept: [/^\/comment\/author\/(?:emailAddress|displayName)$/],
    payloads: {
      "jira-api-v3-issue-create-adf.json": {
        route: "POST /rest/api/3/issue",
        // An address over two text nodes: Jira takes no empty one.
        cuts: { '"text": "example.com"': '"text": " "' },
        spellings: ["alice.martin@", "8.8.8.8"],
      },
      "jira-webhook-comment_created.json": {},
      "jsm-api-request-create.json": {
        route: "POST /rest/servicedeskapi/request",
        cuts: {
          ', "requestParticipants": ["5b10a2844c20165700ede21g", "qm:a713c8ea-1075-4e30-9d96-891a7d181739:5ad6d69abfa3980ce712caae"]':
            "",
        },
      },
    },
  },
  {
    desk: zammad,
    folder: "zammad",
    kept: [
      /^\/ticket\/(?:customer|owner)\/(?:email|login|phone|mobile)$/,
      /^\/article\/(?:from|to|origin_by)$/,
    ],
    payloads: {
      "zammad-webhook-ticket.json": {
        cuts: {
          ' "cc": "Bob Carter <bob.carter@example.org>, \\"Nguyen, Carol\\" <carol.nguyen@example.org>",': "",
        },
        spellings: ["erin@support.example.com", "frank@support.example.com", "Bob"],
      },
    },
  },
  {
    desk: requestTracker,
    folder: "request-tracker",
    kept: [/^\/Requestor/],
    payloads: {
      "rt5-rest2-ticket-create.json": {
        route: "POST /REST/2.0/ticket",
        cuts: {
          ', "Cc": ["bob.carter@example.org", "carol.nguyen@example.org"], "AdminCc": "noc@support.example.com"':
            "",
          dXNlcixwYXNzd29yZApyb290LFRyMHViNGRvciYzCm1haWwsYWxpY2UubWFydGluQGV4YW1wbGUuY29tCmhvc3QsMjAzLjAuMTEzLjcK:
            encoded("user,password\nroot,[CREDENTIAL 2]\nmail,[EMAIL_ADDRESS 1]\nhost,[IP_ADDRESS 1]\n"),
        },
      },
      "rt5-rest2-ticket-correspond.json": {
        route: "POST /REST/2.0/ticket/1/correspond",
        cuts: { ' "Cc": "carol.nguyen@example.org",': "" },
      },
    },
  },
  {
    desk: slack,
    folder: "slack",
    kept: [],
    payloads: { "slack-incoming-webhook.json": { route: "POST /services/T0/B0/x" } },
  },
  {
    desk: mattermost,
    folder: "mattermost",
    kept: [],
    payloads: { "mattermost-incoming-webhook.json": { route: "POST /hooks/x" } },
  },
  {
    desk: osticket,
    folder: "osticket",
    kept: [/^\/(?:email|phone)$/],
    payloads: {
      "osticket-api-ticket-create.json": {
        route: "POST /api/tickets.json",
        cuts: {
          ' "cc": "Bob Carter <bob.carter@example.org>, carol.nguyen@example.org",': "",
          "MjAyNi0xMS0yMCBsb2dpbiBmYWlsZWQgZm9yIGFsaWNlLm1hcnRpbkBleGFtcGxlLmNvbQpwYXNzd29yZDogVHIwdWI0ZG9yJjMKaG9zdCAyMDMuMC4xMTMuNwo=":
            encoded(
              "2026-11-20 login failed for [EMAIL_ADDRESS 3]\npassword: [CREDENTIAL 2]\nhost [IP_ADDRESS 2]\n",
            ),
        },
        spellings: ["login-alice.martin@example.com"],
      },
    },
  },
  {
    desk: xenforo,
    folder: "xenforo",
    kept: [],
    payloads: {
      "xenforo-api-thread-create.form": {
        route: "POST /api/threads",
        mediaType: form,
        cuts: { "&custom_fields%5Bcc%5D=bob.carter%40example.org": "" },
      },
    },
  },
  {
    desk: generic,
    folder: "generic",
    kept: [],
    payloads: {
      "generic-mail-webhook.json": {
        route: "POST /hooks/mail",
        cuts: {
          '\n  "Cc": "\\"Nguyen, Carol\\" <carol.nguyen@example.org>, bob.carter@example.org",': "",
          ', { "role": "cc", "handle": "bob.carter@example.org" }': "",
          ', { "name": "Cc", "value": "carol.nguyen@example.org" }, ["Bcc", "dave@example.net"]': "",
          ' "cc": [ { "email": "carol.nguyen@example.org", "name": "Carol" } ], "bcc": [ "dave@example.net" ] ':
            "  ",
        },
        spellings: ["support@support.example.com", "bob.carter@example.org"],
      },
    },
  },
];

describe.each(suites)("$desk.name", (suite) => {
  describeGolden(suite);
});
