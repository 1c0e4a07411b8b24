/* `deskveil redact` of a log longer than payloads may be: the same bytes as in pieces, written while it is read. */

import { afterAll, describe, expect, it } from "vitest";
import { createFolder, run } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const line = "2026-01-02T03:04:05Z info request served in 12 ms, cache wärm\n";
const planted = "login from 203.0.113.7 by jane@leak.test\n";
const masked = "login from [IP_ADDRESS 1] by [EMAIL_ADDRESS 1]\n";
const filler = line.repeat(Math.ceil(2_200_000 / line.length));

describe("redact of a long text", () => {
  it("from a file and from standard input, with its report", async () => {
    const file = folder.write("big.log", planted + filler + planted);
    const { code, stdout, stderr } = await run(["redact", "--report", file]);
    expect([code, stdout === masked + filler + masked]).toEqual([0, true]);
    expect(JSON.parse(stderr)).toMatchObject({
      verdict: "redact",
      bytesOut: Buffer.byteLength(stdout),
    });
    const piped = await run(["redact"], { stdin: filler + planted });
    expect([piped.code, piped.stdout === filler + masked, piped.stderr]).toEqual([0, true, ""]);
  });

  it("that does not go on as text says that its output is incomplete", async () => {
    const { code, stdout, stderr } = await run(["redact"], {
      stdin: `${filler}\0${planted}`,
    });
    expect([code, stdout.includes("leak.test")]).toEqual([3, false]);
    expect(stderr).toMatch(/attachment_unscannable.*breaks off/);
  });

  it("is refused as a whole where the policy may reject, or the type has a grammar", async () => {
    const strict = folder.write("strict.yaml", "preset: strict\n");
    const env = { DESKVEIL_KEY: "07".repeat(32) };
    for (const args of [
      ["--config", strict],
      ["--type", "application/json"],
    ]) {
      const { code, stdout, stderr } = await run(["redact", ...args], { stdin: filler, env });
      expect([code, stdout]).toEqual([3, ""]);
      expect(stderr).toContain("larger than");
    }
  });
});
