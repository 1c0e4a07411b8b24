/* Sealing of events at rest and of quarantined originals: round trips, other keys, changed bytes. */

import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { createSealing } from "../../src/relay/at-rest.js";
import { createOutbox } from "../../src/relay/outbox.js";
import { createSealer, generateQuarantineKeys, openQuarantined } from "../../src/relay/quarantine.js";
import { decodeRequest, encodeRequest } from "../../src/relay/request-codec.js";
import type { NewEvent, QuarantineRow } from "../../src/relay/store.js";

const request = {
  method: "POST",
  query: "a=1&b=%20",
  headers: [
    ["Content-Type", "application/json"],
    ["X-Twice", "1"],
    ["X-Twice", "2"],
  ] as const,
  body: Buffer.from('{"comment":"call [PHONE_NUMBER 7K3QXD]"}'),
};
const identity = { id: "evt_1", source: "zendesk", destination: "crm" };
const event = { ...identity, ...request };
const freshKey = (): Sensitive<Buffer> => new Sensitive(randomBytes(32));

const codeOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return "none";
};

describe("request codec", () => {
  it("reads what it wrote, and nothing shorter, longer or of another version", () => {
    const parts = fc.record({
      method: fc.constantFrom("GET", "POST", ""),
      query: fc.string(),
      headers: fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 5 }),
      body: fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    });
    fc.assert(
      fc.property(parts, fc.nat(), (one, cut) => {
        const bytes = encodeRequest(one);
        expect(decodeRequest(bytes)).toEqual(one);
        expect(decodeRequest(bytes.subarray(0, cut % bytes.length))).not.toEqual(one);
        expect(decodeRequest(Buffer.concat([bytes, Buffer.of(0)]))).toBeUndefined();
        expect(decodeRequest(Buffer.concat([Buffer.of(9), bytes.subarray(1)]))).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});

describe("sealing at rest", () => {
  it("opens what it sealed, never the same bytes twice, nothing readable in them", () => {
    const sealing = createSealing(freshKey());
    const sealed = sealing.seal(event);
    expect(sealing.open(identity, sealed)).toEqual(request);
    expect(sealing.seal(event).equals(sealed)).toBe(false);
    for (const text of ["POST", "Content-Type", "comment", "7K3QXD"])
      expect(sealed.includes(text), text).toBe(false);
  });

  it("opens after a restart, and over a change of keys", () => {
    const [old, young] = [freshKey(), freshKey()];
    const sealed = createSealing(old).seal(event);
    expect(createSealing(old).open(identity, sealed)).toEqual(request);
    expect(createSealing(young, old).open(identity, sealed)).toEqual(request);
    expect(codeOf(() => createSealing(young).open(identity, sealed))).toBe("stored_key_unknown");
  });

  it.each(["id", "source", "destination"] as const)("does not open for another %s", (name) => {
    const sealing = createSealing(freshKey());
    const sealed = sealing.seal(event);
    expect(codeOf(() => sealing.open({ ...identity, [name]: "other" }, sealed))).toBe("stored_event_damaged");
  });

  it("names and values cannot be shifted into each other", () => {
    const sealing = createSealing(freshKey());
    const sealed = sealing.seal({ ...request, id: "ab", source: "c", destination: "d" });
    expect(codeOf(() => sealing.open({ id: "a", source: "bc", destination: "d" }, sealed))).toBe(
      "stored_event_damaged",
    );
  });

  it("K07 no changed bit and no cut goes unnoticed", () => {
    const sealing = createSealing(freshKey());
    const sealed = sealing.seal(event);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1 << (at % 8);
      expect(
        codeOf(() => sealing.open(identity, changed)),
        String(at),
      ).toMatch(/^stored_/);
      expect(
        codeOf(() => sealing.open(identity, sealed.subarray(0, at))),
        String(at),
      ).toMatch(/^stored_/);
    }
  });
});

describe("outbox", () => {
  const outgoing = { ...event, fingerprint: "f1", receivedAt: 5 };

  it("hands the store a sealed event that is due now", async () => {
    const sealing = createSealing(freshKey());
    const batches: (readonly NewEvent[])[] = [];
    const store = {
      enqueue: (batch: readonly NewEvent[]) => {
        batches.push(batch);
        return Promise.resolve(["duplicate"] as const);
      },
    };
    expect(await createOutbox(store, sealing, () => 7).store(outgoing)).toBe("duplicate");
    const { sealed, ...columns } = batches[0]![0]!;
    expect(columns).toEqual({ ...identity, fingerprint: "f1", receivedAt: 5, dueAt: 7 });
    expect(sealing.open(identity, sealed)).toEqual(request);
  });

  it("acknowledges nothing that the store did not answer", async () => {
    const store = { enqueue: () => Promise.resolve([]) };
    const outbox = createOutbox(store, createSealing(freshKey()), () => 7);
    await expect(outbox.store(outgoing)).rejects.toMatchObject({ code: "outbox_unavailable" });
  });
});

describe("quarantine", () => {
  const entry = {
    id: "evt_9",
    source: "zendesk",
    code: "json_syntax",
    receivedAt: 1_770_000_000_000,
    original: request,
  };

  async function seal(publicKey: Buffer): Promise<readonly [QuarantineRow, Buffer]> {
    const kept: (readonly [QuarantineRow, Buffer])[] = [];
    const store = {
      quarantine: (row: QuarantineRow, sealed: Buffer) => {
        kept.push([row, sealed]);
        return Promise.resolve();
      },
    };
    await (await createSealer(store, publicKey, 1000)).quarantine(entry);
    return kept[0]!;
  }

  it("seals to the public key; only the private one opens it", async () => {
    const { publicKey, privateKey } = await generateQuarantineKeys();
    const [row, sealed] = await seal(publicKey);
    const { id, source, code, receivedAt } = entry;
    expect(row).toEqual({
      id,
      source,
      code,
      receivedAt,
      expiresAt: entry.receivedAt + 1000,
      bytes: sealed.length,
    });
    expect(sealed.includes("comment")).toBe(false);
    expect(await openQuarantined(sealed, privateKey)).toEqual(entry);
    const other = await generateQuarantineKeys();
    await expect(openQuarantined(sealed, other.privateKey)).rejects.toMatchObject({
      code: "stored_key_unknown",
    });
    await expect(openQuarantined(sealed, publicKey)).rejects.toMatchObject({ code: "stored_key_unknown" });
    await expect(openQuarantined(sealed, Buffer.alloc(5))).rejects.toMatchObject({
      code: "stored_key_unknown",
    });
  });

  it("changed bytes do not open", async () => {
    const { publicKey, privateKey } = await generateQuarantineKeys();
    const [, sealed] = await seal(publicKey);
    for (const at of [0, 1, 6, 36, 40, sealed.length - 1]) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      await expect(openQuarantined(changed, privateKey), String(at)).rejects.toMatchObject({
        code: expect.stringMatching(/^stored_/),
      });
    }
    await expect(openQuarantined(sealed.subarray(0, 20), privateKey)).rejects.toBeInstanceOf(AppError);
  });

  it.each([
    ["too short", Buffer.alloc(31, 7)],
    ["empty", Buffer.alloc(0)],
    ["all zero", Buffer.alloc(32)],
  ])("K29 a public key that is %s is refused when the sealer is made", async (_name, key) => {
    await expect(seal(key)).rejects.toMatchObject({ code: "quarantine_unavailable" });
  });

  it("what cannot be stored is not acknowledged", async () => {
    const { publicKey } = await generateQuarantineKeys();
    const store = { quarantine: () => Promise.reject(new AppError("outbox_full")) };
    const sealer = await createSealer(store, publicKey, 1000);
    await expect(sealer.quarantine(entry)).rejects.toMatchObject({ code: "quarantine_unavailable" });
  });
});
