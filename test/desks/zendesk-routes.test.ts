/* Every Zendesk endpoint that carries text or contact data is known, with and without `.json`; some pass untouched. */

import { describe, expect, it } from "vitest";
import { zendesk } from "../../src/desks/zendesk.js";

const api = "/api/v2";

/** `METHOD template` and a path of it. */
const known: readonly (readonly [template: string, path: string])[] = [
  ["POST /tickets", "/tickets"],
  ["PUT /tickets/{id}", "/tickets/35436"],
  ["POST /tickets/create_many", "/tickets/create_many"],
  ["PUT /tickets/update_many", "/tickets/update_many"],
  ["POST /imports/tickets", "/imports/tickets"],
  ["POST /imports/tickets/create_many", "/imports/tickets/create_many"],
  ["POST /tickets/{id}/merge", "/tickets/1/merge"],
  ["POST /requests", "/requests"],
  ["PUT /requests/{id}", "/requests/7"],
  ["PUT /attachments/{id}", "/attachments/498483"],
  ["POST /channels/voice/tickets", "/channels/voice/tickets"],
  ["POST /channels/twitter/tickets", "/channels/twitter/tickets"],
  ["POST /any_channel/push", "/any_channel/push"],
  ["POST /users", "/users"],
  ["PUT /users/{id}", "/users/12"],
  ["PUT /users/me", "/users/me"],
  ["POST /users/create_many", "/users/create_many"],
  ["POST /users/create_or_update", "/users/create_or_update"],
  ["POST /users/create_or_update_many", "/users/create_or_update_many"],
  ["PUT /users/update_many", "/users/update_many"],
  ["POST /users/request_create", "/users/request_create"],
  ["POST /users/{id}/password", "/users/12/password"],
  ["PUT /users/{id}/password", "/users/12/password"],
  ["POST /users/{id}/identities", "/users/12/identities"],
  ["PUT /users/{id}/identities/{id}", "/users/12/identities/3"],
  ["POST /end_users/{id}/identities", "/end_users/12/identities"],
  ["PUT /end_users/{id}/identities/{id}", "/end_users/12/identities/3"],
  ["POST /organizations", "/organizations"],
  ["PUT /organizations/{id}", "/organizations/9"],
  ["POST /organizations/create_many", "/organizations/create_many"],
  ["POST /organizations/create_or_update", "/organizations/create_or_update"],
  ["PUT /organizations/update_many", "/organizations/update_many"],
  ["POST /tickets/{id}/side_conversations", "/tickets/1/side_conversations"],
  ["POST /tickets/{id}/side_conversations/{id}/reply", "/tickets/1/side_conversations/8566255a-ece5/reply"],
  ["POST /tickets/side_conversations/attachments", "/tickets/side_conversations/attachments"],
  ["POST /tickets/{id}/satisfaction_rating", "/tickets/1/satisfaction_rating"],
  ["POST /custom_objects/{key}/records", "/custom_objects/server/records"],
  ["PATCH /custom_objects/{key}/records", "/custom_objects/server/records"],
  ["PATCH /custom_objects/{key}/records/{id}", "/custom_objects/server/records/01HR3"],
  ["POST /custom_objects/{key}/jobs", "/custom_objects/server/jobs"],
  ["POST /recipient_addresses", "/recipient_addresses"],
  ["PUT /recipient_addresses/{id}", "/recipient_addresses/35"],
  ["PUT /suspended_tickets/{id}/recover", "/suspended_tickets/35/recover"],
  ["POST /macros", "/macros"],
  ["PUT /macros/{id}", "/macros/1"],
  ["POST /triggers", "/triggers"],
  ["PUT /triggers/{id}", "/triggers/1"],
  ["POST /automations", "/automations"],
  ["PUT /automations/{id}", "/automations/1"],
  ["POST /dynamic_content/items", "/dynamic_content/items"],
  ["PUT /dynamic_content/items/{id}/variants/{id}", "/dynamic_content/items/1/variants/2"],
  ["POST /webhooks", "/webhooks"],
  ["PATCH /webhooks/{id}", "/webhooks/01GB"],
  ["GET /search", "/search"],
  ["GET /users/search", "/users/search"],
  ["GET /tickets", "/tickets"],
];

const untouched: readonly (readonly [template: string, path: string])[] = [
  ["PUT /comment_redactions/{id}", "/comment_redactions/77"],
  ["PUT /tickets/{id}/comments/{id}/redact", "/tickets/1/comments/2/redact"],
  ["PUT /tickets/{id}/comments/{id}/attachments/{id}/redact", "/tickets/1/comments/2/attachments/3/redact"],
  ["PUT /chat_redactions/{id}", "/chat_redactions/5"],
  ["PUT /chat_file_redactions/{id}", "/chat_file_redactions/5"],
];

function routeOf(method: string, path: string): readonly [string, string] {
  const { id, body } = zendesk.route(method, path);
  return [id, body];
}

describe.each(["", ".json"])("with suffix '%s'", (suffix) => {
  it.each(known)("%s is read", (template, path) => {
    const [method = "", rest = ""] = template.split(" ");
    expect(routeOf(method, api + path + suffix)).toEqual([`${method} ${api}${rest}`, "document"]);
  });

  it.each(untouched)("%s passes untouched", (template, path) => {
    const [method = "", rest = ""] = template.split(" ");
    expect(routeOf(method, api + path + suffix)).toEqual([`${method} ${api}${rest}`, "untouched"]);
  });

  it("uploads are raw files", () => {
    expect(routeOf("POST", `${api}/uploads${suffix}`)).toEqual([`POST ${api}/uploads`, "upload"]);
  });
});

describe("messaging", () => {
  it.each(["/v2", "/sc/v2"])("below %s", (base) => {
    expect(routeOf("POST", `${base}/apps/a1/conversations/c2/messages`)).toEqual([
      `POST ${base}/apps/{id}/conversations/{id}/messages`,
      "document",
    ]);
    expect(routeOf("PATCH", `${base}/apps/a1/users/u3`)[0]).toBe(`PATCH ${base}/apps/{id}/users/{id}`);
  });
});

describe("what only looks like a redaction or an upload is read", () => {
  it.each([
    "POST /api/v2/comment_redactions/77.json",
    "PUT /api/v2/comment_redactions/..%2ftickets",
    "PUT /api/v2/comment_redactions/..",
    "PUT /api/v2/comment_redactions/77/",
    "PUT /api/v2//comment_redactions/77",
    "PUT /api/v2/tickets/1/comments/2/redact.json.json",
    "PUT /api/v2/uploads",
    "POST /api/v2/uploads/",
    "POST /api/v2/nobody/knows/jane@leak.test",
  ])("%s", (request) => {
    const [method = "", path = ""] = request.split(" ");
    expect(routeOf(method, path)).toEqual(["other", "document"]);
  });
});
