/* The demo page's HTTP side: its files, its policy, and what happens to a typed ticket. */

import { readdirSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { anyLabel } from "../support/redactor.js";
import { startStack, type Stack } from "../support/stack.js";

const every = new RegExp(anyLabel, "g");
const folder = new URL("../../src/console/static/", import.meta.url);

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack.close();
});

async function get(path: string) {
  const answer = await request(stack.admin + path);
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

const typed = { from: "alice@leak.test", cc: "", subject: "hello", body: "nothing" };

interface Told {
  readonly status: number;
  readonly verdict: string;
  readonly reason: string;
  readonly ticket: number;
  readonly stored: string;
  readonly answer: string;
}

interface Ticket {
  readonly subject: string;
  readonly requester?: { readonly email: string };
  readonly comments: readonly { readonly body?: string; readonly html_body?: string }[];
}

async function post(body: unknown, headers: Readonly<Record<string, string>> = {}) {
  return request(`${stack.admin}/demo/tickets`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

async function send(body: object): Promise<Told> {
  const answer = await post(body);
  expect(answer.statusCode).toBe(200);
  return (await answer.body.json()) as Told;
}

describe("files of the page", () => {
  it.each([
    ["/demo", "text/html; charset=utf-8"],
    ["/demo/demo.css", "text/css; charset=utf-8"],
    ["/demo/demo.js", "text/javascript; charset=utf-8"],
    ["/demo/examples.js", "text/javascript; charset=utf-8"],
    ["/demo/result.js", "text/javascript; charset=utf-8"],
    ["/demo/icon.svg", "image/svg+xml"],
  ])("%s", async (path, type) => {
    const { status, headers } = await get(path);
    expect([status, headers["content-type"]]).toEqual([200, type]);
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("are all served, and everything they name is one of them", async () => {
    const names = readdirSync(folder).filter((name) => name !== "demo.html");
    const texts = await Promise.all(["/demo", ...names.map((name) => `/demo/${name}`)].map(get));
    expect(texts.map(({ status }) => status)).toEqual(texts.map(() => 200));
    const all = texts.map(({ text }) => text).join("\n");
    const named = [...all.matchAll(/(?:(?:src|href)=|from )"([^"]+)"/g)]
      .map((match) => match[1] ?? "")
      .filter((name) => !/^(?:mailto|tel):/.test(name));
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) {
      const { pathname, origin } = new URL(name, `${stack.admin}/demo/demo.js`);
      expect([name, origin, (await get(pathname)).status]).toEqual([name, stack.admin, 200]);
    }
  });

  it("name no other server and hold no inline script or style, so that the policy lets all of it run", async () => {
    const { text } = await get("/demo");
    expect(text).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)/i);
    for (const name of readdirSync(folder)) {
      const file = await get(name === "demo.html" ? "/demo" : `/demo/${name}`);
      const addresses = file.text.match(/(?:https?:)?\/\/[\w.-]+/g) ?? [];
      const others = addresses.filter((one) => !/^http:\/\/(?:127\.0\.0\.1|www\.w3\.org)$/.test(one));
      expect([name, others]).toEqual([name, []]);
    }
  });

  it("each field has a label, the outcome is announced, the proxy's address is told", async () => {
    const { text } = await get("/demo");
    const fields = [...text.matchAll(/<(?:input|textarea)\s(?:[^>]*\s)?id="([^"]+)"/g)].map(
      (match) => match[1],
    );
    expect(fields).toEqual(["from", "cc", "subject", "body"]);
    for (const field of fields) expect(text).toContain(`<label for="${field ?? ""}"`);
    expect(text).toContain('<p id="verdict" role="status">');
    expect(text).toContain('<html lang="en">');
    expect(text).toContain(`<code>${stack.proxy}</code>`);
  });
});

describe("a typed ticket", () => {
  it("goes through the proxy and comes back as the desk stored it", async () => {
    const told = await send({
      ...typed,
      cc: "bob@leak.test, carol@leak.test",
      subject: "call +44 7700 900123",
      body: "password: Elm$tree8 on 203.0.113.7",
    });
    expect([told.status, told.reason]).toEqual([201, ""]);
    expect(told.verdict).toMatch(
      /^redact; PHONE_NUMBER=1; CREDENTIAL=1; IP_ADDRESS=1; CC_RECIPIENT=2; policy=/,
    );
    const ticket = JSON.parse(told.stored) as Ticket;
    expect(ticket).not.toHaveProperty("collaborators");
    expect(ticket.requester).toEqual({ email: "alice@leak.test" });
    expect(ticket.subject.replace(every, "#")).toBe("call #");
    expect(ticket.comments.map(({ body }) => body?.replace(every, "#"))).toEqual(["password: # on #"]);
    expect(told.stored.replace("alice@leak.test", "")).not.toMatch(/leak|7700|Elm|203\.0/);
  });

  it("can get a comment, in which the same value has the same tag", async () => {
    const first = await send({ ...typed, body: "203.0.113.7" });
    const second = await send({ ...typed, ticket: first.ticket, body: "203.0.113.7, 192.0.2.44" });
    expect([second.status, second.ticket]).toEqual([200, first.ticket]);
    const [one, two] = (JSON.parse(second.stored) as Ticket).comments.map(({ body }) => body?.match(every));
    expect(two?.[0]).toBe(one?.[0]);
    expect(two?.[1]).not.toBe(one?.[0]);
  });

  it("with markup is an HTML comment", async () => {
    const told = await send({ ...typed, body: "<p><b>bob</b>@leak.test</p>" });
    const [comment] = (JSON.parse(told.stored) as Ticket).comments;
    expect(comment?.html_body?.replace(every, "#")).toBe("<p><b>#</b></p>");
  });

  it("without findings is told to be unchanged", async () => {
    const told = await send({ ...typed, body: "firmware 7.4.15.2" });
    expect([told.status, told.verdict.split(";")[0]]).toEqual([201, "pass"]);
  });

  it.each<[string, object, number, string, string]>([
    [
      "a mask as requester",
      { ...typed, from: "[EMAIL_ADDRESS 7K3QXD]" },
      422,
      "mask_written_back",
      "RecordInvalid",
    ],
    ["no message", { ...typed, body: "  " }, 422, "", "RecordInvalid"],
    ["a comment to no ticket", { ...typed, ticket: 999_999 }, 404, "", "RecordNotFound"],
  ])("refused: %s", async (_name, body, status, reason, error) => {
    const told = await send(body);
    expect([told.status, told.reason, told.ticket, told.stored]).toEqual([status, reason, 0, ""]);
    expect(JSON.parse(told.answer)).toMatchObject({ error });
  });
});

describe("what the page would not send", () => {
  it.each<[string, unknown, Record<string, string>, number]>([
    ["another site", typed, { origin: "http://other.test" }, 421],
    ["a form", "from=x", { "content-type": "application/x-www-form-urlencoded" }, 415],
    ["another host", typed, { host: "other.test" }, 421],
    ["broken JSON", '{"from":"jane@leak.test"', {}, 400],
    ["a missing field", { from: "jane@leak.test" }, {}, 400],
    ["a path as ticket", { ...typed, ticket: "../users" }, {}, 400],
  ])("%s is refused without its text", async (_name, body, headers, status) => {
    const before = stack.received.length;
    const answer = await post(body, headers);
    const text = await answer.body.text();
    expect([answer.statusCode, text.includes("leak.test")]).toEqual([status, false]);
    expect(stack.received.length).toBe(before);
  });
});
