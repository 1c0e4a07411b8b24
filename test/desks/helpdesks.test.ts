/* Jira, Zammad, osTicket, Request Tracker, Slack, Mattermost, XenForo: places of a CC, roles, refusals in each desk's shape. */

import { describe, expect, it } from "vitest";
import type { Desk, Refusal } from "../../src/core/desk.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";
import { redactor } from "../support/redactor.js";

interface Sent {
  readonly desk: DeskName;
  readonly route: string;
  readonly mediaType?: string;
  readonly query?: string;
}

async function redact({ desk, route, mediaType = "application/json", query }: Sent, body: string) {
  const [method = "POST", path = "/"] = route.split(" ");
  const { [desk]: known }: Record<string, Desk> = desks;
  if (known === undefined) throw new Error("no such desk");
  const found = known.route(method, path);
  const options = { desk: known, route: found, ...(query !== undefined && { query }) };
  const {
    payload,
    report,
    query: written,
  } = await redactor.redact({ body: Buffer.from(body), mediaType }, options);
  return { out: payload.body.toString(), report, query: written };
}

const form = "application/x-www-form-urlencoded";

describe("places of a CC", () => {
  it.each<[DeskName, string, string, string]>([
    ["jira", "POST /rest/servicedeskapi/request", '{"a":1,"requestParticipants":["x"]}', '{"a":1}'],
    ["jira", "POST /rest/servicedeskapi/request/H-1/participant", '{"accountIds":["x","y"]}', "{}"],
    [
      "jira",
      "DELETE /rest/servicedeskapi/request/H-1/participant",
      '{"accountIds":["x"]}',
      '{"accountIds":["x"]}',
    ],
    [
      "jira",
      "POST /rest/api/3/issue",
      '{"fields":{"customfield_1":[{"accountId":"x"}],"labels":["a"]}}',
      '{"fields":{"labels":["a"]}}',
    ],
    [
      "jira",
      "PUT /rest/api/2/issue/S-1",
      '{"update":{"customfield_1":[{"add":{"accountId":"x"}}],"labels":[{"add":"a"}]}}',
      '{"update":{"labels":[{"add":"a"}]}}',
    ],
    [
      "jira",
      "POST /rest/api/3/issue/S-1/notify",
      '{"subject":"x","to":{"reporter":true,"users":[{"accountId":"x"}]}}',
      '{"subject":"x","to":{"reporter":true}}',
    ],
    [
      "zammad",
      "POST /api/v1/tickets",
      '{"title":"x","article":{"to":"a@example.com","cc":"b@example.org, c@example.org","body":"x"}}',
      '{"title":"x","article":{"to":"a@example.com","body":"x"}}',
    ],
    ["zammad", "POST /api/v1/ticket_articles", '{"ticket_id":1,"bcc":"b@example.org"}', '{"ticket_id":1}'],
    ["zammad", "POST /api/v1/tickets", '{"title":"x","mentions":[5,6]}', '{"title":"x"}'],
    [
      "osticket",
      "POST /api/http.php/tickets.json",
      '{"email":"a@example.com","cc":"b@example.org"}',
      '{"email":"a@example.com"}',
    ],
    [
      "request-tracker",
      "POST /REST/2.0/ticket",
      '{"Queue":"x","Cc":["b@example.org"],"AdminCc":"noc"}',
      '{"Queue":"x"}',
    ],
    [
      "request-tracker",
      "PUT /REST/2.0/ticket/1",
      '{"Cc":["b@example.org"],"Subject":"x"}',
      '{"Subject":"x"}',
    ],
    [
      "request-tracker",
      "POST /REST/2.0/ticket/1/correspond",
      '{"Content":"x","Cc":"bob"}',
      '{"Content":"x"}',
    ],
    ["request-tracker", "POST /REST/2.0/tickets/bulk", '[{"Queue":"x","Cc":"bob"}]', '[{"Queue":"x"}]'],
    ["mattermost", "POST /hooks/x", '{"text":"x","cc":"b@example.org"}', '{"text":"x"}'],
  ])("%s %s %s", async (desk, route, body, expected) => {
    expect((await redact({ desk, route }, body)).out).toBe(expected);
  });

  it.each([
    ["/Ticket/Create.html", "id=new&Cc=bob&Subject=x&AdminCc=b%40example.org", "id=new&Subject=x"],
    ["/Ticket/Update.html", "UpdateCc=b%40example.org&UpdateBcc=bob&UpdateContent=x", "UpdateContent=x"],
    ["/SelfService/Create.html", "Cc=b%40example.org&Content=x", "Content=x"],
    ["/Search/Bulk.html", "AddCc=bob&DeleteCc=ben", "DeleteCc=ben"],
    [
      "/Ticket/ModifyPeople.html",
      "WatcherTypeEmail1=Cc&WatcherAddressEmail1=b%40example.org&id=1",
      "WatcherTypeEmail1=Cc&id=1",
    ],
    ["/Ticket/ModifyPeople.html", "Ticket-AddWatcher-Principal-12=AdminCc&id=1", "id=1"],
    ["/NoAuth/Login.html", "user=root&pass=Tr0ub4dor%263", "user=root&pass=Tr0ub4dor%263"],
  ])("request-tracker %s %s", async (path, body, expected) => {
    const sent: Sent = { desk: "request-tracker", route: `POST ${path}`, mediaType: form };
    expect((await redact(sent, body)).out).toBe(expected);
  });

  it.each(["GET", "POST"])(
    "request-tracker: pages take arguments from the query of a %s as well",
    async (method) => {
      const sent: Sent = { desk: "request-tracker", route: `${method} /Ticket/Create.html` };
      const { query } = await redact({ ...sent, query: "id=new&Cc=b%40example.org&Content=203.0.113.7" }, "");
      expect(query).toBe("id=new&Content=%5BIP_ADDRESS%201%5D");
    },
  );

  it("request-tracker: a list of the API is searched by what its query says", async () => {
    const sent: Sent = { desk: "request-tracker", route: "GET /REST/2.0/tickets" };
    const query = "query=Requestor%3D%27alice%40example.com%27";
    expect((await redact({ ...sent, query }, "")).query).toBe(query);
  });

  it("jira: a watcher alone is rejected, for nothing would be left", async () => {
    const { report } = await redact({ desk: "jira", route: "POST /rest/api/3/issue/S-1/watchers" }, '"5b1"');
    expect(report.verdict).toBe("reject");
  });
});

describe("roles", () => {
  it.each<[DeskName, string, string]>([
    ["zammad", "POST /api/v1/tickets", '{"customer_id":"guess:alice@example.com","title":"x"}'],
    [
      "zammad",
      "POST /api/v1/users",
      '{"login":"alice@example.com","mobile":"+447700900123","password":"Tr0ub4dor&3"}',
    ],
    [
      "osticket",
      "POST /api/tickets.json",
      '{"email":"alice@example.com","name":"Alice Martin","phone":"2025550173X123"}',
    ],
    [
      "request-tracker",
      "POST /REST/2.0/user",
      '{"EmailAddress":"alice@example.com","Name":"alice@example.com","MobilePhone":"+447700900123"}',
    ],
    [
      "jira",
      "POST /rest/servicedeskapi/customer",
      '{"email":"alice@example.com","displayName":"Alice Martin"}',
    ],
    ["xenforo", "POST /api/auth", '{"login":"alice@example.com","password":"Tr0ub4dor&3"}'],
  ])("%s %s keeps %s", async (desk, route, body) => {
    expect((await redact({ desk, route }, body)).out).toBe(body);
  });

  it.each<[DeskName, string, string, string]>([
    ["zammad", "POST /api/v1/tickets", '{"article":{"body":"x","internal":true}}', "private"],
    ["request-tracker", "POST /REST/2.0/ticket/1/comment", '{"Content":"x"}', "private"],
    ["jira", "POST /rest/servicedeskapi/request/H-1/comment", '{"body":"x","public":true}', "public"],
    ["xenforo", "POST /api/posts", '{"message":"x"}', "public"],
  ])("%s %s: who reads %s", (desk, route, body, audience) => {
    const [method = "", path = ""] = route.split(" ");
    const document = readDocument(Buffer.from(body), parseMediaType("application/json"));
    const annotation = desks[desk].route(method, path).annotate(document);
    const node = [...Array(document.size).keys()].find((one) => document.text(one) === "x") ?? -1;
    expect(annotation.audience(node)).toBe(audience);
  });

  it("a query parameter may be named like a member that every object has", () => {
    const route = desks.jira.route("POST", "/rest/api/3/issue");
    expect([route.queryRole("toString"), route.queryRole("constructor")]).toEqual([undefined, undefined]);
  });
});

const refusal: Refusal = {
  status: 422,
  code: "pii_rejected",
  message: "Please take it out.",
  requestId: "r-1",
  items: [{ entity: "CREDENTIAL", rule: "no credentials", field: "/fields/description/content/*/text" }],
};

describe("refusals", () => {
  it.each<[DeskName, string, unknown]>([
    [
      "jira",
      "application/json; charset=utf-8",
      {
        errorMessages: [refusal.message],
        errors: { description: "CREDENTIAL" },
        errorMessage: refusal.message,
        i18nErrorMessage: { i18nKey: "deskveil.pii_rejected", parameters: [] },
      },
    ],
    [
      "zammad",
      "application/json; charset=utf-8",
      {
        error: "Please take it out. /fields/description/content/*/text: CREDENTIAL",
        error_human: refusal.message,
      },
    ],
    [
      "osticket",
      "text/plain; charset=utf-8",
      "Please take it out.\n/fields/description/content/*/text: CREDENTIAL",
    ],
    [
      "request-tracker",
      "application/json; charset=utf-8",
      { message: "Please take it out. /fields/description/content/*/text: CREDENTIAL" },
    ],
    ["slack", "text/plain; charset=utf-8", "pii_rejected"],
    [
      "mattermost",
      "application/json; charset=utf-8",
      {
        id: "deskveil.pii_rejected",
        message: refusal.message,
        detailed_error: "/fields/description/content/*/text: CREDENTIAL",
        request_id: "r-1",
        status_code: 422,
      },
    ],
    [
      "xenforo",
      "application/json; charset=utf-8",
      {
        errors: [
          {
            code: "pii_rejected",
            message: refusal.message,
            params: [{ field: "/fields/description/content/*/text", entity: "CREDENTIAL" }],
          },
        ],
      },
    ],
  ])("%s", (desk, type, expected) => {
    const { status, headers, body } = desks[desk].refuse(refusal);
    expect([status, headers["content-type"]]).toEqual([422, type]);
    expect(typeof expected === "string" ? body : JSON.parse(body)).toEqual(expected);
  });
});
