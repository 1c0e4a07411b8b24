/* API payloads of Zendesk, the helpdesks and sinks over HTTP: what arrives is the golden file, to the byte. */

import { readFileSync } from "node:fs";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desks, type DeskName } from "../../src/desks/index.js";
import { startNumberingProxy } from "../support/desk-proxy.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const read = (name: string): Buffer => readFileSync(new URL(`../fixtures/payloads/${name}`, import.meta.url));

const json = "application/json";

let upstream: TestUpstream;

beforeAll(async () => {
  upstream = await startUpstream();
});

afterAll(async () => {
  await upstream.close();
});

describe("over HTTP", () => {
  it.each<[DeskName, string, string, string]>([
    ["jira", "/rest/api/3/issue", "jira/jira-api-v3-issue-create-adf.json", json],
    ["jira", "/rest/servicedeskapi/request", "jira/jsm-api-request-create.json", json],
    ["request-tracker", "/REST/2.0/ticket", "request-tracker/rt5-rest2-ticket-create.json", json],
    [
      "request-tracker",
      "/REST/2.0/ticket/1/correspond",
      "request-tracker/rt5-rest2-ticket-correspond.json",
      json,
    ],
    ["slack", "/services/T0/B0/x", "slack/slack-incoming-webhook.json", json],
    ["mattermost", "/hooks/x", "mattermost/mattermost-incoming-webhook.json", json],
    ["osticket", "/api/tickets.json", "osticket/osticket-api-ticket-create.json", json],
    [
      "xenforo",
      "/api/threads",
      "xenforo/xenforo-api-thread-create.form",
      "application/x-www-form-urlencoded",
    ],
    ["zendesk", "/api/v2/requests.json", "zendesk-api-request-create-anonymous.json", json],
    ["zendesk", "/api/v2/tickets/create_many", "zendesk-api-ticket-create-many.json", json],
    ["zendesk", "/api/v2/tickets", "zendesk-api-ticket-create.json", json],
    ["zendesk", "/api/v2/imports/tickets", "zendesk-api-ticket-import.json", json],
    ["zendesk", "/api/v2/users/create_or_update", "zendesk-api-user-create-or-update.json", json],
    ["zendesk", "/api/v2/unknown/echo", "zendesk-api-ticket-response.json", json],
    ["zendesk", "/api/v2/unknown/edge", "edge-json-fidelity.json", json],
    ["generic", "/hooks/mail", "generic/generic-mail-webhook.json", json],
  ])("%s %s %s", async (name, path, file, type) => {
    const proxy = await startNumberingProxy(desks[name], upstream.origin);
    try {
      const body = read(file);
      const answer = await request(proxy.origin + path, {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      await answer.body.dump();
      const arrived = upstream.received.at(-1);
      expect([arrived?.url, arrived?.headers["content-type"]]).toEqual([path, type]);
      expect(arrived?.body.toString()).toBe(read(file.replace(/\.\w+$/, ".golden")).toString());
    } finally {
      await proxy.close();
    }
  });
});
