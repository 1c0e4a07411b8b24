/* The dispatcher over a real store and real sockets; only the clock and the dice are a test's own. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Destination } from "../../../src/core/destination.js";
import { AppError } from "../../../src/core/errors.js";
import type { DeliveryEvent } from "../../../src/core/observer.js";
import { Sensitive } from "../../../src/core/sensitive.js";
import { createSealing } from "../../../src/relay/at-rest.js";
import { createDispatcher, type Dispatcher } from "../../../src/relay/deliver/dispatcher.js";
import type { Open } from "../../../src/relay/deliver/flight.js";
import { openStore } from "../../../src/relay/open-store.js";
import { createOutbox } from "../../../src/relay/outbox.js";
import type { Store } from "../../../src/relay/store.js";
import { createFakeClock, type FakeClock } from "../../support/fake-clock.js";
import { startReceiver, status, type Receiver } from "../../support/receiver.js";

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** 2026-03-01T12:00:00Z. */
const noon = Date.UTC(2026, 2, 1, 12);

const folder = mkdtempSync(join(tmpdir(), "deskveil-deliver-"));
const openHere = (): Promise<Store> =>
  openStore(`sqlite:${join(folder, "store.db")}`, { waitingBytes: 10_000_000 });

const sealing = createSealing(new Sensitive(Buffer.alloc(32, 1)));
const secret = ["wh", "sec_", Buffer.alloc(32, 3).toString("base64")].join("");

let clock: FakeClock;
let store: Store;
let receiver: Receiver;
let deliveries: DeliveryEvent[];
let told: string[];
/** Of its own for each test, as they share the store. */
let crm = "";
let tests = 0;
const running: Dispatcher[] = [];
const receivers: Receiver[] = [];

async function receive(): Promise<Receiver> {
  const one = await startReceiver();
  receivers.push(one);
  return one;
}

beforeAll(async () => {
  store = await openHere();
});

afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  clock = createFakeClock(noon);
  crm = `crm${String((tests += 1))}`;
  receiver = await receive();
  [deliveries, told] = [[], []];
});

afterEach(async () => {
  const stopped = Promise.all(running.splice(0).map((dispatcher) => dispatcher.stop(0)));
  await clock.advance(0);
  await stopped;
  await Promise.all(receivers.splice(0).map((one) => one.close()));
});

function destination(change: Partial<Destination> = {}): Destination {
  return {
    name: crm,
    url: new URL(`http://127.0.0.1:${String(receiver.port)}/in`),
    signing: "standard",
    secrets: [secret],
    networks: ["127.0.0.0/8"],
    concurrency: 8,
    timeoutMs: 10_000,
    insecure: false,
    ...change,
  };
}

interface Setup {
  readonly destinations?: readonly Destination[];
  readonly store?: Store;
  readonly open?: Open;
}

function dispatch(setup: Setup = {}): Dispatcher {
  const dispatcher = createDispatcher({
    store: setup.store ?? store,
    destinations: setup.destinations ?? [destination()],
    open: setup.open ?? ((event, sealed) => sealing.open(event, sealed)),
    observer: {
      delivery: (event) => void deliveries.push(event),
      destination: (_name, state) => void told.push(state),
      event: (_level, code) => void told.push(code),
    },
    clock,
    random: () => 0.5,
    signers: new Map(),
  });
  running.push(dispatcher);
  dispatcher.start();
  return dispatcher;
}

let count = 0;

/** Ids in the order of storing. */
async function enqueue(howMany = 1, to = crm): Promise<readonly string[]> {
  const ids = Array.from({ length: howMany }, () => `evt_${String((count += 1))}`);
  const outbox = createOutbox(store, sealing, () => clock.now());
  await Promise.all(
    ids.map((id) =>
      outbox.store({
        ...{ id, source: "tickets", destination: to, fingerprint: "f", receivedAt: clock.now() },
        ...{
          method: "POST",
          query: "",
          headers: [["content-type", "application/json"]],
          body: Buffer.from(`{"id":"${id}"}`),
        },
      }),
    ),
  );
  return ids;
}

const idsAt = (one: Receiver): unknown[] => one.received.map(({ headers }) => headers["webhook-id"]);
/**
 * Waits for what real sockets and a real store do. A loop that looked at the clock just before a test turned it waits for a
 * moment that has passed: after a while the clock runs along.
 */
async function until(isSo: () => boolean): Promise<void> {
  const began = Date.now();
  while (!isSo()) {
    const waited = Date.now() - began;
    if (waited > 8000) throw new Error("it did not come to pass");
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (waited > 150) await clock.advance(5);
  }
}

const landed = (howMany: number): Promise<void> => until(() => deliveries.length >= howMany);
const rowOf = async (id: string | undefined) =>
  (await store.list({ destination: crm })).find((row) => row.id === id);

/** Lets time pass from one due time to the next, until so many attempts have ended. */
async function passUntil(attempts: number): Promise<void> {
  while (deliveries.length < attempts) {
    const before = deliveries.length;
    const due = await store.nextDue(crm);
    await clock.leap(Math.max(0, (due ?? 0) - clock.now()));
    await landed(before + 1);
  }
}

describe("delivering", () => {
  it("an event goes out as it was stored, signed, and is done", async () => {
    const [id] = await enqueue();
    dispatch();
    await landed(1);
    const [webhook] = receiver.received;
    expect(webhook).toMatchObject({ method: "POST", url: "/in" });
    expect(webhook?.headers).toMatchObject({
      "webhook-id": id,
      "content-type": "application/json",
      "content-length": String(webhook?.body.length),
      host: `127.0.0.1:${String(receiver.port)}`,
    });
    expect(webhook?.body.toString()).toBe(`{"id":"${String(id)}"}`);
    expect(deliveries).toMatchObject([
      { destination: crm, source: "tickets", outcome: "delivered", status: 200, attempt: 1 },
    ]);
    expect(await store.nextDue(crm)).toBeUndefined();
  });

  it("what is enqueued here goes out at once, what another replica enqueued within a second", async () => {
    const dispatcher = dispatch();
    await enqueue();
    dispatcher.wake(crm);
    await landed(1);
    await enqueue();
    await clock.advance(second);
    await landed(2);
  });

  it("K02 an event that was stored when the process died goes out after the next start", async () => {
    const [id] = await enqueue();
    await store.close();
    store = await openHere();
    dispatch();
    await landed(1);
    expect(idsAt(receiver)).toEqual([id]);
  });

  it("K03 after an answer that was never written down it goes out once more, under the same id", async () => {
    const [id] = await enqueue();
    // The process that took this lease delivered, and died before it could say so.
    const [lease] = await store.lease({ destination: crm, limit: 1, ttlMs: 30_000, now: clock.now() });
    dispatch();
    await clock.advance(29 * second);
    expect(receiver.received.length).toBe(0);
    await passUntil(1);
    expect(idsAt(receiver)).toEqual([id]);
    expect(deliveries).toMatchObject([{ outcome: "delivered", attempt: 2 }]);
    expect(await store.done(lease!, clock.now())).toBe(false);
  });

  it("leases are renewed while an answer is awaited: nobody else gets the event", async () => {
    await enqueue();
    let answer = (): void => undefined;
    receiver.answers = [(res) => (answer = () => void res.writeHead(200).end())];
    dispatch({ destinations: [destination({ timeoutMs: 10 * minute })] });
    await until(() => receiver.received.length === 1);
    for (let n = 0; n < 12; n++) {
      await clock.advance(10 * second);
      await new Promise((resolve) => setTimeout(resolve, 2));
      expect(await store.lease({ destination: crm, limit: 1, ttlMs: 30_000, now: clock.now() })).toEqual([]);
    }
    answer();
    await landed(1);
    expect(deliveries).toMatchObject([{ outcome: "delivered", attempt: 1 }]);
  });

  it("no more are under way than the destination's concurrency, no more begin than its rate", async () => {
    await enqueue(12);
    const waiting: (() => void)[] = [];
    receiver.answers = [(res) => void waiting.push(() => void res.writeHead(200).end())];
    dispatch({ destinations: [destination({ concurrency: 3, rate: 50 })] });
    await until(() => waiting.length === 3);
    await clock.advance(5 * second);
    expect(waiting.length).toBe(3);
    waiting.splice(0).forEach((answer) => {
      answer();
    });
    await until(() => waiting.length === 3);
    expect(deliveries.length).toBe(3);
  });

  it("a destination that hangs or is down keeps no other waiting", async () => {
    const [hanging, down] = [await receive(), await receive()];
    hanging.answers = [() => undefined];
    down.answers = [status(500)];
    const to = (name: string, one: Receiver): Destination =>
      destination({ name: crm + name, url: new URL(`http://127.0.0.1:${String(one.port)}/`) });
    await Promise.all([enqueue(20, `${crm}hanging`), enqueue(20, `${crm}down`), enqueue(20)]);
    dispatch({ destinations: [to("hanging", hanging), to("down", down), destination()] });
    await until(() => receiver.received.length === 20);
    expect(hanging.received.length).toBe(8);
  });
});

describe("failing", () => {
  it.each([
    ["500", status(500), "destination_refused", 500],
    ["400", status(400), "destination_refused", 400],
    ["301", status(301, { location: "http://127.0.0.1:1/" }), "destination_redirects", 301],
    ["304", status(304), "destination_redirects", 304],
    [
      "a connection that breaks",
      (res: { destroy(): void }) => void res.destroy(),
      "destination_unreachable",
      0,
    ],
  ])("K10 %s: again after 5 s, then 30 s", async (_what, answer, code, sent) => {
    const [id] = await enqueue();
    receiver.answers = [answer as never];
    dispatch();
    await landed(1);
    expect(deliveries).toMatchObject([{ outcome: "retried", code, status: sent, attempt: 1 }]);
    const first = await rowOf(id);
    expect(first).toMatchObject({ attempts: 1, last: { code, status: sent } });
    // The clock runs along on a machine that is busy.
    expect(first?.dueAt).toBeGreaterThanOrEqual(noon + 5 * second);
    expect(first?.dueAt).toBeLessThanOrEqual(clock.now() + 5 * second);
    await clock.advance((first?.dueAt ?? 0) - clock.now() - 1);
    expect(receiver.received.length).toBe(1);
    await clock.advance(1);
    await landed(2);
    const row = await rowOf(id);
    expect(row?.attempts).toBe(2);
    expect(row?.dueAt).toBeGreaterThanOrEqual(noon + 35 * second);
    expect(row?.dueAt).toBeLessThan(noon + 37 * second);
    expect(idsAt(receiver)).toEqual([id, id]);
  });

  it("K10 a destination that does not answer in time", async () => {
    const [id] = await enqueue();
    receiver.answers = [() => undefined];
    dispatch();
    await until(() => receiver.received.length === 1);
    await clock.advance(10 * second);
    await landed(1);
    expect(await rowOf(id)).toMatchObject({ last: { code: "destination_timeout", status: 0 } });
  });

  it("K11 410 pauses the destination with an alert, until it is resumed", async () => {
    const ids = await enqueue();
    receiver.answers = [status(410), status(200)];
    const dispatcher = dispatch();
    await landed(1);
    expect(told).toEqual(["paused", "delivery_paused"]);
    expect(dispatcher.status()).toMatchObject([{ name: crm, state: "paused", inFlight: 0 }]);
    await clock.leap(hour);
    await enqueue(3);
    dispatcher.wake(crm);
    await clock.advance(10 * second);
    expect(receiver.received.length).toBe(1);
    expect([dispatcher.resume(crm), dispatcher.resume("other")]).toEqual([true, false]);
    await landed(5);
    expect(idsAt(receiver).filter((id) => id === ids[0]).length).toBe(2);
    expect(dispatcher.status()).toMatchObject([{ state: "closed" }]);
  });

  it.each([
    [503, "3600", hour],
    [429, new Date(noon + 2 * hour).toUTCString(), 2 * hour],
    [503, "soon", 5 * second],
    [500, "Fri, 31 Dec 9999 23:59:59 GMT", 24 * hour],
  ])("K12 %d with Retry-After %s", async (code, value, ms) => {
    const [id] = await enqueue();
    receiver.answers = [status(code, { "retry-after": value })];
    dispatch();
    await landed(1);
    expect(await rowOf(id)).toMatchObject({ dueAt: noon + ms });
  });

  it("K12 a 429 holds the whole destination for what it asks, a minute at most", async () => {
    await enqueue();
    receiver.answers = [status(429, { "retry-after": "86400" }), status(200)];
    const dispatcher = dispatch();
    await landed(1);
    await enqueue();
    dispatcher.wake(crm);
    await clock.advance(59 * second);
    expect(receiver.received.length).toBe(1);
    await clock.advance(second);
    await landed(2);
  });

  it("K13 after 11 attempts in three days it is a dead letter, alerted once; replay has the same id", async () => {
    const [id] = await enqueue();
    receiver.answers = [status(503)];
    const dispatcher = dispatch();
    await landed(1);
    await passUntil(11);
    expect(deliveries.at(-1)).toMatchObject({
      outcome: "dead",
      code: "destination_refused",
      status: 503,
      attempt: 11,
    });
    expect((clock.now() - noon) / hour).toBeGreaterThan(72);
    expect(await rowOf(id)).toMatchObject({ state: "dead", attempts: 11, last: { status: 503 } });
    expect(told.filter((code) => code === "delivery_dead_letter").length).toBe(1);
    await clock.leap(48 * hour);
    expect(receiver.received.length).toBe(11);
    receiver.answers = [status(200)];
    expect(await store.replay({ destination: crm }, clock.now())).toBe(1);
    dispatcher.wake(crm);
    await until(() => deliveries.at(-1)?.outcome === "delivered");
    expect(new Set(idsAt(receiver))).toEqual(new Set([id]));
  });

  it.each([
    ["throws", () => new Error("a library's own words"), "internal"],
    ["cannot be opened", () => new AppError("stored_event_damaged"), "stored_event_damaged"],
  ])("K14 an event that %s is dead after 3 strikes, the others go on", async (_what, fault, code) => {
    const [poison = "", second = "", ...others] = await enqueue(6);
    const open: Open = (event, sealed) => {
      if (event.id === poison || event.id === second) throw fault();
      return sealing.open(event, sealed);
    };
    dispatch({ open });
    await landed(6);
    expect(idsAt(receiver).sort()).toEqual([...others].sort());
    await passUntil(10);
    const twice = (one: object): object[] => [one, one];
    expect(deliveries.slice(6)).toMatchObject([
      ...twice({ outcome: "retried", code, attempt: 2 }),
      ...twice({ outcome: "dead", code, attempt: 3 }),
    ]);
    expect(await rowOf(poison)).toMatchObject({ state: "dead", last: { code } });
    // One alert for both.
    expect(told).toEqual(["delivery_dead_letter"]);
  });

  it("K14 a header no client would send is our fault, not the destination's", async () => {
    await enqueue();
    dispatch({ open: (event, sealed) => ({ ...sealing.open(event, sealed), headers: [["bad name", "x"]] }) });
    await landed(1);
    expect(deliveries).toMatchObject([{ outcome: "retried", code: "internal" }]);
  });
});

describe("breaker", () => {
  it("K15 after an outage one probe, then live events before the backlog, and ever more of them", async () => {
    await enqueue(60);
    receiver.answers = [status(500)];
    const dispatcher = dispatch();
    // Eight are under way when the tenth failure opens the breaker.
    await until(() => told.includes("open") && dispatcher.status()[0]?.inFlight === 0);
    const burnt = receiver.received.length;
    expect(burnt).toBeLessThanOrEqual(18);
    await clock.advance(29 * second);
    expect(receiver.received.length).toBe(burnt);
    expect((await store.list({ destination: crm })).filter(({ attempts }) => attempts > 1)).toEqual([]);

    const waiting: (() => void)[] = [];
    receiver.answers = [(res) => void waiting.push(() => void res.writeHead(200).end())];
    await clock.advance(second);
    await until(() => waiting.length === 1);
    await clock.advance(second);
    expect(waiting.length).toBe(1);
    expect(dispatcher.status()[0]?.state).toBe("half-open");
    const most: number[] = [];
    for (let n = 0; n < 5; n++) {
      const before = deliveries.length + waiting.length;
      waiting.splice(0).forEach((answer) => {
        answer();
      });
      await landed(before);
      await clock.advance(1100);
      await until(() => waiting.length > 0);
      await new Promise((resolve) => setTimeout(resolve, 20));
      most.push(waiting.length);
    }
    expect(told.slice(0, 3)).toEqual(["open", "half-open", "closed"]);
    expect(most[0]).toBe(1);
    expect(Math.max(...most)).toBeLessThanOrEqual(8);
    expect(most).toEqual([...most].sort((a, b) => a - b));
    // Nothing that had failed came before what had never been tried.
    const failedBefore = new Set(idsAt(receiver).slice(0, burnt));
    expect(idsAt(receiver).filter((id, at) => at >= burnt && failedBefore.has(id))).toEqual([]);
  });
});

describe("clocks", () => {
  it("K16 a wall clock set back by a day holds nothing up", async () => {
    await enqueue();
    receiver.answers = [status(500), status(200)];
    const dispatcher = dispatch();
    await landed(1);
    clock.jump(-24 * hour);
    await clock.advance(5 * second);
    await landed(2);
    await enqueue();
    dispatcher.wake(crm);
    await landed(3);
    expect(deliveries.map(({ outcome }) => outcome)).toEqual(["retried", "delivered", "delivered"]);
    expect(told).toContain("delivery_clock_jump");
  });

  it("K16 set forward by a day: retries come early, one after the other, and what is under way is not sent twice", async () => {
    await enqueue(9);
    const waiting: (() => void)[] = [];
    receiver.answers = [
      ...Array.from({ length: 8 }, () => status(500)),
      (res) => void waiting.push(() => void res.writeHead(200).end()),
    ];
    dispatch();
    await landed(8);
    await until(() => waiting.length === 1);
    clock.jump(24 * hour);
    await clock.advance(second);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(waiting.length).toBe(1);
    for (let n = 9; n <= 17; n++) {
      waiting.splice(0).forEach((answer) => {
        answer();
      });
      await landed(n);
      await clock.advance(100);
      if (n < 17) await until(() => waiting.length > 0);
    }
    expect(deliveries.slice(8).map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 9 }, () => "delivered"),
    );
    expect(receiver.received.length).toBe(17);
  });

  it("K16 once nothing waits that was stamped by a clock that ran ahead, the wall's time is ours again", async () => {
    clock.jump(24 * hour);
    const dispatcher = dispatch();
    await enqueue();
    dispatcher.wake(crm);
    await landed(1);
    clock.jump(-24 * hour);
    await clock.advance(3 * second);
    receiver.answers = [status(500)];
    const [id] = await enqueue();
    dispatcher.wake(crm);
    await landed(2);
    const row = await rowOf(id);
    expect(row?.dueAt).toBeLessThan(clock.now() + 6 * second);
  });

  it("K16 a due time that no schedule gives, stored under another clock, is not waited for", async () => {
    clock.jump(48 * hour);
    await enqueue();
    clock.jump(-48 * hour);
    dispatch();
    await landed(1);
  });
});

describe("a store that fails", () => {
  let failures = 0;
  /** The real store, failing where a test says. */
  const failing = (name: "done" | "lease", times: number): Store => {
    failures = 0;
    return new Proxy(store, {
      get: (target, member: keyof Store) => {
        const method = target[member].bind(target) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) =>
          member === name && failures < times
            ? (failures++, Promise.reject(new AppError("outbox_unavailable")))
            : method(...args);
      },
    });
  };

  it("is asked again: nothing is lost, and it is told once", async () => {
    await enqueue();
    dispatch({ store: failing("lease", 3) });
    await until(() => told.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(failures).toBe(1);
    await clock.advance(20 * second);
    await landed(1);
    expect(told).toEqual(["outbox_unavailable"]);
  });

  it("an answer that cannot be written down is written a little later, not asked for again", async () => {
    const [id] = await enqueue();
    dispatch({ store: failing("done", 2) });
    await until(() => told.length === 1);
    await clock.advance(second);
    await until(() => told.length === 2);
    await clock.advance(2 * second);
    await landed(1);
    expect(deliveries).toMatchObject([{ outcome: "delivered", attempt: 1 }]);
    expect(idsAt(receiver)).toEqual([id]);
  });
});

describe("stopping", () => {
  it("waits for what is under way, and takes nothing more", async () => {
    await enqueue(12);
    const waiting: (() => void)[] = [];
    receiver.answers = [(res) => void waiting.push(() => void res.writeHead(200).end())];
    const dispatcher = dispatch();
    await until(() => waiting.length === 8);
    const stopped = dispatcher.stop(20_000);
    waiting.forEach((answer) => {
      answer();
    });
    await stopped;
    expect(receiver.received.length).toBe(8);
    expect((await store.list({ destination: crm, state: "queued" })).map(({ attempts }) => attempts)).toEqual(
      [0, 0, 0, 0],
    );
  });

  it("puts back what does not end in time, at no cost of an attempt", async () => {
    const [id] = await enqueue();
    receiver.answers = [() => undefined];
    const dispatcher = dispatch();
    await until(() => receiver.received.length === 1);
    const stopped = dispatcher.stop(5000);
    await clock.advance(5000);
    await stopped;
    expect(deliveries).toMatchObject([{ outcome: "deferred" }]);
    expect(await rowOf(id)).toMatchObject({ state: "queued", attempts: 0 });
    expect(await store.nextDue(crm)).toBeLessThanOrEqual(clock.now());
  });
});

describe("faults while it is made", () => {
  it.each([
    ["a secret that does not fit", { secrets: ["short"] }],
    ["a network that is none", { networks: ["10.0.0.0/64"] }],
    ["no delivery at a time", { concurrency: 0 }],
    ["no delivery a second", { rate: 0 }],
    ["no time for an answer", { timeoutMs: 0 }],
    ["an address no client can use", { url: new URL("mailto:a@example.com") }],
  ])("K29 %s: the dispatcher is not made, nothing is sent", async (_what, change) => {
    await enqueue();
    expect(() => dispatch({ destinations: [destination(change)] })).toThrow();
    expect(receiver.connections()).toBe(0);
  });

  it("K29 two destinations of one name", () => {
    expect(() => dispatch({ destinations: [destination(), destination()] })).toThrow(RangeError);
  });

  it("an observer that throws costs no event", async () => {
    await enqueue(2);
    const [one] = [destination()];
    const refuse = (): never => {
      throw new Error("the disk of the log is full");
    };
    const dispatcher = createDispatcher({
      ...{ store, destinations: [one], open: (event, sealed) => sealing.open(event, sealed) },
      ...{ clock, random: () => 0.5, signers: new Map() },
      observer: { delivery: refuse, destination: refuse, event: refuse },
    });
    running.push(dispatcher);
    dispatcher.start();
    await until(() => receiver.received.length === 2);
    await until(() => dispatcher.status()[0]?.inFlight === 0);
    expect((await store.list({ destination: crm, state: "done" })).length).toBe(2);
  });
});
