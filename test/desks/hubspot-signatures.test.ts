/* HubSpot's signatures: the examples of its documentation, its decoding of addresses, and its own client as a judge. */

import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { decodeSignedUri } from "../../src/desks/hubspot/webhooks.js";
import { deliveryOf, schemeOf } from "../support/deliveries.js";

const { hubspot } = desks;

describe("HubSpot", () => {
  const secret = "yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy";
  const url = "https://www.example.com/webhook_uri";

  it("the examples of its documentation verify", () => {
    const v2 = { "x-hubspot-signature-version": "v2" };
    const get = deliveryOf({
      method: "GET",
      url,
      headers: {
        ...v2,
        "x-hubspot-signature": "eee2dddcc73c94d699f5e395f4b9d454a069a6855fbfa152e91e88823087200e",
      },
    });
    expect(schemeOf(hubspot, "v2").verify(get, secret)).toBe(true);
    const post = deliveryOf({
      url,
      body: '{"example_field":"example_value"}',
      headers: {
        ...v2,
        "x-hubspot-signature": "9569219f8ba981ffa6f6f16aa0f48637d35d728c7e4d93d0d52efaa512af7900",
      },
    });
    expect(schemeOf(hubspot, "v2").verify(post, secret)).toBe(true);
    expect(schemeOf(hubspot, "v1").verify(post, secret)).toBe(false);
    expect(schemeOf(hubspot, "v2").verify({ ...post, method: "PUT" }, secret)).toBe(false);
  });

  it.each([
    ["https://a.example/h?src=hs%3Aapp%2Fv3&x=%28a%29", "https://a.example/h?src=hs:app/v3&x=(a)"],
    ["https://a.example/h?a=%3f%40%21%24%27%2a%2c%3b", "https://a.example/h?a=?@!$'*,;"],
    ["https://a.example/h?a=%20%26%3D%25%2B%C3%A4", "https://a.example/h?a=%20%26%3D%25%2B%C3%A4"],
    ["https://a.example/h?a=%253A", "https://a.example/h?a=%253A"],
    ["https://a.example/h?a=%25%33%41", "https://a.example/h?a=%25%33%41"],
    ["https://a.example/h?a=%", "https://a.example/h?a=%"],
  ])("v3 signs %s with twelve escapes decoded", (uri, decoded) => {
    expect(decodeSignedUri(uri)).toBe(decoded);
  });

  it("v3 of an address with a query is what HubSpot's own client computes of the decoded one", () => {
    const { Signature } = createRequire(import.meta.url)(
      "@hubspot/api-client/lib/src/utils/signature.js",
    ) as {
      Signature: { getSignature(method: string, version: string, options: object): string };
    };
    const timestamp = 1_795_166_401_000;
    const options = { clientSecret: secret, requestBody: "[]", timestamp };
    const signature = Signature.getSignature("POST", "v3", {
      ...options,
      url: "https://a.example/h?to=sales@a.example&x=1:2",
    });
    const delivery = deliveryOf({
      url: "https://a.example/h?to=sales%40a.example&x=1%3A2",
      body: "[]",
      headers: { "x-hubspot-signature-v3": signature, "x-hubspot-request-timestamp": String(timestamp) },
    });
    const v3 = schemeOf(hubspot, "v3");
    expect(v3.verify(delivery, secret)).toBe(true);
    expect(v3.signedAt?.(delivery)).toBe(timestamp);
    expect(v3.verify({ ...delivery, url: new URL("https://b.example/h") }, secret)).toBe(false);
    const again = v3.sign?.(delivery, secret, timestamp) ?? {};
    expect(again).toEqual(
      Object.fromEntries([...delivery.headers].filter(([name]) => name.startsWith("x-"))),
    );
  });

  it("proofs of all generations are dropped with any of them", () => {
    for (const { headers } of hubspot.webhooks?.schemes ?? []) {
      expect([...headers].sort()).toEqual([
        "x-hubspot-request-timestamp",
        "x-hubspot-signature",
        "x-hubspot-signature-v3",
        "x-hubspot-signature-version",
      ]);
    }
  });

  it("a batch that is sent again is the same event, another one is not", () => {
    const batch = (attempt: number, value: string): string =>
      JSON.stringify([{ eventId: 1, attemptNumber: attempt, propertyName: "content", propertyValue: value }]);
    const steady = (body: string): string =>
      hubspot.webhooks?.steadyBody?.(deliveryOf({ body })).toString() ?? body;
    expect(steady(batch(1, "x"))).toBe(steady(batch(0, "x")));
    expect(steady(batch(0, "y"))).not.toBe(steady(batch(0, "x")));
    const quoted = (attempt: number): string => batch(0, `{"attemptNumber":${String(attempt)}}`);
    expect(steady(quoted(1))).not.toBe(steady(quoted(2)));
  });
});
