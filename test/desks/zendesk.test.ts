/* Zendesk's routes and field roles. */

import { describe, expect, it } from "vitest";
import { zendesk } from "../../src/desks/zendesk.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";

const json = parseMediaType("application/json");

/** Role of each string by its path. */
function rolesOf(request: string, body: object): Record<string, string> {
  const [method = "", path = ""] = request.split(" ");
  const document = readDocument(Buffer.from(JSON.stringify(body)), json);
  const annotation = zendesk.route(method, path).annotate(document);
  const roles: Record<string, string> = {};
  for (let node = 0; node < document.size; node++) {
    if (document.kind(node) === "string") roles[document.path(node)] = annotation.role(node);
  }
  return roles;
}

describe("routes", () => {
  it.each([
    ["POST /api/v2/tickets", "POST /api/v2/tickets", "document"],
    ["POST /api/v2/tickets.json", "POST /api/v2/tickets", "document"],
    ["PUT /api/v2/tickets/35436.json", "PUT /api/v2/tickets/{id}", "document"],
    ["PUT /api/v2/tickets/update_many.json", "PUT /api/v2/tickets/update_many", "document"],
    ["POST /api/v2/uploads.json", "POST /api/v2/uploads", "upload"],
    ["PUT /api/v2/comment_redactions/77.json", "PUT /api/v2/comment_redactions/{id}", "untouched"],
    [
      "PUT /api/v2/tickets/1/comments/2/redact.json",
      "PUT /api/v2/tickets/{id}/comments/{id}/redact",
      "untouched",
    ],
    ["POST /api/v2/comment_redactions/77.json", "other", "document"],
    ["PUT /api/v2/comment_redactions/..%2ftickets", "other", "document"],
    ["PUT /api/v2/comment_redactions/..", "other", "document"],
    ["POST /api/v2/nobody/knows/jane@leak.test", "other", "document"],
  ])("%s is %s", (request, id, body) => {
    const [method = "", path = ""] = request.split(" ");
    const route = zendesk.route(method, path);
    expect([route.id, route.body]).toEqual([id, body]);
  });
});

describe("roles", () => {
  it("of a ticket", () => {
    const comment = { body: "b", html_body: "h", uploads: ["tok"], public: false };
    expect(
      rolesOf("POST /api/v2/tickets", {
        ticket: {
          subject: "s",
          requester: { name: "n", email: "e" },
          recipient: "r",
          comment,
          external_id: "x",
          metadata: { ip_address: "i", deep: { er: "d" } },
          collaborators: ["c", { name: "n" }],
          email_ccs: [
            { user_email: "p", action: "put" },
            { user_email: "d", action: "delete" },
          ],
          custom_fields: [{ id: 1, value: "v" }],
        },
      }),
    ).toEqual({
      "/ticket/subject": "subject",
      "/ticket/requester/name": "requester",
      "/ticket/requester/email": "requester",
      "/ticket/recipient": "contact",
      "/ticket/comment/body": "content",
      "/ticket/comment/html_body": "content",
      "/ticket/comment/uploads/0": "secret",
      "/ticket/external_id": "identifier",
      "/ticket/metadata/ip_address": "metadata",
      "/ticket/metadata/deep/er": "metadata",
      "/ticket/collaborators/0": "cc",
      "/ticket/collaborators/1/name": "cc",
      "/ticket/email_ccs/0/user_email": "cc",
      "/ticket/email_ccs/0/action": "cc",
      "/ticket/email_ccs/1/user_email": "contact",
      "/ticket/email_ccs/1/action": "contact",
      "/ticket/custom_fields/0/value": "content",
    });
  });

  it("of a side conversation: whoever stands behind the first recipient is a CC", () => {
    const to = [{ email: "vendor" }, { email: "other" }];
    expect(rolesOf("POST /api/v2/tickets/1/side_conversations", { message: { to, body: "b" } })).toEqual({
      "/message/to/0/email": "contact",
      "/message/to/1/email": "cc",
      "/message/body": "content",
    });
  });

  it("audience and format follow the comment", () => {
    const body = { ticket: { subject: "s", comment: { html_body: "<b>x</b>", public: false } } };
    const document = readDocument(Buffer.from(JSON.stringify(body)), json);
    const annotation = zendesk.route("POST", "/api/v2/tickets").annotate(document);
    const nodeAt = (path: string): number =>
      Array.from({ length: document.size }, (_, node) => node).find(
        (node) => document.path(node) === path && document.kind(node) === "string",
      ) ?? -1;
    const html = nodeAt("/ticket/comment/html_body");
    expect([annotation.format(html), annotation.audience(html)]).toEqual(["html", "private"]);
    expect(annotation.audience(nodeAt("/ticket/subject"))).toBeUndefined();
  });
});

describe("refusals", () => {
  const refusal = {
    status: 422,
    code: "pii_rejected",
    message: "Please take out the password.",
    requestId: "r",
    items: [{ entity: "CREDENTIAL", rule: "no credentials", field: "/ticket/comment/body" }],
  };

  it("422 has Zendesk's shape", () => {
    const { status, headers, body } = zendesk.refuse(refusal);
    expect([status, headers["content-type"]]).toEqual([422, "application/json; charset=utf-8"]);
    expect(JSON.parse(body)).toEqual({
      error: "RecordInvalid",
      description: "Record validation errors",
      details: {
        base: [
          { description: "Please take out the password.", error: "pii_rejected" },
          { description: "/ticket/comment/body: CREDENTIAL", error: "CREDENTIAL", rule: "no credentials" },
        ],
      },
    });
  });

  it("other statuses name code and sentence", () => {
    const { body } = zendesk.refuse({ ...refusal, status: 413, code: "body_too_large", items: [] });
    expect(JSON.parse(body)).toEqual({
      error: "body_too_large",
      description: "Please take out the password.",
    });
  });
});
