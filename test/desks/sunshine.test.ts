/* Sunshine Conversations: a real webhook, its secret, ids, calls and refusals. */

import { describe, expect, it } from "vitest";
import { sunshine } from "../../src/desks/sunshine.js";
import { sunshineWebhooks } from "../../src/desks/sunshine/webhooks.js";
import { deliveryOf } from "../support/deliveries.js";
import { describeGolden } from "../support/golden.js";
import { redactor } from "../support/redactor.js";

describeGolden({
  desk: sunshine,
  folder: "sunshine",
  payloads: { "sunco-webhook-conversation-message.json": {} },
  kept: [
    /\/author\/(?:userExternalId|displayName|user\/)/,
    /\/content\/fields\/\d\/email$/,
    /\/source\/client\/(?:displayName|externalId|raw\/from)$/,
  ],
});

describe("webhooks", () => {
  const [scheme] = sunshineWebhooks.schemes;
  const shown = (key: string) => deliveryOf({ headers: { "x-api-key": key }, body: '{"events":[]}' });

  it("are known by the secret in a header, which is not forwarded", () => {
    expect(scheme?.verify(shown("s-1"), "s-1")).toBe(true);
    expect(scheme?.verify(shown("s-2"), "s-1")).toBe(false);
    expect(scheme?.verify(shown(""), "")).toBe(false);
    expect(scheme?.headers).toEqual(["x-api-key"]);
    expect(scheme?.sign?.(shown("s-1"), "receiver", 0)).toEqual({ "x-api-key": "receiver" });
  });

  it.each([
    ['{"events":[{"id":"5f74a0d52b5315fc007e798a"}]}', "5f74a0d52b5315fc007e798a"],
    ['{"events":[{"id":"a"},{"id":"b"}]}', undefined],
    ['{"events":[]}', undefined],
    ["{", undefined],
  ])("id of %s", (body, id) => {
    expect(sunshineWebhooks.eventId(deliveryOf({ body }))).toBe(id);
  });
});

describe("calls", () => {
  it("a message is content, who writes it stays", async () => {
    const route = sunshine.route(
      "POST",
      "/v2/apps/5698edbf2a43bd081be982f1/conversations/029c31f25a21b47effd7be90/messages",
    );
    const body = Buffer.from(
      '{"author":{"type":"user","displayName":"Ann Lee","userExternalId":"a@leak.test"},"content":{"type":"text","text":"call +44 7700 900123"}}',
    );
    const { payload } = await redactor.redact(
      { body, mediaType: "application/json" },
      { desk: sunshine, route },
    );
    expect(payload.body.toString()).toBe(body.toString().replace("+44 7700 900123", "[PHONE_NUMBER 1]"));
    expect(route.id).toBe("POST /v2/apps/{id}/conversations/{id}/messages");
  });

  it("a refusal is a list of errors", () => {
    const items = [{ entity: "CC_RECIPIENT", rule: "no cc", field: "/a" }];
    const answer = sunshine.refuse({
      status: 422,
      code: "pii_rejected",
      message: "Take it out.",
      requestId: "r",
      items,
    });
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.body)).toEqual({
      errors: [
        { code: "pii_rejected", title: "Take it out." },
        { code: "pii_rejected", title: "/a: CC_RECIPIENT", detail: "no cc" },
      ],
    });
  });
});
