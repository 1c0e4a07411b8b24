/* What goes out with an event: a proof that receivers can check, and never the sender's. */

import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Destination } from "../../../src/core/destination.js";
import { decodeStandardSecret } from "../../../src/core/standard-secret.js";
import type { SignatureScheme } from "../../../src/core/webhook.js";
import { schedule } from "../../../src/relay/deliver/schedule.js";
import { createCompose, webhookId, type SourceSigning } from "../../../src/relay/deliver/outgoing.js";

/** The specification's own example. */
const published = {
  secret: ["wh", "sec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"].join(""),
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  seconds: 1614265330,
  body: Buffer.from('{"test": 2432232314}'),
  signature: ["v1", "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="].join(","),
};

const second = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;

function destination(change: Partial<Destination>): Destination {
  return {
    name: "crm",
    url: new URL("https://hooks.example.com/in"),
    signing: "standard",
    secrets: [published.secret],
    networks: [],
    concurrency: 8,
    timeoutMs: 10_000,
    insecure: false,
    ...change,
  };
}

/** A desk that signs address and body, as HubSpot does. */
const scheme: SignatureScheme = {
  name: "url-and-body",
  headers: ["x-desk-signature"],
  verify: () => false,
  sign: ({ url, body }, secret, nowMs) => ({
    "X-Desk-Signature": createHmac("sha256", secret)
      .update(`${url.href}${String(nowMs)}`)
      .update(body)
      .digest("hex"),
  }),
};

const sources = new Map<string, SourceSigning>([
  ["tickets", { headers: ["x-desk-signature", "x-desk-timestamp"], scheme }],
]);

const now = published.seconds * 1000 + 999;

function compose(
  change: Partial<Destination>,
  request: { headers?: [string, string][]; query?: string } = {},
  id = published.id,
) {
  const { headers = [], query = "" } = request;
  const stored = { method: "POST", query, headers, body: published.body };
  const outgoing = createCompose(destination(change), sources, () => now)({ id, source: "tickets" }, stored);
  const sent = new Map<string, string>();
  for (let at = 0; at < outgoing.headers.length; at += 2)
    sent.set(outgoing.headers[at]!.toLowerCase(), outgoing.headers[at + 1]!);
  return { url: outgoing.url.href, sent };
}

/** As a receiver would: nothing of ours is used. */
function verifies(sent: ReadonlyMap<string, string>, secret: string, body: Buffer): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const text = `${sent.get("webhook-id") ?? ""}.${sent.get("webhook-timestamp") ?? ""}.${body.toString()}`;
  const expected = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return (sent.get("webhook-signature") ?? "").split(" ").includes(expected);
}

describe("Standard Webhooks", () => {
  it("signs the published example as the specification says", () => {
    const { sent } = compose({});
    expect(sent.get("webhook-id")).toBe(published.id);
    expect(sent.get("webhook-timestamp")).toBe(String(published.seconds));
    expect(sent.get("webhook-signature")).toBe(published.signature);
  });

  it("signs with both keys during rotation, the newer one first", () => {
    const { sent } = compose({ secrets: [second, published.secret] });
    expect(sent.get("webhook-signature")?.split(" ")[1]).toBe(published.signature);
    expect(verifies(sent, second, published.body)).toBe(true);
    expect(verifies(sent, published.secret, published.body)).toBe(true);
    expect(verifies(sent, published.secret, Buffer.from('{"test": 2432232315}'))).toBe(false);
  });

  it("a receiver's check fails when one byte of the id or the time changes", () => {
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
      const { sent } = compose({});
      sent.set(name, `${sent.get(name) ?? ""}1`);
      expect(verifies(sent, published.secret, published.body), name).toBe(false);
    }
  });

  it.each([
    ["no prefix", published.secret.slice(6)],
    ["too short", `whsec_${Buffer.alloc(23).toString("base64")}`],
    ["too long", `whsec_${Buffer.alloc(65).toString("base64")}`],
    ["no base64", "whsec_!!!!"],
    ["a bit beyond base64", `${second}=`],
    ["empty", ""],
  ])("K29 a secret with %s refuses the start", (_what, secret) => {
    expect(decodeStandardSecret(secret)).toBeUndefined();
    expect(() => compose({ secrets: [published.secret, secret] })).toThrow(
      new RangeError("not a whsec_ secret"),
    );
  });

  it("K29 no secret, or a signing nobody knows, refuses the start", () => {
    expect(() => compose({ secrets: [] })).toThrow(RangeError);
    expect(() => compose({ signing: "sender", secrets: [] })).toThrow(RangeError);
    expect(() => compose({ signing: "other" as never })).toThrow(RangeError);
  });
});

describe("docs/delivery.md", () => {
  const page = readFileSync(new URL("../../../docs/delivery.md", import.meta.url), "utf8");

  it("its lines verify what goes out, and nothing else", async () => {
    const code = /```js\n(.*?)```/s.exec(page)?.[1] ?? "";
    const { verify } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
      verify: (headers: object, body: Buffer, secret: string, now: number) => void;
    };
    const headers = Object.fromEntries(compose({ secrets: [second, published.secret] }).sent);
    const check = (change: object, body = published.body, at = now) => {
      for (const secret of [second, published.secret]) verify({ ...headers, ...change }, body, secret, at);
    };
    check({});
    expect(() => {
      check({}, Buffer.from("{}"));
    }).toThrow("wrong");
    expect(() => {
      check({ "webhook-id": "other" });
    }).toThrow("wrong");
    expect(() => {
      check({ "webhook-signature": "v1,AAAA" });
    }).toThrow("wrong");
    expect(() => {
      check({ "webhook-timestamp": undefined });
    }).toThrow("old");
    expect(() => {
      check({}, published.body, now + 301_000);
    }).toThrow("old");
    expect(() => {
      verify(headers, published.body, `whsec_${Buffer.alloc(32).toString("base64")}`, now);
    }).toThrow("wrong");
  });

  it("its schedule is the one that is kept", () => {
    const units: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000 };
    const waits = [...page.matchAll(/\| (\d+) +\| (at once|\d+ (?:s|min|h)) /g)].map(
      ([, attempt, wait = ""]) => {
        const [number, unit = ""] = wait.split(" ");
        return [Number(attempt), wait === "at once" ? 0 : Number(number) * (units[unit] ?? NaN)];
      },
    );
    expect(waits.sort(([a = 0], [b = 0]) => a - b)).toEqual(schedule.map((ms, at) => [at + 1, ms]));
  });
});

describe("headers that go out", () => {
  const came: [string, string][] = [
    ["Content-Type", "application/json"],
    ["X-Desk-Signature", "theirs"],
    ["x_desk_signature", "theirs"],
    ["X-Desk-Timestamp", "theirs"],
    ["Webhook-Signature", "theirs"],
    ["svix-signature", "theirs"],
    ["Webhook-Id", "theirs"],
    ["Host", "theirs"],
    ["Content-Length", "1"],
    ["Transfer-Encoding", "chunked"],
    ["X-Desk-Event", "ticket.created"],
  ];

  it.each(["standard", "sender", "none"] as const)(
    "L07 %s: the sender's own proof never goes out",
    (signing) => {
      const { sent } = compose({ signing }, { headers: came });
      expect([...sent.values()].filter((value) => value === "theirs")).toEqual([]);
      expect(sent.get("content-type")).toBe("application/json");
      expect(sent.get("x-desk-event")).toBe("ticket.created");
      expect(sent.get("webhook-id")).toBe(published.id);
      expect(sent.get("x-deskveil-source")).toBe("tickets");
      expect(sent.has("content-length") || sent.has("transfer-encoding") || sent.has("host")).toBe(false);
      expect(sent.has("webhook-signature")).toBe(signing === "standard");
    },
  );

  it("L07 sender: what is forwarded is signed by the desk's scheme, address with query included", () => {
    const { url, sent } = compose(
      { signing: "sender", secrets: ["first", "older"] },
      { headers: came, query: "a=1" },
    );
    expect(url).toBe("https://hooks.example.com/in?a=1");
    const expected = createHmac("sha256", "first")
      .update(`${url}${String(now)}`)
      .update(published.body)
      .digest("hex");
    expect(sent.get("x-desk-signature")).toBe(expected);
  });

  it("sender: a source whose scheme cannot sign throws, and is not sent unsigned", () => {
    const compose = createCompose(destination({ signing: "sender" }), new Map(), () => now);
    const stored = { method: "POST", query: "", headers: [], body: published.body };
    expect(() => compose({ id: "1", source: "tickets" }, stored)).toThrow(RangeError);
  });

  it("none: the id goes out all the same, so that a receiver can do nothing twice", () => {
    const { sent } = compose({ signing: "none", secrets: [] });
    expect([...sent.keys()].sort()).toEqual(["webhook-id", "x-deskveil-source"]);
  });

  it("the query of the webhook joins the one of the destination", () => {
    const url = new URL("https://hooks.example.com/in?team=1");
    expect(compose({ url }, { query: "a=%20b" }).url).toBe("https://hooks.example.com/in?team=1&a=%20b");
    expect(compose({ url }).url).toBe(url.href);
  });

  it("an id that fits into no header goes out as its hash, always the same", () => {
    for (const id of ["a\r\nb: c", "größe", "", "a b", "a.b", "x".repeat(300)]) {
      expect(webhookId(id)).toMatch(/^h_[\w-]{43}$/);
      expect(webhookId(id)).toBe(webhookId(id));
    }
    expect(new Set(["a b", "a.b", "a  b"].map(webhookId)).size).toBe(3);
    expect(webhookId("01HZX:4-2_a")).toBe("01HZX:4-2_a");
  });
});
