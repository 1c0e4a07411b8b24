/* The parts that desks' webhooks are made of: strict signatures, compared secrets, look-ups, answers. */

import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { acknowledgement } from "../../src/desks/webhooks/acknowledgement.js";
import { bodyKindOf, idFrom, jsonOf, memberOf, textOf } from "../../src/desks/webhooks/delivery.js";
import { documentRoute, routeByKind } from "../../src/desks/webhooks/document-route.js";
import * as signatures from "../../src/desks/webhooks/signatures.js";
import { deliveryOf } from "../support/deliveries.js";

const hex = signatures.signatureScheme({
  name: "hex",
  header: "x-signature",
  hash: "sha256",
  encoding: "hex",
  prefix: "sha256=",
  time: signatures.secondsTime("x-time"),
  fixed: { "x-version": "v1" },
  signed: ({ body }, time) => [time, ".", body],
});

const proof = (text: string): string => createHmac("sha256", "s").update(text).digest("hex");
const signed = (over: Readonly<Record<string, string>> = {}) =>
  deliveryOf({
    body: "{}",
    headers: {
      "x-time": "1795166401",
      "x-version": "v1",
      "x-signature": `sha256=${proof("1795166401.{}")}`,
      ...over,
    },
  });

describe("a signature in a header", () => {
  it("verifies as its sender writes it, and tells the signed time", () => {
    expect(hex.verify(signed(), "s")).toBe(true);
    expect(hex.signedAt?.(signed())).toBe(1_795_166_401_000);
    expect(hex.headers).toEqual(["x-signature", "x-time", "x-version"]);
  });

  it.each([
    ["upper case", { "x-signature": `sha256=${proof("1795166401.{}").toUpperCase()}` }],
    ["no prefix", { "x-signature": proof("1795166401.{}") }],
    ["a blank behind it", { "x-signature": `sha256=${proof("1795166401.{}")} ` }],
    ["more bytes", { "x-signature": `sha256=${proof("1795166401.{}")}00` }],
    ["fewer bytes", { "x-signature": `sha256=${proof("1795166401.{}").slice(2)}` }],
    ["nothing behind the prefix", { "x-signature": "sha256=" }],
    ["another version", { "x-version": "v2" }],
    ["another time", { "x-time": "1795166402" }],
  ])("%s is no proof", (_title, headers) => {
    expect(hex.verify(signed(headers), "s")).toBe(false);
  });

  it("an empty secret proves nothing, although its hash could be made", () => {
    const made = createHmac("sha256", "").update("1795166401.{}").digest("hex");
    expect(hex.verify(signed({ "x-signature": `sha256=${made}` }), "")).toBe(false);
  });

  it.each([
    "OTyU6jlrjHVuGLQmIdAfrx/2qlLycG+o/83sFgJvIyA",
    "OTyU6jlr_HVuGLQmIdAfrx/2qlLycG+o/83sFgJvIyA=",
    "QQ==\n",
    "QR==",
  ])("%j is not base64 as senders write it", (text) => {
    expect(signatures.decodeSignature(text, "base64")).toBeUndefined();
  });

  it.each([
    [signatures.isoTime("t"), "2026-11-20T09:25:31Z", Date.UTC(2026, 10, 20, 9, 25, 31)],
    [signatures.isoTime("t"), "2026-11-20 09:25:31", NaN],
    [signatures.msTime("t"), "1795166401000", 1_795_166_401_000],
    [signatures.msTime("t"), "-5", NaN],
    [signatures.secondsTime("t"), "1e9", NaN],
  ])("time %#: %s", (time, text, ms) => {
    expect(time.parse(text)).toBe(ms);
    if (!Number.isNaN(ms)) expect(time.format(ms)).toBe(text);
  });
});

describe("a secret that is shown", () => {
  const secret = "s3".repeat(8);
  it.each([
    [signatures.headerSecret("key", "x-api-key"), {}],
    [signatures.basicSecret(), {}],
    [signatures.bearerSecret(), {}],
  ])("%#: what is written verifies, with that secret only", (scheme) => {
    const shown = deliveryOf({ headers: { ...scheme.sign?.(deliveryOf({}), secret, 0) } });
    expect(scheme.verify(shown, secret)).toBe(true);
    expect(scheme.verify(shown, `${secret}4`)).toBe(false);
    expect(scheme.verify(deliveryOf({}), secret)).toBe(false);
    expect(scheme.verify(deliveryOf({}), "")).toBe(false);
  });

  it("in a query it stands once", () => {
    const scheme = signatures.querySecret("query", "secret");
    const called = (query: string) => deliveryOf({ url: `https://hooks.example.com/h?${query}` });
    expect(scheme.verify(called(`secret=${secret}`), secret)).toBe(true);
    expect(scheme.verify(called(`secret=${secret}&secret=${secret}`), secret)).toBe(false);
    expect(scheme.verify(called("secret="), secret)).toBe(false);
  });
});

describe("look-ups", () => {
  it("own members only, and none in what is no JSON", () => {
    const delivery = deliveryOf({ body: '{"a":[{"id":"x"}]}' });
    expect(textOf(delivery, "a", "0", "id")).toBe("x");
    expect(memberOf(jsonOf(delivery), "constructor")).toBeUndefined();
    expect(textOf(deliveryOf({ body: "{" }), "a")).toBeUndefined();
  });

  it.each([
    ["d4f5c389-8f4a", "d4f5c389-8f4a"],
    [8350205582, "8350205582"],
    [2 ** 53, undefined],
    ["alice.martin@example.com", undefined],
    ["", undefined],
    ["x".repeat(129), undefined],
    [null, undefined],
  ])("id of %j", (value, id) => {
    expect(idFrom(value)).toBe(id);
  });

  it.each([
    ["application/json; charset=utf-8", "json"],
    ["application/vnd.api+json", "json"],
    ["TEXT/XML", "xml"],
    ["application/x-www-form-urlencoded", "form"],
    ["text/plain", "other"],
  ])("%s is %s", (type, kind) => {
    expect(bodyKindOf(deliveryOf({ headers: { "content-type": type }, body: "x" }))).toBe(kind);
    expect(bodyKindOf(deliveryOf({ headers: { "content-type": type } }))).toBe("none");
  });

  it("a route by kind", () => {
    const route = routeByKind(bodyKindOf, {
      none: documentRoute("webhook none", {}),
      json: documentRoute("webhook json", {}, { query: { secret: "secret" } }),
      form: documentRoute("webhook form", {}),
      xml: documentRoute("webhook xml", {}),
      other: documentRoute("webhook other", {}),
    });
    const chosen = route(deliveryOf({ body: "{}" }));
    expect([chosen.id, chosen.queryRole("secret"), chosen.queryRole("constructor")]).toEqual([
      "webhook json",
      "secret",
      undefined,
    ]);
  });
});

describe("acknowledgement", () => {
  it("202, 503 with a whole number of seconds, 401", () => {
    const ack = acknowledgement({ longestRetry: 50 });
    expect(ack.accepted("e1")).toMatchObject({ status: 202, body: '{"id":"e1"}' });
    expect(ack.unavailable("outbox_full", 300)).toMatchObject({
      status: 503,
      headers: { "retry-after": "50" },
    });
    expect(ack.unavailable("outbox_full", 0.2).headers["retry-after"]).toBe("1");
    expect(ack.refused("signature_invalid")).toMatchObject({
      status: 401,
      body: '{"error":"signature_invalid"}',
    });
  });

  it("Retry-After stands at 429 and 503 alone", () => {
    expect(acknowledgement({ unavailable: 409 }).unavailable("outbox_full", 9).headers).not.toHaveProperty(
      "retry-after",
    );
  });
});
