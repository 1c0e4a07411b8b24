/* Exact-match lists at length: memory, growth, 100,000 entries. */

import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import type { Scan } from "../../src/detect/detector.js";
import { createExactMatch } from "../../src/detect/exact/exact-match.js";
import { createExactTable } from "../../src/detect/exact/exact-table.js";
import { createFolder } from "../support/cli.js";
import { growthOf } from "../support/cpu.js";
import { scanOf } from "../support/scan.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

describe("what is kept", () => {
  it("no entry stands in the memory of a process that has loaded the list", () => {
    const names = Array.from({ length: 300 }, (_, at) => `Thistle${String(at)}down`);
    const file = folder.write("heap.csv", `${names.join("\n")}\n`);
    const config = { "exact-match": [{ name: "kept", file, columns: 1, entity: "PERSON" }] };
    const code = `import { createRedactor } from ${JSON.stringify(new URL("../../dist/index.js", import.meta.url).href)};
import { getHeapSnapshot } from "node:v8";
const redactor = createRedactor({ config: ${JSON.stringify(config)} });
globalThis.gc();
await new Promise((resolve) => setTimeout(resolve, 50));
globalThis.gc();
let text = "";
for await (const piece of getHeapSnapshot()) text += piece;
const held = [...text.matchAll(/Thistle\\d+down/gi)].length;
const probe = ["Thistle", "7", "down"].join("");
console.log(held, text.includes("exact-match"), redactor.redactText("ask " + probe).text);`;
    const { stdout } = spawnSync(process.execPath, ["--expose-gc", "--input-type=module", "-e", code], {
      encoding: "utf8",
      maxBuffer: 1e8,
    });
    expect(stdout).toBe("0 true ask [PERSON 1]\n");
  });
});

describe("cost", () => {
  const list = { name: "many", entity: "PERSON", confidence: 1, matchCase: false } as const;
  const tableOf = (entries: readonly string[]) => {
    const builder = createExactTable([list], entries.length, new Uint8Array(32).fill(7));
    for (const entry of entries) builder.add(0, entry);
    return builder.finish();
  };

  it("a text of entries and their beginnings costs in proportion to its length", async () => {
    const words = Array.from({ length: 11 }, () => "aaaa").join(" ");
    const detector = createExactMatch(tableOf([`${words} bbbb`, "cccc", "aaaa aaaa"]));
    for (const unit of [`${words} `, "cccc ", "aaaa ", "aaaa bbbb "]) {
      const fill = (length: number): string => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
      const run = (length: number): number => {
        const scan = scanOf(fill(length));
        detector.scan?.(scan, { add: () => undefined });
        return scan.budget.spent;
      };
      expect(run(64 * 1024) / run(32 * 1024), unit).toBeLessThanOrEqual(2.05);
      const scanAll = ({ scan }: { readonly scan: Scan }): void => {
        detector.scan?.(scan, { add: () => undefined });
      };
      const given = (size: number) => ({ length: size, scan: scanOf(fill(size)) });
      const texts = [given(32 * 1024), given(64 * 1024)] as const;
      const limit = { limit: 3, floorMs: 0.2, patienceMs: 4000 };
      expect(await growthOf(scanAll, texts, limit), unit).toBeLessThanOrEqual(3);
    }
  });

  it("work on hostile texts is budgeted", () => {
    const detector = createExactMatch(tableOf(["cccc"]));
    // Each of them is decided on its own: the accents and cases of one entry.
    const spelled = Array.from({ length: 1000 }, (_, at) =>
      ["c", "C", "ć", "Ç"].map((_one, place, all) => all[(at >> (place * 2)) & 3]).join(""),
    );
    const scan = scanOf(spelled.join(" "), { limit: 50_000 });
    expect(() => detector.scan?.(scan, { add: () => undefined })).toThrow(AppError);
  });

  it("100,000 entries: all are found, others are not", () => {
    const entries = Array.from({ length: 100_000 }, (_, at) => `cust ${String(at * 7919)} no`);
    const detector = createExactMatch(tableOf(entries));
    const count = (text: string): number => {
      let found = 0;
      detector.scan?.(scanOf(text), { add: () => void found++ });
      return found;
    };
    expect(count(entries.slice(0, 5000).join("; "))).toBe(5000);
    expect(
      count(
        entries
          .slice(0, 5000)
          .map((one) => one.replace(/no$/, "yes"))
          .join("; "),
      ),
    ).toBe(0);
  });
});
