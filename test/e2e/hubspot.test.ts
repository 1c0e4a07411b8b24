/* A real client, @hubspot/api-client, through the proxy to a server that remembers: each call is judged by what arrived. */

import { createRequire } from "node:module";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { desks } from "../../src/desks/index.js";
import { headersOf } from "../support/client-headers.js";
import { startDeskStack, type DeskStack } from "../support/desk-stack.js";
import { anyLabel } from "../support/redactor.js";
import type { Received } from "../support/upstream.js";

const every = new RegExp(anyLabel, "g");

interface Objects {
  readonly basicApi: {
    create(input: object): Promise<Readonly<Record<string, unknown>>>;
    getById(id: string): Promise<Readonly<Record<string, unknown>>>;
  };
  readonly searchApi: { doSearch(request: object): Promise<unknown> };
  readonly batchApi: { create(input: object): Promise<unknown> };
}

/** The part of @hubspot/api-client that is used here. */
interface Client {
  readonly crm: { readonly tickets: Objects; readonly contacts: Objects };
  apiRequest(request: object): Promise<{ readonly status: number }>;
}

const { Client: HubSpot } = createRequire(import.meta.url)("@hubspot/api-client") as {
  Client: new (options: object) => Client;
};

const accessToken = ["tok", "made-up", "1"].join("-");
const connect = (basePath: string): Client =>
  new HubSpot({ accessToken, basePath, numberOfApiCallRetries: 0 });

let stack: DeskStack;
let strict: DeskStack;
let client: Client;

beforeAll(async () => {
  stack = await startDeskStack(desks.hubspot);
  strict = await startDeskStack(desks.hubspot, { config: { preset: "strict" } });
  client = connect(stack.proxy);
});

afterAll(async () => {
  await stack.close();
  await strict.close();
});

const arrived = (): Received | undefined => stack.upstream.received.at(-1);
const masked = (): unknown => JSON.parse((arrived()?.body.toString() ?? "").replace(every, "#"));

const ticket = {
  properties: {
    hs_pipeline: "0",
    subject: "Down, call +44 7700 900123",
    content: "root / Tr0ub4dor&3 on 203.0.113.7, mail alice.martin@example.com",
  },
  associations: [],
};

/** What the client throws. */
interface Thrown {
  readonly code?: number;
  readonly body?: Readonly<Record<string, unknown>>;
}

const thrownBy = async (call: Promise<unknown>): Promise<Thrown> =>
  call.then(
    () => ({}),
    (error: unknown) => error as Thrown,
  );

const message = {
  type: "MESSAGE",
  text: "Call +44 7700 900123",
  richText: "<p>Call +44 7700 900123</p>",
  senderActorId: "A-123",
  channelId: "1002",
  recipients: [
    {
      recipientField: "TO",
      actorId: "V-1",
      name: "Alice Martin",
      deliveryIdentifiers: [{ type: "HS_EMAIL_ADDRESS", value: "alice.martin@example.com" }],
    },
    {
      deliveryIdentifiers: [{ type: "HS_EMAIL_ADDRESS", value: "bob.carter@example.org" }],
      actorId: "E-bob.carter@example.org",
      recipientField: "CC",
    },
    {
      recipientField: "BCC",
      deliveryIdentifier: { type: "HS_EMAIL_ADDRESS", value: "carol.nguyen@example.org" },
    },
  ],
};

describe("@hubspot/api-client", () => {
  it("creates a ticket: masks in subject and content", async () => {
    await client.crm.tickets.basicApi.create(ticket);
    expect(arrived()?.url).toBe("/crm/v3/objects/tickets");
    expect(masked()).toEqual({
      associations: [],
      properties: { hs_pipeline: "0", subject: "Down, call #", content: "root / # on #, mail #" },
    });
  });

  it("headers arrive as the client sends them", async () => {
    const clean = { properties: { subject: "Hello" }, associations: [] };
    await client.crm.tickets.basicApi.create(clean);
    const through = arrived();
    await connect(stack.upstream.origin).crm.tickets.basicApi.create(clean);
    const direct = arrived();
    expect(headersOf(through)).toEqual(headersOf(direct));
    expect(through?.headers.authorization).toBe(`Bearer ${accessToken}`);
    expect(through?.body).toEqual(direct?.body);
  });

  it("keeps a contact's own address, number and name", async () => {
    const properties = { email: "alice.martin@example.com", phone: "+447700900123", firstname: "Alice" };
    await client.crm.contacts.basicApi.create({ properties: { ...properties, message: "on 203.0.113.7" } });
    expect(masked()).toMatchObject({ properties: { ...properties, message: "on #" } });
    const inputs = [{ properties: { ...properties, message: "on 203.0.113.7" }, associations: [] }];
    await client.crm.contacts.batchApi.create({ inputs });
    expect(masked()).toMatchObject({ inputs: [{ properties: { ...properties, message: "on #" } }] });
  });

  it("sends a message: CC and BCC are gone, whichever member comes first", async () => {
    const path = "/conversations/v3/conversations/threads/4015529083/messages";
    await client.apiRequest({ method: "POST", path, body: message });
    expect(masked()).toEqual({
      ...message,
      text: "Call #",
      richText: "<p>Call #</p>",
      recipients: message.recipients.slice(0, 1),
    });
  });

  it("look-ups pass as they are", async () => {
    const filters = [{ propertyName: "email", operator: "EQ", value: "alice.martin@example.com" }];
    stack.upstream.answers.set("/crm/v3/objects/contacts/search", (res) => {
      res.writeHead(200, { "content-type": "application/json" }).end('{"total":0,"results":[]}');
    });
    await client.crm.contacts.searchApi.doSearch({ filterGroups: [{ filters }] });
    expect(JSON.parse(arrived()?.body.toString() ?? "")).toMatchObject({ filterGroups: [{ filters }] });
  });

  it("gets the desk's answer and its own errors as they are", async () => {
    const error = { status: "error", message: "Gone", correlationId: "c", category: "OBJECT_NOT_FOUND" };
    stack.upstream.answers.set("/crm/v3/objects/tickets/7", (res) => {
      const body = JSON.stringify({ id: "7", properties: { content: "+44 7700 900123" }, archived: false });
      res.writeHead(200, { "content-type": "application/json" }).end(body);
    });
    stack.upstream.answers.set("/crm/v3/objects/tickets/8", (res) => {
      res.writeHead(404, { "content-type": "application/json" }).end(JSON.stringify(error));
    });
    const { basicApi } = client.crm.tickets;
    expect(await basicApi.getById("7")).toMatchObject({
      id: "7",
      properties: { content: "+44 7700 900123" },
    });
    const thrown = await thrownBy(basicApi.getById("8"));
    expect([thrown.code, thrown.body]).toEqual([404, expect.objectContaining(error)]);
  });

  it("gets an error of ours that it can parse, and nothing reaches the desk", async () => {
    const thrown = await thrownBy(connect(strict.proxy).crm.tickets.basicApi.create(ticket));
    expect(thrown.code).toBe(422);
    expect(thrown.body).toMatchObject({
      status: "error",
      category: "VALIDATION_ERROR",
      message: expect.stringContaining("take out") as string,
      correlationId: expect.any(String) as string,
      errors: [{ code: "CREDENTIAL", in: "/properties/content" }],
    });
    expect(JSON.stringify(thrown.body)).not.toMatch(/Tr0ub4dor|7700/);
    expect(strict.upstream.received).toEqual([]);
  });

  it("nothing of all this stands in the log", () => {
    expect([...stack.logs, ...strict.logs].join("\n")).not.toMatch(/alice|bob\.|7700|Tr0ub4dor|made-up/);
  });
});
