/* Split values: twice the payload costs about twice the time. */

import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import { createRedactor } from "../../src/redactor.js";
import { growthOf } from "../support/cpu.js";

const redactor = createRedactor(compileConfig({}));

const redact = async (body: string): Promise<unknown> =>
  redactor.redact({ body: Buffer.from(body), mediaType: "application/json" });

describe("split values", () => {
  it.each([
    [
      "members",
      (n: number) => `[${Array.from({ length: n }, () => '{"user":"a","domain":"b.example"}').join()}]`,
    ],
    [
      "repeats",
      (n: number) => `{${Array.from({ length: n }, () => '"mailbox":"a","domain":"b.example"').join()}}`,
    ],
    ["signs", (n: number) => `[${Array.from({ length: n }, () => '"@"').join()}]`],
    [
      "neighbours",
      (n: number) => `[${Array.from({ length: n }, () => '{"a":"@x.example","b":"y@"}').join()}]`,
    ],
    [
      "one object",
      (n: number) => `[{${Array.from({ length: n }, (_, at) => `"k${String(at)}":"@x"`).join()}}]`,
    ],
  ])("cost grows with the payload: %s", async (_name, write) => {
    const limit = { limit: 3, floorMs: 2, patienceMs: 10_000 };
    expect(await growthOf(redact, [write(2000), write(4000)], limit)).toBeLessThanOrEqual(3);
  });
});
