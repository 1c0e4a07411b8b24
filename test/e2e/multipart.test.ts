/* Attachments in forms, desk by desk over HTTP: what arrives is what was sent, but for what was planted (D01 to D13). */

import { request } from "undici";
import { afterAll, describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/config/schema.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import { readWithBusboy } from "../support/busboy.js";
import { startDeskStack, type DeskStack } from "../support/desk-stack.js";
import { formOf, part, type TestPart } from "../support/multipart.js";

const boundary = "----form7MA4YWxk";
const contentType = `multipart/form-data; boundary=${boundary}`;

/** One proxy for each desk and configuration. */
const stacks = new Map<string, DeskStack>();

afterAll(async () => {
  for (const stack of stacks.values()) await stack.close();
});

interface Sent {
  readonly path: string;
  readonly body: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  readonly config?: ConfigInput;
}

async function send(desk: DeskName, { path, body, headers = {}, config = {} }: Sent) {
  const name = `${desk} ${JSON.stringify(config)}`;
  const stack = stacks.get(name) ?? (await startDeskStack(desks[desk], { keyed: false, config }));
  stacks.set(name, stack);
  stack.upstream.received.length = 0;
  const answer = await request(stack.proxy + path, {
    method: "POST",
    headers: { "content-type": contentType, ...headers },
    body,
  });
  const text = await answer.body.text();
  return { status: answer.statusCode, headers: answer.headers, text, arrived: stack.upstream.received[0] };
}

const log = "2026-01-02 login root password=Tr0ub4dor&3 from 203.0.113.7\n";
const masked = "2026-01-02 login root password=[CREDENTIAL 1] from [IP_ADDRESS 1]\n";
const logFile = { filename: "jane@leak.test.log", type: "text/plain" };
const maskedFile = { filename: "[EMAIL_ADDRESS 1].log", type: "text/plain" };

interface Row {
  readonly desk: DeskName;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly sent: readonly TestPart[];
  readonly arrives: readonly TestPart[];
}

const file = (name: string): Pick<Row, "sent" | "arrives"> => ({
  sent: [part(name, log, logFile)],
  arrives: [part(name, masked, maskedFile)],
});

const rows: readonly Row[] = [
  { desk: "zendesk", path: "/api/v2/tickets/side_conversations/attachments", ...file("file") },
  {
    desk: "jira",
    path: "/rest/api/3/issue/SUP-1/attachments",
    headers: { "x-atlassian-token": "no-check" },
    ...file("file"),
  },
  { desk: "jira", path: "/rest/servicedeskapi/servicedesk/3/attachTemporaryFile", ...file("file") },
  { desk: "livechat", path: "/v3.5/agent/action/upload_file", ...file("file") },
  {
    desk: "hubspot",
    path: "/files/v3/files",
    sent: [part("file", log, logFile), part("options", '{"access":"PRIVATE"}'), part("folderPath", "/a")],
    arrives: [
      part("file", masked, maskedFile),
      part("options", '{"access":"PRIVATE"}'),
      part("folderPath", "/a"),
    ],
  },
  {
    desk: "freshdesk",
    path: "/api/v2/tickets",
    sent: [
      part("email", "jane@leak.test"),
      part("cc_emails[]", "bob@leak.test"),
      part("cc_emails[]", "eve@leak.test"),
      part("description", "<p>host <b>203.0.113</b>.7</p>"),
      part("custom_fields[cf_host]", "203.0.113.7"),
      part("attachments[]", log, logFile),
      part("attachments[]", "x", { filename: "b.txt" }),
    ],
    arrives: [
      part("email", "jane@leak.test"),
      part("description", "<p>host <b>[IP_ADDRESS 1]</b></p>"),
      part("custom_fields[cf_host]", "[IP_ADDRESS 1]"),
      part("attachments[]", masked, maskedFile),
      part("attachments[]", "x", { filename: "b.txt" }),
    ],
  },
  {
    desk: "freshdesk",
    path: "/api/v2/tickets/7/reply",
    sent: [
      part("body", "ask ben@leak.test"),
      part("bcc_emails[]", "x@leak.test"),
      part("attachments[]", log, logFile),
    ],
    arrives: [
      part("body", "ask [EMAIL_ADDRESS 1]"),
      part("attachments[]", masked, { ...maskedFile, filename: "[EMAIL_ADDRESS 2].log" }),
    ],
  },
  {
    desk: "freshdesk",
    path: "/api/v2/tickets/7/notes",
    sent: [part("body", "a note"), part("private", "true"), part("attachments[]", log, logFile)],
    arrives: [part("body", "a note"), part("private", "true"), part("attachments[]", masked, maskedFile)],
  },
  {
    desk: "front",
    path: "/channels/cha_1/messages",
    sent: [
      part("to[0]", "jane@leak.test"),
      part("cc[0]", "bob@leak.test"),
      part("body", "host 203.0.113.7"),
      part("attachments[0]", "ok", { filename: "b.txt" }),
    ],
    arrives: [
      part("to[0]", "jane@leak.test"),
      part("body", "host [IP_ADDRESS 1]"),
      part("attachments[0]", "ok", { filename: "b.txt" }),
    ],
  },
  {
    desk: "request-tracker",
    path: "/REST/2.0/ticket",
    sent: [
      part(
        "JSON",
        '{"Queue":"General","Requestor":"jane@leak.test","Cc":["bob@leak.test"],"Content":"203.0.113.7"}',
        {
          type: "application/json",
        },
      ),
      part("Attachments", log, logFile),
    ],
    arrives: [
      part("JSON", '{"Queue":"General","Requestor":"jane@leak.test","Content":"[IP_ADDRESS 1]"}', {
        type: "application/json",
      }),
      part("Attachments", masked, maskedFile),
    ],
  },
  {
    desk: "request-tracker",
    path: "/Ticket/Create.html",
    sent: [
      part("Queue", "1"),
      part("Requestors", "jane@leak.test"),
      part("Cc", "bob@leak.test, eve@leak.test"),
      part("AdminCc", "noc@leak.test"),
      part("Content", "host 203.0.113.7 is down"),
      part("Attach", "", { filename: "", type: "application/octet-stream" }),
    ],
    arrives: [
      part("Queue", "1"),
      part("Requestors", "jane@leak.test"),
      part("Content", "host [IP_ADDRESS 1] is down"),
      part("Attach", "", { filename: "", type: "application/octet-stream" }),
    ],
  },
  {
    desk: "generic",
    path: "/anything",
    sent: [part("note", "mail jane@leak.test"), part("jane@leak.test", "x")],
    arrives: [part("note", "mail [EMAIL_ADDRESS 1]"), part("[EMAIL_ADDRESS 1]", "x")],
  },
];

describe("forms with attachments", () => {
  it.each(rows)("$desk $path", async ({ desk, path, headers = {}, sent, arrives }) => {
    const { status, arrived } = await send(desk, { path, headers, body: formOf(boundary, sent) });
    expect(status).toBe(201);
    expect(arrived?.body.toString()).toBe(formOf(boundary, arrives).toString());
    expect(arrived?.headers).toMatchObject({ "content-type": contentType, ...headers });
    const seen = await readWithBusboy(contentType, arrived?.body ?? Buffer.alloc(0));
    expect(JSON.stringify(seen)).not.toMatch(/Tr0ub4dor|203\.0\.113|bob@|eve@/);
  });

  it("a form without findings leaves byte-identical, also one larger than other bodies may be", async () => {
    const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(3_000_000, 0x9f)]);
    const [head = "", tail = ""] = formOf(boundary, [part("file", "@", { filename: "a.png" })])
      .toString()
      .split("@");
    const body = Buffer.concat([Buffer.from(head), png, Buffer.from(tail)]);
    const { status, arrived, headers } = await send("jira", {
      path: "/rest/api/3/issue/SUP-1/attachments",
      body,
    });
    expect([status, arrived?.body.equals(body)]).toEqual([201, true]);
    expect(headers["x-deskveil-verdict"]).toMatch(/^pass/);
  });

  it("D01: preamble and epilogue never arrive, though nothing was found", async () => {
    const clean = formOf(boundary, [part("a", "x")]);
    const body = Buffer.concat([Buffer.from("jane@leak.test\r\n"), clean, Buffer.from("jane@leak.test")]);
    const { arrived } = await send("generic", { path: "/x", body });
    expect(arrived?.body.toString()).toBe(clean.toString());
  });

  it("in shadow mode it arrives as it came", async () => {
    const body = Buffer.concat([Buffer.from("before\r\n"), formOf(boundary, [part("a", "203.0.113.7")])]);
    const { arrived } = await send("generic", { path: "/x", body, config: { mode: "shadow" } });
    expect(arrived?.body.equals(body)).toBe(true);
  });

  it.each([
    ["D02", formOf(boundary, [part("a", "x")]).subarray(0, -6), 400, "multipart_malformed"],
    [
      "D04",
      formOf(boundary, [part("a", "x", { type: "text/plain; charset=utf-7" })]),
      415,
      "charset_unsupported",
    ],
    ["D13", formOf(boundary, new Array<TestPart>(10_000).fill(part("a", "x"))), 413, "too_many_parts"],
  ])("%s is refused in the desk's shape, and never arrives", async (_, body, status, code) => {
    const answer = await send("freshdesk", { path: "/api/v2/tickets", body });
    expect([answer.status, answer.headers["x-deskveil-reason"], answer.arrived]).toEqual([
      status,
      code,
      undefined,
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({ code });
  });

  it("a file that nobody can read is refused", async () => {
    const body = formOf(boundary, [part("file", "\0\x01\x02", { filename: "a.bin" })]);
    const answer = await send("zendesk", { path: "/api/v2/tickets/side_conversations/attachments", body });
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([422, "attachment_unscannable"]);
  });
});
