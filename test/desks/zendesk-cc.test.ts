/* Every place and shape of a CC in Zendesk's API: what goes, to the byte, and what stays. */

import { describe, expect, it } from "vitest";
import { redactor, toZendesk, zendeskWith } from "../support/redactor.js";
import { zendesk } from "../../src/desks/zendesk.js";

const create = "POST /api/v2/tickets.json";
const lists = ["collaborators", "additional_collaborators", "collaborator_ids", "email_ccs", "email_cc_ids"];
const followers = ["followers", "follower_ids"];

async function sent(request: string, body: string): Promise<string> {
  return (await toZendesk(request, body)).payload.body.toString();
}

/** Source of the value of a CC member, and what is left of it; undefined: the key goes with it. */
const shapes: readonly (readonly [name: string, source: string, left: string | undefined])[] = [
  ["ids", "[562562562, 18446744073709551615]", undefined],
  ["ids as strings", '["18446744073709551615"]', undefined],
  ["addresses", '["bob@leak.test"]', undefined],
  ["addresses with names", '["Bob <bob@leak.test>"]', undefined],
  ["objects", '[{"name":"Bob","email":"bob@leak.test"}]', undefined],
  ["a mix", '[ 562562562 , "bob@leak.test",{"name":"Bob","email":"bob@leak.test"} ]', undefined],
  [
    "put entries",
    '[{"user_email":"bob@leak.test","action":"put"},{"user_id":"7","action":"put"}]',
    undefined,
  ],
  ["entries without an action", '[{"user_email":"bob@leak.test","user_name":"Bob"}]', undefined],
  ["one string", '"bob@leak.test, carol@leak.test"', undefined],
  ["one object", '{"user_email":"bob@leak.test"}', undefined],
  ["numbered members", '{"0":{"user_email":"bob@leak.test"}}', undefined],
  ["one number", "562562562", undefined],
  ["lists in a list", '[["bob@leak.test"]]', undefined],
  ["a deletion", '[{"user_email":"old@leak.test","action":"delete"}]', "same"],
  ["deletions by id", '[{"user_id":"7","action":"delete"}, {"action":"delete","user_id":"8"}]', "same"],
  [
    "a deletion behind an addition",
    '[{"user_email":"bob@leak.test","action":"put"},  {"user_email":"old@leak.test","action":"delete"}]',
    '[{"user_email":"old@leak.test","action":"delete"}]',
  ],
  [
    "a deletion between additions",
    '["bob@leak.test" , {"user_id":"8","action":"delete"} , 5]',
    '[{"user_id":"8","action":"delete"}]',
  ],
  ["nobody", "[]", "same"],
  ["null", "null", "same"],
  ["deletion and addition at once", '[{"user_id":"7","action":"delete","action":"put"}]', undefined],
  ["addition and deletion at once", '[{"user_id":"7","action":"put","action":"delete"}]', undefined],
  ["deletion in another spelling", '[{"user_id":"7","action":"DELETE"}]', undefined],
  ["deletion deeper down", '[{"user_id":"7","more":{"action":"delete"}}]', undefined],
];

describe("structured CC of a ticket", () => {
  describe.each([...lists, ...followers])("%s", (key) => {
    it.each(shapes)("%s", async (_name, source, left) => {
      const kept = left === "same" ? source : left;
      const member = kept === undefined ? "" : `,"${key}" : ${kept}`;
      const around = (list: string): string =>
        `{"ticket":{"id":9007199254740993${list}, "comment":{"body":"\\u0068i"} }}`;
      expect(await sent(create, around(`,"${key}" : ${source}`))).toBe(around(member));
    });
  });

  it("the last member goes with the comma before it, the only one with none", async () => {
    expect(await sent(create, '{"ticket":{"id":1,\n"collaborators":[1]\n}}')).toBe('{"ticket":{"id":1\n}}');
    expect(await sent(create, '{"ticket":{ "collaborators":[1] }}')).toBe('{"ticket":{  }}');
    expect(await sent(create, '{"ticket":{"collaborators":[1],"email_ccs":[2],"id":1}}')).toBe(
      '{"ticket":{"id":1}}',
    );
  });

  it("escaped and repeated keys are the same key", async () => {
    const body = '{"ticket":{"id":1,"\\u0063ollaborators":["a@leak.test"],"collaborators":["b@leak.test"]}}';
    expect(await sent(create, body)).toBe('{"ticket":{"id":1}}');
  });
});

describe("where CC stands", () => {
  it.each([
    ["PUT /api/v2/tickets/1.json", '{"ticket":{"id":1', "}}"],
    ["POST /api/v2/tickets/create_many.json", '{"tickets":[{"id":1', '},{"id":2}]}'],
    ["PUT /api/v2/tickets/update_many.json", '{"tickets":[{"id":1},{"id":2', "}]}"],
    ["PUT /api/v2/tickets/update_many", '{"ticket":{"id":1', "}}"],
    ["POST /api/v2/imports/tickets", '{"ticket":{"id":1', "}}"],
    ["POST /api/v2/imports/tickets/create_many", '{"tickets":[{"id":1', "}]}"],
    ["POST /api/v2/requests.json", '{"request":{"id":1', "}}"],
    ["PUT /api/v2/requests/1.json", '{"request":{"id":1', "}}"],
    ["POST /api/v2/channels/voice/tickets", '{"ticket":{"id":1', "}}"],
    ["POST /api/v2/nobody/knows", '{"ticket":{"id":1', "}}"],
  ])("%s", async (request, head, tail) => {
    const list = ',"collaborators":["bob@leak.test"],"additional_collaborators":[{"email":"bob@leak.test"}]';
    expect(await sent(request, head + list + tail)).toBe(head + tail);
  });

  it("the original recipients of a mail go, sender and mailbox stay", async () => {
    const from = '"from":{"address":"jane@leak.test","name":"Jane"';
    const to = '"to":{"address":"support@leak.test","name":"Support"';
    const full = `{"ticket":{"via":{"channel":"email","source":{${from},"original_recipients":["bob@leak.test"]},${to},"email_ccs":[7,"b@leak.test"]},"rel":null}}}}`;
    expect(await sent(create, full)).toBe(
      `{"ticket":{"via":{"channel":"email","source":{${from}},${to}},"rel":null}}}}`,
    );
  });

  it("a side conversation keeps its first recipient", async () => {
    const message = (to: string): string => `{"message":{"body":"look","to":[${to}]}}`;
    const first = '{"email":"vendor@leak.test"}';
    for (const request of [
      "POST /api/v2/tickets/1/side_conversations",
      "POST /api/v2/tickets/1/side_conversations/2/reply.json",
    ]) {
      expect(await sent(request, message(`${first}, {"email":"bob@leak.test"}, {"user_id":7}`))).toBe(
        message(first),
      );
    }
  });

  it("form bodies nest by brackets", async () => {
    const options = { desk: zendesk, route: zendesk.route("POST", "/api/v2/requests") };
    const body = Buffer.from(
      "request%5Bsubject%5D=hi&request[collaborators][]=bob%40leak.test&request[collaborator_ids][]=7&" +
        "request[email_ccs][][user_email]=c%40leak.test&request[requester][email]=jane%40leak.test",
    );
    const { payload } = await redactor.redact(
      { body, mediaType: "application/x-www-form-urlencoded" },
      options,
    );
    expect(payload.body.toString()).toBe(
      "request%5Bsubject%5D=hi&request[requester][email]=jane%40leak.test",
    );
  });

  it("fields in the query of a write are fields: CC goes, text is masked", async () => {
    const query =
      "ticket[collaborators][]=bob%40leak.test&ticket[collaborator_ids][]=7&ticket%5Bsubject%5D=jane%40leak.test&async=true";
    const redaction = await redactor.redact(
      { body: Buffer.from("{}"), mediaType: "application/json" },
      { desk: zendesk, route: zendesk.route("POST", "/api/v2/tickets.json"), query },
    );
    expect(redaction.query).toBe("ticket%5Bsubject%5D=%5BEMAIL_ADDRESS%201%5D&async=true");
  });
});

describe("CC under other policies", () => {
  const body =
    '{"ticket":{"comment":{"body":"hi"},"email_ccs":[{"user_email":"b@leak.test","action":"put"}]}}';
  const deletion = body.replace('"put"', '"delete"');

  it("strict rejects structured CC and lets deletions pass", async () => {
    const strict = zendeskWith({ preset: "strict" });
    const { report, payload } = await strict(create, body);
    expect([report.verdict, payload.body.toString()]).toEqual(["reject", body]);
    expect(report.rejected).toEqual([
      { entity: "CC_RECIPIENT", rule: "no CC without consent", field: "/ticket/email_ccs/*" },
    ]);
    expect((await strict(create, deletion)).report.verdict).toBe("pass");
  });

  it("strict rejects pasted Cc lines, balanced masks them", async () => {
    const pasted =
      '{"ticket":{"comment":{"body":"Hello\\nCc: bob@leak.test, Carol <carol@leak.test>\\nBye"}}}';
    const { report } = await zendeskWith({ preset: "strict" })(create, pasted);
    expect([report.verdict, report.rejected[0]?.entity]).toEqual(["reject", "CC_RECIPIENT"]);
    const out = await sent(create, pasted);
    expect(out).not.toContain("leak.test");
    expect(out).toMatch(/^\{"ticket":\{"comment":\{"body":"Hello\\nCc: .*\\nBye"\}\}\}$/);
  });

  it("a rule can keep colleagues in followers, by their domain", async () => {
    const own = zendeskWith({
      lists: { "own-domains": ["support.test"] },
      rules: [{ name: "colleagues follow", role: "cc", "in-list": "own-domains", action: "keep" }],
    });
    const { payload } = await own(
      create,
      '{"ticket":{"followers":[{"user_email":"erin@support.test"},{"user_email":"bob@leak.test"}]}}',
    );
    expect(payload.body.toString()).toBe('{"ticket":{"followers":[{"user_email":"erin@support.test"}]}}');
  });
});
