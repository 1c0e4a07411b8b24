/* Request Tracker 5 behind the proxy: what it stores and whom it mails, through REST 2.0 and a web form. */

import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { missing, startTracker, type Tracker } from "./server.js";

const absent = missing();
if (absent !== undefined) console.warn(`test:rt is skipped: ${absent}`);

const payload = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../fixtures/payloads/request-tracker/${name}`, import.meta.url), "utf8"));

const copied = /bob\.carter|carol\.nguyen|noc@support/;
/** Nobody but these is mailed. */
const recipientsOf = (mail: string): readonly string[] =>
  mail.split("\n").filter((line) => /^(?:to|cc|bcc):/i.test(line));

interface Ticket {
  readonly id: string;
  readonly Subject: string;
  readonly Requestor: readonly { readonly id: string }[];
  readonly Cc: readonly { readonly id: string }[];
  readonly AdminCc: readonly { readonly id: string }[];
}

describe.skipIf(absent !== undefined)("Request Tracker 5", () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await startTracker();
  });

  afterAll(async () => {
    await tracker.close();
  });

  const ticket = async (id: string): Promise<Ticket> =>
    JSON.parse((await tracker.direct("GET", `/REST/2.0/ticket/${id}`)).text) as Ticket;

  async function create(body: unknown): Promise<string> {
    const answer = await tracker.api("POST", "/REST/2.0/ticket", body);
    expect(answer.status).toBe(201);
    return (JSON.parse(answer.text) as Ticket).id;
  }

  /** Texts and files of a ticket, as the server holds them. */
  async function contentsOf(id: string): Promise<readonly string[]> {
    const list = await tracker.direct("GET", `/REST/2.0/ticket/${id}/attachments`);
    const { items } = JSON.parse(list.text) as { readonly items: readonly { readonly id: string }[] };
    const contents: string[] = [];
    for (const item of items) {
      const { text } = await tracker.direct("GET", `/REST/2.0/attachment/${item.id}`);
      const { Content: content } = JSON.parse(text) as { readonly Content: string | null };
      contents.push(Buffer.from(content ?? "", "base64").toString());
    }
    return contents;
  }

  it("mails people in copy without the proxy: the check can fail", async () => {
    const answer = await tracker.direct("POST", "/REST/2.0/ticket", payload("rt5-rest2-ticket-create.json"));
    expect(answer.status).toBe(201);
    expect((await tracker.mails()).join("")).toMatch(/^CC: bob\.carter@example\.org/m);
  });

  it("a ticket with Cc and AdminCc mails the requestor alone, and holds nothing that is masked", async () => {
    const id = await create(payload("rt5-rest2-ticket-create.json"));
    const mails = await tracker.mails();
    expect(mails.flatMap(recipientsOf)).toEqual(["To: alice.martin@example.com"]);
    expect(mails.join("")).not.toMatch(copied);
    const stored = await ticket(id);
    expect(
      [stored.Requestor, stored.Cc, stored.AdminCc].map((people) => people.map((one) => one.id)),
    ).toEqual([["alice.martin@example.com"], [], []]);
    const contents = await contentsOf(id);
    expect(contents.join("\n")).toMatch(/\[IP_ADDRESS \w{6}\]/);
    expect(contents.join("\n")).not.toMatch(/203\.0\.113\.7|Tr0ub4dor|7700 900123/);
  });

  it("an answer with Cc mails nobody in copy, and takes nobody off the ticket", async () => {
    const made = await tracker.direct("POST", "/REST/2.0/ticket", {
      Queue: "General",
      Subject: "came by mail",
      Requestor: "alice.martin@example.com",
      Cc: "dave@example.net",
    });
    const { id } = JSON.parse(made.text) as Ticket;
    await tracker.mails();
    const body = payload("rt5-rest2-ticket-correspond.json");
    const answer = await tracker.api("POST", `/REST/2.0/ticket/${id}/correspond`, body);
    expect(answer.status).toBe(201);
    expect((await tracker.mails()).join("")).not.toMatch(copied);
    expect((await ticket(id)).Cc.map((one) => one.id)).toEqual(["dave@example.net"]);
    const changed = await tracker.api("PUT", `/REST/2.0/ticket/${id}`, {
      Subject: "again",
      Cc: ["carol.nguyen@example.org"],
    });
    expect(changed.status).toBe(200);
    const stored = await ticket(id);
    expect([stored.Subject, stored.Cc.map((one) => one.id)]).toEqual(["again", ["dave@example.net"]]);
  });

  it("a web form with Cc makes a ticket without it", async () => {
    await tracker.mails();
    const answer = await tracker.form("/Ticket/Create.html", {
      id: "new",
      Queue: "1",
      Requestors: "alice.martin@example.com",
      Cc: "bob.carter@example.org, carol.nguyen@example.org",
      AdminCc: "noc@support.example.com",
      Subject: "from the form",
      Content: "host 203.0.113.7 is down",
      SubmitTicket: "Create",
    });
    expect(answer.status).toBe(302);
    const mails = await tracker.mails();
    expect(mails.flatMap(recipientsOf)).toEqual(["To: alice.martin@example.com"]);
    expect(mails.join("")).not.toMatch(/203\.0\.113\.7/);
  });

  it("a multipart form with Cc makes a ticket without it", async () => {
    await tracker.mails();
    const form = new FormData();
    for (const [name, value] of Object.entries({
      id: "new",
      Queue: "1",
      Requestors: "alice.martin@example.com",
      Cc: "bob.carter@example.org",
      Subject: "from a form with files",
      Content: "host 203.0.113.7 is down",
      SubmitTicket: "Create",
    })) {
      form.set(name, value);
    }
    const answer = await tracker.multipart("/Ticket/Create.html", form);
    expect(answer.status).toBe(302);
    const mails = await tracker.mails();
    expect(mails.flatMap(recipientsOf)).toEqual(["To: alice.martin@example.com"]);
    expect(mails.join("")).not.toMatch(/203\.0\.113\.7|bob\.carter/);
  });

  it("a ticket by a part JSON beside a file: no Cc, and what the file holds is masked", async () => {
    const form = new FormData();
    const fields = { Queue: "General", Subject: "by parts", Requestor: "alice.martin@example.com" };
    const json = JSON.stringify({ ...fields, Cc: ["bob.carter@example.org"], Content: "see the file" });
    form.set("JSON", json);
    form.set("Attachments", new Blob(["login from 203.0.113.7\n"], { type: "text/plain" }), "login.log");
    const answer = await tracker.multipart("/REST/2.0/ticket", form);
    expect(answer.status).toBe(201);
    const { id } = JSON.parse(answer.text) as Ticket;
    expect((await ticket(id)).Cc).toEqual([]);
    expect((await contentsOf(id)).join("\n")).toMatch(/login from \[IP_ADDRESS \w{6}\]/);
  });
});

describe.skipIf(absent !== undefined)("Request Tracker 5, nobody in copy at all", () => {
  let tracker: Tracker;

  beforeAll(async () => {
    tracker = await startTracker({ preset: "strict" });
  });

  afterAll(async () => {
    await tracker.close();
  });

  it("a form with Cc is refused, and no ticket is made", async () => {
    const fields = {
      id: "new",
      Queue: "1",
      Requestors: "alice.martin@example.com",
      Subject: "x",
      Content: "y",
    };
    const answer = await tracker.form("/Ticket/Create.html", { ...fields, Cc: "bob.carter@example.org" });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('"message"')]);
    expect(answer.text).not.toContain("bob.carter");
    expect((await tracker.direct("GET", "/REST/2.0/ticket/1")).status).toBe(404);
  });
});
