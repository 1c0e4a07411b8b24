/* A real client, node-zendesk, through the proxy to the demo desk: each call is judged by what the desk stored. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anyLabel } from "../support/redactor.js";
import { startStack, type Stack } from "../support/stack.js";

const every = new RegExp(anyLabel, "g");

interface Ticket {
  readonly id: number;
  readonly subject?: string;
  readonly description?: string;
  readonly requester?: { readonly name: string; readonly email: string };
  readonly external_id?: string;
  readonly custom_fields?: readonly { readonly id: number; readonly value: string }[];
}

/** The part of node-zendesk that is used here; it ships no usable types for it. */
interface Client {
  readonly tickets: {
    create(body: object): Promise<{ result: Ticket }>;
    update(id: number, body: object): Promise<{ result: Ticket }>;
    show(id: number): Promise<{ result: Ticket }>;
    getComments(id: number): Promise<readonly { readonly body: string }[]>;
    /** Tells what the client parsed of each answer. */
    on(event: "debug::result", listener: (result: { readonly detail?: unknown }) => void): void;
  };
  readonly requests: { create(body: object): Promise<{ result: { readonly id: number } }> };
  readonly users: { create(body: object): Promise<{ result: { readonly id: number } }> };
  readonly attachments: {
    upload(file: string, options: object): Promise<unknown>;
  };
}

const { createClient } = createRequire(import.meta.url)("node-zendesk") as {
  createClient(options: object): Client;
};

let stack: Stack;
let strict: Stack;
let client: Client;

const connect = ({ proxy }: Stack, headers: object = {}): Client =>
  createClient({
    username: "agent@example.com",
    token: "made-up",
    endpointUri: `${proxy}/api/v2`,
    customHeaders: headers,
  });

beforeAll(async () => {
  stack = await startStack();
  strict = await startStack({ preset: "strict" });
  client = connect(stack);
});

afterAll(async () => {
  await stack.close();
  await strict.close();
});

/** JSON source the desk keeps for a member of a ticket. */
const kept = (id: number, name: string): string | undefined =>
  stack.desk.store.tickets.get(id)?.members.get(name);

/** The text of each comment the desk keeps. */
const commentsOf = (id: number): readonly string[] =>
  (stack.desk.store.tickets.get(id)?.comments ?? []).map(
    (comment) => JSON.parse(comment.get("body") ?? '""') as string,
  );

const labelsOf = (text: string | undefined): readonly string[] => text?.match(every) ?? [];

/** The largest id JSON numbers of this client can hold. */
const bigId = Number.MAX_SAFE_INTEGER;

const newTicket = {
  ticket: {
    subject: "Down, call +44 7700 900123",
    requester: { name: "Alice Martin", email: "alice.martin@example.com" },
    comment: { body: "root / Tr0ub4dor&3 on 203.0.113.7, mail alice.martin@example.com" },
    collaborators: ["bob.carter@example.org", { name: "Carol", email: "carol.nguyen@example.org" }],
    email_ccs: [{ user_email: "bob.carter@example.org", action: "put" }],
    external_id: "crm-000912",
    custom_fields: [
      { id: bigId, value: "203.0.113.7" },
      { id: 27642, value: "745" },
    ],
  },
};

/** A ticket that came to the desk by another way than through the proxy. */
async function arriveByMail({ desk }: Stack): Promise<number> {
  const { port } = desk.server.address() as AddressInfo;
  const answer = await request(`http://127.0.0.1:${String(port)}/api/v2/tickets.json`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(newTicket),
  });
  return ((await answer.body.json()) as { ticket: { id: number } }).ticket.id;
}

describe("node-zendesk", () => {
  it("creates: masks, no CC, the requester and ids as they were", async () => {
    const { result } = await client.tickets.create(newTicket);
    expect(kept(result.id, "subject")?.replace(every, "#")).toBe('"Down, call #"');
    expect(commentsOf(result.id).map((text) => text.replace(every, "#"))).toEqual(["root / # on #, mail #"]);
    expect(kept(result.id, "requester")).toBe(JSON.stringify(newTicket.ticket.requester));
    expect(kept(result.id, "external_id")).toBe('"crm-000912"');
    const fields = kept(result.id, "custom_fields") ?? "";
    expect(fields.replace(every, "#")).toBe(
      `[{"id":${String(bigId)},"value":"#"},{"id":27642,"value":"745"}]`,
    );
    const members = [...(stack.desk.store.tickets.get(result.id)?.members.keys() ?? [])];
    expect(members.filter((name) => /collaborator|cc|follower/.test(name))).toEqual([]);
    const received = stack.received.at(-1)?.body.toString() ?? "";
    expect(received).not.toMatch(/7700|Tr0ub4dor|203\.0\.113|bob\.carter|carol\.nguyen/);
    expect(received.split("alice.martin@example.com")).toHaveLength(2);
  });

  it("updates: the same address has the same tag in the second comment, another address another", async () => {
    const { result } = await client.tickets.create(newTicket);
    const updated = await client.tickets.update(result.id, {
      ticket: { comment: { body: "203.0.113.7 again, also 198.51.100.9", public: false } },
    });
    expect(updated.result.id).toBe(result.id);
    const [first, second] = commentsOf(result.id);
    const [, down = ""] = labelsOf(first);
    const [again, other] = labelsOf(second);
    expect(down).toMatch(/^\[IP_ADDRESS /);
    expect(again).toBe(down);
    expect(other).toMatch(/^\[IP_ADDRESS /);
    expect(other).not.toBe(down);
    expect(labelsOf(kept(result.id, "custom_fields"))).toEqual([down]);
    expect(stack.desk.store.tickets.get(result.id)?.comments[1]?.get("public")).toBe("false");
    expect((await client.tickets.getComments(result.id)).map(({ body }) => body)).toEqual([first, second]);
  });

  it("shows what the desk stored, byte for byte", async () => {
    const { result } = await client.tickets.create(newTicket);
    const { result: shown } = await client.tickets.show(result.id);
    expect(shown.description).toBe(commentsOf(result.id)[0]);
    expect(shown.requester).toEqual(newTicket.ticket.requester);
    expect(shown.custom_fields?.map(({ id }) => id)).toEqual([bigId, 27642]);
  });

  it("reads, modifies and writes back without harm", async () => {
    const { result } = await client.tickets.create(newTicket);
    const { result: shown } = await client.tickets.show(result.id);
    const before = new Map(stack.desk.store.tickets.get(result.id)?.members);
    const { requester, subject, external_id, custom_fields: fields } = shown;
    await client.tickets.update(result.id, {
      ticket: { requester, subject, external_id, custom_fields: fields, priority: "high" },
    });
    const after = new Map(stack.desk.store.tickets.get(result.id)?.members);
    expect(after).toEqual(new Map([...before, ["priority", '"high"']]));
  });

  it("is stopped when a mask would overwrite a kept field, and nothing is stored", async () => {
    const { result } = await client.tickets.create(newTicket);
    const [mask = ""] = labelsOf(kept(result.id, "subject"));
    const sent = stack.received.length;
    const written = client.tickets.update(result.id, {
      ticket: { requester: { name: "Alice", email: mask } },
    });
    await expect(written).rejects.toThrow("422");
    expect(stack.received).toHaveLength(sent);
    expect(kept(result.id, "requester")).toBe(JSON.stringify(newTicket.ticket.requester));
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
    expect([stored?.fileName, stored?.contentType]).toEqual(["log.txt", "application/json"]);
  });

  it("creates requests and users", async () => {
    const { ticket } = newTicket;
    const { result } = await client.requests.create({ request: ticket });
    expect(kept(result.id, "requester")).toBe(JSON.stringify(ticket.requester));
    expect(kept(result.id, "collaborators")).toBeUndefined();
    const email = "bob.carter@example.org";
    const user = await client.users.create({
      user: { name: "Bob", email, notes: `old mail bob@example.net` },
    });
    const stored = stack.desk.store.users.get(user.result.id);
    expect([stored?.get("email"), stored?.get("notes")?.replace(every, "#")]).toEqual([
      JSON.stringify(email),
      '"old mail #"',
    ]);
  });

  it("gets the desk's own 422 back", async () => {
    await expect(client.tickets.create({ ticket: { subject: "no comment" } })).rejects.toThrow("422");
  });

  it("gets a 422 of ours that it can parse, and nothing reaches the desk", async () => {
    const german = connect(strict, { "Accept-Language": "de" });
    const parsed: unknown[] = [];
    german.tickets.on("debug::result", (result) => parsed.push(result.detail ?? result));
    await expect(german.tickets.create(newTicket)).rejects.toThrow("Zendesk Error (422)");
    const details = {
      base: expect.arrayContaining([
        {
          error: "pii_rejected",
          description: expect.stringMatching(/^Bitte entfernen Sie .*Zugangsdaten/) as string,
        },
        expect.objectContaining({ description: "/ticket/comment/body: CREDENTIAL" }),
        expect.objectContaining({ description: "/ticket/email_ccs/*: CC_RECIPIENT" }),
      ]) as unknown,
    };
    expect(parsed).toEqual([{ error: "RecordInvalid", description: "Record validation errors", details }]);
    expect(JSON.stringify(parsed)).not.toMatch(/Tr0ub4dor|7700|bob\.carter/);
    expect(strict.received).toEqual([]);
  });
});

describe("node-zendesk, answers read", () => {
  let scanning: Stack;
  let reader: Client;

  beforeAll(async () => {
    scanning = await startStack({
      responses: "scan",
      rules: [
        { name: "no names of accounts", role: "identifier", direction: "response", action: "mask" },
        { name: "callers", role: "requester", entity: "PHONE_NUMBER", direction: "response", action: "mask" },
      ],
    });
    reader = connect(scanning);
  });

  afterAll(async () => {
    await scanning.close();
  });

  const membersOf = (id: number) => new Map(scanning.desk.store.tickets.get(id)?.members);

  it("shows what came by mail without what the policy masks; people stay, copies go", async () => {
    const { result } = await reader.tickets.show(await arriveByMail(scanning));
    expect(result.subject?.replace(every, "#")).toBe("Down, call #");
    expect(result.description?.replace(every, "#")).toBe("root / # on #, mail #");
    expect(result.requester).toEqual(newTicket.ticket.requester);
    expect(result.custom_fields?.map(({ id }) => id)).toEqual([bigId, 27642]);
    expect(JSON.stringify(result)).not.toMatch(/7700|Tr0ub4dor|203\.0\.113|bob\.carter|carol\.nguyen/);
  });

  it("reads, modifies and writes back: kept fields and copies are as they were, a second time changes nothing", async () => {
    const id = await arriveByMail(scanning);
    const before = membersOf(id);
    const { requester, subject, external_id, custom_fields: fields } = (await reader.tickets.show(id)).result;
    const written = { requester, subject, external_id, custom_fields: fields, priority: "high" };
    await reader.tickets.update(id, { ticket: written });
    const after = membersOf(id);
    for (const name of ["requester", "external_id", "collaborators", "email_ccs", "description"])
      expect(after.get(name), name).toBe(before.get(name));
    expect(after.get("subject")).toBe(JSON.stringify(subject));
    const again = (await reader.tickets.show(id)).result;
    expect([again.subject, again.custom_fields]).toEqual([subject, fields]);
    await reader.tickets.update(id, { ticket: { ...written, subject: again.subject } });
    expect(membersOf(id)).toEqual(after);
  });

  it.each([
    ["all of an identifier", { external_id: "jane@leak.test" }],
    ["a part of an identifier", { external_id: "crm:jane@leak.test" }],
    ["a part of a requester's name", { requester: { name: "Jane +44 7700 900123", email: "j@example.com" } }],
  ])("a mask that answers alone show is not written over %s", async (_name, fields) => {
    const id = await arriveByMail(scanning);
    for (const [name, value] of Object.entries(fields)) {
      scanning.desk.store.tickets.get(id)?.members.set(name, JSON.stringify(value));
    }
    const before = membersOf(id);
    const { requester, external_id } = (await reader.tickets.show(id)).result;
    expect(JSON.stringify([requester, external_id])).toMatch(anyLabel);
    const sent = scanning.received.length;
    const written = reader.tickets.update(id, { ticket: { requester, external_id } });
    await expect(written).rejects.toThrow("422");
    expect(scanning.received).toHaveLength(sent);
    expect(membersOf(id)).toEqual(before);
  });

  it("gets the desk's own 422 back without the address in it", async () => {
    const parsed: unknown[] = [];
    reader.tickets.on("debug::result", (result) => parsed.push(result.detail ?? result));
    await expect(reader.tickets.create({ ticket: { subject: "no comment" } })).rejects.toThrow("422");
    expect(JSON.stringify(parsed)).toContain("RecordInvalid");
  });
});
