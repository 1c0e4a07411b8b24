/* Zendesk's API: real wire shapes, with golden files. */

import { zendesk } from "../../src/desks/zendesk.js";
import { describeGolden, type GoldenPayload } from "../support/golden.js";

/** An address over two elements: the label takes the place of the first part, the rest of it is emptied. */
const splitAddress = { "alice.martin@<b>example.com</b>": "alice.martin@<b></b>" };

const payloads: Readonly<Record<string, GoldenPayload>> = {
  "zendesk-api-request-create-anonymous.json": {
    route: "POST /api/v2/requests.json",
    cuts: { '    "collaborators": ["bob.carter@example.org"],\n': "" },
  },
  "zendesk-api-ticket-create-many.json": {
    route: "POST /api/v2/tickets/create_many",
    cuts: { ', "collaborators": ["carol.nguyen@example.org"]': "" },
    spellings: ["jürgen.müller@bücher.example"],
  },
  "zendesk-api-ticket-create.json": {
    route: "POST /api/v2/tickets",
    cuts: {
      '    "collaborators": [562562562, "bob.carter@example.org", { "name": "Carol Nguyen", "email": "carol.nguyen@example.org" }],\n':
        "",
      '    "email_ccs": [\n      { "user_email": "bob.carter@example.org", "user_name": "Bob Carter", "action": "put" },\n      { "user_id": "18446744073709551615", "action": "put" }\n    ],\n':
        "",
      '    "followers": [{ "user_email": "erin@support.example.com", "action": "put" }],\n': "",
      ...splitAddress,
    },
    spellings: ["alice.martin@"],
  },
  "zendesk-api-ticket-import.json": { route: "POST /api/v2/imports/tickets", spellings: ["S3cr3t-Pa55"] },
  "zendesk-api-ticket-response.json": {
    route: "POST /api/v2/unknown/echo",
    cuts: {
      '\n    "collaborator_ids": [35334, 9007199254740997], "follower_ids": [35334], "email_cc_ids": [9007199254740997],':
        "",
      ', "original_recipients": ["support@support.example.com", "bob.carter@example.org", "carol.nguyen@example.org"]':
        "",
      ', "email_ccs": ["bob.carter@example.org", 9007199254740997]': "",
    },
    spellings: ["CAxyz123@mail.example.com", "support@support.example.com"],
  },
  "zendesk-api-user-create-or-update.json": { route: "POST /api/v2/users/create_or_update" },
  "edge-json-fidelity.json": {
    route: "POST /api/v2/unknown/edge",
    cuts: {},
    spellings: [
      "alice.martin\\u0040example.com",
      "+44\\u00a07700\\u00a0900123",
      "alice.martin\\u200b@example.com",
      "ａｌｉｃｅ＠ｅｘａｍｐｌｅ．ｃｏｍ",
      "alice.martin%40example.com",
      "00:00:5E:00:53:AF",
    ],
  },
};

/** Fields that `balanced` keeps: the desk needs them to answer. */
const kept = [
  /\/requester\//,
  /^\/user\/(?:name|email|phone|alias|external_id|identities\/\d+\/value|organization\/name)$/,
  /\/recipient$/,
  /^\/ticket\/via\/source\/(?:from|to)\/(?:address|name)$/,
];

describeGolden({ desk: zendesk, folder: "", payloads, kept });
