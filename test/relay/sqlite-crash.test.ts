/* The embedded store is killed, and its syncs are watched. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "../../src/relay/open-store.js";
import { bundleProgram } from "../support/bundle.js";
import type { Program } from "../support/bundle.js";
import { survives } from "./crash.js";
import { newEvent } from "./store-contract.js";

const folder = mkdtempSync(join(tmpdir(), "deskveil-crash-"));
let program: Program;

beforeAll(async () => {
  program = await bundleProgram("test/relay/crash-child.ts");
});
afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true });
});

const urlOf = (name: string): string => `sqlite:${join(folder, name)}`;

describe("kill -9 of the process with the file", () => {
  it("K01 K04 while it stores, settles, checkpoints and purges: nothing acknowledged is lost, ids are kept", async () => {
    const stored = await survives({ url: urlOf("work.db"), program: program.path, rounds: 10 });
    expect(stored).toBeGreaterThanOrEqual(10);
  }, 60_000);

  it("K04 while it makes the file: it opens the next time", async () => {
    await survives({ url: urlOf("made.db"), program: program.path, rounds: 2, after: "opening" });
    expect(readdirSync(folder).filter((name) => name.includes(".new-"))).toEqual([]);
  }, 60_000);
});

describe("K08 a second process on the same file", () => {
  it("is refused with the reason, stores nothing, and the first goes on", async () => {
    const store = await openStore(urlOf("taken.db"), { waitingBytes: 1e9 });
    const second = spawnSync(process.execPath, [program.path, urlOf("taken.db"), "0", "5"], {
      encoding: "utf8",
    });
    expect(second.status).toBe(1);
    expect(second.stdout).toBe("opening\n");
    expect(second.stderr).toContain("is in use by another process");
    expect(second.stderr).toContain("STORE_LOCKED");
    expect(await store.enqueue([newEvent()])).toEqual(["stored"]);
    await store.close();
    // And once the first has let go, the second gets it.
    expect(spawnSync(process.execPath, [program.path, urlOf("taken.db"), "0", "5"]).status).toBe(0);
  });
});

const traced = spawnSync("strace", ["-f", "-o", "/dev/null", "true"]).status === 0;

/** Runs to its end under strace; returns what it said and what it asked the kernel for. */
function trace(
  name: string,
  events: number,
  flags: readonly string[],
): { readonly said: string; readonly calls: readonly string[] } {
  const log = join(folder, `${name}.strace`);
  const command = [
    "-f",
    "-y",
    "-o",
    log,
    ...flags,
    process.execPath,
    program.path,
    urlOf(`${name}.db`),
    "0",
    String(events),
  ];
  const { stdout } = spawnSync("strace", command, { encoding: "utf8", timeout: 50_000 });
  return { said: stdout, calls: readFileSync(log, "utf8").split("\n") };
}

describe.skipIf(!traced)("what the kernel is asked for (needs strace)", () => {
  it("K05 R6 between the last write of the log and an acknowledgement there is always a sync", () => {
    const { said, calls } = trace("synced", 60, ["-e", "trace=write,pwrite64,fsync,fdatasync"]);
    expect(said.match(/^stored /gm)).toHaveLength(60);
    let dirty = false;
    let syncs = 0;
    let acknowledged = 0;
    for (const call of calls) {
      if (/ pwrite64\(\d+<[^>]*\.db-wal>/.test(call)) dirty = true;
      if (/ f(?:data)?sync\(\d+<[^>]*\.db-wal>\) += 0/.test(call)) [dirty, syncs] = [false, syncs + 1];
      if (!/ write\(1<[^>]*>, "stored /.test(call)) continue;
      acknowledged += 1;
      expect(dirty, call).toBe(false);
    }
    expect(acknowledged).toBe(60);
    expect(syncs).toBeGreaterThan(10);
  }, 60_000);

  it.each([
    // The file is made and opened with 13 syncs; then each commit has one, with some writes before it.
    ["a sync that fails", "fsync,fdatasync:error=EIO:when=18..19"],
    ["a write that fails", "pwrite64:error=EIO:when=120..123"],
    ["a disk that became read-only", "pwrite64:error=EROFS:when=120..123"],
  ])(
    "K06 %s: nothing is acknowledged, the file is opened anew, the next ones are stored",
    async (title, fault) => {
      const name = title.replaceAll(" ", "-");
      const flags = ["-e", "trace=fsync,fdatasync,pwrite64,openat", "-e", `inject=${fault}`];
      const { said, calls } = trace(name, 150, flags);
      const failed = said.match(/^failed .*/gm) ?? [];
      expect(failed.length).toBeGreaterThan(0);
      expect(new Set(failed)).toEqual(new Set(["failed outbox_unavailable"]));
      const stored = [...said.matchAll(/^stored (.*)/gm)].map(([, id]) => id);
      expect(stored).toHaveLength(150 - failed.length);
      expect(said.lastIndexOf("stored")).toBeGreaterThan(said.lastIndexOf("failed"));
      const broken = calls.findIndex((call) => call.includes("(INJECTED)"));
      expect(broken).toBeGreaterThan(0);
      expect(
        calls.slice(broken).some((call) => call.includes(`openat(`) && call.includes(`${name}.db"`)),
      ).toBe(true);
      const store = await openStore(urlOf(`${name}.db`), { waitingBytes: 1e9 });
      const there = new Set((await store.list({})).map(({ id }) => id));
      expect(stored.filter((id) => !there.has(id ?? ""))).toEqual([]);
      await store.close();
    },
    60_000,
  );
});
