/* The demo desk itself, without a proxy: it behaves like Zendesk's API as far as the demo and the tests need it. */

import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { createDemoDesk, type DemoDesk } from "../../src/console/demo-desk.js";

let desk: DemoDesk;
let origin: string;

beforeAll(async () => {
  desk = createDemoDesk();
  await new Promise<void>((resolve) => desk.server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${String((desk.server.address() as AddressInfo).port)}/api/v2`;
});

afterAll(() => {
  desk.server.close();
  desk.server.closeAllConnections();
});

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function call(call: string, body?: string, headers: Record<string, string> = {}) {
  const [method = "GET", path = ""] = call.split(" ");
  const answer = await request(origin + path, {
    method: method as Method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.body.text();
  return {
    status: answer.statusCode,
    text,
    json: JSON.parse(text) as Record<string, unknown>,
    headers: answer.headers,
  };
}

const created = async (body: string): Promise<string> =>
  String(((await call("POST /tickets.json", body)).json["ticket"] as { id: number }).id);

describe("tickets", () => {
  it("keeps every member as its source: ids of any size, order, escapes", async () => {
    const source = '"custom_fields":[{"id":12345678901234567890,"value":"\\u0061"}],"x":1.0';
    const id = await created(`{"ticket":{${source},"comment":{"body":"hi"}}}`);
    const { text } = await call(`GET /tickets/${id}.json`);
    expect(text).toContain(source);
    expect(text).toContain('"description":"hi"');
  });

  it("answers a creation with 201 and its place, an update with 200", async () => {
    const answer = await call("POST /tickets", '{"ticket":{"comment":{"body":"hi"}}}');
    const { id } = answer.json["ticket"] as { id: number };
    expect([answer.status, answer.headers["location"]]).toEqual([201, `/api/v2/tickets/${String(id)}.json`]);
    const update = await call(
      `PUT /tickets/${String(id)}`,
      '{"ticket":{"id":5,"status":"open","comment":{"body":"more","public":false}}}',
    );
    expect([update.status, (update.json["ticket"] as { id: number }).id]).toEqual([200, id]);
    const { json } = await call(`GET /tickets/${String(id)}/comments.json`);
    expect(json).toMatchObject({
      count: 2,
      comments: [
        { body: "hi", public: true },
        { body: "more", public: false },
      ],
    });
  });

  it("requests and tickets are the same thing", async () => {
    const { status, json } = await call(
      "POST /requests.json",
      '{"request":{"subject":"s","comment":{"body":"hi"}}}',
    );
    const { id } = json["request"] as { id: number };
    expect(status).toBe(201);
    expect((await call(`GET /tickets/${String(id)}`)).json["ticket"]).toMatchObject({ subject: "s" });
    expect((await call(`GET /requests/${String(id)}/comments`)).json).toMatchObject({ count: 1 });
  });

  it("finds and lists them", async () => {
    const id = Number(await created('{"ticket":{"subject":"needle 8471","comment":{"body":"hi"}}}'));
    expect((await call("GET /search.json?query=needle%208471")).json).toMatchObject({
      count: 1,
      results: [{ id }],
    });
    expect((await call("GET /tickets.json")).text).toContain("needle 8471");
  });
});

describe("what it refuses", () => {
  it.each([
    ["no comment", "POST /tickets", '{"ticket":{"subject":"s"}}', 422, "RecordInvalid"],
    ["a blank comment", "POST /tickets", '{"ticket":{"comment":{"body":" "}}}', 422, "RecordInvalid"],
    [
      "an address that is none",
      "POST /tickets",
      '{"ticket":{"comment":{"body":"x"},"requester":{"email":"[EMAIL 1]"}}}',
      422,
      "RecordInvalid",
    ],
    ["another envelope", "POST /tickets", '{"tickets":[]}', 422, "RecordInvalid"],
    ["broken JSON", "POST /tickets", '{"ticket":', 422, "Unprocessable Entity"],
    ["a user without a name", "POST /users", '{"user":{"email":"a@leak.test"}}', 422, "RecordInvalid"],
    ["a file without a name", "POST /uploads", "text", 422, "RecordInvalid"],
    ["an unknown ticket", "PUT /tickets/999999", '{"ticket":{}}', 404, "RecordNotFound"],
    ["an unknown user", "GET /users/999999", undefined, 404, "RecordNotFound"],
    ["an unknown path", "GET /nothing", undefined, 404, "InvalidEndpoint"],
  ])("%s", async (_name, route, body, status, error) => {
    const answer = await call(route, body);
    expect([answer.status, answer.json["error"]]).toEqual([status, error]);
  });
});

describe("people and files", () => {
  it("takes any credentials", async () => {
    for (const authorization of ["Basic bm9ib2R5OnRydWU=", "Bearer made-up"]) {
      expect((await call("GET /users/me.json", undefined, { authorization })).status).toBe(200);
    }
  });

  it("creates, changes and shows users", async () => {
    const { json } = await call(
      "POST /users.json",
      '{"user":{"name":"Jane","external_id":18446744073709551615}}',
    );
    const { id } = json["user"] as { id: number };
    await call(`PUT /users/${String(id)}`, '{"user":{"notes":"n"}}');
    const { text } = await call(`GET /users/${String(id)}`);
    expect(text).toBe(
      `{"user":{"id":${String(id)},"name":"Jane","external_id":18446744073709551615,"notes":"n"}}`,
    );
  });

  it("keeps the bytes of uploads", async () => {
    const { json } = await call("POST /uploads.json?filename=a.bin", "\u0000raw");
    const { token } = json["upload"] as { token: string };
    expect(desk.store.uploads.get(token)).toMatchObject({
      fileName: "a.bin",
      bytes: Buffer.from("\u0000raw"),
    });
  });
});
