/* A real client, intercom-client, through the proxy to a server that remembers: each call is judged by what arrived. */

import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { headersOf } from "../support/client-headers.js";
import { startDeskStack, type DeskStack } from "../support/desk-stack.js";
import { anyLabel } from "../support/redactor.js";
import type { Received } from "../support/upstream.js";

const every = new RegExp(anyLabel, "g");

/** The part of intercom-client that is used here. */
interface Client {
  readonly conversations: {
    reply(request: object): Promise<Readonly<Record<string, unknown>>>;
    find(request: object): Promise<Readonly<Record<string, unknown>>>;
    redactConversationPart(request: object): Promise<unknown>;
    search(request: object): Promise<unknown>;
  };
  readonly tickets: { create(request: object): Promise<unknown> };
  readonly contacts: { create(request: object): Promise<unknown> };
}

const { IntercomClient } = createRequire(import.meta.url)("intercom-client") as {
  IntercomClient: new (options: object) => Client;
};

const token = ["tok", "made-up", "1"].join("-");
const connect = (origin: string): Client => new IntercomClient({ token, environment: origin, maxRetries: 0 });

let stack: DeskStack;
let strict: DeskStack;
let client: Client;

beforeAll(async () => {
  stack = await startDeskStack(desks.intercom);
  strict = await startDeskStack(desks.intercom, { config: { preset: "strict" } });
  client = connect(stack.proxy);
});

afterAll(async () => {
  await stack.close();
  await strict.close();
});

const arrived = (): Received | undefined => stack.upstream.received.at(-1);
const masked = (): unknown => JSON.parse((arrived()?.body.toString() ?? "").replace(every, "#"));

const reply = (body: string): object => ({
  conversation_id: "19894788788",
  body: { message_type: "comment", type: "admin", admin_id: "1", body },
});

/** What the client throws. */
interface Thrown {
  readonly statusCode?: number;
  readonly body?: { readonly type: string; readonly errors: readonly Readonly<Record<string, string>>[] };
}

const thrownBy = async (call: Promise<unknown>): Promise<Thrown> =>
  call.then(
    () => ({}),
    (error: unknown) => error as Thrown,
  );

describe("intercom-client", () => {
  it("replies: masks in the text, everything else as it was", async () => {
    await client.conversations.reply(
      reply("<p>call +44 7700 900123, root / Tr0ub4dor&amp;3 on 203.0.113.7</p>"),
    );
    expect([arrived()?.method, arrived()?.url]).toEqual(["POST", "/conversations/19894788788/reply"]);
    expect(masked()).toEqual({
      message_type: "comment",
      type: "admin",
      admin_id: "1",
      body: "<p>call #, root / # on #</p>",
    });
  });

  it("headers arrive as the client sends them", async () => {
    const clean = reply("<p>Hello</p>");
    await client.conversations.reply(clean);
    const through = arrived();
    await connect(stack.upstream.origin).conversations.reply(clean);
    const direct = arrived();
    expect(headersOf(through)).toEqual(headersOf(direct));
    expect(through?.headers.authorization).toBe(`Bearer ${token}`);
    expect(through?.headers["intercom-version"]).toMatch(/^\d/);
    expect(through?.body).toEqual(direct?.body);
  });

  it("opens a ticket: the first contact stays, others do not, title and description are read", async () => {
    await client.tickets.create({
      ticket_type_id: "1234",
      contacts: [{ email: "alice.martin@example.com" }, { email: "bob.carter@example.org" }],
      ticket_attributes: {
        _default_title_: "Down, call +44 7700 900123",
        _default_description_: "mail alice.martin@example.com",
      },
    });
    expect(masked()).toEqual({
      ticket_type_id: "1234",
      contacts: [{ email: "alice.martin@example.com" }],
      ticket_attributes: { _default_title_: "Down, call #", _default_description_: "mail #" },
    });
  });

  it("keeps a contact's own address, number and name", async () => {
    const contact = { email: "alice.martin@example.com", phone: "+447700900123", name: "Alice Martin" };
    await client.contacts.create({ ...contact, custom_attributes: { server: "203.0.113.7" } });
    expect(masked()).toEqual({ ...contact, custom_attributes: { server: "#" } });
  });

  it("redaction and look-ups pass as they are", async () => {
    const redaction = {
      type: "conversation_part",
      conversation_id: "alice.martin@example.com",
      conversation_part_id: "2",
    };
    await client.conversations.redactConversationPart(redaction);
    expect(JSON.parse(arrived()?.body.toString() ?? "")).toEqual(redaction);
    const query = { field: "source.author.email", operator: "=", value: "alice.martin@example.com" };
    await client.conversations.search({ query });
    expect(JSON.parse(arrived()?.body.toString() ?? "")).toMatchObject({ query });
  });

  it("gets the desk's answer as it is", async () => {
    const answer = { type: "conversation", id: "7", source: { body: "<p>+44 7700 900123</p>" } };
    stack.upstream.answers.set("/conversations/7", (res) => {
      res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
    expect(await client.conversations.find({ conversation_id: "7" })).toMatchObject(answer);
  });

  it("gets the desk's own error back", async () => {
    const errors = [{ code: "not_found", message: "Resource Not Found" }];
    stack.upstream.answers.set("/conversations/8", (res) => {
      const body = JSON.stringify({ type: "error.list", request_id: "r", errors });
      res.writeHead(404, { "content-type": "application/json" }).end(body);
    });
    const thrown = await thrownBy(client.conversations.find({ conversation_id: "8" }));
    expect([thrown.statusCode, thrown.body?.errors]).toEqual([404, errors]);
  });

  it("gets an error.list of ours that it can parse, and nothing reaches the desk", async () => {
    const call = connect(strict.proxy).conversations.reply(reply("<p>root / Tr0ub4dor&amp;3</p>"));
    const thrown = await thrownBy(call);
    expect([thrown.statusCode, thrown.body?.type]).toEqual([422, "error.list"]);
    const [first, second] = thrown.body?.errors ?? [];
    expect(first).toMatchObject({
      code: "parameter_invalid",
      message: expect.stringContaining("take out") as string,
    });
    expect(second).toEqual({ code: "parameter_invalid", message: "CREDENTIAL", field: "body" });
    expect(JSON.stringify(thrown.body)).not.toMatch(/Tr0ub4dor/);
    expect(strict.upstream.received).toEqual([]);
  });

  it("nothing of all this stands in the log", () => {
    expect([...stack.logs, ...strict.logs].join("\n")).not.toMatch(/alice|bob\.|7700|Tr0ub4dor|made-up/);
  });
});
