/* API payloads of HubSpot, Mailchimp and Freshdesk over HTTP: what arrives is the golden file, to the byte. */

import { readFileSync } from "node:fs";
import { request } from "undici";
import { describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { startDeskStack } from "../support/desk-stack.js";

const read = (name: string): Buffer => readFileSync(new URL(`../fixtures/payloads/${name}`, import.meta.url));

const headers = { "content-type": "application/json" };

describe("over HTTP", () => {
  it.each([
    ["hubspot", "POST", "/crm/v3/objects/tickets", "hubspot-api-ticket-create"],
    ["mailchimp", "PUT", "/3.0/lists/a6b5da1054/members/8a25ff1d98", "mailchimp-api-member-upsert"],
    ["freshdesk", "POST", "/api/v2/tickets", "freshdesk-api-ticket-create"],
  ] as const)("%s %s %s", async (name, method, path, file) => {
    const stack = await startDeskStack(desks[name], { keyed: false });
    try {
      const body = read(`${name}/${file}.json`);
      const answer = await request(stack.proxy + path, { method, headers, body });
      await answer.body.dump();
      const [arrived] = stack.upstream.received;
      expect([arrived?.method, arrived?.url]).toEqual([method, path]);
      expect(arrived?.body.toString()).toBe(read(`${name}/${file}.golden`).toString());
    } finally {
      await stack.close();
    }
  });

  it("freshdesk: an answer that the policy has read", async () => {
    const stack = await startDeskStack(desks.freshdesk, { keyed: false, config: { responses: "scan" } });
    try {
      stack.upstream.answers.set("/api/v2/tickets/24", (res) => {
        res.writeHead(200, headers).end(read("freshdesk/freshdesk-api-ticket-response.json"));
      });
      const answer = await request(`${stack.proxy}/api/v2/tickets/24`);
      expect(await answer.body.text()).toBe(
        read("freshdesk/freshdesk-api-ticket-response.golden").toString(),
      );
    } finally {
      await stack.close();
    }
  });
});
