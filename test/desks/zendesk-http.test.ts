/* Zendesk through the whole proxy: refusals in the reader's language, uploads of any type, headers, repeats. */

import { afterEach, describe, expect, it } from "vitest";
import { request } from "undici";
import type { ConfigInput } from "../../src/config/schema.js";
import { defaultHttpLimits } from "../../src/core/limits.js";
import { readZip } from "../../src/document/files/zip/read.js";
import { anyLabel } from "../support/redactor.js";
import { startStack, type Stack } from "../support/stack.js";
import { zip } from "../support/zip.js";

const every = new RegExp(anyLabel, "g");
const stacks: Stack[] = [];

afterEach(async () => {
  for (const stack of stacks.splice(0)) await stack.close();
});

async function start(config: ConfigInput = {}): Promise<Stack> {
  const stack = await startStack(config);
  stacks.push(stack);
  return stack;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

interface Sent {
  readonly method?: "POST" | "PUT" | "GET";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

async function send(stack: Stack, path: string, { method = "POST", headers, body }: Sent): Promise<Answer> {
  const answer = await request(stack.proxy + path, {
    method,
    headers: { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() };
}

interface Invalid {
  readonly error: string;
  readonly description: string;
  readonly details: { readonly base: readonly { readonly description: string; readonly error: string }[] };
}

const secret = JSON.stringify({
  ticket: { comment: { body: "password: Elm$tree8" }, collaborators: ["bob@leak.test"] },
});

describe("a reject", () => {
  it.each([
    [
      "en-GB,en;q=0.9",
      "Please take out passwords, keys and other credentials and people in copy (CC) and send it again.",
    ],
    [
      "de-AT",
      "Bitte entfernen Sie Passwörter, Schlüssel und andere Zugangsdaten und Personen in Kopie (CC) und senden Sie",
    ],
    ["fr;q=0.8, pl", "mots de passe, clés et autres identifiants"],
    ["es-MX,es;q=0.9", "contraseñas, claves y otras credenciales"],
    ["tlh", "Please take out passwords"],
  ])("in %s has the desk's shape and says what to take out", async (language, sentence) => {
    const stack = await start({ preset: "strict" });
    const answer = await send(stack, "/api/v2/tickets.json", {
      headers: { "accept-language": language },
      body: secret,
    });
    const invalid = JSON.parse(answer.text) as Invalid;
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([422, "pii_rejected"]);
    expect(answer.headers["content-type"]).toMatch(/^application\/json/);
    expect([invalid.error, invalid.description]).toEqual(["RecordInvalid", "Record validation errors"]);
    expect(invalid.details.base[0]?.description).toContain(sentence);
    expect(invalid.details.base.slice(1).map(({ description }) => description)).toEqual([
      "/ticket/comment/body: CREDENTIAL",
      "/ticket/collaborators/*: CC_RECIPIENT",
    ]);
    expect(answer.text).not.toMatch(/Elm|leak\.test/);
    expect(stack.received).toEqual([]);
  });

  it("speaks the operator's own words where they are given", async () => {
    const messages = { de: { pii_rejected: "Bitte ohne {things}. Fragen: Aushang 7." } };
    const stack = await start({ preset: "strict", messages });
    const answer = async (language: string): Promise<string> => {
      const options = { headers: { "accept-language": language }, body: secret };
      const { text } = await send(stack, "/api/v2/tickets", options);
      return (JSON.parse(text) as Invalid).details.base[0]?.description ?? "";
    };
    expect(await answer("de")).toBe(
      "Bitte ohne Passwörter, Schlüssel und andere Zugangsdaten und Personen in Kopie (CC). Fragen: Aushang 7.",
    );
    expect(await answer("en")).toMatch(/^Please take out/);
  });

  it("of a mask that is written back names it", async () => {
    const stack = await start();
    const body = '{"ticket":{"requester":{"email":"[EMAIL_ADDRESS 7K3QXD]"},"comment":{"body":"x"}}}';
    const answer = await send(stack, "/api/v2/tickets.json", { body });
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([422, "mask_written_back"]);
    expect((JSON.parse(answer.text) as Invalid).details.base[0]).toMatchObject({
      error: "mask_written_back",
    });
    expect(stack.received).toEqual([]);
  });
});

describe("uploads are judged by their bytes", () => {
  const text = "panel password: Elm$tree8\nhost 203.0.113.7, mail jane@leak.test\n";
  const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
  const path = "/api/v2/uploads.json?filename=log.txt&binary=undefined";
  const stored = (stack: Stack): Buffer =>
    [...stack.desk.store.uploads.values()].at(-1)?.bytes ?? Buffer.alloc(0);

  it.each([
    "application/json",
    "application/binary",
    "image/png",
    "text/plain",
    "application/pdf",
    "no/such+type",
  ])("text declared as %s is redacted", async (type) => {
    const stack = await start();
    const answer = await send(stack, path, { headers: { "content-type": type }, body: text });
    expect(answer.status).toBe(201);
    expect(stored(stack).toString().replace(every, "#")).toBe("panel password: #\nhost #, mail #\n");
  });

  it("an image declared as JSON passes by the named permission, which is counted", async () => {
    const stack = await start();
    const answer = await send(stack, path, { body: png });
    expect([answer.status, stored(stack).equals(png)]).toEqual([201, true]);
    const metrics = await (await request(`${stack.admin}/metrics`)).body.text();
    expect(metrics).toContain('deskveil_unread_total{permission="unscanned-attachments"} 1');
  });

  it("an archive is masked inside; header and metrics tell of its files", async () => {
    const stack = await start();
    const answer = await send(stack, path, { body: zip([{ name: "a.log", content: text }]) });
    const [entry] = readZip(stored(stack), defaultHttpLimits).entries;
    expect(entry?.content.toString().replace(every, "#")).toBe("panel password: #\nhost #, mail #\n");
    expect(answer.headers["x-deskveil-verdict"]).toContain("; files-masked=2; policy=");
    const metrics = await (await request(`${stack.admin}/metrics`)).body.text();
    for (const file of ["archive", "text"])
      expect(metrics).toContain(`deskveil_files_total{class="${file}",fate="masked"} 1`);
  });

  it.each<[string, Buffer, ConfigInput]>([
    ["an image under strict", png, { preset: "strict" }],
    ["bytes of no known kind", Buffer.from([0, 1, 2, 255]), {}],
  ])("%s is refused", async (_name, body, config) => {
    const stack = await start(config);
    const answer = await send(stack, path, { headers: { "content-type": "image/png" }, body });
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([422, "attachment_unscannable"]);
    expect(stack.received).toEqual([]);
  });

  it("the file's name is redacted, its token passes", async () => {
    const stack = await start();
    await send(stack, "/api/v2/uploads?filename=jane%40leak.test.log&token=6bk3gql82em5nmf", {
      body: "plain",
    });
    const query = stack.received[0]?.query;
    expect(query?.get("filename")).toMatch(/^\[EMAIL_ADDRESS \w{6}\]/);
    expect(query?.get("token")).toBe("6bk3gql82em5nmf");
  });
});

describe("what belongs to the desk passes", () => {
  it("headers of the API", async () => {
    const stack = await start();
    const headers = {
      authorization: "Basic YWdlbnRAZXhhbXBsZS5jb20vdG9rZW46bWFkZS11cA==",
      "x-on-behalf-of": "agent@example.com",
      "idempotency-key": "order-000912",
      "accept-language": "de",
      "if-none-match": '"abc"',
      "user-agent": "integration/1.0",
      "x-zendesk-marketplace-name": "integration",
    };
    await send(stack, "/api/v2/tickets.json", { headers, body: '{"ticket":{"comment":{"body":"x"}}}' });
    expect(stack.received[0]?.headers).toMatchObject(headers);
  });

  it("redaction endpoints, untouched", async () => {
    const stack = await start();
    const body = '{"ticket_id":1,"html_body":"<redact>jane@leak.test</redact> password: Elm$tree8"}';
    await send(stack, "/api/v2/comment_redactions/77.json", { method: "PUT", body });
    expect(stack.received[0]?.body.toString()).toBe(body);
    const metrics = await (await request(`${stack.admin}/metrics`)).body.text();
    expect(metrics).toContain('deskveil_unread_total{permission="redaction-endpoints"} 1');
  });

  it("look-ups, untouched", async () => {
    const stack = await start();
    const query = "query=type:ticket%20requester:jane%40leak.test&sort_by=created_at&page[size]=2";
    await send(stack, `/api/v2/search.json?${query}`, { method: "GET" });
    expect([...(stack.received[0]?.query ?? [])]).toEqual([...new URLSearchParams(query)]);
  });
});

describe("a repeated request", () => {
  const body = JSON.stringify({
    ticket: { comment: { body: "203.0.113.7 and jane@leak.test" }, collaborators: ["bob@leak.test"] },
  });
  const headers = { "idempotency-key": "order-000912" };

  it("is the same to the desk, so that its key holds", async () => {
    const stack = await start();
    const first = await send(stack, "/api/v2/tickets.json", { headers, body });
    const second = await send(stack, "/api/v2/tickets.json", { headers, body });
    expect([first.headers["x-idempotency-lookup"], second.headers["x-idempotency-lookup"]]).toEqual([
      "miss",
      "hit",
    ]);
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(stack.desk.store.tickets.size).toBe(1);
    expect(stack.received[1]?.body).toEqual(stack.received[0]?.body);
  });

  it("with another value under the same key is the desk's own 400", async () => {
    const stack = await start();
    await send(stack, "/api/v2/tickets.json", { headers, body });
    const other = await send(stack, "/api/v2/tickets.json", { headers, body: body.replace("203", "198") });
    expect([other.status, JSON.parse(other.text)]).toMatchObject([400, { error: "IdempotentRequestError" }]);
  });
});
