/* Real connections: which addresses are reached, which certificates hold, and what is read of an answer. */

import type { LookupAddress } from "node:dns";
import { connect, type LookupFunction } from "node:net";
import tls from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { systemClock } from "../../../src/core/clock.js";
import type { Destination } from "../../../src/core/destination.js";
import { judgeSocket, type GuardOptions } from "../../../src/relay/deliver/guard.js";
import { createTransport, type Transport } from "../../../src/relay/deliver/transport.js";
import { certify } from "../../support/certificates.js";
import { startReceiver, status, until, type Receiver } from "../../support/receiver.js";

const open: Transport[] = [];
const receivers: Receiver[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((transport) => transport.close()));
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

async function receive(tls?: Parameters<typeof startReceiver>[0]): Promise<Receiver> {
  const receiver = await startReceiver(tls);
  receivers.push(receiver);
  return receiver;
}

interface Attempt extends Partial<Destination>, GuardOptions {
  readonly to: string;
}

const loopback = { networks: ["127.0.0.0/8"] };

/** Sends once with each call. */
function sender({ to, lookup, ca, ...change }: Attempt): () => Promise<unknown> {
  const destination: Destination = {
    name: "crm",
    url: new URL(to),
    signing: "none",
    secrets: [],
    networks: [],
    concurrency: 1,
    timeoutMs: 2000,
    insecure: false,
    ...change,
  };
  const transport = createTransport(
    destination,
    { ...(lookup && { lookup }), ...(ca && { ca }) },
    systemClock,
  );
  open.push(transport);
  const outgoing = { method: "POST", url: destination.url, headers: [], body: Buffer.from("{}") };
  return () => transport.send(outgoing, new AbortController().signal);
}

const send = async (attempt: Attempt): Promise<unknown> => sender(attempt)();

async function withEnvironment<T>(
  names: readonly string[],
  value: string,
  run: () => Promise<T>,
): Promise<T> {
  const before = new Map(names.map((name) => [name, process.env[name]]));
  for (const name of names) process.env[name] = value;
  try {
    return await run();
  } finally {
    for (const [name, old] of before) {
      if (old === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = old;
    }
  }
}

/** A name server of a test's own: one answer after the other, the last one stays. */
function answering(...answers: readonly (readonly string[] | Error)[]): LookupFunction & { asked: number } {
  const counted = { asked: 0 };
  const lookup = (_name: string, options: object, callback: Parameters<LookupFunction>[2]): void => {
    expect(options).toMatchObject({ all: true });
    const answer = answers[Math.min(counted.asked++, answers.length - 1)] ?? [];
    if (answer instanceof Error) callback(answer as NodeJS.ErrnoException, "");
    else
      callback(
        null,
        answer.map((address): LookupAddress => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
  };
  return Object.defineProperty(lookup as LookupFunction & { asked: number }, "asked", {
    get: () => counted.asked,
  });
}

const forbidden = { code: "destination_forbidden" };
const notFound = Object.assign(new Error("not found"), { code: "ENOTFOUND" });

describe("connected address", () => {
  it.each([
    ["L10", "http://127.0.0.1:PORT/"],
    ["L10", "http://2130706433:PORT/"],
    ["L10", "http://[::ffff:7f00:1]:PORT/"],
    ["L10", "http://0.0.0.0:PORT/"],
    ["L10", "http://localhost:PORT/"],
    ["L11", "http://[64:ff9b::7f00:1]:PORT/"],
    ["L11", "http://[2002:7f00:1::]:PORT/"],
  ])("%s %s connects to nothing", async (_id, to) => {
    const receiver = await receive();
    expect(await send({ to: to.replace("PORT", String(receiver.port)) })).toEqual(forbidden);
    expect(receiver.connections()).toBe(0);
  });

  it.each([
    ["L10", ["127.0.0.1"]],
    ["L10", ["::1"]],
    ["L10", ["::ffff:127.0.0.1"]],
    ["L10", ["169.254.169.254"]],
    ["L10", ["fe80::1%lo"]],
    ["L11", ["64:ff9b::7f00:1", "2002:7f00:1::"]],
  ])("%s a name that resolves to %j connects to nothing", async (_id, addresses) => {
    const receiver = await receive();
    const to = `http://hooks.example.com:${String(receiver.port)}/`;
    expect(await send({ to, lookup: answering(addresses) })).toEqual(forbidden);
    expect(receiver.connections()).toBe(0);
  });

  it("L10 the same addresses are reached where the destination names their network, and no others", async () => {
    const receiver = await receive();
    const to = `http://hooks.example.com:${String(receiver.port)}/`;
    expect(await send({ to: `http://127.0.0.1:${String(receiver.port)}/`, ...loopback })).toEqual({
      status: 200,
    });
    // Of two addresses the one that is allowed is taken.
    const lookup = answering(["10.0.0.1", "127.0.0.1"]);
    expect(await send({ to, ...loopback, lookup })).toEqual({ status: 200 });
    expect(await send({ to, networks: ["127.0.0.2/32"], lookup: answering(["127.0.0.1"]) })).toEqual(
      forbidden,
    );
    expect(receiver.connections()).toBe(2);
  });

  it("L12 the checked address is the one that is connected to: a second answer is never asked for", async () => {
    const checked = await receive();
    const lookup = answering(["127.0.0.1"], ["127.0.0.2"]);
    const to = `http://rebound.example.com:${String(checked.port)}/`;
    expect(await send({ to, networks: ["127.0.0.1/32"], lookup })).toEqual({ status: 200 });
    expect([lookup.asked, checked.received.length]).toEqual([1, 1]);
    // The next connection asks again and is judged again.
    expect(await send({ to, networks: ["127.0.0.1/32"], lookup })).toEqual(forbidden);
  });

  it("L12 what the socket says of its other end is judged once more before a byte is sent", async () => {
    const receiver = await receive();
    const made = connect(receiver.port, "127.0.0.1");
    await new Promise((resolve) => made.once("connect", resolve));
    expect(judgeSocket(made, () => true)).toEqual([null, made]);
    expect(judgeSocket(made, (address) => address !== "127.0.0.1")).toMatchObject([forbidden, null]);
    expect(made.destroyed).toBe(true);
  });

  it("L13 K10 a redirect to an address within is not followed", async () => {
    const [receiver, inner] = [await receive(), await receive()];
    receiver.answers = [status(302, { location: `http://127.0.0.1:${String(inner.port)}/` })];
    expect(await send({ to: `http://127.0.0.1:${String(receiver.port)}/`, ...loopback })).toEqual({
      status: 302,
    });
    expect([receiver.received.length, inner.connections()]).toEqual([1, 0]);
  });

  it("L16 a proxy of the environment is not asked", async () => {
    const [receiver, proxy] = [await receive(), await receive()];
    const names = [
      "HTTP_PROXY",
      "http_proxy",
      "HTTPS_PROXY",
      "https_proxy",
      "ALL_PROXY",
      "NODE_USE_ENV_PROXY",
    ];
    const to = `http://127.0.0.1:${String(receiver.port)}/`;
    const elsewhere = `http://127.0.0.1:${String(proxy.port)}`;
    const answer = await withEnvironment(names, elsewhere, () => send({ to, ...loopback }));
    expect(answer).toEqual({ status: 200 });
    expect([receiver.received.length, proxy.connections()]).toEqual([1, 0]);
  });

  it("K17 a name that is not found, or has no address, can be reached as soon as it resolves", async () => {
    const receiver = await receive();
    const lookup = answering(notFound, [], ["127.0.0.1"]);
    const to = `http://flapping.example.com:${String(receiver.port)}/`;
    const unreachable = { code: "destination_unreachable" };
    expect(await send({ to, ...loopback, lookup })).toEqual(unreachable);
    expect(await send({ to, ...loopback, lookup })).toEqual(unreachable);
    expect(await send({ to, ...loopback, lookup })).toEqual({ status: 200 });
    // One pool, too, remembers no failure.
    const again = sender({ to, ...loopback, lookup: answering(notFound, ["127.0.0.1"]) });
    expect([await again(), await again()]).toEqual([unreachable, { status: 200 }]);
  });

  it("K17 a name server that takes its time is asked once, whoever waits, and costs an attempt only", async () => {
    const receiver = await receive();
    let asked = 0;
    const slow: LookupFunction = (_name, _options, callback) => {
      asked++;
      setTimeout(() => {
        callback(null, [{ address: "127.0.0.1", family: 4 }]);
      }, 300);
    };
    const to = `http://slow.example.com:${String(receiver.port)}/`;
    const hasty = await send({ to, ...loopback, lookup: slow, timeoutMs: 100 });
    expect([hasty, asked]).toEqual([{ code: "destination_timeout" }, 1]);
    const patient = sender({ to, ...loopback, lookup: slow, concurrency: 3 });
    const answers = await Promise.all([patient(), patient(), patient()]);
    expect([...answers, asked]).toEqual([{ status: 200 }, { status: 200 }, { status: 200 }, 2]);
  });

  it.each([
    ["a scheme that is none of ours", { to: "ftp://example.com/" }],
    ["a network that is none", { to: "http://example.com/", networks: ["everything"] }],
  ])("K29 %s throws while it is made, before anything is sent", async (_what, attempt) => {
    await expect(send(attempt)).rejects.toThrow();
  });
});

describe("TLS", () => {
  const authority = certify({ name: "Test Root" });
  const good = certify({ name: "good", hosts: ["hooks.example.com", "127.0.0.1"], issuer: authority });
  const untrusted = { code: "destination_untrusted" };
  const lookup = answering(["127.0.0.1"]);
  const old = { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  async function over(server: object, change: Partial<Attempt> = {}) {
    const receiver = await receive(server);
    const to = `https://hooks.example.com:${String(receiver.port)}/`;
    const answer = await send({ to, lookup, ...loopback, ca: [authority.cert], ...change });
    return { answer, received: receiver.received.length };
  }

  it("a certificate of the right host by a known root is delivered to", async () => {
    const { keyPem: key, cert } = good;
    expect(await over({ key, cert, maxVersion: "TLSv1.2" })).toEqual({
      answer: { status: 200 },
      received: 1,
    });
    expect(await over({ key, cert })).toEqual({ answer: { status: 200 }, received: 1 });
    const receiver = await receive({ key, cert });
    const to = `https://127.0.0.1:${String(receiver.port)}/`;
    expect(await send({ to, ...loopback, ca: [authority.cert] })).toEqual({ status: 200 });
    expect(await send({ to, ...loopback })).toEqual(untrusted);
  });

  it.each([
    ["self-signed", certify({ name: "self", hosts: ["hooks.example.com"] })],
    [
      "expired",
      certify({ name: "old", hosts: ["hooks.example.com"], issuer: authority, until: Date.now() - 1000 }),
    ],
    ["of another host", certify({ name: "other", hosts: ["other.example.com"], issuer: authority })],
  ])(
    "L15 K10 %s: nothing is sent, unless the destination is insecure",
    async (_what, { keyPem: key, cert }) => {
      const answer = await withEnvironment(["NODE_TLS_REJECT_UNAUTHORIZED"], "0", () => over({ key, cert }));
      expect(answer).toEqual({ answer: untrusted, received: 0 });
      expect(await over({ key, cert }, { insecure: true })).toEqual({ answer: { status: 200 }, received: 1 });
    },
  );

  it("L15 TLS 1.1 is not spoken, not even where certificates are not checked", async () => {
    const { keyPem: key, cert } = good;
    const defaults = { ciphers: tls.DEFAULT_CIPHERS, version: tls.DEFAULT_MIN_VERSION };
    // Not even where the process was started with weaker defaults.
    Object.assign(tls, { DEFAULT_CIPHERS: old.ciphers, DEFAULT_MIN_VERSION: old.minVersion });
    try {
      expect(await over({ key, cert, ...old })).toEqual({ answer: untrusted, received: 0 });
      expect(await over({ key, cert, ...old }, { insecure: true })).toEqual({
        answer: untrusted,
        received: 0,
      });
    } finally {
      Object.assign(tls, { DEFAULT_CIPHERS: defaults.ciphers, DEFAULT_MIN_VERSION: defaults.version });
    }
  });
});

describe("answers", () => {
  const to = (receiver: Receiver): Attempt => ({
    to: `http://127.0.0.1:${String(receiver.port)}/`,
    ...loopback,
  });

  it("L18 of 100 MB some kilobytes are read, and nothing of it is kept", async () => {
    const receiver = await receive();
    let sent = 0;
    let isCut = false;
    receiver.answers = [
      (res) => {
        res.writeHead(500, { "set-cookie": "secret=1" });
        res.on("close", () => (isCut = true));
        const chunk = Buffer.alloc(64 * 1024, "s");
        const more = (): void => {
          while (!isCut && sent < 100e6) {
            sent += chunk.length;
            if (!res.write(chunk)) {
              res.once("drain", more);
              return;
            }
          }
        };
        more();
      },
    ];
    expect(await send(to(receiver))).toEqual({ status: 500 });
    await until(() => isCut);
    expect(sent).toBeLessThan(10e6);
  });

  it("a body that breaks off or never ends changes nothing of what the status says", async () => {
    const receiver = await receive();
    receiver.answers = [
      (res) => {
        res.writeHead(200, { "content-length": "10" });
        res.write("half", () => res.destroy());
      },
      (res) => void res.writeHead(202).write("more to come"),
    ];
    expect(await send(to(receiver))).toEqual({ status: 200 });
    expect(await send({ ...to(receiver), timeoutMs: 600 })).toEqual({ status: 202 });
  });

  it.each([
    ["says nothing", () => undefined, "destination_timeout"],
    ["hangs up", (res: { destroy(): void }) => void res.destroy(), "destination_unreachable"],
    [
      "speaks no HTTP",
      (res: { socket: { end(text: string): void } | null }) => res.socket?.end("220 hello\r\n"),
      "destination_unreachable",
    ],
  ])("K10 a destination that %s", async (_what, answer, code) => {
    const receiver = await receive();
    receiver.answers = [answer as never];
    expect(await send({ ...to(receiver), timeoutMs: 400 })).toEqual({ code });
  });

  it("K10 a port on which nobody listens", async () => {
    const receiver = await startReceiver();
    await receiver.close();
    expect(await send(to(receiver))).toEqual({ code: "destination_unreachable" });
  });
});
