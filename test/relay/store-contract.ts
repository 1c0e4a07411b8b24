/* What every store must do: one suite, run against each of them. */

import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Lease, NewEvent, Store } from "../../src/relay/store.js";

/** 2026-03-01T12:00:00Z. */
export const noon = Date.UTC(2026, 2, 1, 12);

const failed = { status: 503, code: "destination_refused" };

let count = 0;

export function newEvent(change: Partial<NewEvent> = {}): NewEvent {
  count += 1;
  return {
    id: `evt_${String(count)}`,
    source: "zendesk",
    destination: "crm",
    fingerprint: "f1",
    receivedAt: noon,
    dueAt: noon,
    sealed: randomBytes(64),
    ...change,
  };
}

export interface ContractStores {
  /** An empty store. */
  fresh(waitingBytes?: number): Promise<Store>;
  /** One more client of the store that was made last, where several may use it. */
  another?(): Promise<Store>;
  /** Instead of closing it. */
  release?(store: Store): Promise<void>;
  setUp?(): Promise<void>;
  tearDown?(): Promise<void>;
}

async function withStore(
  stores: ContractStores,
  use: (store: Store) => Promise<void>,
  waitingBytes?: number,
): Promise<void> {
  const store = await stores.fresh(waitingBytes);
  try {
    await use(store);
  } finally {
    await (stores.release?.(store) ?? store.close());
  }
}

const lease = (store: Store, limit = 10, now = noon): Promise<readonly Lease[]> =>
  store.lease({ destination: "crm", limit, ttlMs: 30_000, now });

async function leaseOne(store: Store, now = noon): Promise<Lease> {
  const [first] = await lease(store, 1, now);
  if (first === undefined) throw new Error("nothing to lease");
  return first;
}

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);

type Case = readonly [title: string, test: (store: Store) => Promise<void>, waitingBytes?: number];

const storing: readonly Case[] = [
  [
    "an event comes back as it was stored",
    async (store) => {
      const event = newEvent({ receivedAt: noon - 5 });
      expect(await store.enqueue([event])).toEqual(["stored"]);
      const leased = await leaseOne(store);
      expect(leased).toMatchObject({ id: event.id, source: "zendesk", destination: "crm", state: "leased" });
      expect(leased).toMatchObject({ receivedAt: noon - 5, dueAt: noon, attempts: 1, bytes: 64 });
      expect(leased.sealed.equals(event.sealed)).toBe(true);
      expect(leased.last).toBeUndefined();
    },
  ],
  [
    "L04 the same event again is a duplicate, in one batch, in the next and after it was delivered",
    async (store) => {
      const event = newEvent();
      expect(await store.enqueue([event, event])).toEqual(["stored", "duplicate"]);
      expect(await store.enqueue([event])).toEqual(["duplicate"]);
      await store.done(await leaseOne(store), noon);
      expect(await store.enqueue([event])).toEqual(["duplicate"]);
      expect(await lease(store)).toEqual([]);
    },
  ],
  [
    "L05 the same id with other bytes is a conflict and changes nothing",
    async (store) => {
      const event = newEvent();
      const other = { ...event, fingerprint: "f2", sealed: randomBytes(64) };
      expect(await store.enqueue([event, other])).toEqual(["stored", "conflict"]);
      expect(await store.enqueue([other])).toEqual(["conflict"]);
      expect((await leaseOne(store)).sealed.equals(event.sealed)).toBe(true);
    },
  ],
  [
    "the same id of another source or for another destination is another event",
    async (store) => {
      const event = newEvent();
      const batch = [event, { ...event, source: "front" }, { ...event, destination: "archive" }];
      expect(await store.enqueue(batch)).toEqual(["stored", "stored", "stored"]);
      expect(await lease(store)).toHaveLength(2);
      expect((await store.get(event.id, "front"))?.source).toBe("front");
    },
  ],
  [
    "L04 of many at the same time one is stored",
    async (store) => {
      const event = newEvent();
      const answers = await Promise.all(Array.from({ length: 20 }, () => store.enqueue([event])));
      expect(answers.flat().filter((answer) => answer === "stored")).toHaveLength(1);
      expect(answers.flat().filter((answer) => answer === "duplicate")).toHaveLength(19);
    },
  ],
  [
    "K09 above the limit of waiting bytes nothing of the batch is stored, and nothing old is dropped",
    async (store) => {
      const first = newEvent({ sealed: randomBytes(600) });
      await store.enqueue([first]);
      const batch = [newEvent({ sealed: randomBytes(100) }), newEvent({ sealed: randomBytes(400) })];
      await expect(store.enqueue(batch)).rejects.toMatchObject({ code: "outbox_full", status: 503 });
      expect(await store.enqueue([first])).toEqual(["duplicate"]);
      expect(ids(await store.list({}))).toEqual([first.id]);
      await store.done(await leaseOne(store), noon);
      expect(await store.enqueue(batch)).toEqual(["stored", "stored"]);
    },
    1000,
  ],
  [
    "K09 one that does not fit fails alone",
    async (store) => {
      const answers = await Promise.allSettled([
        store.enqueue([newEvent({ sealed: randomBytes(600) })]),
        store.enqueue([newEvent({ sealed: randomBytes(600) })]),
        store.enqueue([newEvent({ sealed: randomBytes(300) })]),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect((await store.stats()).waitingBytes).toBe(900);
    },
    1000,
  ],
];

const leasing: readonly Case[] = [
  [
    "what is not due is not leased, and nextDue says when",
    async (store) => {
      await store.enqueue([newEvent({ dueAt: noon + 5000 })]);
      expect(await lease(store)).toEqual([]);
      expect(await store.nextDue("crm")).toBe(noon + 5000);
      expect(await store.nextDue("archive")).toBeUndefined();
      expect(await lease(store, 10, noon + 5000)).toHaveLength(1);
      expect(await store.nextDue("crm")).toBe(noon + 35_000);
    },
  ],
  [
    "live events come before the backlog, each by its due time",
    async (store) => {
      const [old, older] = [newEvent({ dueAt: noon - 50 }), newEvent({ dueAt: noon - 60 })];
      await store.enqueue([old, older]);
      for (const one of await lease(store)) await store.retry(one, one.dueAt, failed);
      const live = [newEvent({ dueAt: noon - 1 }), newEvent({ dueAt: noon - 2 })];
      await store.enqueue(live);
      expect(ids(await lease(store, 3))).toEqual([live[1]?.id, live[0]?.id, older.id]);
      expect(ids(await lease(store, 3))).toEqual([old.id]);
    },
  ],
  [
    "a lease is given once until it runs out, then again with one more attempt",
    async (store) => {
      await store.enqueue([newEvent()]);
      const first = await leaseOne(store);
      expect(await lease(store, 10, noon + 29_999)).toEqual([]);
      const second = await leaseOne(store, noon + 30_000);
      expect(second).toMatchObject({ id: first.id, attempts: 2 });
      expect(second.token).not.toBe(first.token);
    },
  ],
  [
    "a renewed lease runs longer",
    async (store) => {
      await store.enqueue([newEvent()]);
      const first = await leaseOne(store);
      expect(await store.renew(first, 30_000, noon + 20_000)).toBe(true);
      expect(await lease(store, 10, noon + 40_000)).toEqual([]);
      expect(await lease(store, 10, noon + 50_000)).toHaveLength(1);
    },
  ],
  [
    "a lease that ran out and was not taken again still settles",
    async (store) => {
      await store.enqueue([newEvent()]);
      expect(await store.done(await leaseOne(store), noon + 90_000)).toBe(true);
    },
  ],
  [
    "a stale lease settles nothing",
    async (store) => {
      await store.enqueue([newEvent()]);
      const stale = await leaseOne(store);
      const current = await leaseOne(store, noon + 30_000);
      const attempts = [
        store.done(stale, noon),
        store.retry(stale, noon, failed),
        store.defer(stale, noon),
        store.dead(stale, failed),
        store.renew(stale, 90_000, noon + 30_000),
      ];
      expect(await Promise.all(attempts)).toEqual([false, false, false, false, false]);
      const [row] = await store.list({});
      expect(row).toMatchObject({ state: "leased", attempts: 2 });
      expect(row?.last).toBeUndefined();
      expect(await store.nextDue("crm")).toBe(noon + 60_000);
      expect(await store.done(current, noon)).toBe(true);
      expect(await store.done(current, noon)).toBe(false);
    },
  ],
  [
    "K16 a clock that ran a day ahead holds nothing back once it is right again",
    async (store) => {
      const day = 24 * 3_600_000;
      const ahead = newEvent({ receivedAt: noon + day, dueAt: noon + day });
      await store.enqueue([ahead, newEvent(), newEvent()]);
      const [held, retried] = await lease(store, 2, noon + day);
      expect(ids([held!, retried!])).not.toContain(ahead.id);
      await store.retry(retried!, noon + 3 * day, failed);
      expect(await lease(store)).toEqual([]);
      await store.purge({ now: noon, dedupeMs: day, deadMs: day });
      expect(ids(await lease(store)).toSorted()).toEqual([ahead.id, held!.id, retried!.id].toSorted());
    },
  ],
];

const settling: readonly Case[] = [
  [
    "done erases the payload and keeps the id",
    async (store) => {
      const event = newEvent();
      await store.enqueue([event]);
      expect((await store.get(event.id))?.sealed.equals(event.sealed)).toBe(true);
      expect(await store.done(await leaseOne(store), noon)).toBe(true);
      expect(await store.get(event.id)).toBeUndefined();
      expect(await store.list({})).toMatchObject([{ id: event.id, state: "done", bytes: 0 }]);
      expect(await store.nextDue("crm")).toBeUndefined();
    },
  ],
  [
    "a retry keeps the attempts and what became of the last one",
    async (store) => {
      await store.enqueue([newEvent()]);
      expect(await store.retry(await leaseOne(store), noon + 5000, failed)).toBe(true);
      expect(await store.list({ code: "destination_refused" })).toMatchObject([
        { state: "queued", attempts: 1, dueAt: noon + 5000, last: failed },
      ]);
      expect(await leaseOne(store, noon + 5000)).toMatchObject({ attempts: 2, last: failed });
    },
  ],
  [
    "deferring costs no attempt and leaves a live event live",
    async (store) => {
      const event = newEvent();
      await store.enqueue([event]);
      expect(await store.defer(await leaseOne(store), noon - 1)).toBe(true);
      const backlog = newEvent({ dueAt: noon - 9 });
      await store.enqueue([backlog]);
      await store.retry(await leaseOne(store), noon - 9, failed);
      expect(await leaseOne(store)).toMatchObject({ id: event.id, attempts: 1 });
    },
  ],
  [
    "K13 a dead event is kept with its payload and replayed under its id",
    async (store) => {
      const event = newEvent();
      await store.enqueue([event]);
      expect(await store.dead(await leaseOne(store), failed)).toBe(true);
      expect(await lease(store, 10, noon + 99_000)).toEqual([]);
      expect(await store.get(event.id)).toMatchObject({ state: "dead", attempts: 1, last: failed });
      expect(await store.replay({ id: "evt_of_nobody" }, noon)).toBe(0);
      expect(await store.replay({ code: "destination_refused" }, noon + 100_000)).toBe(1);
      const again = await leaseOne(store, noon + 100_000);
      expect(again).toMatchObject({ id: event.id, attempts: 1 });
      expect(again.sealed.equals(event.sealed)).toBe(true);
    },
  ],
  [
    "replay takes dead events only, and as many as it is told",
    async (store) => {
      await store.enqueue([newEvent(), newEvent(), newEvent()]);
      for (const one of await lease(store, 2)) await store.dead(one, failed);
      expect(await store.replay({ limit: 1 }, noon)).toBe(1);
      expect(await store.replay({ state: "queued" }, noon)).toBe(0);
      expect(await store.replay({}, noon)).toBe(1);
    },
  ],
  [
    "drop removes queued and dead events, not leased ones",
    async (store) => {
      await store.enqueue([newEvent(), newEvent(), newEvent()]);
      const [first] = await lease(store, 2);
      await store.dead(first!, failed);
      expect(await store.drop({ destination: "archive" })).toBe(0);
      expect(await store.drop({})).toBe(2);
      expect(await store.list({})).toMatchObject([{ state: "leased" }]);
      expect((await store.stats()).waitingBytes).toBe(64);
    },
  ],
];

const keeping: readonly Case[] = [
  [
    "lists by state, destination, source, code and time, the newest first",
    async (store) => {
      const [a, b, c] = [newEvent(), newEvent({ source: "front", receivedAt: noon + 5 }), newEvent()];
      await store.enqueue([a, b, { ...c, destination: "archive" }]);
      await store.dead(await leaseOne(store), failed);
      expect(ids(await store.list({}))).toEqual([c.id, b.id, a.id]);
      expect(ids(await store.list({ limit: 1 }))).toEqual([c.id]);
      expect(ids(await store.list({ state: "dead" }))).toEqual([a.id]);
      expect(ids(await store.list({ destination: "archive" }))).toEqual([c.id]);
      expect(ids(await store.list({ source: "front" }))).toEqual([b.id]);
      expect(ids(await store.list({ since: noon + 5, until: noon + 6 }))).toEqual([b.id]);
      expect(ids(await store.list({ until: noon }))).toEqual([]);
      expect(ids(await store.list({ code: "x' OR 1=1 --" }))).toEqual([]);
    },
  ],
  [
    "L17 purge forgets delivered ids after the window and dead events after theirs, and nothing that waits",
    async (store) => {
      const retention = { dedupeMs: 7000, deadMs: 60_000 };
      await store.enqueue([newEvent(), newEvent(), newEvent()]);
      const [delivered, dead] = await lease(store, 2);
      await store.done(delivered!, noon);
      await store.dead(dead!, failed);
      expect(await store.purge({ now: noon + 7000, ...retention })).toBe(0);
      expect(await store.purge({ now: noon + 7001, ...retention })).toBe(1);
      // The time of death is known to within a lease.
      expect(await store.purge({ now: noon + 60_000, ...retention })).toBe(0);
      expect(await store.purge({ now: noon + 90_001, ...retention })).toBe(1);
      expect(await store.list({})).toMatchObject([{ state: "queued" }]);
      expect((await store.stats()).waitingBytes).toBe(64);
    },
  ],
  [
    "L17 a purge takes more than one slice",
    async (store) => {
      await store.enqueue(Array.from({ length: 1100 }, () => newEvent({ sealed: randomBytes(8) })));
      await Promise.all((await lease(store, 1100)).map((one) => store.done(one, noon)));
      expect(await store.purge({ now: noon + 2, dedupeMs: 1, deadMs: 1 })).toBe(1100);
      expect(await store.list({})).toEqual([]);
    },
  ],
  [
    "stats count by destination and state",
    async (store) => {
      await store.enqueue([
        newEvent({ receivedAt: noon - 7 }),
        newEvent(),
        newEvent({ destination: "archive" }),
      ]);
      await store.done(await leaseOne(store), noon);
      const { waitingBytes, quarantined } = await store.stats();
      // What is done may be counted a moment late.
      const events = await vi.waitFor(async () => {
        const { events: counted } = await store.stats();
        expect(counted).toHaveLength(3);
        return counted;
      }, 40_000);
      const sorted = events.toSorted(
        (a, b) => a.destination.localeCompare(b.destination) || a.state.localeCompare(b.state),
      );
      expect(sorted[0]).toEqual({ destination: "archive", state: "queued", count: 1, oldest: noon });
      expect(sorted.slice(1).map(({ state, count: n }) => [state, n])).toEqual([
        ["done", 1],
        ["queued", 1],
      ]);
      expect([waitingBytes, quarantined]).toEqual([128, 0]);
    },
  ],
  [
    "what is quarantined is kept until it expires or is dropped",
    async (store) => {
      const row = {
        id: "evt_q",
        source: "zendesk",
        code: "json_syntax",
        receivedAt: noon,
        expiresAt: noon + 9,
        bytes: 32,
      };
      const sealed = randomBytes(32);
      await store.quarantine(row, sealed);
      await store.quarantine({ ...row, id: "evt_r", expiresAt: noon + 99 }, randomBytes(32));
      expect(ids(await store.listQuarantine(10))).toEqual(["evt_r", "evt_q"]);
      expect(await store.getQuarantined("evt_q")).toEqual({ row, sealed });
      expect((await store.stats()).quarantined).toBe(2);
      expect(await store.purge({ now: noon + 9, dedupeMs: 1, deadMs: 1 })).toBe(1);
      expect(await store.getQuarantined("evt_q")).toBeUndefined();
      expect(await store.dropQuarantined("evt_r")).toBe(true);
      expect(await store.dropQuarantined("evt_r")).toBe(false);
    },
  ],
  [
    "the quarantine has the same limit of bytes for itself",
    async (store) => {
      const row = {
        id: "evt_q",
        source: "zendesk",
        code: "json_syntax",
        receivedAt: noon,
        expiresAt: noon + 9,
        bytes: 600,
      };
      await store.quarantine(row, randomBytes(600));
      await expect(store.quarantine(row, randomBytes(600))).rejects.toMatchObject({ code: "outbox_full" });
      expect(await store.enqueue([newEvent()])).toEqual(["stored"]);
    },
    1000,
  ],
  [
    "ids and names may hold anything that a sender sends",
    async (store) => {
      const id = `é\u{1F600}'"; DROP TABLE deskveil_event; --\n%_\\`;
      await store.enqueue([newEvent({ id, source: "a'b", destination: "crm" })]);
      expect((await store.get(id))?.source).toBe("a'b");
      expect(await store.done(await leaseOne(store), noon)).toBe(true);
    },
  ],
];

/** Takes and settles until nothing is due. */
async function work(store: Store, name: string, log: Map<string, string[]>): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const leases = await lease(store, 7, noon + turn * 1000);
    for (const one of leases) log.set(one.id, [...(log.get(one.id) ?? []), `${name}:${String(turn)}`]);
    await Promise.all(leases.map((one) => store.done(one, noon)));
    if (leases.length === 0) return;
  }
}

function workers(stores: ContractStores): void {
  it("4 workers lease at once: no event is given to two of them", async () => {
    await withStore(stores, async (store) => {
      await store.enqueue(Array.from({ length: 400 }, () => newEvent()));
      const more =
        stores.another === undefined
          ? []
          : await Promise.all([stores.another(), stores.another(), stores.another()]);
      const clients = [store, ...more, store, store, store].slice(0, 4);
      const log = new Map<string, string[]>();
      try {
        await Promise.all(clients.map((client, index) => work(client, String(index), log)));
        expect(log.size).toBe(400);
        expect([...log.values()].filter(({ length }) => length > 1)).toEqual([]);
        // What is done may be counted a moment late.
        await vi.waitFor(
          async () => expect((await store.stats()).events).toMatchObject([{ state: "done", count: 400 }]),
          40_000,
        );
      } finally {
        for (const client of more) await client.close();
      }
    });
  });

  it("a worker that stops loses its leases to the others, and its late answers change nothing", async () => {
    await withStore(stores, async (store) => {
      await store.enqueue(Array.from({ length: 40 }, () => newEvent()));
      const lost = await lease(store, 15);
      const log = new Map<string, string[]>();
      await Promise.all([work(store, "a", log), work(store, "b", log)]);
      expect(log.size).toBe(25);
      const again = await lease(store, 99, noon + 30_000);
      expect(ids(again).toSorted()).toEqual(ids(lost).toSorted());
      expect(await Promise.all(lost.map((one) => store.done(one, noon)))).toEqual(lost.map(() => false));
      expect(await Promise.all(again.map((one) => store.done(one, noon)))).toEqual(again.map(() => true));
    });
  });
}

export function storeContract(name: string, stores: ContractStores): void {
  describe(`${name}: contract of a store`, () => {
    beforeAll(() => stores.setUp?.());
    afterAll(() => stores.tearDown?.());
    it.each([...storing, ...leasing, ...settling, ...keeping])("%s", async (...given) => {
      const [, test, waitingBytes] = given as unknown as Case;
      await withStore(stores, test, waitingBytes);
    });
    workers(stores);
    it("after closing nothing is accepted", async () => {
      const store = await (stores.another ?? stores.fresh)();
      const last = store.enqueue([newEvent()]);
      await store.close();
      expect(await last).toEqual(["stored"]);
      await expect(store.enqueue([newEvent()])).rejects.toMatchObject({ code: "outbox_unavailable" });
    });
  });
}
