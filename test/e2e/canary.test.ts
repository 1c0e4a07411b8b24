/* Planted values are searched in every sink: upstream bytes, client answers, stdout, stderr, logs, metrics. */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { findLeaks } from "../support/canary.js";
import { captureOutput, type Output } from "../support/output.js";
import { startStack, type Stack } from "../support/stack.js";

const canaries = {
  mail: "c900@leak.test",
  phone: "+44 7700 900917",
  ip: "203.0.113.219",
  password: "Canary!Elm8tree",
  copy: "c901@leak.test",
};

const ticket = JSON.stringify({
  ticket: {
    subject: `call ${canaries.phone}`,
    comment: { body: `mail ${canaries.mail}, host ${canaries.ip}, password: ${canaries.password}` },
    collaborators: [canaries.copy],
    [canaries.mail]: `again ${canaries.mail}`,
  },
});

/** Path and query, headers, body: accepted, refused and broken requests alike. */
const requests: readonly { name: string; path: string; type: string; body: string; status: number }[] = [
  { name: "a ticket", path: "/api/v2/tickets.json", type: "application/json", body: ticket, status: 201 },
  {
    name: "J01 broken JSON",
    path: "/api/v2/tickets.json",
    type: "application/json",
    body: `${ticket}${canaries.mail}`,
    status: 400,
  },
  {
    name: "invalid UTF-8 is a JSON error",
    path: "/api/v2/tickets.json",
    type: "application/json; charset=utf-7",
    body: ticket,
    status: 415,
  },
  { name: "unknown type", path: "/api/v2/tickets.json", type: "image/png", body: ticket, status: 415 },
  {
    name: "a path with a value",
    path: `/api/v2/users/${canaries.copy}`,
    type: "application/json",
    body: ticket,
    status: 404,
  },
];

let stack: Stack;
let output: Output;

beforeAll(async () => {
  output = captureOutput();
  stack = await startStack();
});

afterAll(async () => {
  await stack.close();
  output.stop();
});

describe("canary search", () => {
  it.each(requests)("$name", async ({ path, type, body, status }) => {
    const from = stack.received.length;
    const answer = await request(stack.proxy + path, {
      method: "POST",
      headers: { "content-type": type, "x-request-id": "canary-request-1" },
      body,
    });
    expect(answer.statusCode).toBe(status);
    const text = await answer.body.text();
    const upstream = stack.received.slice(from).map((one) => one.body.toString("latin1"));
    const metrics = await (await request(`${stack.admin}/metrics`)).body.text();
    const sinks = {
      upstream: upstream.join("\n"),
      client: text,
      logs: stack.logs.join("\n"),
      metrics,
      stdout: output.stdout,
      stderr: output.stderr,
    };
    expect(findLeaks(sinks, Object.values(canaries))).toEqual([]);
  });
});
