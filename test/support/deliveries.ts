/* Webhooks as they arrive, for tests of desks: deliveries made of parts, and the recorded signatures. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Delivery, DeskWebhooks, SignatureScheme } from "../../src/core/webhook.js";

export interface DeliveryParts {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A JSON delivery unless a Content-Type says otherwise. */
export function deliveryOf({ method = "POST", url, headers = {}, body = "" }: DeliveryParts): Delivery {
  return {
    method,
    url: new URL(url ?? "https://hooks.example.com/hooks/desk"),
    headers: new Map(Object.entries({ "content-type": "application/json", ...headers })),
    body: typeof body === "string" ? Buffer.from(body) : body,
  };
}

/** A desk's scheme by its name. */
export function schemeOf({ webhooks }: { readonly webhooks?: DeskWebhooks }, name: string): SignatureScheme {
  const scheme = webhooks?.schemes.find((one) => one.name === name);
  if (scheme === undefined) throw new Error(name);
  return scheme;
}

export interface Vector {
  readonly system: string;
  readonly file: string;
  readonly secret: string | null;
  readonly method?: string;
  readonly uri?: string;
  readonly headers: Readonly<Record<string, string>>;
}

const fixtures = new URL("../fixtures/", import.meta.url);

/** The recorded signatures of a sender; the name is that of the file of vectors. */
export function vectorsOf(system: string): readonly Vector[] {
  const text = readFileSync(new URL("signatures.json", fixtures), "utf8");
  return (JSON.parse(text) as { readonly vectors: readonly Vector[] }).vectors.filter(
    (vector) => vector.system === system,
  );
}

/** `folder` of the body: a desk's own below `test/fixtures/payloads`. */
export function deliveryOfVector({ file, method, uri, headers }: Vector, folder: string): Delivery {
  const body = readFileSync(new URL(`payloads/${folder}/${file}`, fixtures));
  return deliveryOf({ ...(method && { method }), ...(uri && { url: uri }), headers, body });
}

const flip = (bytes: Buffer, at: number): Buffer => {
  const other = Buffer.from(bytes);
  other[at] = (other[at] ?? 0) ^ 1;
  return other;
};

/** Places worth a flipped bit: both ends and the middle. */
const places = (length: number): readonly number[] => [...new Set([0, length >> 1, length - 1])];

/** Every recorded signature is the scheme's, no altered one is, and what the scheme signs itself verifies. */
export function describeVectors(scheme: SignatureScheme, vectors: readonly Vector[], folder: string): void {
  describe(`${scheme.name}: recorded signatures`, () => {
    it("there are some", () => {
      expect(vectors.length).toBeGreaterThan(0);
    });

    it.each(vectors)("$system $file: verifies, and not with one bit or secret changed", (vector) => {
      const delivery = deliveryOfVector(vector, folder);
      const secret = vector.secret ?? "";
      expect(scheme.verify(delivery, secret)).toBe(true);
      expect(scheme.verify(delivery, `${secret}x`)).toBe(false);
      expect(scheme.verify(delivery, "")).toBe(false);
      for (const at of places(delivery.body.length)) {
        expect(scheme.verify({ ...delivery, body: flip(delivery.body, at) }, secret)).toBe(false);
      }
      for (const [name, value] of Object.entries(vector.headers)) {
        if (!scheme.headers.includes(name)) continue;
        for (const at of places(value.length)) {
          const changed = new Map(delivery.headers).set(
            name,
            flip(Buffer.from(value), at).toString("latin1"),
          );
          expect([name, at, scheme.verify({ ...delivery, headers: changed }, secret)]).toEqual([
            name,
            at,
            false,
          ]);
        }
        const without = new Map(delivery.headers);
        without.delete(name);
        expect([name, scheme.verify({ ...delivery, headers: without }, secret)]).toEqual([name, false]);
      }
    });

    it.each(vectors)("$system $file: what the scheme signs again verifies", (vector) => {
      const delivery = deliveryOfVector(vector, folder);
      const nowMs = Date.UTC(2026, 10, 20, 12, 0, 0);
      const signed = scheme.sign?.(delivery, "another-secret", nowMs) ?? {};
      const again = { ...delivery, headers: new Map(Object.entries(signed)) };
      expect(scheme.verify(again, "another-secret")).toBe(true);
      expect(scheme.verify(again, vector.secret ?? "")).toBe(false);
      if (scheme.signedAt !== undefined) expect(scheme.signedAt(again)).toBe(nowMs);
    });
  });
}
