/* A real client, jira.js, through the proxy to a stand-in for Jira on loopback: ADF, participants, errors, answers. */

import { readFileSync } from "node:fs";
import { ServiceDeskClient, Version2Client, Version3Client } from "jira.js";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jira } from "../../src/desks/jira.js";
import { startDeskProxy, type DeskProxy } from "../support/desk-proxy.js";
import { anyLabel } from "../support/redactor.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const every = new RegExp(anyLabel, "g");

let upstream: TestUpstream;
let proxy: DeskProxy;
let strict: DeskProxy;

const issue = { id: "10073", key: "SUP-10", self: "https://example.atlassian.net/rest/api/3/issue/10073" };

beforeAll(async () => {
  upstream = await startUpstream();
  [proxy, strict] = await Promise.all([
    startDeskProxy(jira, upstream.origin, { responses: "scan" }),
    startDeskProxy(jira, upstream.origin, { preset: "strict" }),
  ]);
});

afterAll(async () => {
  await Promise.all([proxy, strict].map(async (one) => one.close()));
  await upstream.close();
});

beforeEach(() => {
  upstream.received.length = 0;
});

const answer = (path: string, status: number, body: unknown): void => {
  upstream.answers.set(path, (res) =>
    res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body)),
  );
};

const options = ({ origin }: DeskProxy) => ({
  host: origin,
  authentication: { basic: { email: "agent@example.com", apiToken: "made-up" } },
});

const payload = <T>(name: string): T =>
  JSON.parse(readFileSync(new URL(`../fixtures/payloads/jira/${name}`, import.meta.url), "utf8")) as T;

const received = (): string => upstream.received.at(-1)?.body.toString() ?? "";
const planted = /alice\.martin|bob\.carter|7700|7946|203\.0\.113|198\.51\.100|wJalrX|Tr0ub4dor/;

describe("jira.js", () => {
  it("creates an issue in ADF: every value is masked, every node is there, no text is empty", async () => {
    answer("/rest/api/3/issue", 201, issue);
    const sent = payload<{ fields: Record<string, unknown> }>("jira-api-v3-issue-create-adf.json");
    const created = await new Version3Client(options(proxy)).issues.createIssue(
      sent as unknown as Parameters<Version3Client["issues"]["createIssue"]>[0],
    );
    expect(created).toEqual(issue);
    expect(received()).not.toMatch(planted);
    const { fields } = JSON.parse(received()) as typeof sent;
    const shapeOf = (value: unknown): unknown =>
      JSON.parse(
        JSON.stringify(value)
          .replace(/"text":"[^"]*"/g, '"text":""')
          .replace(/"(?:href|url)":"[^"]*"/g, '"url":""'),
      );
    expect(shapeOf(fields["description"])).toEqual(shapeOf(sent.fields["description"]));
    expect(JSON.stringify(fields)).not.toContain('"text":""');
    expect(fields["reporter"]).toEqual(sent.fields["reporter"]);
    expect(upstream.received.at(-1)?.headers.authorization).toMatch(/^Basic /);
  });

  it("comments in wiki markup", async () => {
    answer("/rest/api/2/issue/SUP-10/comment", 201, { id: "10000" });
    await new Version2Client(options(proxy)).issueComments.addComment({
      issueIdOrKey: "SUP-10",
      comment: "{code}ssh root@203.0.113.7{code} *mail* [write|mailto:bob.carter@example.org]",
    });
    expect(received().replace(every, "#")).toBe('{"body":"{code}ssh root@#{code} *mail* [write|mailto:#]"}');
  });

  it("creates a request without its participants", async () => {
    answer("/rest/servicedeskapi/request", 201, { issueId: "107001", issueKey: "HELP-1" });
    const sent = payload<Record<string, unknown>>("jsm-api-request-create.json");
    await new ServiceDeskClient(options(proxy)).request.createCustomerRequest(
      sent as unknown as Parameters<ServiceDeskClient["request"]["createCustomerRequest"]>[0],
    );
    const body = JSON.parse(received()) as typeof sent;
    expect(body).not.toHaveProperty("requestParticipants");
    expect(body["raiseOnBehalfOf"]).toBe(sent["raiseOnBehalfOf"]);
    expect(received()).not.toMatch(planted);
  });

  it("reads an answer: people stay, a changelog with the key toString and ADF are masked", async () => {
    answer("/rest/api/3/issue/SUP-10", 200, {
      ...issue,
      fields: {
        summary: "down: 203.0.113.7",
        reporter: {
          accountId: "5b10a2844c20165700ede21g",
          emailAddress: "alice@example.com",
          displayName: "Al",
        },
        description: {
          type: "doc",
          version: 1,
          content: [
            {
              type: "paragraph",
              content: [
                { type: "text", text: "ali" },
                { type: "text", text: "ce.martin@example.com" },
              ],
            },
          ],
        },
      },
      changelog: {
        histories: [
          { items: [{ field: "summary", fromString: "203.0.113.7", toString: "call +44 7700 900123" }] },
        ],
      },
    });
    const read = await new Version3Client(options(proxy)).issues.getIssue({ issueIdOrKey: "SUP-10" });
    const text = JSON.stringify(read);
    expect(text).not.toMatch(planted);
    expect(text).toContain('"emailAddress":"alice@example.com"');
    expect(text.replace(every, "#")).toContain('"fromString":"#","toString":"call #"');
  });

  it("gets Jira's error back when the policy rejects, and nothing is created", async () => {
    const creating = new ServiceDeskClient(options(strict)).request.createCustomerRequest(
      payload("jsm-api-request-create.json"),
    );
    await expect(creating).rejects.toMatchObject({
      status: 422,
      response: {
        status: 422,
        data: {
          errorMessages: [expect.any(String)],
          errors: { requestParticipants: "CC_RECIPIENT" },
          errorMessage: expect.any(String) as string,
        },
      },
    });
    expect(upstream.received).toEqual([]);
  });

  it("a watcher is refused: there is nothing else in the call", async () => {
    const adding = new Version3Client(options(proxy)).issueWatchers.addWatcher({
      issueIdOrKey: "SUP-10",
      accountId: "5b10a2844c20165700ede21g",
    });
    await expect(adding).rejects.toThrow();
    expect(upstream.received).toEqual([]);
  });
});
