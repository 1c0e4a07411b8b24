/* Real wire shapes: no planted value outside kept roles, every other byte as it was, and the whole as a golden file. */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toZendesk } from "../support/redactor.js";

const folder = new URL("../fixtures/payloads/", import.meta.url);
const read = (name: string): Buffer => readFileSync(new URL(name, folder));

interface Planted {
  readonly pointer: string;
  readonly kind: string;
  readonly value: string;
}

interface Expectation {
  readonly planted: readonly Planted[];
  readonly "integers_above_2^53": readonly string[];
}

const expectations = JSON.parse(read("expected.json").toString()) as Record<string, Expectation>;

interface Payload {
  readonly route: string;
  /** Source text that goes, with what stands in its place; each occurs once. */
  readonly cuts?: Readonly<Record<string, string>>;
  /** Spellings that the inventory of planted values does not list; also replaced. */
  readonly spellings?: readonly string[];
}

/** An address over two elements: the label takes the place of the first part, the rest of it is emptied. */
const splitAddress = { "alice.martin@<b>example.com</b>": "alice.martin@<b></b>" };

const payloads: Readonly<Record<string, Payload>> = {
  "zendesk-api-request-create-anonymous.json": {
    route: "POST /api/v2/requests.json",
    cuts: { '    "collaborators": ["bob.carter@example.org"],\n': "" },
  },
  "zendesk-api-ticket-create-many.json": {
    route: "POST /api/v2/tickets/create_many",
    cuts: { ', "collaborators": ["carol.nguyen@example.org"]': "" },
    spellings: ["jürgen.müller@bücher.example"],
  },
  "zendesk-api-ticket-create.json": {
    route: "POST /api/v2/tickets",
    cuts: {
      '    "collaborators": [562562562, "bob.carter@example.org", { "name": "Carol Nguyen", "email": "carol.nguyen@example.org" }],\n':
        "",
      '    "email_ccs": [\n      { "user_email": "bob.carter@example.org", "user_name": "Bob Carter", "action": "put" },\n      { "user_id": "18446744073709551615", "action": "put" }\n    ],\n':
        "",
      '    "followers": [{ "user_email": "erin@support.example.com", "action": "put" }],\n': "",
      ...splitAddress,
    },
    spellings: ["alice.martin@"],
  },
  "zendesk-api-ticket-import.json": { route: "POST /api/v2/imports/tickets", spellings: ["S3cr3t-Pa55"] },
  "zendesk-api-ticket-response.json": {
    route: "POST /api/v2/unknown/echo",
    cuts: {
      '\n    "collaborator_ids": [35334, 9007199254740997], "follower_ids": [35334], "email_cc_ids": [9007199254740997],':
        "",
      ', "original_recipients": ["support@support.example.com", "bob.carter@example.org", "carol.nguyen@example.org"]':
        "",
      ', "email_ccs": ["bob.carter@example.org", 9007199254740997]': "",
    },
    spellings: ["CAxyz123@mail.example.com", "support@support.example.com"],
  },
  "zendesk-api-user-create-or-update.json": { route: "POST /api/v2/users/create_or_update" },
  "edge-json-fidelity.json": {
    route: "POST /api/v2/unknown/edge",
    cuts: {},
    spellings: [
      "alice.martin\\u0040example.com",
      "+44\\u00a07700\\u00a0900123",
      "alice.martin\\u200b@example.com",
      "ａｌｉｃｅ＠ｅｘａｍｐｌｅ．ｃｏｍ",
      "alice.martin%40example.com",
      "00:00:5E:00:53:AF",
    ],
  },
};

/** Fields that `balanced` keeps: the desk needs them to answer. */
const kept = [
  /\/requester\//,
  /^\/user\/(?:name|email|phone|alias|external_id|identities\/\d+\/value|organization\/name)$/,
  /\/recipient$/,
  /^\/ticket\/via\/source\/(?:from|to)\/(?:address|name)$/,
];

const isKept = ({ pointer }: Planted): boolean => kept.some((role) => role.test(pointer));
/** A policy may allow the support team's own addresses, and names are found only where the payload itself says whose. */
const isSought = ({ kind }: Planted): boolean => kind !== "person_name" && kind !== "own_address";
const isName = ({ kind }: Planted): boolean => kind === "person_name";

/** What we write: labels, percent-encoded inside percent-encoded text, and cards by their last four digits. */
const written = /\[[A-Z_]+ \d+\]|%5B[A-Z_]+%20\d+%5D|(?:\*{4} ?){3}\d{4}/;

const literally = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");

/** The input with what the policy takes out gone, by plain text replacement. */
function withoutCuts(source: string, cuts: Readonly<Record<string, string>> = {}): string {
  return Object.entries(cuts).reduce((text, [from, to]) => {
    expect([from, text.split(from).length - 1]).toEqual([from, 1]);
    return text.replace(from, () => to);
  }, source);
}

/** The output as a shape of its input: between the same bytes, one of the values that had to go for each mask. */
function shapeOf(out: string, values: readonly string[]): RegExp {
  const sources = [...new Set(values)].sort((a, b) => b.length - a.length).map(literally);
  const value = `(?:${sources.join("|")})`;
  return new RegExp(`^${out.split(written).map(literally).join(value)}$`);
}

describe.each(Object.entries(payloads))("%s", (name, { route, cuts, spellings = [] }) => {
  const { planted, "integers_above_2^53": integers } = expectations[name] ?? {
    planted: [],
    "integers_above_2^53": [],
  };
  const redact = async (): Promise<string> => (await toZendesk(route, read(name))).payload.body.toString();

  it("is what the golden file says, to the byte", async () => {
    const golden = name.replace(".json", ".golden");
    const out = await redact();
    if (process.env["UPDATE_GOLDEN"] !== undefined) writeFileSync(new URL(golden, folder), out);
    expect(out).toBe(read(golden).toString());
  });

  it("every byte outside the replaced values and the removed CC is the input's", async () => {
    const values = planted.filter((one) => isSought(one) || isName(one)).map(({ value }) => value);
    expect(withoutCuts(read(name).toString(), cuts)).toMatch(
      shapeOf(await redact(), [...values, ...spellings]),
    );
  });

  it("holds no planted value outside kept fields", async () => {
    const out = await redact();
    const sought = planted.filter(isSought);
    const inKept = new Set(sought.filter(isKept).map(({ value }) => value));
    expect(sought.filter(({ value }) => !inKept.has(value) && out.includes(value))).toEqual([]);
    const outside = sought.filter((one) => !isKept(one));
    expect(outside.filter(({ pointer, value }) => at(out, pointer).includes(value))).toEqual([]);
  });

  it("keeps what stands in kept fields, and big integers outside CC", async () => {
    const out = await redact();
    const removed = Object.keys(cuts ?? {}).join("");
    for (const { pointer, value } of planted.filter(isKept)) {
      if (!removed.includes(value)) expect([pointer, at(out, pointer)]).toEqual([pointer, value]);
    }
    for (const integer of integers) {
      if (!removed.includes(integer)) expect(out).toContain(integer);
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
  expect(files.sort()).toEqual(Object.keys(payloads).sort());
  expect(Object.keys(expectations).sort()).toEqual(files);
});
