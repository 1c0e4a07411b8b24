/* API payloads of the helpdesks and sinks over HTTP: what arrives is the golden file, to the byte. */

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
    ["jira", "/rest/api/3/issue", "jira-api-v3-issue-create-adf.json", json],
    ["jira", "/rest/servicedeskapi/request", "jsm-api-request-create.json", json],
    ["request-tracker", "/REST/2.0/ticket", "rt5-rest2-ticket-create.json", json],
    ["request-tracker", "/REST/2.0/ticket/1/correspond", "rt5-rest2-ticket-correspond.json", json],
    ["slack", "/services/T0/B0/x", "slack-incoming-webhook.json", json],
    ["mattermost", "/hooks/x", "mattermost-incoming-webhook.json", json],
    ["osticket", "/api/tickets.json", "osticket-api-ticket-create.json", json],
    ["xenforo", "/api/threads", "xenforo-api-thread-create.form", "application/x-www-form-urlencoded"],
    ["generic", "/hooks/mail", "generic-mail-webhook.json", json],
  ])("%s %s %s", async (name, path, file, type) => {
    const proxy = await startNumberingProxy(desks[name], upstream.origin);
    try {
      const body = read(`${name}/${file}`);
      const answer = await request(proxy.origin + path, {
        method: "POST",
        headers: { "content-type": type },
        body,
      });
      await answer.body.dump();
      const arrived = upstream.received.at(-1);
      expect([arrived?.url, arrived?.headers["content-type"]]).toEqual([path, type]);
      expect(arrived?.body.toString()).toBe(read(`${name}/${file.replace(/\.\w+$/, ".golden")}`).toString());
    } finally {
      await proxy.close();
    }
  });
});
