/* Webhooks of seven desks over HTTP, through store and dispatcher to a receiver: golden bytes, no proofs, one event. */

import { readFileSync } from "node:fs";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SignatureScheme } from "../../src/core/webhook.js";
import { desks } from "../../src/desks/index.js";
import { deliveryOf, schemeOf } from "../support/deliveries.js";
import { secrets, startRelayStack, type RelayStack } from "../support/relay-stack.js";

const read = (name: string): Buffer => readFileSync(new URL(`../fixtures/payloads/${name}`, import.meta.url));

/** Golden files number their labels, a proxy with a key tags them. */
const unlabelled = (text: string): string =>
  text.replace(/\[[A-Z_]+ \w+\]|%5B[A-Z_]+%20\w+%5D/g, (label) => label.replace(/( |%20)\w+/, "$1#"));

const publicUrl = "https://proxy.example.com/hooks/desk";

interface Sample {
  readonly desk: keyof typeof desks;
  readonly scheme: string;
  readonly file: string;
  readonly mediaType?: string;
  readonly search?: string;
  /** What the sender changes when it tries again. */
  readonly again?: readonly [string, string];
}

const samples: readonly Sample[] = [
  {
    desk: "hubspot",
    scheme: "v3",
    file: "hubspot-webhook-batch.json",
    again: ['"attemptNumber":0', '"attemptNumber":1'],
  },
  {
    desk: "mailchimp",
    scheme: "query",
    file: "mailchimp-webhook-subscribe.form",
    mediaType: "application/x-www-form-urlencoded",
    search: `?secret=${secrets.sender}`,
  },
  {
    desk: "intercom",
    scheme: "hmac-sha1",
    file: "intercom-conversation.user.replied.json",
    again: ['"delivery_attempts": 1', '"delivery_attempts": 2'],
  },
  { desk: "helpscout", scheme: "hmac-sha1", file: "helpscout-convo.customer.reply.created.json" },
  { desk: "front", scheme: "application", file: "front-inbound_received.json" },
  { desk: "front", scheme: "rule", file: "front-inbound_received.json" },
  { desk: "jira", scheme: "hmac-sha256", file: "jira-webhook-comment_created.json" },
  { desk: "zammad", scheme: "hmac-sha1", file: "zammad-webhook-ticket.json" },
];

async function until(isDone: () => boolean): Promise<void> {
  const stop = Date.now() + 10_000;
  while (!isDone() && Date.now() < stop) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe.each(samples)("$desk $scheme", ({ desk, scheme: name, file, mediaType, search = "", again }) => {
  let stack: RelayStack;
  let scheme: SignatureScheme;
  const source = read(`${desk}/${file}`);

  beforeAll(async () => {
    scheme = schemeOf(desks[desk], name);
    const webhook = { desk, path: "/hooks/desk", "public-url": publicUrl, scheme: name };
    stack = await startRelayStack({ webhook });
  });

  afterAll(async () => {
    await stack.close();
  });

  async function send(body: Buffer): Promise<number> {
    const signed = scheme.sign?.(deliveryOf({ url: publicUrl, body }), secrets.sender, Date.now()) ?? {};
    const headers = { "content-type": mediaType ?? "application/json", ...signed };
    const answer = await request(`${stack.origin}/hooks/desk${search}`, { method: "POST", headers, body });
    await answer.body.dump();
    return answer.statusCode;
  }

  it("arrives redacted, without the sender's proof, and once", async () => {
    expect(await send(source)).toBe(200);
    await until(() => stack.receiver.received.length > 0);
    const [arrived] = stack.receiver.received;
    const golden = read(`${desk}/${file.replace(/\.\w+$/, ".golden")}`).toString();
    expect(unlabelled(arrived?.body.toString() ?? "")).toBe(unlabelled(golden));
    for (const header of scheme.headers)
      expect([header, arrived?.headers[header]]).toEqual([header, undefined]);
    expect(`${arrived?.url ?? ""} ${stack.logs.join("\n")}`).not.toContain(secrets.sender);
    const repeated = again === undefined ? source : Buffer.from(source.toString().replace(...again));
    if (again !== undefined) {
      expect(repeated.equals(source)).toBe(false);
      expect(await send(repeated)).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(stack.receiver.received).toHaveLength(1);
    }
  });

  it("L01 is refused with another secret, and nothing arrives", async () => {
    const before = stack.receiver.received.length;
    const signed = scheme.sign?.(deliveryOf({ url: publicUrl, body: source }), "other", Date.now()) ?? {};
    const headers = { "content-type": mediaType ?? "application/json", ...signed };
    const path = `${stack.origin}/hooks/desk${search.replace(secrets.sender, "other")}`;
    const answer = await request(path, { method: "POST", headers, body: source });
    await answer.body.dump();
    expect(answer.statusCode).toBe(401);
    expect(stack.receiver.received).toHaveLength(before);
  });
});
