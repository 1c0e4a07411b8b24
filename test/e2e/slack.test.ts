/* A real client, @slack/webhook, through the proxy to a sink on loopback: what is posted, what the client reads back. */

import { IncomingWebhook } from "@slack/webhook";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mattermost } from "../../src/desks/mattermost.js";
import { slack } from "../../src/desks/slack.js";
import { startDeskProxy, type DeskProxy } from "../support/desk-proxy.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const hook = "/services/T00000000/B00000000/made-up";

let upstream: TestUpstream;
let proxy: DeskProxy;
let strict: DeskProxy;
let chat: DeskProxy;

beforeAll(async () => {
  upstream = await startUpstream();
  for (const path of [hook, "/hooks/made-up"]) {
    upstream.answers.set(path, (res) => res.writeHead(200, { "content-type": "text/html" }).end("ok"));
  }
  [proxy, strict, chat] = await Promise.all([
    startDeskProxy(slack, upstream.origin),
    startDeskProxy(slack, upstream.origin, { preset: "strict" }),
    startDeskProxy(mattermost, upstream.origin, { preset: "strict" }),
  ]);
});

afterAll(async () => {
  await Promise.all([proxy, strict, chat].map(async (one) => one.close()));
  await upstream.close();
});

beforeEach(() => {
  upstream.received.length = 0;
});

const message = JSON.parse(
  readFileSync(new URL("../fixtures/payloads/slack/slack-incoming-webhook.json", import.meta.url), "utf8"),
) as Parameters<IncomingWebhook["send"]>[0] & object;

describe("@slack/webhook", () => {
  it("posts blocks and mailto links without what is masked, and reads ok", async () => {
    const result = await new IncomingWebhook(proxy.origin + hook).send(message);
    expect(result).toEqual({ text: "ok" });
    const [received] = upstream.received;
    expect(received?.url).toBe(hook);
    const body = received?.body.toString() ?? "";
    expect(body).not.toMatch(/alice\.martin|bob\.carter|7700|203\.0\.113|Tr0ub4dor|4242 4242/);
    expect(JSON.parse(body)).toMatchObject({
      text: expect.stringMatching(/<mailto:\[EMAIL_ADDRESS (\w{6})\]\|\[EMAIL_ADDRESS \1\]>$/) as string,
      unfurl_links: false,
    });
  });

  it("posts a text without findings as it is", async () => {
    await new IncomingWebhook(proxy.origin + hook).send(
      "build 7.4.15.2 is done <https://ci.example.com|log>",
    );
    expect(upstream.received[0]?.body.toString()).toBe(
      '{"text":"build 7.4.15.2 is done <https://ci.example.com|log>"}',
    );
  });

  it("does not lengthen a text over what a block takes", async () => {
    const text = `${"x ".repeat(1492)}203.0.113.7`;
    expect(text.length).toBe(2995);
    await new IncomingWebhook(proxy.origin + hook).send(text);
    const { text: posted } = JSON.parse(upstream.received[0]?.body.toString() ?? "") as { text: string };
    expect(posted.length).toBeLessThanOrEqual(3000);
    expect(posted).not.toContain("203.0.113.7");
  });

  it("gets one word of text when the policy rejects, and nothing is posted", async () => {
    const sent = new IncomingWebhook(strict.origin + hook).send("password: Tr0ub4dor&3");
    await expect(sent).rejects.toMatchObject({ statusCode: 422, body: "pii_rejected" });
    expect(upstream.received).toEqual([]);
  });

  it("gets Mattermost's own error there", async () => {
    const sent = new IncomingWebhook(`${chat.origin}/hooks/made-up`).send("password: Tr0ub4dor&3");
    const error = (await sent.catch((reason: unknown) => reason)) as { statusCode: number; body: string };
    expect(error.statusCode).toBe(422);
    expect(JSON.parse(error.body)).toEqual({
      id: "deskveil.pii_rejected",
      message: expect.any(String) as string,
      detailed_error: "/text: CREDENTIAL",
      request_id: expect.any(String) as string,
      status_code: 422,
    });
    expect(upstream.received).toEqual([]);
  });
});
