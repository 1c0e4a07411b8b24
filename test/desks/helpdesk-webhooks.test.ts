/* Webhooks of Jira and Zammad: recorded signatures, ids, answers, and what the routes know of the fields. */

import { describe, expect, it } from "vitest";
import { jira } from "../../src/desks/jira.js";
import { zammad } from "../../src/desks/zammad.js";
import type { DeskWebhooks, SignatureScheme } from "../../src/core/webhook.js";
import { deliveryOf, deliveryOfVector, describeVectors, vectorsOf } from "../support/deliveries.js";
import { redactor } from "../support/redactor.js";

function webhooksOf(desk: { readonly webhooks?: DeskWebhooks }): DeskWebhooks {
  if (desk.webhooks === undefined) throw new Error("no webhooks");
  return desk.webhooks;
}

function schemeOf({ schemes }: DeskWebhooks, name: string): SignatureScheme {
  const found = schemes.find((scheme) => scheme.name === name);
  if (found === undefined) throw new Error(`no scheme ${name}`);
  return found;
}

const [jiraHooks, zammadHooks] = [webhooksOf(jira), webhooksOf(zammad)];

describe("jira", () => {
  describeVectors(schemeOf(jiraHooks, "hmac-sha256"), vectorsOf("jira"), "jira");

  it("names an event by the identifier that is the same when it is sent again", () => {
    const [vector] = vectorsOf("jira");
    if (vector === undefined) throw new Error("no vector");
    const delivery = deliveryOfVector(vector, "jira");
    expect(jiraHooks.eventId(delivery)).toBe("6d3b2f4e-9c1a-4a55-8a57-0f7a6c1e2d11");
    expect(jiraHooks.eventId(deliveryOf({ body: "{}" }))).toBeUndefined();
  });

  it.each(["sha1=", "", "SHA256="])("takes no signature behind %j", (prefix) => {
    const scheme = schemeOf(jiraHooks, "hmac-sha256");
    const delivery = deliveryOf({ body: "{}" });
    const [, signature = ""] = scheme.sign?.(delivery, "s", 0)["x-hub-signature"]?.split("=") ?? [];
    const headers = { "x-hub-signature": prefix + signature };
    expect(scheme.verify(deliveryOf({ body: "{}", headers }), "s")).toBe(false);
  });

  it("masks both texts of a change, one of them under the key toString", async () => {
    const body = Buffer.from(
      '{"webhookEvent":"jira:issue_updated","changelog":{"id":"1","items":[{"field":"description","fromString":"old 203.0.113.7","toString":"new +44 7700 900123"}]},"user":{"displayName":"Al","emailAddress":"al@example.com","accountId":"5b1"}}',
    );
    const route = jiraHooks.route(deliveryOf({ body }));
    const { payload } = await redactor.redact({ body, mediaType: "application/json" }, { desk: jira, route });
    expect(payload.body.toString()).toBe(
      '{"webhookEvent":"jira:issue_updated","changelog":{"id":"1","items":[{"field":"description","fromString":"old [IP_ADDRESS 1]","toString":"new [PHONE_NUMBER 1]"}]},"user":{"displayName":"Al","emailAddress":"al@example.com","accountId":"5b1"}}',
    );
  });

  it("L11 a failure asks for another attempt with a status that Jira repeats", () => {
    const { accepted, unavailable, refused } = jiraHooks.acknowledgement;
    expect([accepted("x").status, unavailable("outbox_unavailable", 3).status, refused("x").status]).toEqual([
      200, 503, 401,
    ]);
    expect(unavailable("outbox_unavailable", 3).headers["retry-after"]).toBe("3");
  });
});

describe("zammad", () => {
  describeVectors(schemeOf(zammadHooks, "hmac-sha1"), vectorsOf("zammad"), "zammad");

  it("names an event by its delivery", () => {
    const headers = { "x-zammad-delivery": "2f1e0d3c-7b6a-4958-8776-655443322110" };
    expect(zammadHooks.eventId(deliveryOf({ headers }))).toBe(headers["x-zammad-delivery"]);
    expect(zammadHooks.eventId(deliveryOf({ headers: { "x-zammad-delivery": "a b@c" } }))).toBeUndefined();
  });

  it("takes what a trigger may be given instead of a signature", () => {
    const authorization = `Basic ${Buffer.from("hook:made-up").toString("base64")}`;
    const basic = schemeOf(zammadHooks, "basic");
    expect(basic.verify(deliveryOf({ headers: { authorization } }), "hook:made-up")).toBe(true);
    expect(basic.verify(deliveryOf({ headers: { authorization } }), "hook:other")).toBe(false);
  });
});
