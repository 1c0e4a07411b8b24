/* What operations learn of traffic: metrics with closed labels and log lines with closed fields, never a value. */

import { spawnSync } from "node:child_process";
import { connect } from "node:net";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { errorTable } from "../../src/core/errors.js";
import { actionNames, permissionNames } from "../../src/core/policy.js";
import { fileClasses } from "../../src/core/files.js";
import { entityTypes } from "../../src/core/types.js";
import { createLog } from "../../src/ops/log.js";
import { nameOf } from "../../src/ops/last-resort.js";
import { findCanary } from "../support/canary.js";
import { startStack, type Stack } from "../support/stack.js";

const canary = "c908@leak.test";
const json = { "content-type": "application/json" };
const body = JSON.stringify({ ticket: { comment: { body: `mail ${canary} or 203.0.113.91` }, [canary]: 1 } });

let stack: Stack;

async function send(
  method: string,
  path: string,
  options: { headers?: Record<string, string>; body?: string | Buffer } = {},
) {
  const answer = await request(stack.proxy + path, { method: method as "GET", ...options });
  await answer.body.dump();
  return answer.statusCode;
}

/** Bytes that undici would not send. */
async function sendRaw(bytes: string): Promise<void> {
  const { port, hostname } = new URL(stack.proxy);
  await new Promise<void>((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.end(bytes));
    socket.on("error", reject);
    socket.on("close", () => {
      resolve();
    });
    socket.resume();
  });
}

beforeAll(async () => {
  stack = await startStack();
  await send("POST", "/api/v2/tickets.json", { headers: { ...json, "x-request-id": canary }, body });
  await send("POST", `/api/v2/tickets/${encodeURIComponent(canary)}.json?q=${canary}`, {
    headers: json,
    body,
  });
  await send("PUT", `/${canary}/x`, { headers: json, body });
  await send("POST", "/api/v2/tickets.json", { headers: json, body: `${body}${canary}` });
  await send("POST", "/api/v2/tickets.json", {
    headers: { "content-type": `image/${canary.replace("@", "-")}` },
    body,
  });
  await send("POST", `/api/v2/uploads.json?filename=${canary}.png`, {
    headers: { "content-type": "image/png" },
    body: Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.from(canary)]),
  });
  await send("POST", `/api/v2/uploads.json?filename=${canary}.bin`, {
    headers: { "content-type": "application/binary" },
    body: Buffer.from(`\0\x01${canary}`),
  });
  await send("GET", "/api/v2/tickets/1.json", {
    headers: { "accept-language": canary, "user-agent": canary },
  });
  await sendRaw(`GET /${canary} HTTP/1.1\r\nhost: x\r\n${canary}\r\n\r\n`);
  await sendRaw(`${canary.toUpperCase()} / HTTP/1.1\r\nhost: x\r\n\r\n`);
  // J14: an id that would begin a line of its own.
  await sendRaw(
    `GET /\x1b[2J HTTP/1.1\r\nhost: x\r\nx-request-id: a\u2028{"event":"forged"}\r\nconnection: close\r\n\r\n`,
  );
});
afterAll(async () => {
  await stack.close();
});

const metrics = async (): Promise<string> => (await request(`${stack.admin}/metrics`)).body.text();

/** Values by label name, of our own metrics. */
function labelsOf(text: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const line of text.split("\n").filter((one) => one.startsWith("deskveil_"))) {
    for (const [, name = "", value = ""] of line.matchAll(/(\w+)="([^"]*)"/g)) {
      const values = found.get(name) ?? new Set<string>();
      found.set(name, values.add(value));
    }
  }
  return found;
}

describe("metrics", () => {
  it("have labels from closed sets only", async () => {
    const text = await metrics();
    const labels = labelsOf(text);
    const closed: Readonly<Record<string, RegExp>> = {
      desk: /^zendesk$/,
      route: /^(?:unread|other|[A-Z]+ \/api\/v2\/[\w/{}.-]*)$/,
      outcome: /^(?:forwarded|refused|failed|aborted)$/,
      code: new RegExp(
        `^(?:none|listening|stopped|(?:refused_|shadow_|admin_)?(?:${Object.keys(errorTable).join("|")}))$`,
      ),
      status: /^(?:0|[1-5]\d\d)$/,
      entity: new RegExp(`^(?:${entityTypes.join("|")})$`),
      action: new RegExp(`^(?:${actionNames.join("|")})$`),
      direction: /^(?:received|forwarded)$/,
      permission: new RegExp(`^(?:${permissionNames.join("|")})$`),
      class: new RegExp(`^(?:${fileClasses.join("|")})$`),
      fate: /^(?:clean|masked|removed|rejected|unread|refused)$/,
      le: /^(?:[\d.]+|\+Inf)$/,
    };
    for (const [name, values] of labels) {
      for (const value of values)
        expect([name, value]).toEqual([name, expect.stringMatching(closed[name] ?? /^$/)]);
    }
    expect(findCanary(text, canary)).toBeUndefined();
    expect([...(labels.get("code") ?? [])]).toEqual(
      expect.arrayContaining(["none", "json_syntax", "media_type_unscannable"]),
    );
  });

  it("count requests, findings, bytes and permissions", async () => {
    const text = await metrics();
    expect(text).toMatch(/deskveil_findings_total\{entity="EMAIL_ADDRESS",action="mask"\} \d+\n/);
    expect(text).toMatch(/deskveil_unread_total\{permission="unscanned-attachments"\} 1\n/);
    expect(text).toMatch(
      /deskveil_requests_total\{desk="zendesk",route="POST \/api\/v2\/tickets",outcome="forwarded",code="none",status="201"\} 1\n/,
    );
    // A file that was refused left no trace here.
    expect(text).toMatch(/deskveil_files_total\{class="other",fate="refused"\} 1\n/);
    expect(text).toMatch(/deskveil_request_seconds_count \d+\n/);
    expect(text).toMatch(/deskveil_redact_seconds_count \d+\n/);
    expect(text).toContain("deskveil_enforcing 1\n");
    expect(Number(/deskveil_body_bytes_total\{direction="received"\} (\d+)/.exec(text)?.[1])).toBeGreaterThan(
      400,
    );
  });
});

const fields = [
  "level",
  "time",
  "event",
  "requestId",
  "desk",
  "route",
  "method",
  "status",
  "outcome",
  "code",
  "bytesIn",
  "bytesOut",
  "totalMs",
  "redactMs",
];
const reportFields = ["verdict", "mode", "policy", "counts", "permissions", "files"];

describe("log", () => {
  it("J05 J14 is one JSON line per request, with known fields and no value", () => {
    const requests = stack.logs.map((line) => {
      expect(line.endsWith("\n") && !line.slice(0, -1).includes("\n")).toBe(true);
      return JSON.parse(line) as Readonly<Record<string, unknown>>;
    });
    for (const one of requests.filter(({ event }) => event === "request")) {
      const names = Object.keys(one);
      expect(names.filter((name) => ![...fields, ...reportFields].includes(name))).toEqual([]);
      expect(one["requestId"]).toMatch(/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/);
    }
    const all = stack.logs.join("");
    expect(findCanary(all, canary)).toBeUndefined();
    expect(all).not.toMatch(/forged|leak|\[2J|user-agent/i);
  });

  it("says which files a request was refused for", () => {
    const refused = stack.logs
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ code }) => code === "attachment_unscannable");
    expect(refused).toMatchObject({ outcome: "refused", files: { "other:refused": 1 } });
  });

  it("says what was done by entity type and action", () => {
    const first = stack.logs
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .find(({ event }) => event === "request");
    expect(first).toMatchObject({
      level: "info",
      desk: "zendesk",
      route: "POST /api/v2/tickets",
      method: "POST",
      status: 201,
      outcome: "forwarded",
      verdict: "redact",
      mode: "enforce",
      permissions: [],
    });
    expect(first?.["counts"]).toMatchObject({ "IP_ADDRESS:mask": 1 });
  });

  it.each([
    ["forwarded", 201, "info"],
    ["forwarded", 503, "warn"],
    ["refused", 400, "info"],
    ["failed", 502, "error"],
    ["aborted", 0, "warn"],
  ] as const)("%s with %d is of level %s", (outcome, status, level) => {
    const lines: string[] = [];
    createLog({ write: (line) => void lines.push(line) }).request({
      requestId: "r",
      desk: "zendesk",
      route: "other",
      method: "POST",
      status,
      outcome,
      bytesIn: 1,
      bytesOut: 1,
      totalMs: 1.23456,
      redactMs: 0.1,
    });
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ level, status, totalMs: 1.23 });
  });
});

describe("last resort", () => {
  it.each(["throw", "reject"])(
    "J07 %s: the name is logged, not the message, and the process ends with 1",
    (how) => {
      const modules = new URL("../../dist/ops/", import.meta.url).href;
      const program = `
      const { installLastResort } = await import("${modules}last-resort.js");
      const { createLog } = await import("${modules}log.js");
      installLastResort(createLog());
      const error = new TypeError("about " + ["c908", "leak.test"].join("@"));
      ${how === "throw" ? "setTimeout(() => { throw error; });" : "Promise.reject(error);"}
      setTimeout(() => {}, 5000);`;
      const ran = spawnSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
      expect(ran.status).toBe(1);
      expect(JSON.parse(ran.stdout)).toMatchObject({ level: "error", event: "uncaught_TypeError" });
      expect(findCanary(ran.stdout + ran.stderr, canary)).toBeUndefined();
    },
  );

  it("a thrown object cannot name itself", () => {
    class Named extends Error {
      override name = canary;
    }
    expect([nameOf(new Named()), nameOf(canary), nameOf(new RangeError("x"))]).toEqual([
      "unknown",
      "unknown",
      "RangeError",
    ]);
  });
});
