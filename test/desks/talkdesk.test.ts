/* Talkdesk: real shapes, links of recordings, log-ins that must pass, the proofs there are, refusals. */

import { generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { talkdesk } from "../../src/desks/talkdesk.js";
import { talkdeskWebhooks } from "../../src/desks/talkdesk/webhooks.js";
import { deliveryOf } from "../support/deliveries.js";
import { describeGolden } from "../support/golden.js";
import { redactor } from "../support/redactor.js";

describeGolden({
  desk: talkdesk,
  folder: "talkdesk",
  payloads: { "talkdesk-bridge-action-execution.json": {}, "talkdesk-inbound-call-ends.json": {} },
  kept: [/^\/auth\//, /_phone_number$/, /^\/contact_/],
});

async function redacted(body: string): Promise<string> {
  const delivery = deliveryOf({ body });
  const options = { desk: talkdesk, route: talkdeskWebhooks.route(delivery) };
  return (
    await redactor.redact({ body: delivery.body, mediaType: "application/json" }, options)
  ).payload.body.toString();
}

const link = "https://recordings.example.com/r/7f3a?token=x1";

describe("recordings", () => {
  it.each([
    [`{"a":1,"recording_url":"${link}"}`, '{"a":1}'],
    [`{"payload":{"recordings":[{"url":"${link}","id":"1"}]}}`, '{"payload":{"recordings":[{"id":"1"}]}}'],
    [`{"recording_urls":["${link}","${link}"],"b":2}`, '{"b":2}'],
    [`{"recording":{"url":"${link}"},"voicemail_url":"${link}"}`, '{"recording":{}}'],
  ])("%s: the link goes", async (body, expected) => {
    expect(await redacted(body)).toBe(expected);
  });

  it("other links stay", async () => {
    expect(await redacted(`{"contact_website":"https://www.example.com"}`)).toBe(
      `{"contact_website":"https://www.example.com"}`,
    );
  });
});

describe("what is said", () => {
  it.each([
    [
      "a note",
      '{"event":"note_created","title":"call +44 7700 900123","content":"write to a@leak.test"}',
      '{"event":"note_created","title":"call [PHONE_NUMBER 1]","content":"write to [EMAIL_ADDRESS 1]"}',
    ],
    [
      "a transcript",
      '{"transcript":[{"speaker":"contact","text":"it is alice dot martin at example dot com"}]}',
      '{"transcript":[{"speaker":"contact","text":"it is [EMAIL_ADDRESS 1]"}]}',
    ],
    [
      "digital channels",
      '{"event_type":"MESSAGE_CREATED","payload":{"content":"203.0.113.7"}}',
      '{"event_type":"MESSAGE_CREATED","payload":{"content":"[IP_ADDRESS 1]"}}',
    ],
    [
      "a schema of one's own",
      '{"my":{"contact_email":"a@leak.test","free":"b@leak.test"}}',
      '{"my":{"contact_email":"a@leak.test","free":"[EMAIL_ADDRESS 1]"}}',
    ],
  ])("%s", async (_title, body, expected) => {
    expect(await redacted(body)).toBe(expected);
  });
});

const [basic, , query, bridge, ecdsa] = talkdeskWebhooks.schemes;

describe("proofs", () => {
  it("a log-in in a header, a token in the address, a log-in in the body", () => {
    const login = "erin:605b32dd-example";
    const authorization = `Basic ${Buffer.from(login).toString("base64")}`;
    expect(basic?.verify(deliveryOf({ headers: { authorization } }), login)).toBe(true);
    expect(basic?.verify(deliveryOf({ headers: { authorization } }), "erin:other")).toBe(false);
    expect(query?.verify(deliveryOf({ url: "https://hooks.example.com/t?token=abc" }), "abc")).toBe(true);
    const body = '{"auth":{"username":"erin","password":"605b32dd-example"},"data":{}}';
    expect(bridge?.verify(deliveryOf({ body }), login)).toBe(true);
    expect(bridge?.verify(deliveryOf({ body: '{"auth":{"username":"erin"}}' }), login)).toBe(false);
  });

  it.each(["der", "ieee-p1363"] as const)("ECDSA over SHA-512, spelled as %s", (dsaEncoding) => {
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-521" });
    const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
    const body = Buffer.from('{"event_id":"e-7"}');
    const signature = sign("sha512", body, { key: privateKey, dsaEncoding }).toString("hex");
    const signed = (text: string, over = body) =>
      deliveryOf({ headers: { "x-hub-ecdsa-signature": text }, body: over });
    expect(ecdsa?.verify(signed(signature), pem)).toBe(true);
    expect(ecdsa?.verify(signed(signature.toUpperCase()), pem)).toBe(false);
    expect(ecdsa?.verify(signed(signature.slice(2)), pem)).toBe(false);
    expect(ecdsa?.verify(signed(signature, Buffer.from('{"event_id":"e-8"}')), pem)).toBe(false);
    const other = generateKeyPairSync("ec", { namedCurve: "P-521" }).publicKey.export({
      type: "spki",
      format: "pem",
    });
    expect(ecdsa?.verify(signed(signature), other.toString())).toBe(false);
    for (const wrong of ["", "no key", pem.slice(0, 60)])
      expect(ecdsa?.verify(signed(signature), wrong)).toBe(false);
  });

  it("an app's event has an id", () => {
    expect(talkdeskWebhooks.eventId(deliveryOf({ body: '{"event_id":"e-7"}' }))).toBe("e-7");
    expect(talkdeskWebhooks.eventId(deliveryOf({ body: '{"call_id":"a1"}' }))).toBeUndefined();
  });
});

describe("calls", () => {
  it("a callback keeps the numbers, and its context is read", async () => {
    const route = talkdesk.route("POST", "/calls/callback");
    const body = Buffer.from(
      '{"talkdesk_phone_number":"+442079460958","contact_phone_number":"+447700900123","context":{"fields":[{"name":"n","value":"a@leak.test"}]}}',
    );
    const { payload } = await redactor.redact(
      { body, mediaType: "application/json" },
      { desk: talkdesk, route },
    );
    expect(payload.body.toString()).toBe(body.toString().replace("a@leak.test", "[EMAIL_ADDRESS 1]"));
  });

  it("a refusal names code and fields", () => {
    const items = [{ entity: "CREDENTIAL", rule: "r", field: "/content" }];
    const answer = talkdesk.refuse({
      status: 422,
      code: "pii_rejected",
      message: "Take it out.",
      requestId: "r",
      items,
    });
    expect(JSON.parse(answer.body)).toEqual({
      code: "pii_rejected",
      message: "Take it out.",
      fields: [{ name: "/content", description: "CREDENTIAL" }],
    });
  });
});
