/* Evasion cases, section G: where the value stands decides what happens to it, through the proxy. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCanaries } from "../support/canary.js";
import { startProbe, type Probe } from "../support/probe.js";
import { anyLabel, redactor } from "../support/redactor.js";

let probe: Probe;
let generic: Probe;
let strict: Probe;

beforeAll(async () => {
  probe = await startProbe();
  generic = await startProbe({ desk: "generic" });
  strict = await startProbe({ config: { preset: "strict" }, keyed: true });
});

afterAll(async () => {
  for (const one of [probe, generic, strict]) await one.close();
});

let serial = 0;
const every = new RegExp(anyLabel, "g");
const fresh = () => createCanaries(serial++);

/** The ticket as the desk gets it, labels as `#`; `kept` values may reach the desk, and nothing else. */
async function ticket(fields: object, canaries: readonly string[], kept: readonly string[] = []) {
  const sent = await probe.post(JSON.stringify({ ticket: fields }));
  expect(sent.status).toBe(201);
  expect(sent.leaks(canaries)).toEqual([]);
  expect(sent.leaks(kept, ["upstream"])).toEqual([]);
  const out = JSON.parse(sent.forwarded.replace(every, "#")) as { ticket: Record<string, unknown> };
  return out.ticket;
}

describe("G01 to G03: URL and headers", () => {
  it("G01 a look-up passes, and only the desk learns of it", async () => {
    const c = fresh();
    const query = `query=requester:${encodeURIComponent(c.mail)}&page=2`;
    const sent = await probe.post("", { target: `GET /api/v2/search.json?${query}` });
    expect(sent.received[0]?.url).toBe(`/api/v2/search.json?${query}`);
    expect(sent.leaks(c.used, ["upstream"])).toEqual([]);
    expect(JSON.parse(String(sent.sinks["logs"]))).toMatchObject({ route: "GET /api/v2/search" });
  });

  it("G01 a value in the path passes; logs and metrics hold the template only", async () => {
    const c = fresh();
    const sent = await probe.post("", { target: `GET /api/v2/users/${c.mail}?ip=${c.ip}` });
    expect(sent.received[0]?.url).toBe(`/api/v2/users/${c.mail}?ip=${c.ip}`);
    expect(sent.leaks(c.used, ["upstream"])).toEqual([]);
    expect(JSON.parse(String(sent.sinks["logs"]))).toMatchObject({ route: "other" });
  });

  it("G01 a file name in the query is masked", async () => {
    const c = fresh();
    const name = encodeURIComponent(`${c.phone.replaceAll(" ", "")}.txt`);
    const sent = await probe.post("plain words", {
      target: `POST /api/v2/uploads.json?filename=${name}&token=abc`,
      headers: ["Content-Type: text/plain"],
    });
    expect(sent.received[0]?.url).toMatch(/\?filename=%5BPHONE_NUMBER%201%5D\.txt&token=abc$/);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("G01 reject: a policy may refuse what stands in the query", async () => {
    const rules = [{ name: "no addresses", entity: ["EMAIL_ADDRESS" as const], action: "reject" as const }];
    const refusing = await startProbe({ config: { rules } });
    const c = fresh();
    const sent = await refusing.post("", { target: `GET /api/v2/search?query=${c.mail}` });
    await refusing.close();
    expect([sent.status, sent.reason, sent.received]).toEqual([422, "pii_rejected", []]);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("G02 headers that say who and where the client is stay here, others pass", async () => {
    const c = fresh();
    const dropped = [
      `Referer: https://example.com/?mail=${c.mail}`,
      `X-Forwarded-For: ${c.ip}`,
      `X-Forwarded-Host: ${c.mail}`,
      `X_Forwarded_For: ${c.ip}`,
      `Forwarded: for=${c.ip}`,
      `X-Real-IP: ${c.ip}`,
      `True-Client-IP: ${c.ip}`,
      `CF-Connecting-IP: ${c.ip}`,
      `X-Forwarded: ${c.ip}`,
      `X-Remote-Addr: ${c.ip}`,
      `X-Original-Forwarded-For: ${c.ip}`,
      `WL-Proxy-Client-IP: ${c.ip}`,
      `CloudFront-Viewer-Address: ${c.ip}:1234`,
      `X-Original-URL: /users/${c.mail}`,
      `Cookie2: mail=${c.mail}`,
      `From: ${c.mail}`,
      `Cookie: mail=${c.mail}`,
    ];
    const sent = await probe.post('{"a":1}', { headers: dropped });
    expect(sent.status).toBe(201);
    expect(sent.leaks(c.used)).toEqual([]);
    const named = fresh();
    const passing = await probe.post('{"a":1}', {
      headers: [`X-On-Behalf-Of: ${named.mail}`, "X-Custom: yes"],
    });
    expect(passing.received[0]?.headers).toMatchObject({ "x-on-behalf-of": named.mail, "x-custom": "yes" });
    expect(passing.leaks(named.used, ["upstream"])).toEqual([]);
  });

  it("G03 credentials of the API reach the desk and nothing else", async () => {
    const c = fresh();
    const basic = Buffer.from(`${c.mail}/token:${c.password}`).toString("base64");
    for (const status of [201, 400]) {
      const body = status === 201 ? '{"a":1}' : "{";
      const sent = await probe.post(body, {
        headers: [`Authorization: Basic ${basic}`, `X-Api-Key: ${c.password}`],
      });
      expect(sent.status).toBe(status);
      if (status === 201) expect(sent.received[0]?.headers.authorization).toBe(`Basic ${basic}`);
      expect(sent.leaks([...c.used, basic], ["upstream"])).toEqual([]);
    }
  });
});

describe("G04 to G06: fields", () => {
  it("G04 every CC shape goes, the array stays valid, deletions pass", async () => {
    const [bob, erin, old, jane] = [fresh().mail, fresh().mail, fresh().mail, fresh().mail];
    const out = await ticket(
      {
        comment: { body: "x" },
        collaborators: [562562562, bob, { name: "Bob", email: bob }],
        collaborator_ids: [1, 2],
        email_ccs: [
          { user_email: bob, action: "put" },
          { user_email: old, action: "delete" },
        ],
        followers: [{ user_email: erin, action: "put" }],
        additional_collaborators: [bob],
        recipient: jane,
        via: { channel: "email", source: { from: { address: jane, original_recipients: [bob] } } },
      },
      [bob, erin],
      [jane, old],
    );
    expect(out).toEqual({
      comment: { body: "x" },
      email_ccs: [{ user_email: old, action: "delete" }],
      recipient: jane,
      via: { channel: "email", source: { from: { address: jane } } },
    });
  });

  it("G05 custom fields, tags, subject, internal notes", async () => {
    const { mail } = fresh();
    const out = await ticket(
      {
        subject: mail,
        tags: [mail],
        custom_fields: [{ id: 1, value: mail }],
        fields: [{ id: 1, value: [mail] }],
        comment: { body: `note: ${mail}`, public: false },
      },
      [mail],
    );
    expect(out).toEqual({
      subject: "#",
      tags: ["#"],
      custom_fields: [{ id: 1, value: "#" }],
      fields: [{ id: 1, value: ["#"] }],
      comment: { body: "note: #", public: false },
    });
  });

  const elsewhere: readonly [string, string, (mail: string) => object][] = [
    [
      "macros",
      "POST /api/v2/macros",
      (mail) => ({ macro: { title: mail, actions: [{ field: "comment_value", value: `ask ${mail}` }] } }),
    ],
    [
      "satisfaction comment",
      "POST /api/v2/tickets/1/satisfaction_rating",
      (mail) => ({ satisfaction_rating: { comment: mail } }),
    ],
    [
      "merge comments",
      "POST /api/v2/tickets/1/merge",
      (mail) => ({ ids: [2], source_comment: { html_body: mail } }),
    ],
    ["a route nobody knows", "PUT /api/v2/something/new", (mail) => ({ a: { b: [mail] } })],
  ];
  it.each(elsewhere)("G05 %s", async (_name, target, payload) => {
    const c = fresh();
    const body = JSON.stringify(payload(c.mail));
    const sent = await probe.post(body, { target });
    expect(sent.forwarded.replace(every, "#")).toBe(body.replaceAll(c.mail, "#"));
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("G05 side conversations: the first recipient stays, the others are copies", async () => {
    const [vendor, jane] = [fresh().mail, fresh().mail];
    const [local = "", domain = ""] = jane.split("@");
    const body = {
      message: {
        subject: jane,
        body_html: `<b>${local}</b>@${domain}`,
        to: [{ email: vendor }, { email: jane }],
      },
    };
    const target = "POST /api/v2/tickets/1/side_conversations";
    const sent = await probe.post(JSON.stringify(body), { target });
    expect(JSON.parse(sent.forwarded)).toEqual({
      message: {
        subject: "[EMAIL_ADDRESS 1]",
        body_html: "<b>[EMAIL_ADDRESS 1]</b>",
        to: [{ email: vendor }],
      },
    });
    expect(sent.leaks([jane])).toEqual([]);
    expect(sent.leaks([vendor], ["upstream"])).toEqual([]);
  });

  it("G06 the field is kept, the same address in the comment is not", async () => {
    const { mail } = fresh();
    const fields = { requester: { email: mail }, comment: { body: `I am ${mail}` } };
    const out = await ticket(fields, [], [mail]);
    expect(out).toEqual({ requester: { email: mail }, comment: { body: "I am #" } });
  });
});

describe("G08", () => {
  it("G08 a name that the payload itself says elsewhere", async () => {
    const out = await ticket({ requester: { name: "Jane Roe" }, comment: { body: "I am Jane Roe" } }, []);
    expect(out).toEqual({ requester: { name: "Jane Roe" }, comment: { body: "I am #" } });
  });
});

describe("G07 to G12: split values, answers, identifiers", () => {
  const split: readonly [string, string, string][] = [
    ["over two fields", '{"user":"jane","domain":"leak.test"}', '{"user":"#","domain":""}'],
    [
      "over fields that say so",
      '{"id":1,"localPart":"jane","n":null,"mail_domain":"leak.test"}',
      '{"id":1,"localPart":"#","n":null,"mail_domain":""}',
    ],
    [
      "over fields with another object between them",
      '{"local-part":"jane","x":{"local-part":"a"},"host":"leak.test"}',
      '{"local-part":"#","x":{"local-part":"a"},"host":""}',
    ],
    [
      "over a key that is repeated",
      '{"mailbox":"a b","mailbox":"jane","domain":"leak.test"}',
      '{"mailbox":"a b","mailbox":"#","domain":""}',
    ],
    ["over array items", '["jane","@leak.test"]', '["#",""]'],
    [
      "over array items, the sign before",
      '{"a":["write to jane@","leak.test now"]}',
      '{"a":["write to #"," now"]}',
    ],
    [
      "over two comments of one request",
      '{"comments":[{"id":1,"body":"I am jane"},{"id":2,"body":"@leak.test, thanks"}]}',
      '{"comments":[{"id":1,"body":"I am #"},{"id":2,"body":", thanks"}]}',
    ],
    ["over escapes", '["j\\u0061ne","\\u0040leak.test"]', '["#",""]'],
  ];
  it.each(split)("G07 an address split %s", async (_name, body, expected) => {
    const sent = await generic.post(body);
    expect(sent.forwarded.replace(every, "#")).toBe(expected);
    expect(sent.leaks(["jane", "leak.test"])).toEqual([]);
  });

  it("G07 an address split over the fields of a form", async () => {
    const headers = ["Content-Type: application/x-www-form-urlencoded"];
    const sent = await generic.post("user=jane&domain=leak.test", { headers });
    expect(sent.forwarded).toBe("user=%5BEMAIL_ADDRESS%201%5D&domain=");
  });

  it("G07 a join rule of the policy: other names, another glue, more parts", async () => {
    const join = [
      { keys: ["login", "server"], glue: "@" },
      { keys: ["country code", "area", "number"], glue: " " },
    ];
    const joining = await startProbe({ desk: "generic", config: { join } });
    const body =
      '{"x":"y","login":"jane","server":"leak.test","CountryCode":"+44","area":7700,"number":"900123"}';
    const sent = await joining.post(body);
    expect(sent.forwarded.replace(every, "#")).toBe(
      '{"x":"y","login":"#","server":"","CountryCode":"#","area":"","number":""}',
    );
    const elsewhere = '[{"login":"jane"},{"server":"leak.test"}]';
    expect((await joining.post(elsewhere)).forwarded).toBe(elsewhere);
    await joining.close();
  });

  it("G07 a rejecting policy names the field, and nothing is forwarded", async () => {
    const rules = [{ name: "no addresses", entity: ["EMAIL_ADDRESS" as const], action: "reject" as const }];
    const refusing = await startProbe({ desk: "generic", config: { rules } });
    const sent = await refusing.post('{"user":"jane","domain":"leak.test"}');
    await refusing.close();
    expect([sent.status, sent.received]).toEqual([422, []]);
    expect(sent.answer.body).toContain('"pointer":"/user"');
  });

  it("G07 fields that only look like parts stay", async () => {
    const bodies = [
      '{"user":"acme","domain":"example.com","plan":"small"}',
      '{"user":"root","host":"srv1.example.com"}',
      '{"user":"jane","domain":"CORP"}',
      '{"user":"jane doe","domain":"leak.test"}',
      '["hello","@team","@john please look"]',
      '["meet me @","noon"]',
      '[{"a":"jane"},{"b":"@leak.test"}]',
      '{"a":"jane","b":"@leak.test"}',
      '{"mailbox":"INBOX","host":"mail"}',
    ];
    for (const body of bodies) expect((await generic.post(body)).forwarded).toBe(body);
  });

  it("G07 comments of different requests are not joined (LIMIT)", async () => {
    for (const text of ["I am jane", "@leak.test, thanks"]) {
      const body = JSON.stringify({ comment: { body: text } });
      expect((await generic.post(body)).forwarded).toBe(body);
    }
  });

  it("G09 and B23 the desk's answer streams back untouched by default", async () => {
    const c = fresh();
    const sent = await probe.post("", { target: `GET /echo/${c.mail}` });
    expect(sent.answer.body).toContain(c.mail);
    expect(sent.leaks(c.used, ["upstream", "client"])).toEqual([]);
  });

  it("G10 the desk's headers come back as they are by default, and are not logged", async () => {
    const c = fresh();
    const sent = await probe.post("", { target: `GET /echo/${c.mail}` });
    expect(sent.answer.headers.get("location")).toBe(`/users/${c.mail}`);
    expect(sent.answer.headers.get("set-cookie")).toBe(`mail=${c.mail}`);
    expect(sent.leaks(c.used, ["upstream", "client"])).toEqual([]);
  });

  it("G09 and G10 and B23 responses: scan lets nothing of it through", async () => {
    const scanning = await startProbe({ config: { responses: "scan" } });
    const c = fresh();
    const sent = await scanning.post("", { target: `GET /echo/${c.mail}` });
    await scanning.close();
    expect(sent.answer.body).toBe('{"error":"[EMAIL_ADDRESS 1]"}');
    expect(sent.leaks(c.used, ["upstream"])).toEqual([]);
  });

  it("G12 balanced keeps an identifier that is an address (LIMIT)", async () => {
    const { mail } = fresh();
    expect(await ticket({ external_id: mail }, [], [mail])).toEqual({ external_id: mail });
  });

  it("G12 strict writes the same keyed hash every time", async () => {
    const c = fresh();
    const body = JSON.stringify({ ticket: { external_id: c.mail } });
    const [one, two] = [await strict.post(body), await strict.post(body)];
    expect(one.forwarded).not.toBe(body);
    expect(two.forwarded).toBe(one.forwarded);
    expect([...one.leaks(c.used), ...two.leaks(c.used)]).toEqual([]);
  });
});

describe("G11 to G15", () => {
  it("G11 only the event that holds something changes", async () => {
    const c = fresh();
    const events = Array.from({ length: 500 }, (_, at) => `{"id":${String(at)},"t":"event ${String(at)}"}`);
    events[250] = `{"id":250,"t":"${c.mail}"}`;
    const sent = await generic.post(`[${events.join(", ")}]`);
    events[250] = `{"id":250,"t":"[EMAIL_ADDRESS 1]"}`;
    expect(sent.forwarded).toBe(`[${events.join(", ")}]`);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("G13 a signed attachment URL passes, and is not logged", async () => {
    const signature = `Expires=1795166400&Signature=${"kq8Zt4Lw2Vb6Xn0Rd5Hj9Mf3"}`;
    const text = `see https://example.zendesk.com/attachments/token/${"hT5rW9kQ2mZx7bNc"}/?name=crash.log&${signature}`;
    const sent = await probe.post(JSON.stringify({ ticket: { comment: { body: text } } }));
    expect(JSON.parse(sent.forwarded)).toEqual({ ticket: { comment: { body: text } } });
    expect(sent.leaks(["hT5rW9kQ2mZx7bNc", signature], ["upstream"])).toEqual([]);
  });

  const presigned = [
    `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${"AKIA" + "Q3EGRZJ5W7T2LMNP"}%2F20261122%2Fs3&X-Amz-Signature=${"9f86d081884c7d65".repeat(4)}`,
    `sv=2022-11-02&se=2026-11-30T00%3A00%3A00Z&sr=b&sp=r&sig=${"kq8Zt4Lw2Vb6Xn0Rd5Hj9Mf3"}%2BaZ9b1%3D`,
    `token=${["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxIn0", "dBjftJeZ4CVPmB92K27uhbUJU1p1r"].join(".")}`,
  ];
  it.each(presigned)(
    "G13 a signed link in a field for links of files passes, and is not logged: %s",
    async (query) => {
      const url = `https://files.example.net/crash.log?${query}`;
      const body = JSON.stringify({ author: { type: "user" }, content: { type: "file", mediaUrl: url } });
      const sent = await probe.post(body, { target: "POST /v2/apps/a1/conversations/c1/messages" });
      expect(sent.forwarded).toBe(body);
      expect(sent.leaks([query], ["upstream"])).toEqual([]);
      const stricter = await startProbe({ config: { preset: "strict", responses: "scan" }, keyed: true });
      const answer = JSON.stringify({ comments: [{ attachments: [{ content_url: url }] }] });
      stricter.upstream.answers.set("/api/v2/tickets/1/comments", (res) => {
        res.writeHead(200, { "content-type": "application/json" }).end(answer);
      });
      const read = await stricter.post("", { target: "GET /api/v2/tickets/1/comments" });
      await stricter.close();
      expect(read.answer.body).toBe(answer);
      expect(read.leaks([query], ["client"])).toEqual([]);
    },
  );

  it("G13 an address in such a link is masked all the same", async () => {
    const c = fresh();
    const url = `https://files.example.net/crash.log?mail=${encodeURIComponent(c.mail)}`;
    const body = JSON.stringify({ content: { type: "file", mediaUrl: url } });
    const sent = await probe.post(body, { target: "POST /v2/apps/a1/conversations/c1/messages" });
    expect(sent.forwarded).toBe(body.replace(encodeURIComponent(c.mail), "%5BEMAIL_ADDRESS%201%5D"));
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("G14 text that looks like a mask hides nothing, and no forged token is ever turned back", async () => {
    const { mail } = fresh();
    const text = `[EMAIL_1] ${mail} [EMAIL_ADDRESS 7K3QXD] [EMAIL_ADDRESS ${mail}] tok_email_abc`;
    const out = await ticket({ comment: { body: text } }, [mail]);
    expect(out).toEqual({
      comment: { body: "[EMAIL_1] # # [EMAIL_ADDRESS #] tok_email_abc" },
    });
  });

  it("G15 redaction is idempotent", async () => {
    const c = fresh();
    const text = `${c.mail}, ${c.ip}, password: ${c.password}, ${c.phone}`;
    const once = (await probe.post(JSON.stringify({ ticket: { comment: { body: text } } }))).forwarded;
    expect(once.match(every)).toHaveLength(4);
    const twice = await probe.post(once);
    expect(twice.forwarded).toBe(once);
    expect(twice.verdict).toMatch(/^pass;/);
    expect(redactor.redactText(once).text).toBe(once);
  });

  it("a label of ours that comes back as a whole kept field is refused", async () => {
    const body = `{"ticket":{"requester":{"email":"[EMAIL_ADDRESS 7K3QXD]"},"comment":{"body":"x"}}}`;
    const sent = await probe.post(body);
    expect([sent.status, sent.reason, sent.received]).toEqual([422, "mask_written_back", []]);
  });
});
