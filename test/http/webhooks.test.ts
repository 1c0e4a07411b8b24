/* Webhooks from the socket to the durable commit, over real sockets, a real store and a real receiver. */

import { Readable } from "node:stream";
import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generateQuarantineKeys } from "../../src/relay/quarantine.js";
import { findLeaks } from "../support/canary.js";
import { jpeg } from "../support/images.js";
import { status, until } from "../support/receiver.js";
import {
  event,
  receiverKey,
  secrets,
  startRelayStack,
  zendeskHeaders,
  type RelayStack,
} from "../support/relay-stack.js";
import { zip } from "../support/zip.js";

const minute = 60_000;
const canaries = {
  mail: "c910@leak.test",
  phone: "+44 7700 900941",
  password: "Canary!Oak7tree",
};
const text = `mail ${canaries.mail}, call ${canaries.phone}, password: ${canaries.password}`;

let stack: RelayStack;

beforeAll(async () => {
  stack = await startRelayStack();
});

afterAll(async () => {
  await stack.close();
});

const deliveries = (id: string) =>
  stack.receiver.received.filter(({ headers }) => headers["webhook-id"] === id);

describe("a delivery", () => {
  it("L07 arrives redacted and signed by us; nothing of the sender's proof or logins goes on", async () => {
    const body = event("first", text);
    const headers = {
      ...zendeskHeaders(body),
      authorization: "Basic bm9ib2R5OnNlY3JldA==",
      "x-custom-token": "custom-1",
      "x-zendesk-account-id": "1",
      cookie: "a=b",
    };
    const answer = await stack.send(body, headers);
    expect(answer.status).toBe(202);
    expect(answer.headers["x-deskveil-outcome"]).toBe("stored");
    await until(() => deliveries("first").length === 1);
    const [webhook] = deliveries("first");
    const stamp = String(webhook?.headers["webhook-timestamp"]);
    const signed = createHmac("sha256", receiverKey).update(`first.${stamp}.`).update(webhook!.body);
    expect(webhook?.headers["webhook-signature"]).toBe(`v1,${signed.digest("base64")}`);
    expect(webhook?.headers["x-zendesk-account-id"]).toBe("1");
    const names = Object.keys(webhook!.headers);
    for (const name of [...Object.keys(zendeskHeaders("")), "authorization", "x-custom-token", "cookie"])
      if (name !== "content-type") expect(names).not.toContain(name);
    expect(findLeaks({ wire: webhook!.body }, Object.values(canaries))).toEqual([]);
    expect(webhook!.body.toString()).toContain("[EMAIL_ADDRESS");
  });

  it.each<[string, (body: string) => [string, Record<string, string>], string]>([
    ["L01 no signature", (body) => [body, { "content-type": "application/json" }], "signature_invalid"],
    ["L01 another secret", (body) => [body, zendeskHeaders(body, { secret: "other" })], "signature_invalid"],
    [
      "L01 a shortened signature",
      (body) => {
        const headers = zendeskHeaders(body);
        const name = "x-zendesk-webhook-signature";
        return [body, { ...headers, [name]: headers[name]!.slice(0, 20) }];
      },
      "signature_invalid",
    ],
    [
      "L01 another algorithm",
      (body) => {
        const headers = zendeskHeaders(body);
        const stamp = headers["x-zendesk-webhook-signature-timestamp"]!;
        const other = createHmac("sha1", secrets.sender).update(stamp).update(body).digest("base64");
        return [body, { ...headers, "x-zendesk-webhook-signature": other }];
      },
      "signature_invalid",
    ],
    ["L02 one blank more", (body) => [`${body} `, zendeskHeaders(body)], "signature_invalid"],
    [
      "L03 6 min old",
      (body) => [body, zendeskHeaders(body, { at: Date.now() - 6 * minute })],
      "timestamp_out_of_tolerance",
    ],
    [
      "L03 6 min ahead",
      (body) => [body, zendeskHeaders(body, { at: Date.now() + 6 * minute })],
      "timestamp_out_of_tolerance",
    ],
    [
      "L03 not a time",
      (body) => {
        const stamp = "yesterday";
        const proof = createHmac("sha256", secrets.sender).update(stamp).update(body).digest("base64");
        const headers = zendeskHeaders(body);
        return [
          body,
          {
            ...headers,
            "x-zendesk-webhook-signature-timestamp": stamp,
            "x-zendesk-webhook-signature": proof,
          },
        ];
      },
      "timestamp_out_of_tolerance",
    ],
  ])("%s is refused, and nothing is stored", async (name, make, code) => {
    const [body, headers] = make(event(`refused-${name}`, text));
    const answer = await stack.send(body, headers);
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([401, code]);
    expect(findLeaks({ answer: answer.text }, Object.values(canaries))).toEqual([]);
  });

  it("L06 the older of two secrets holds during rotation", async () => {
    const body = event("rotated", "hello");
    expect((await stack.send(body, zendeskHeaders(body, { secret: secrets.older }))).status).toBe(202);
  });

  it("L04 an exact replay is accepted, and delivered once", async () => {
    const body = event("replayed", "hello");
    const headers = zendeskHeaders(body);
    const outcomes = [await stack.send(body, headers), await stack.send(body, headers)];
    expect(outcomes.map((one) => [one.status, one.headers["x-deskveil-outcome"]])).toEqual([
      [202, "stored"],
      [202, "duplicate"],
    ]);
    await until(() => deliveries("replayed").length > 0);
    const after = event("after-replayed", "hello");
    await stack.send(after);
    await until(() => deliveries("after-replayed").length === 1);
    expect(deliveries("replayed")).toHaveLength(1);
  });

  it("L05 the same id with other bytes is a conflict", async () => {
    await stack.send(event("conflicting", "hello"));
    const answer = await stack.send(event("conflicting", "hello again"));
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([409, "idempotency_conflict"]);
  });

  it("L08 without a quarantine what may not pass is not taken, and the sender comes again", async () => {
    const body = Buffer.from(event("unreadable", "hello").replace("hello", "\xff\xfe"), "latin1");
    const answer = await stack.send(body);
    expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([503, "quarantine_unavailable"]);
    expect(answer.headers["retry-after"]).toBe("5");
  });

  it("a content coding is taken off before the proof is checked, and does not go on", async () => {
    const body = event("coded", text);
    const answer = await stack.send(gzipSync(body), {
      ...zendeskHeaders(body),
      "content-encoding": "gzip",
    });
    expect(answer.status).toBe(202);
    await until(() => deliveries("coded").length === 1);
    expect(deliveries("coded")[0]?.headers["content-encoding"]).toBeUndefined();
    expect(deliveries("coded")[0]?.body.toString()).toContain("[PHONE_NUMBER");
  });

  it("a method that carries no event is refused; another path is not there", async () => {
    const options = await request(`${stack.origin}/hooks/zendesk`, {
      method: "OPTIONS",
    });
    expect(options.statusCode).toBe(405);
    expect((await stack.send("{}", { "content-type": "application/json" }, "/api/v2/tickets")).status).toBe(
      404,
    );
  });

  it("I10 clients that go away in the middle leave nothing behind", async () => {
    const aborted = Array.from({ length: 20 }, async () => {
      const controller = new AbortController();
      const sending = request(`${stack.origin}/hooks/zendesk`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: Readable.from(
          (async function* () {
            yield Buffer.alloc(1000, 32);
            controller.abort();
            await new Promise(() => undefined);
          })(),
        ),
        signal: controller.signal,
      });
      await sending.catch(() => undefined);
    });
    await Promise.all(aborted);
    expect((await stack.send(event("after-aborts", "hello"))).status).toBe(202);
  });
});

describe("operations", () => {
  it("K26, I12 readiness and metrics name what is configured, and nothing that was sent", async () => {
    await stack.send(event("counted", text));
    await until(() => deliveries("counted").length === 1);
    const ready = (await (await request(`${stack.admin}/readyz`)).body.json()) as Record<string, unknown>;
    expect(ready).toMatchObject({
      ready: true,
      relay: {
        store: "ok",
        destinations: [{ name: "tickets", state: "closed", insecure: false }],
        unsigned: [],
        quarantine: { configured: false, held: 0 },
      },
    });
    const metrics = await (await request(`${stack.admin}/metrics`)).body.text();
    expect(metrics).toMatch(/deskveil_webhooks_total\{webhook="support",outcome="stored",code="none"\} \d/);
    expect(metrics).toMatch(
      /deskveil_deliveries_total\{destination="tickets",outcome="delivered",code="none"\} \d/,
    );
    expect(metrics).toContain('deskveil_queue_events{destination="tickets",state="dead"} 0');
    const store = readdirSync(stack.folder).map((name) => readFileSync(join(stack.folder, name)));
    const sinks = {
      metrics,
      logs: stack.logs.join("\n"),
      store: Buffer.concat(store),
    };
    expect(findLeaks(sinks, [...Object.values(canaries), secrets.sender])).toEqual([]);
    expect(stack.logs.join("\n")).toContain('"outcome":"stored"');
  });
});

describe("by configuration", () => {
  const run = async (
    overrides: Parameters<typeof startRelayStack>[0],
    check: (other: RelayStack) => Promise<void>,
  ): Promise<void> => {
    const other = await startRelayStack(overrides);
    try {
      await check(other);
    } finally {
      await other.close();
    }
  };

  it("L08 what is rejected or cannot be read is sealed, acknowledged and held", async () => {
    const { publicKey } = await generateQuarantineKeys();
    const quarantine = {
      "public-key": publicKey.toString("base64url"),
      owner: "privacy@example.com",
    };
    const rules = [
      {
        name: "no mail",
        entity: "EMAIL_ADDRESS" as const,
        action: "reject" as const,
      },
    ];
    await run({ quarantine, rules }, async (other) => {
      const rejected = await other.send(event("rejected", text));
      const unreadable = Buffer.from(event("unreadable", "hello").replace("hello", "\xff\xfe"), "latin1");
      const broken = await other.send(unreadable);
      expect([rejected, broken].map((one) => [one.status, one.headers["x-deskveil-reason"]])).toEqual([
        [202, "pii_rejected"],
        [202, "invalid_utf8"],
      ]);
      // Figures of the store are asked for a few times a second at most.
      await new Promise((resolve) => setTimeout(resolve, 300));
      const ready = (await (await request(`${other.admin}/readyz`)).body.json()) as {
        relay: { quarantine: object };
      };
      expect(ready.relay.quarantine).toEqual({ configured: true, held: 2 });
      const store = readdirSync(other.folder).map((name) => readFileSync(join(other.folder, name)));
      expect(findLeaks({ store: Buffer.concat(store) }, Object.values(canaries))).toEqual([]);
      expect(other.receiver.received).toEqual([]);
    });
  });

  it.each([
    ["an archive in quarantine", "archive", "pii_rejected", zip([{ name: "a.txt", content: text }])],
    ["a picture that cannot be read", "image", "attachment_unscannable", jpeg()],
  ])("L08 %s is acknowledged and held", async (_name, fileClass, reason, file) => {
    const { publicKey } = await generateQuarantineKeys();
    const quarantine = {
      "public-key": publicKey.toString("base64url"),
      owner: "privacy@example.com",
    };
    const webhook = { desk: "zammad", path: "/hooks/zammad" };
    await run({ quarantine, webhook, attachments: { [fileClass]: "quarantine" } }, async (other) => {
      const body = JSON.stringify({
        ticket: { title: "hello" },
        article: {
          body: "see file",
          attachments: [{ filename: "a.bin", data: file.toString("base64") }],
        },
      });
      const signature = createHmac("sha1", secrets.sender).update(body).digest("hex");
      const headers = {
        "content-type": "application/json",
        "x-hub-signature": `sha1=${signature}`,
        "x-zammad-delivery": `file-${fileClass}`,
      };
      const answer = await other.send(body, headers, "/hooks/zammad");
      expect([answer.status, answer.headers["x-deskveil-reason"]]).toEqual([200, reason]);
      expect(other.receiver.received).toEqual([]);
      const fate = reason === "pii_rejected" ? "rejected" : "refused";
      const metrics = await (await request(`${other.admin}/metrics`)).body.text();
      expect(metrics).toContain(`deskveil_files_total{class="${fileClass}",fate="${fate}"} 1\n`);
    });
  });

  it("K33 shadow mode delivers the original bytes, coding included", async () => {
    await run({ mode: "shadow" }, async (other) => {
      const body = event("shadowed", text);
      const coded = gzipSync(body);
      const answer = await other.send(coded, {
        ...zendeskHeaders(body),
        "content-encoding": "gzip",
      });
      expect(answer.headers["x-deskveil-verdict"]).toMatch(/^pass; shadow=redact/);
      await until(() => other.receiver.received.length === 1);
      expect(other.receiver.received[0]?.body.equals(coded)).toBe(true);
      expect(other.receiver.received[0]?.headers["content-encoding"]).toBe("gzip");
    });
  });

  it("I11 one noisy source is held back, with a word on when to come again", async () => {
    await run({ webhook: { rate: 2 } }, async (other) => {
      const answers = [];
      for (let at = 0; at < 8; at++) answers.push(await other.send(event(`noisy-${String(at)}`, "hello")));
      const held = answers.filter((one) => one.headers["x-deskveil-reason"] === "rate_limited");
      expect(held.length).toBeGreaterThanOrEqual(3);
      expect(held[0]?.status).toBe(503);
      expect(held[0]?.headers["retry-after"]).toBe("1");
      // Nobody without the secret uses up the share.
      const forged = await other.send("{}", zendeskHeaders("{}", { secret: "other" }));
      expect(forged.headers["x-deskveil-reason"]).toBe("signature_invalid");
    });
  });

  it("K10 a destination that fails is tried again later; the sender does not notice", async () => {
    await run({ destination: { sign: "sender", secrets: ["env:OLDER"] } }, async (other) => {
      other.receiver.answers = [status(500), status(200)];
      const body = event("signed-again", text);
      expect((await other.send(body)).status).toBe(202);
      await until(() => other.receiver.received.length === 1);
      const [{ headers, body: sent }] = other.receiver.received as [(typeof other.receiver.received)[number]];
      const stamp = String(headers["x-zendesk-webhook-signature-timestamp"]);
      const proof = createHmac("sha256", secrets.older).update(stamp).update(sent).digest("base64");
      expect(headers["x-zendesk-webhook-signature"]).toBe(proof);
    });
  });

  it("a named header goes on; an unsigned webhook is taken and said to be one", async () => {
    const webhook = {
      secrets: undefined,
      "allow-unsigned": true,
      "forward-headers": ["X-Api-Key"],
    };
    await run({ webhook }, async (other) => {
      const headers = {
        "content-type": "application/json",
        "x-api-key": "abc",
        authorization: "Bearer x",
      };
      expect((await other.send(event("unsigned", "hello"), headers)).status).toBe(202);
      await until(() => other.receiver.received.length === 1);
      const [webhookIn] = other.receiver.received;
      expect(webhookIn?.headers["x-api-key"]).toBe("abc");
      expect(webhookIn?.headers.authorization).toBeUndefined();
      const ready = (await (await request(`${other.admin}/readyz`)).body.json()) as {
        relay: { unsigned: string[] };
      };
      expect(ready.relay.unsigned).toEqual(["support"]);
    });
  });
});
