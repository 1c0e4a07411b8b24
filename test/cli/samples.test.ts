/* What `deskveil trigger` sends: each desk has a sample, its own proof fits, and no planted value passes. */

import { describe, expect, it } from "vitest";
import { samples } from "../../src/cli/samples/index.js";
import { compileConfig } from "../../src/config/load.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks, deskNames } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";

const redactor = createRedactor(compileConfig({}, { key: new Sensitive(Buffer.alloc(32, 7)) }));
const secret = "a-secret-for-the-samples";
const now = Date.UTC(2026, 10, 20, 9, 0, 0);
const planted = ["7700 900", "203.0.113.7", "Elm$tree8", "noah@example.org"];

const sending = deskNames.filter((name) => desks[name].webhooks !== undefined);
const all = sending.flatMap((name) =>
  Object.entries(samples[name] ?? {}).map(([event, sample]) => [name, event, sample] as const),
);

describe("samples", () => {
  it.each(sending)("%s has one", (name) => {
    expect(Object.keys(samples[name] ?? {}).length).toBeGreaterThan(0);
  });

  it.each(all)("%s %s is proven and redacted", async (name, _event, sample) => {
    const desk = desks[name];
    const { webhooks } = desk;
    const body = Buffer.from(sample.body({ now, id: "6d3b2f4e-9c1a-4a55-8a57-0f7a6c1e2d11", secret }));
    const url = new URL("https://hooks.example.com/in");
    const query = sample.query?.(secret);
    if (query !== undefined) url.search = query;
    const headers = new Map(Object.entries(sample.headers));
    const plain = { method: sample.method ?? "POST", url, headers, body };
    const [scheme] = webhooks?.schemes ?? [];
    const proof = scheme?.sign?.(plain, secret, now) ?? {};
    const delivery = { ...plain, headers: new Map([...headers, ...Object.entries(proof)]) };
    if (scheme !== undefined) {
      expect(scheme.verify(delivery, secret)).toBe(true);
      expect(scheme.verify(delivery, `${secret}!`)).toBe(false);
    }
    const mediaType = sample.headers["content-type"] ?? "";
    const route = webhooks?.route(delivery);
    if (route === undefined) throw new Error("no route");
    const { payload } = await redactor.redact({ body, mediaType }, { desk, route });
    const text = decodeURIComponent(payload.body.toString().replaceAll("+", " "));
    for (const value of planted) expect(text).not.toContain(value);
    expect(text).toContain("[PHONE_NUMBER ");
  });
});
