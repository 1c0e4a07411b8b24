/* Recorded webhooks of four desks over real sockets: the receiver gets what the library makes of them, to the byte. */

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { deliveryOf } from "../support/deliveries.js";
import { startProbe } from "../support/probe.js";
import { until } from "../support/receiver.js";
import { secrets, startRelayStack, zendeskHeaders, type RelayStack } from "../support/relay-stack.js";

const read = (file: string): string =>
  readFileSync(new URL(`../fixtures/payloads/${file}`, import.meta.url), "utf8");

const ours = ["zendesk", "sunshine", "livechat", "talkdesk"] as const;
const webhooks = ours.map((desk) => ({
  name: desk,
  desk,
  path: `/hooks/${desk}`,
  to: "tickets",
  secrets: ["env:SENDER"],
}));

let stack: RelayStack;
beforeAll(async () => {
  stack = await startRelayStack({ webhooks } as Parameters<typeof startRelayStack>[0]);
});
afterAll(async () => {
  await stack.close();
});

/** With the key of the stack: the same tags. */
const redactor = createRedactor(compileConfig({}, { key: new Sensitive(Buffer.alloc(32, 7)) }));

async function byLibrary(name: (typeof ours)[number], body: string, mediaType: string): Promise<string> {
  const desk = desks[name];
  const route = desk.webhooks?.route(deliveryOf({ headers: { "content-type": mediaType }, body }));
  if (route === undefined) throw new Error(`${name} sends no webhooks`);
  return (
    await redactor.redact({ body: Buffer.from(body), mediaType }, { desk, route })
  ).payload.body.toString();
}

const json = "application/json";
const xml =
  "<ticket><ccs>Bob Carter</ccs><requester><email>ann@leak.test</email></requester><text>jane&#64;leak.test</text></ticket>";

interface Row {
  readonly desk: (typeof ours)[number];
  readonly title: string;
  readonly body: string;
  readonly status: number;
  readonly type?: string;
  headers(body: string): Readonly<Record<string, string>>;
}

const zendeskRow = (title: string, body: string, type = json): Row => ({
  desk: "zendesk",
  title,
  body,
  type,
  status: 202,
  headers: (text) => zendeskHeaders(text),
});

const basic = `Basic ${Buffer.from(secrets.sender).toString("base64")}`;
const talkdeskRow = (title: string, body: string): Row => ({
  desk: "talkdesk",
  title,
  body,
  status: 201,
  headers: () => ({ authorization: basic }),
});

const rows: readonly Row[] = [
  ...[
    "event-ticket-comment-added.json",
    "event-user-created.json",
    "trigger-all-placeholders.json",
    "trigger-custom.json",
  ].map((file) => zendeskRow(file, read(`zendesk-webhooks/zendesk-webhook-${file}`))),
  zendeskRow("broken JSON", read("zendesk-webhooks/zendesk-webhook-trigger-invalid-json.txt")),
  zendeskRow("XML", xml, "application/xml"),
  zendeskRow("a form", "ccs=Bob&text=jane%40leak.test", "application/x-www-form-urlencoded"),
  {
    desk: "sunshine",
    title: "a message",
    body: read("sunshine/sunco-webhook-conversation-message.json"),
    status: 202,
    headers: () => ({ "x-api-key": secrets.sender }),
  },
  {
    desk: "livechat",
    title: "a chat",
    body: read("livechat/livechat-incoming_chat.json").replace("laudla991lamda0pnoaa0-test", secrets.sender),
    status: 200,
    headers: () => ({}),
  },
  talkdeskRow("a call", read("talkdesk/talkdesk-inbound-call-ends.json")),
  talkdeskRow("the bridge", read("talkdesk/talkdesk-bridge-action-execution.json")),
];

describe("recorded webhooks", () => {
  it.each(rows)("$desk: $title", async ({ desk, body, type = json, status, headers }) => {
    const from = stack.receiver.received.length;
    const answer = await stack.send(body, { ...headers(body), "content-type": type }, `/hooks/${desk}`);
    expect(answer.status).toBe(status);
    await until(() => stack.receiver.received.length > from);
    const got = stack.receiver.received[from];
    expect(got?.body.toString()).toBe(await byLibrary(desk, body, type));
    expect(got?.headers["content-type"]).toBe(type);
    expect(got?.headers["authorization"]).toBeUndefined();
    expect(got?.headers["x-api-key"]).toBeUndefined();
  });

  it.each(rows)(
    "$desk: $title, with another proof, is refused and not read",
    async ({ desk, body, type = json, headers }) => {
      const from = stack.receiver.received.length;
      const changed = desk === "livechat" ? body.replace(secrets.sender, "another") : body;
      const wrong = Object.fromEntries(Object.keys(headers(body)).map((name) => [name, "YWJj"]));
      const answer = await stack.send(changed, { ...wrong, "content-type": type }, `/hooks/${desk}`);
      expect(answer.status).toBe(401);
      expect(stack.receiver.received.length).toBe(from);
    },
  );

  it("zendesk: a trigger that sends all in its query", async () => {
    const from = stack.receiver.received.length;
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    const headers = {
      "x-zendesk-webhook-signature": createHmac("sha256", secrets.sender).update(time).digest("base64"),
      "x-zendesk-webhook-signature-timestamp": time,
    };
    const query = "ccs=Bob&requester_email=ann%40leak.test&text=jane%40leak.test";
    const answer = await request(`${stack.origin}/hooks/zendesk?${query}`, { method: "GET", headers });
    await answer.body.text();
    expect(answer.statusCode).toBe(202);
    await until(() => stack.receiver.received.length > from);
    expect(stack.receiver.received[from]?.url ?? "").toMatch(
      /^\/in\?requester_email=ann%40leak\.test&text=%5BEMAIL_ADDRESS%20\w{6}%5D$/,
    );
  });

  it("nothing of a body or secret is in the log", () => {
    const log = stack.logs.join("");
    for (const value of ["leak.test", "example.com", "hunter2", "Bob", secrets.sender])
      expect(log).not.toContain(value);
  });
});

describe("a recorded call", () => {
  it("livechat: reaches the desk as the library makes it", async () => {
    const probe = await startProbe({ desk: "livechat", keyed: true });
    const body = read("livechat/livechat-api-send_event.json");
    const target = "POST /v3.5/agent/action/send_event";
    const sent = await probe.post(body, { target });
    const route = desks.livechat.route("POST", "/v3.5/agent/action/send_event");
    const payload = { body: Buffer.from(body), mediaType: json };
    const { payload: expected } = await redactor.redact(payload, { desk: desks.livechat, route });
    expect(sent.forwarded).toBe(expected.body.toString());
    expect(sent.leaks(["bob.carter@example.org", "198.18.4.21"])).toEqual([]);
    await probe.close();
  });
});
