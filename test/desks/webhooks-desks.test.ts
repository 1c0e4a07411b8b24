/* Webhooks of HubSpot, Mailchimp, Freshdesk, Intercom, Help Scout and Front: proofs, handshakes, ids, answers. */

import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { DeskWebhooks } from "../../src/core/webhook.js";
import { desks } from "../../src/desks/index.js";
import { deliveryOf, deliveryOfVector, describeVectors, schemeOf, vectorsOf } from "../support/deliveries.js";

const { freshdesk, front, helpscout, hubspot, intercom, mailchimp } = desks;

describe.each([
  ["hubspot v3", hubspot, "v3"],
  ["hubspot v1", hubspot, "v1"],
  ["intercom", intercom, "hmac-sha1"],
  ["helpscout", helpscout, "hmac-sha1"],
  ["front (application webhook)", front, "application"],
  ["front (rule webhook, legacy)", front, "rule"],
] as const)("L01 L02 %s", (system, desk, name) => {
  describeVectors(schemeOf(desk, name), vectorsOf(system), desk.name);
});

/** What receivers in public code get wrong, done to a delivery that is genuine. */
describe("errors of receivers", () => {
  const [vector] = vectorsOf("front (application webhook)");
  if (vector === undefined) throw new Error("no vector");
  const genuine = deliveryOfVector(vector, "front");
  const application = schemeOf(front, "application");
  const secret = vector.secret ?? "";
  const signedOver = (...parts: readonly (string | Buffer)[]): string => {
    const hmac = createHmac("sha256", secret);
    for (const part of parts) hmac.update(part);
    return hmac.digest("base64");
  };
  const withSignature = (signature: string) => ({
    ...genuine,
    headers: new Map(genuine.headers).set("x-front-signature", signature),
  });

  it("the timestamp is left out: refused", () => {
    expect(application.verify(withSignature(signedOver(genuine.body)), secret)).toBe(false);
  });

  it("the body is parsed and written again before it is signed: refused", () => {
    const again = JSON.stringify(JSON.parse(genuine.body.toString()));
    const time = genuine.headers.get("x-front-request-timestamp") ?? "";
    expect(application.verify(withSignature(signedOver(time, ":", again)), secret)).toBe(false);
    expect(application.verify(withSignature(signedOver(time, ":", genuine.body)), secret)).toBe(true);
  });

  it.each(
    Object.values(desks).flatMap((desk) => {
      const webhooks: DeskWebhooks | undefined = "webhooks" in desk ? desk.webhooks : undefined;
      return (webhooks?.schemes ?? []).map((scheme) => [desk.name, scheme.name, scheme] as const);
    }),
  )("%s %s: an unset secret proves nothing, not even what was signed with it", (_desk, _name, scheme) => {
    const signed = scheme.sign?.(genuine, "", 1_795_166_400_000) ?? {};
    const delivery = { ...genuine, headers: new Map(Object.entries(signed)) };
    expect(scheme.verify(delivery, "")).toBe(false);
    expect(scheme.verify(deliveryOf({ body: genuine.body, url: "https://h.example/x?secret=" }), "")).toBe(
      false,
    );
  });

  it("a signature in another case or with a blank is none: HubSpot v1", () => {
    const [v1] = vectorsOf("hubspot v1");
    if (v1 === undefined) throw new Error("no vector");
    const delivery = deliveryOfVector(v1, "hubspot");
    const signature = delivery.headers.get("x-hubspot-signature") ?? "";
    for (const other of [signature.toUpperCase(), `${signature} `, signature.slice(0, 40)]) {
      const headers = new Map(delivery.headers).set("x-hubspot-signature", other);
      expect(schemeOf(hubspot, "v1").verify({ ...delivery, headers }, v1.secret ?? "")).toBe(false);
    }
  });
});

describe("Mailchimp", () => {
  const query = schemeOf(mailchimp, "query");
  const at = (search: string) => deliveryOf({ url: `https://h.example/m${search}` });

  it("the secret of the address is compared, and named as what must not be forwarded", () => {
    expect(query.verify(at("?secret=s3cr3t-t0ken"), "s3cr3t-t0ken")).toBe(true);
    for (const search of [
      "",
      "?secret=",
      "?secret=other",
      "?secret=a&secret=s3cr3t-t0ken",
      "?Secret=s3cr3t-t0ken",
    ]) {
      expect([search, query.verify(at(search), "s3cr3t-t0ken")]).toEqual([search, false]);
    }
    expect(mailchimp.webhooks?.route(at("")).queryRole("secret")).toBe("secret");
  });

  it.each(["GET", "HEAD"])("%s before an address is saved is answered 200, without a secret", (method) => {
    const answer = mailchimp.webhooks?.unprovenHandshake?.(deliveryOf({ method }));
    expect(answer?.status).toBe(200);
  });

  it("an event is never answered so", () => {
    expect(mailchimp.webhooks?.unprovenHandshake?.(deliveryOf({ body: "type=subscribe" }))).toBeUndefined();
    const odd = deliveryOf({ method: "GET", body: "type=subscribe" });
    expect(mailchimp.webhooks?.unprovenHandshake?.(odd)).toBeUndefined();
  });
});

describe("Freshdesk", () => {
  it.each([
    ["header", { "x-webhook-secret": "s3cr3t-t0ken" }, "s3cr3t-t0ken"],
    ["basic", { authorization: `Basic ${Buffer.from("rule:s3cr3t").toString("base64")}` }, "rule:s3cr3t"],
    ["bearer", { authorization: "Bearer s3cr3t-t0ken" }, "s3cr3t-t0ken"],
  ])("%s: what a rule can send is compared, and shown again", (name, headers, secret) => {
    const scheme = schemeOf(freshdesk, name);
    expect(scheme.verify(deliveryOf({ headers }), secret)).toBe(true);
    expect(scheme.verify(deliveryOf({ headers }), `${secret}x`)).toBe(false);
    expect(scheme.verify(deliveryOf({}), secret)).toBe(false);
    expect(scheme.sign?.(deliveryOf({}), secret, 0)).toEqual(headers);
  });
});

describe("Intercom", () => {
  const { webhooks } = intercom;
  const of = (content: object) => deliveryOf({ body: JSON.stringify(content) });

  it("a ping gets 2xx once it is proven, nothing else does", () => {
    const ping = of({ type: "notification_event", topic: "ping", id: null, data: {} });
    expect(webhooks?.handshake?.(ping)?.status).toBe(200);
    expect(webhooks?.unprovenHandshake?.(ping)).toBeUndefined();
    expect(webhooks?.handshake?.(of({ topic: "conversation.user.replied" }))).toBeUndefined();
    expect(webhooks?.handshake?.(deliveryOf({ body: "{" }))).toBeUndefined();
  });

  it("HEAD before an address is saved is answered", () => {
    expect(webhooks?.unprovenHandshake?.(deliveryOf({ method: "HEAD" }))?.status).toBe(200);
    expect(webhooks?.unprovenHandshake?.(deliveryOf({ method: "GET" }))).toBeUndefined();
  });

  it("a notification keeps its id and its steady bytes when it is sent again", () => {
    const sent = (attempts: number, status: string) =>
      of({
        id: "notif_4e35",
        data: {},
        delivery_status: status,
        delivery_attempts: attempts,
        delivered_at: 0,
      });
    expect(webhooks?.eventId(sent(1, "pending"))).toBe("notif_4e35");
    const steady = (attempts: number, status: string): string | undefined =>
      webhooks?.steadyBody?.(sent(attempts, status)).toString();
    expect(steady(2, "retry")).toBe(steady(1, "pending"));
    for (const id of [null, 7.5, "a b", "x".repeat(200), {}])
      expect(webhooks?.eventId(of({ id }))).toBeUndefined();
  });
});

describe("Front", () => {
  const { webhooks } = front;
  const application = schemeOf(front, "application");
  const sync = JSON.stringify({ type: "sync", authorization: { id: "cmp_abc" } });
  const challengedWith = (challenge: string, body = sync) =>
    webhooks?.unprovenHandshake?.(deliveryOf({ body, headers: { "x-front-challenge": challenge } }));

  it("a challenge is sent back as plain text", () => {
    expect(challengedWith("f3d1b2c4a5e6978812345678")).toEqual({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: "f3d1b2c4a5e6978812345678",
    });
  });

  it.each([
    "",
    "short",
    "<script>alert(1)</script>",
    "with blank in it",
    "ä".repeat(20),
    "x".repeat(257),
    "a\u0000b".repeat(5),
  ])("what is no challenge is not sent back: %j", (challenge) => {
    expect(challengedWith(challenge)).toBeUndefined();
  });

  it("an event with a challenge beside it is an event", () => {
    expect(challengedWith("f3d1b2c4a5e6978812345678", '{"payload":{"id":"evt_1"}}')).toBeUndefined();
    expect(challengedWith("f3d1b2c4a5e6978812345678", '{"id":"evt_1"}')).toBeUndefined();
  });

  it.each([
    ["1795166400250", 1_795_166_400_250],
    ["1795166400", 1_795_166_400_000],
    ["1795166400.25", NaN],
    ["", NaN],
    ["-1", NaN],
    ["now", NaN],
  ])("L03 the time %j is %s", (text, ms) => {
    const delivery = deliveryOf({ headers: { "x-front-request-timestamp": text } });
    expect(application.signedAt?.(delivery)).toBe(ms);
  });

  it.each([
    ["application", { type: "inbound_received", payload: { id: "evt_55c8c149" } }],
    ["rule", { id: "evt_55c8c149", type: "inbound" }],
  ])("%s: the event's own id", (kind, content) => {
    const delivery = deliveryOf({ body: JSON.stringify(content) });
    expect(webhooks?.eventId(delivery)).toBe("evt_55c8c149");
    expect(webhooks?.route(delivery).id).toBe(`webhook ${kind}`);
  });
});

describe("answers to senders", () => {
  it.each([hubspot, mailchimp, freshdesk, intercom, helpscout, front])("$name", ({ name, webhooks }) => {
    const accepted = webhooks?.acknowledgement.accepted("evt_1");
    const unavailable = webhooks?.acknowledgement.unavailable("outbox_unavailable", 30);
    const refused = webhooks?.acknowledgement.refused("signature_invalid");
    expect([accepted?.status, refused?.status]).toEqual([200, 401]);
    expect(unavailable?.status).toBe(name === "intercom" ? 429 : 503);
    expect(unavailable?.headers["retry-after"]).toBe("30");
    // Help Scout ends a subscription at 410, others take an answer with Retry-After for a limit.
    for (const answer of [accepted, refused]) expect(answer?.headers["retry-after"]).toBeUndefined();
    for (const code of ["outbox_unavailable", "destination_gone", "internal"]) {
      expect(webhooks?.acknowledgement.unavailable(code, 1).status).not.toBe(410);
      expect(webhooks?.acknowledgement.refused(code).status).not.toBe(410);
    }
  });

  it.each([hubspot, mailchimp, freshdesk, intercom, helpscout, front])(
    "$name reads broken and strange bodies without a fault",
    ({ webhooks }) => {
      for (const body of ["", "{", "[]", "null", "7", '"x"', "{}", '{"payload":null}', "a=%", "\u0000"]) {
        const delivery = deliveryOf({ body });
        expect(webhooks?.route(delivery).id).toMatch(/^webhook/);
        expect(webhooks?.eventId(delivery)).toBeUndefined();
        expect(webhooks?.handshake?.(delivery)).toBeUndefined();
        expect(webhooks?.unprovenHandshake?.(delivery)).toBeUndefined();
      }
    },
  );
});
