/* Golden payloads: what the desk gets for real wire shapes, to the byte; and no planted value outside kept roles. */

import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toZendesk } from "../support/redactor.js";

const folder = new URL("../fixtures/payloads/", import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, folder));

interface Planted {
  readonly pointer: string;
  readonly kind: string;
  readonly value: string;
}

const expectations = JSON.parse(read("expected.json").toString()) as Record<string, { planted: Planted[] }>;

const routes: Readonly<Record<string, string>> = {
  "zendesk-api-request-create-anonymous.json": "POST /api/v2/requests.json",
  "zendesk-api-ticket-create-many.json": "POST /api/v2/tickets/create_many",
  "zendesk-api-ticket-create.json": "POST /api/v2/tickets",
  "zendesk-api-ticket-import.json": "POST /api/v2/imports/tickets",
  "zendesk-api-ticket-response.json": "POST /api/v2/unknown/echo",
  "zendesk-api-user-create-or-update.json": "POST /api/v2/users/create_or_update",
  "edge-json-fidelity.json": "POST /api/v2/unknown/edge",
};

/** Roles that `balanced` keeps: the desk needs them to answer. */
const kept = [
  /\/requester\//,
  /^\/user\/(?:name|email|phone|alias|external_id|identities\/\d+\/value|organization\/name)$/,
  /\/recipient$/,
  /\/via\/source\/(?:from|to)\/(?:address|name)$/,
];

describe.each(Object.entries(routes))("%s", (name, route) => {
  it("is what the golden file says, to the byte", async () => {
    const { payload } = await toZendesk(route, read(name));
    const golden = name.replace(".json", ".golden");
    if (process.env["UPDATE_GOLDEN"] !== undefined) {
      const { writeFileSync } = await import("node:fs");
      writeFileSync(new URL(golden, folder), payload.body);
    }
    expect(payload.body.equals(read(golden))).toBe(true);
  });

  it("holds no planted value outside kept fields", async () => {
    const { payload } = await toZendesk(route, read(name));
    const out = payload.body.toString();
    const planted = expectations[name]?.planted ?? [];
    const outside = planted.filter(({ kind }) => kind !== "person_name" && kind !== "own_address");
    const inKept = new Set(
      outside.filter((item) => kept.some((role) => role.test(item.pointer))).map((item) => item.value),
    );
    const survivors = outside.filter(({ value }) => !inKept.has(value) && out.includes(value));
    expect(survivors).toEqual([]);
    for (const { pointer, value } of outside) {
      if (!kept.some((role) => role.test(pointer)))
        expect([pointer, at(out, pointer).includes(value)]).toEqual([pointer, false]);
    }
  });
});

/** Text at a pointer of the output; empty when the pointer is gone. */
function at(json: string, pointer: string): string {
  let value: unknown = JSON.parse(json);
  for (const step of pointer.split("/").slice(1)) {
    value =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}

it("every payload has its golden file and expectations", () => {
  const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "expected.json");
  expect(files.sort()).toEqual(Object.keys(routes).sort());
  expect(Object.keys(expectations).sort()).toEqual(files);
});
