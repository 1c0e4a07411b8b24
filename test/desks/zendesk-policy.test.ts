/* What the policy does with Zendesk's fields: kept, masked, written back, shadowed, rejected in the reader's language. */

import { describe, expect, it } from "vitest";
import type { ConfigInput } from "../../src/config/schema.js";
import { anyLabel, redactor, toZendesk, zendeskWith } from "../support/redactor.js";
import { zendesk } from "../../src/desks/zendesk.js";

const every = new RegExp(anyLabel, "g");
const create = "POST /api/v2/tickets.json";
const update = "PUT /api/v2/tickets/1.json";
const users = "POST /api/v2/users.json";

const keyed = zendeskWith({});
const label = "[EMAIL_ADDRESS 7K3QXD]";

async function stored(request: string, body: string): Promise<string> {
  return (await keyed(request, body)).payload.body.toString();
}

describe("kept and masked", () => {
  it.each([
    [
      "requester",
      create,
      '{"ticket":{"requester":{"name":"J","email":"jane@leak.test","phone":"+447700900123"}}}',
    ],
    ["mailbox and assignee", create, '{"ticket":{"recipient":"s@leak.test","assignee_email":"a@leak.test"}}'],
    [
      "caller and called",
      "POST /api/v2/channels/voice/tickets",
      '{"ticket":{"voice_comment":{"from":"+447700900123","to":"+442079460958"}}}',
    ],
    [
      "a user",
      users,
      '{"user":{"email":"jane@leak.test","phone":"+447700900123","identities":[{"type":"email","value":"j@leak.test"}]}}',
    ],
    [
      "an identity",
      "POST /api/v2/users/1/identities",
      '{"identity":{"type":"phone_number","value":"+447700900123"}}',
    ],
    ["identifiers", users, '{"user":{"external_id":"jane@leak.test"}}'],
    [
      "a webhook's login",
      "POST /api/v2/webhooks",
      '{"webhook":{"authentication":{"type":"basic_auth","data":{"username":"u","password":"Elm$tree8"}}}}',
    ],
    ["a new password", "POST /api/v2/users/1/password", '{"password":"Elm$tree8"}'],
    [
      "upload tokens",
      create,
      '{"ticket":{"comment":{"uploads":["6bk3gql82em5nmf"]},"updated_stamp":"2026-11-20T09:14:00Z"}}',
    ],
    [
      "a deletion",
      "PUT /api/v2/comment_redactions/1",
      '{"ticket_id":1,"html_body":"<redact>jane@leak.test</redact>"}',
    ],
    ["a text to redact", "PUT /api/v2/tickets/1/comments/2/redact", '{"text":"4242 4242 4242 4242"}'],
    [
      "a message's author",
      "POST /v2/apps/a/conversations/c/messages",
      '{"author":{"type":"user","userExternalId":"jane@leak.test"}}',
    ],
    [
      "a messaging user",
      "PATCH /v2/apps/a/users/jane@leak.test",
      '{"profile":{"email":"jane@leak.test"},"identities":[{"value":"j@leak.test"}]}',
    ],
  ])("%s: the very same bytes", async (_name, request, body) => {
    const given = Buffer.from(body);
    expect((await keyed(request, given)).payload.body).toBe(given);
  });

  it.each([
    [
      "comment",
      create,
      '{"ticket":{"requester":{"email":"a@leak.test"},"comment":{"body":"a@leak.test"}}}',
      '{"ticket":{"requester":{"email":"a@leak.test"},"comment":{"body":"#"}}}',
    ],
    [
      "custom field and tag",
      update,
      '{"ticket":{"custom_fields":[{"id":1,"value":"203.0.113.7"}],"tags":["a@leak.test"]}}',
      '{"ticket":{"custom_fields":[{"id":1,"value":"#"}],"tags":["#"]}}',
    ],
    [
      "metadata",
      create,
      '{"ticket":{"metadata":{"ip_address":"203.0.113.7"}}}',
      '{"ticket":{"metadata":{"ip_address":"#"}}}',
    ],
    [
      "notes",
      users,
      '{"user":{"email":"a@leak.test","notes":"was b@leak.test"}}',
      '{"user":{"email":"a@leak.test","notes":"was #"}}',
    ],
    [
      "merge",
      "POST /api/v2/tickets/1/merge",
      '{"ids":[2],"source_comment":"a@leak.test"}',
      '{"ids":[2],"source_comment":"#"}',
    ],
    [
      "transcript",
      "POST /api/v2/channels/voice/tickets",
      '{"ticket":{"voice_comment":{"from":"+447700900123","transcription_text":"mail a@leak.test"}}}',
      '{"ticket":{"voice_comment":{"from":"+447700900123","transcription_text":"mail #"}}}',
    ],
    [
      "channel message",
      "POST /api/v2/any_channel/push",
      '{"external_resources":[{"html_message":"<i>a</i>@leak.test"}]}',
      '{"external_resources":[{"html_message":"<i>#</i>"}]}',
    ],
    [
      "organisation",
      "PUT /api/v2/organizations/1",
      '{"organization":{"name":"O","notes":"call a@leak.test"}}',
      '{"organization":{"name":"O","notes":"call #"}}',
    ],
    [
      "record",
      "PATCH /api/v2/custom_objects/server/records/1",
      '{"custom_object_record":{"custom_object_fields":{"ip":"203.0.113.7"}}}',
      '{"custom_object_record":{"custom_object_fields":{"ip":"#"}}}',
    ],
    [
      "messaging",
      "POST /v2/apps/a/conversations/c/messages",
      '{"content":{"type":"text","text":"a@leak.test","htmlText":"<b>a</b>@leak.test"}}',
      '{"content":{"type":"text","text":"#","htmlText":"<b>#</b>"}}',
    ],
  ])("%s", async (_name, request, body, expected) => {
    expect((await stored(request, body)).replace(every, "#")).toBe(expected);
  });

  it("own domains and numbers stay in text, others do not", async () => {
    const own = zendeskWith({
      regions: ["GB"],
      lists: { "own-domains": ["support.test"], "own-numbers": ["+44 20 7946 0958"] },
    });
    const text = "Write to help@support.test or jane@leak.test, call 020 7946 0958 or +44 7700 900123";
    const { payload } = await own(create, JSON.stringify({ ticket: { comment: { body: text } } }));
    expect(payload.body.toString().replace(every, "#")).toContain(
      "help@support.test or #, call 020 7946 0958 or #",
    );
  });
});

describe("the same input", () => {
  const body = JSON.stringify({
    ticket: {
      subject: "203.0.113.7 and 198.51.100.9",
      comment: { body: "jane@leak.test, password: Elm$tree8, +44 7700 900123, 203.0.113.7" },
      collaborators: ["bob@leak.test"],
    },
  });

  it("gives the same bytes, as Idempotency-Key needs", async () => {
    const again = zendeskWith({});
    const first = await stored(create, body);
    expect(await stored(create, body)).toBe(first);
    expect((await again(create, body)).payload.body.toString()).toBe(first);
    expect((await toZendesk(create, body)).payload.body).toEqual(
      (await toZendesk(create, body)).payload.body,
    );
  });

  it("one address has one tag in every ticket, another address another", async () => {
    const tags = (text: string): readonly string[] => text.match(every) ?? [];
    const one = tags(await stored(create, body));
    expect(one[0]).toBe(one.at(-1));
    expect(one[0]).not.toBe(one[1]);
    const later = await stored(update, '{"ticket":{"comment":{"body":"again 203.0.113.7"}}}');
    expect(tags(later)).toEqual([one[0]]);
  });

  it("redacted again, nothing changes: the very same bytes", async () => {
    const once = Buffer.from(await stored(create, body));
    expect((await keyed(update, once)).payload.body).toBe(once);
    expect((await zendeskWith({ preset: "strict" })(update, once)).report.verdict).toBe("pass");
  });
});

describe("a mask that is written back", () => {
  const byRule: ConfigInput = {
    rules: [
      {
        name: "agents see the callback number",
        entity: "PHONE_NUMBER",
        path: "/ticket/custom_fields/*/value",
        action: "keep",
      },
    ],
  };
  const phone = "[PHONE_NUMBER 7K3QXD]";

  it.each<[string, string, string, ConfigInput]>([
    ["requester", create, `{"ticket":{"requester":{"email":"${label}"}}}`, {}],
    ["requester, with blanks", create, `{"ticket":{"requester":{"email":" ${label} "}}}`, {}],
    ["requester, numbered", create, `{"ticket":{"requester":{"email":"[EMAIL_ADDRESS 1]"}}}`, {}],
    ["requester's name", create, `{"ticket":{"requester":{"name":"[PERSON 7K3QXD]"}}}`, {}],
    ["user", users, `{"user":{"phone":"${phone}"}}`, {}],
    ["identity", users, `{"user":{"identities":[{"value":"${label}"}]}}`, {}],
    ["identifier", users, `{"user":{"external_id":"${label}"}}`, {}],
    [
      "side conversation",
      "POST /api/v2/tickets/1/side_conversations",
      `{"message":{"to":[{"email":"${label}"}]}}`,
      {},
    ],
    [
      "custom field that a rule keeps",
      update,
      `{"ticket":{"custom_fields":[{"id":1,"value":"${phone}"}]}}`,
      byRule,
    ],
    [
      "CC that a rule keeps",
      create,
      `{"ticket":{"collaborators":["${label}"]}}`,
      { rules: [{ name: "cc", role: "cc", action: "keep" }] },
    ],
  ])("%s is refused", async (_name, request, body, config) => {
    await expect(zendeskWith(config)(request, body)).rejects.toMatchObject({
      code: "mask_written_back",
      status: 422,
    });
  });

  it.each<[string, string, string, ConfigInput]>([
    ["subject", update, `{"ticket":{"subject":"${label}"}}`, {}],
    ["comment", update, `{"ticket":{"comment":{"body":"as I said, ${label}"}}}`, {}],
    ["HTML comment", update, `{"ticket":{"comment":{"html_body":"<b>${label}</b>"}}}`, {}],
    ["custom field that is masked", update, `{"ticket":{"custom_fields":[{"id":1,"value":"${label}"}]}}`, {}],
    [
      "another type in a field that a rule keeps",
      update,
      `{"ticket":{"custom_fields":[{"id":1,"value":"${label}"}]}}`,
      byRule,
    ],
    ["details of a user", users, `{"user":{"details":"${label}"}}`, {}],
    ["text that only looks like one", create, '{"ticket":{"requester":{"name":"[EMAIL_1]"}}}', {}],
    ["untouched redaction", "PUT /api/v2/tickets/1/comments/2/redact", `{"text":"${label}"}`, {}],
  ])("%s is left as it is", async (_name, request, body, config) => {
    const given = Buffer.from(body);
    expect((await zendeskWith(config)(request, given)).payload.body).toBe(given);
  });

  it("CC that goes anyway is no reason to refuse", async () => {
    expect(await stored(create, `{"ticket":{"id":1,"collaborators":["${label}"]}}`)).toBe(
      '{"ticket":{"id":1}}',
    );
  });

  it("a search for a tag passes", async () => {
    const query = `query=${encodeURIComponent(label)}`;
    const options = { desk: zendesk, route: zendesk.route("GET", "/api/v2/search.json"), query };
    const found = await redactor.redact({ body: Buffer.alloc(0), mediaType: "" }, options);
    expect(found.query).toBe(query);
  });
});

describe("strict", () => {
  const strict = zendeskWith({ preset: "strict" });

  it("rejects credentials and says where they stand, without their keys or positions", async () => {
    const body =
      '{"ticket":{"comment":{"body":"password: Elm$tree8"},"custom_fields":[{"id":1,"value":"password: Elm$tree8"}],"jane@leak.test":{"x":"password: Elm$tree8"}}}';
    const { report, payload } = await strict(create, body);
    expect([report.verdict, payload.body.toString()]).toEqual(["reject", body]);
    expect(report.rejected.map(({ field }) => field)).toEqual([
      "/ticket/comment/body",
      "/ticket/custom_fields/*/value",
      "/ticket/*/x",
    ]);
  });

  it("keeps requester and contact, masks the rest, hashes identifiers", async () => {
    const { payload } = await strict(
      users,
      '{"user":{"email":"jane@leak.test","notes":"jane@leak.test","external_id":"jane@leak.test"}}',
    );
    expect(payload.body.toString().replace(every, "#")).toMatch(
      /^\{"user":\{"email":"jane@leak\.test","notes":"#","external_id":"[\w-]{16}"\}\}$/,
    );
  });
});

describe("the desk's own redaction", () => {
  it("is named in the report as passed unread", async () => {
    const body = '{"text":"4242 4242 4242 4242"}';
    const { report } = await keyed("PUT /api/v2/tickets/1/comments/2/redact", body);
    expect([report.verdict, report.permissions]).toEqual(["pass", ["redaction-endpoints"]]);
    expect((await keyed(create, body)).report.permissions).toEqual([]);
  });
});

describe("shadow", () => {
  it("reports and changes nothing, not even what it would reject", async () => {
    const shadow = zendeskWith({ preset: "strict", mode: "shadow" });
    const given = Buffer.from(
      '{"ticket":{"comment":{"body":"password: Elm$tree8"},"collaborators":["b@leak.test"]}}',
    );
    const { payload, report } = await shadow(create, given);
    expect(payload.body).toBe(given);
    expect([report.mode, report.verdict]).toEqual(["shadow", "reject"]);
    expect(report.counts.map(({ entity, action }) => [entity, action])).toEqual([
      ["CREDENTIAL", "reject"],
      ["CC_RECIPIENT", "reject"],
    ]);
  });
});
