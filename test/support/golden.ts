/* Real wire shapes through a desk: no planted value outside kept roles, every other byte as it was, golden files. */

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Desk, DeskRoute } from "../../src/core/desk.js";
import { deliveryOf } from "./deliveries.js";
import { redactor } from "./redactor.js";

interface Planted {
  readonly pointer: string;
  readonly kind: string;
  readonly value: string;
}

interface Expectation {
  readonly planted: readonly Planted[];
  readonly "integers_above_2^53": readonly string[];
}

export interface GoldenPayload {
  /** `METHOD /path` of an API call. Absent: it is a webhook of the desk. */
  readonly route?: string;
  /** Default: JSON. */
  readonly mediaType?: string;
  /** It is what the desk answers. */
  readonly answer?: true;
  /** Source text that goes, with what stands in its place; each occurs once. */
  readonly cuts?: Readonly<Record<string, string>>;
  /** Spellings that the inventory of planted values does not list; also replaced. */
  readonly spellings?: readonly string[];
}

export interface GoldenSuite {
  readonly desk: Desk;
  /** Below `test/fixtures/payloads`, with its `expected.json`; empty: that folder itself. */
  readonly folder: string;
  readonly payloads: Readonly<Record<string, GoldenPayload>>;
  /** Pointers of fields that `balanced` keeps: the desk needs them to answer. */
  readonly kept: readonly RegExp[];
}

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
  const value = sources.length === 0 ? "(?!)" : `(?:${sources.join("|")})`;
  return new RegExp(`^${out.split(written).map(literally).join(value)}$`);
}

const jsonType = "application/json";

function routeOf(desk: Desk, { route, mediaType = jsonType }: GoldenPayload, body: Buffer): DeskRoute {
  const [method = "POST", path = "/"] = route?.split(" ") ?? [];
  if (route !== undefined) return desk.route(method, path);
  const webhooks = desk.webhooks;
  if (webhooks === undefined) throw new Error(`${desk.name} has no webhooks`);
  return webhooks.route(deliveryOf({ headers: { "content-type": mediaType }, body }));
}

export function describeGolden(suite: GoldenSuite): void {
  const folder = new URL(`../fixtures/payloads/${suite.folder}${suite.folder && "/"}`, import.meta.url);
  const read = (name: string): Buffer => readFileSync(new URL(name, folder));
  const expectations = JSON.parse(read("expected.json").toString()) as Record<string, Expectation>;
  for (const [name, payload] of Object.entries(suite.payloads)) {
    const expectation = expectations[name] ?? { planted: [], "integers_above_2^53": [] };
    describe(name, () => {
      describePayload({ suite, payload, read, name, ...expectation, folder });
    });
  }

  it("every payload has its golden file and expectations", () => {
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !/^expected\.json$|\.golden$/.test(entry.name))
      .map(({ name }) => name);
    expect(files.sort()).toEqual(Object.keys(suite.payloads).sort());
    expect(Object.keys(expectations).sort()).toEqual(files);
  });
}

interface Case extends Expectation {
  readonly suite: GoldenSuite;
  readonly payload: GoldenPayload;
  readonly folder: URL;
  readonly name: string;
  read(name: string): Buffer;
}

function describePayload({ suite, payload, folder, name, read, planted, ...expectation }: Case): void {
  const { cuts, spellings = [], mediaType = jsonType } = payload;
  const isKept = ({ pointer }: Planted): boolean => suite.kept.some((role) => role.test(pointer));
  const redact = async (): Promise<string> => {
    const body = read(name);
    const route = routeOf(suite.desk, payload, body);
    const options = { desk: suite.desk, route, ...(payload.answer && ({ direction: "response" } as const)) };
    return (await redactor.redact({ body, mediaType }, options)).payload.body.toString();
  };

  it("is what the golden file says, to the byte", async () => {
    const golden = name.replace(/\.\w+$/, ".golden");
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
    const kept = sought.filter(isKept).map(({ value }) => value);
    // A kept number may hold another one that has to go: the second look is at the places.
    const mayStand = (value: string): boolean => kept.some((one) => one.includes(value));
    expect(sought.filter(({ value }) => !mayStand(value) && out.includes(value))).toEqual([]);
    const outside = sought.filter((one) => !isKept(one));
    expect(outside.filter(({ pointer, value }) => at(out, pointer).includes(value))).toEqual([]);
  });

  it("keeps what stands in kept fields, and big integers outside CC", async () => {
    const out = await redact();
    const removed = Object.keys(cuts ?? {}).join("");
    for (const { pointer, value } of planted.filter(isKept)) {
      if (removed.includes(value)) continue;
      expect([pointer, at(out, pointer)]).toEqual([pointer, at(read(name).toString(), pointer)]);
      expect(at(out, pointer)).toContain(value);
    }
    for (const integer of expectation["integers_above_2^53"]) {
      if (!removed.includes(integer)) expect(out).toContain(integer);
    }
  });
}

/** Text at a pointer of the output, or of a form's pair; empty when it is gone or the output is neither. */
function at(json: string, pointer: string): string {
  if (!pointer.startsWith("/")) return new URLSearchParams(json).get(pointer) ?? "";
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return "";
  }
  for (const step of pointer.split("/").slice(1)) {
    value =
      typeof value === "object" && value !== null ? (value as Record<string, unknown>)[step] : undefined;
  }
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
