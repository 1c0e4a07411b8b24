/* A real client, node-zendesk, through the proxy to the demo desk. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyLabel } from "../support/redactor.js";
import { startStack, type Stack } from "../support/stack.js";

const every = new RegExp(anyLabel, "g");

interface Ticket {
  readonly id: number;
  readonly subject?: string;
  readonly description?: string;
  readonly requester?: { readonly email: string };
  readonly custom_fields?: readonly { readonly id: number; readonly value: string }[];
}

/** The part of node-zendesk that is used here; it ships no usable types for it. */
interface Client {
  readonly tickets: {
    create(body: object): Promise<{ result: Ticket }>;
    update(id: number, body: object): Promise<{ result: Ticket }>;
    show(id: number): Promise<{ result: Ticket }>;
  };
  readonly attachments: { upload(file: string, options: object): Promise<{ result?: unknown }> };
}

const { createClient } = createRequire(import.meta.url)("node-zendesk") as {
  createClient(options: object): Client;
};

let stack: Stack;
let client: Client;

beforeAll(async () => {
  stack = await startStack();
  const endpointUri = `${stack.proxy}/api/v2`;
  client = createClient({ username: "agent@example.com", token: "made-up", endpointUri });
});

afterAll(async () => {
  await stack.close();
});

const newTicket = {
  ticket: {
    subject: "Down, call +44 7700 900123",
    requester: { name: "Alice Martin", email: "alice.martin@example.com" },
    comment: { body: "root / Tr0ub4dor&3 on 203.0.113.7, mail alice.martin@example.com" },
    collaborators: ["bob.carter@example.org"],
    custom_fields: [{ id: 27642, value: "203.0.113.7" }],
  },
};

describe("node-zendesk", () => {
  it("creates, shows, updates", async () => {
    const { result } = await client.tickets.create(newTicket);
    const stored = stack.desk.store.tickets.get(result.id);
    expect(JSON.parse(stored?.members.get("subject") ?? "").replace(every, "#")).toBe("Down, call #");
    expect(stored?.members.has("collaborators")).toBe(false);
    expect(stored?.members.get("requester")).toContain("alice.martin@example.com");
    const shown = (await client.tickets.show(result.id)).result;
    expect(shown.description?.replace(every, "#")).toBe("root / # on #, mail #");
    const updated = await client.tickets.update(result.id, {
      ticket: { comment: { body: "also 198.51.100.9" } },
    });
    expect(updated.result.id).toBe(result.id);
    expect(stored?.comments).toHaveLength(2);
  });

  it("reads, modifies and writes back without harm", async () => {
    const { result } = await client.tickets.create(newTicket);
    const shown = (await client.tickets.show(result.id)).result;
    await client.tickets.update(result.id, {
      ticket: { requester: shown.requester, subject: shown.subject, custom_fields: shown.custom_fields },
    });
    const after = (await client.tickets.show(result.id)).result;
    expect(after.requester).toEqual(newTicket.ticket.requester);
    expect(after.custom_fields).toEqual(shown.custom_fields);
  });

  it("is stopped when a mask would overwrite a kept field", async () => {
    const ticket = { requester: { name: "Alice", email: "[EMAIL_ADDRESS 1]" }, comment: { body: "x" } };
    await expect(client.tickets.create({ ticket })).rejects.toThrow("422");
  });

  it("uploads a file that it declares as JSON", async () => {
    const folder = mkdtempSync(join(tmpdir(), "deskveil-test-"));
    const file = join(folder, "log.txt");
    writeFileSync(file, "panel password: Elm$tree8\nhost 203.0.113.7\n");
    try {
      await client.attachments.upload(file, { filename: "log.txt" });
    } finally {
      rmSync(folder, { recursive: true });
    }
    const stored = [...stack.desk.store.uploads.values()].at(-1);
    expect(stored?.bytes.toString().replace(every, "#")).toBe("panel password: #\nhost #\n");
  });

  it("gets the desk's own 422 back", async () => {
    await expect(client.tickets.create({ ticket: { subject: "no comment" } })).rejects.toThrow("422");
  });
});
