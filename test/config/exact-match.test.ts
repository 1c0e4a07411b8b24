/* Exact-match lists: what is found, what is refused, and that no value outlives the loading. */

import { spawnSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { compileConfig, loadConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { AppError } from "../../src/core/errors.js";
import { createExactTable } from "../../src/detect/exact/exact-table.js";
import { createExactMatch } from "../../src/detect/exact/exact-match.js";
import { createRedactor } from "../../src/redactor.js";
import { createFolder } from "../support/cli.js";
import { growthOf } from "../support/cpu.js";
import { scanOf } from "../support/scan.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

type ListInput = NonNullable<ConfigInput["exact-match"]>[number];

let files = 0;
/** A redactor with one list of the given CSV. */
function withList(csv: string | Buffer, more: Partial<ListInput> = {}) {
  const file = folder.write(`list-${String(files++)}.csv`, csv);
  return createRedactor(
    compileConfig({
      "exact-match": [{ name: "customers", file, columns: 1, entity: "ORGANIZATION", ...more }],
    }),
  );
}

const spansIn = (redactor: ReturnType<typeof withList>, text: string): readonly string[] =>
  redactor
    .scanText(text)
    .filter(({ detector }) => detector === "customers")
    .map(({ parts }) => text.slice(parts[0]?.start, parts.at(-1)?.end));

const csv = `name;city
"Hazel & Reed Ltd";Leeds
Quillmark;York
"Quillmark North";York
KX-48213/7;
Müller Söhne;Köln
김철수;서울
张三丰;北京
Γιώργος;Πάτρα
`;

describe("exact match", () => {
  const redactor = withList(csv, { delimiter: ";", columns: "name" });

  it.each([
    ["as it stands in the list", "an invoice for Quillmark, please", ["Quillmark"]],
    ["in any case", "QUILLMARK is down", ["QUILLMARK"]],
    ["the longest entry", "ask quillmark north now", ["quillmark north"]],
    ["several words with whatever is between", "Hazel and Hazel & Reed, Ltd.", ["Hazel & Reed, Ltd"]],
    ["over a line end", "for Hazel\nReed Ltd", ["Hazel\nReed Ltd"]],
    ["numbers with other separators", "no. KX 48213-7", ["KX 48213-7"]],
    ["letters beyond ASCII, capitals", "an MÜLLER SÖHNE", ["MÜLLER SÖHNE"]],
    ["letters with combining marks", "an Mu\u0308ller So\u0308hne", ["Mu\u0308ller So\u0308hne"]],
    ["without accents", "an Muller Sohne", ["Muller Sohne"]],
    ["both sigmas", "ΓΙΏΡΓΟΣ έγραψε", ["ΓΙΏΡΓΟΣ"]],
    ["names with a particle", "김철수는 전화", ["김철수"]],
    ["scripts without blanks", "客户张三丰来电", ["张三丰"]],
    ["part of a word", "Quillmarks, aquillmark, quillmark7", []],
    ["a beginning", "Hazel & Reed", []],
    ["too far apart", "Hazel ---- Reed Ltd", []],
    ["the head of the file", "name and city", []],
    ["a plain word alone", "quillmark", ["quillmark"]],
  ])("%s", (_name, text, expected) => {
    expect(spansIn(redactor, text)).toEqual(expected);
  });

  it("tells list and reason, and no value", () => {
    expect(redactor.scanText("Quillmark")).toEqual([
      {
        entity: "ORGANIZATION",
        confidence: 0.95,
        detector: "customers",
        evidence: [{ by: "structure", name: "exact-match" }],
        parts: [{ field: 0, start: 0, end: 9 }],
      },
    ]);
    expect(redactor.redactText("for Quillmark.").text).toBe("for [ORGANIZATION 1].");
  });

  it("columns are joined, match-case and kind are kept, JSON fields are read", async () => {
    const people = withList("Ada,Vane\nIvo,Lark\n", {
      columns: [1, 2],
      entity: "NATIONAL_ID",
      kind: "customer",
      "match-case": true,
      confidence: 0.9,
    });
    expect(spansIn(people, "Ivo Lark and ivo lark and Lark")).toEqual(["Ivo Lark"]);
    const { payload } = await people.redact({
      body: Buffer.from('{"a":"Ada Vane","b":"ada vane"}'),
      mediaType: "application/json",
    });
    expect(payload.body.toString()).toBe('{"a":"[NATIONAL_ID 1]","b":"ada vane"}');
  });

  it("of two lists each finds its own, and one can be off", () => {
    const one = folder.write("one.csv", "Quillmark\n");
    const two = folder.write("two.csv", "Fernbrook\n");
    const lists: ConfigInput["exact-match"] = [
      { name: "customers", file: one, columns: 1, entity: "ORGANIZATION" },
      { name: "projects", file: two, columns: 1, entity: "ORGANIZATION", kind: "project" },
    ];
    const found = (config: ConfigInput) =>
      createRedactor(compileConfig(config))
        .scanText("Quillmark Fernbrook")
        .map(({ detector }) => detector);
    expect(found({ "exact-match": lists })).toEqual(["customers", "projects"]);
    expect(found({ "exact-match": lists, patterns: { disable: ["customers"] } })).toEqual(["projects"]);
    expect(found({ "exact-match": lists, patterns: { "min-confidence": { projects: 0.96 } } })).toEqual([
      "customers",
    ]);
  });
});

describe("fails closed", () => {
  const codesOf = (run: () => unknown): string => {
    try {
      run();
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
      throw error;
    }
    return "nothing was refused";
  };
  const secret = "c904leak";

  it.each<[string, string | Buffer, Partial<ListInput>, string]>([
    ["a short entry", `${secret}\nLi\n`, {}, ":2:1 CSV_ENTRY an entry is shorter than 4"],
    ["only signs", `${secret}\n***\n`, {}, ":2:1 CSV_ENTRY"],
    ["too many words", `${"ab ".repeat(13)}\n`, {}, ":1:1 CSV_ENTRY an entry may have 12 words"],
    [
      "a column that is not there",
      `${secret}\n`,
      { columns: "name" },
      'CSV_COLUMN the first row names no column "name"',
    ],
    ["no entry at all", "name\n", { columns: "name" }, "CSV_EMPTY"],
    ["an open quote", `${secret}\n"${secret}\n`, {}, "CSV_SYNTAX"],
    ["other bytes than UTF-8", Buffer.from([0x41, 0xff, 0x0a]), {}, "is not UTF-8 text"],
  ])("%s", (_name, text, more, message) => {
    const told = codesOf(() => withList(text, more));
    expect(told).toContain(message);
    expect(told).not.toContain(secret);
  });

  it("a file that is not there, a name that is taken", () => {
    const list = { name: "email", file: "none.csv", columns: 1, entity: "PERSON" } as const;
    expect(codesOf(() => compileConfig({ "exact-match": [list] }))).toContain("PATTERN_DUPLICATE");
    const other = { ...list, name: "people" };
    expect(codesOf(() => compileConfig({ "exact-match": [other] }))).toContain('"none.csv" cannot be read');
    expect(codesOf(() => compileConfig({ "exact-match": [other, other] }))).toContain("PATTERN_DUPLICATE");
  });

  it("a place in the YAML is told", () => {
    const file = folder.write(
      "deskveil.yaml",
      "exact-match:\n  - { name: people, file: none.csv, columns: [1], entity: PERSON }\n",
    );
    expect(codesOf(() => loadConfig({ file }))).toContain(`${file}:2:27 CONFIG_UNREADABLE`);
  });

  it("short entries are left out when that is said", () => {
    expect(spansIn(withList("Li\nQuillmark\n", { "skip-shorter": true }), "Li Quillmark")).toEqual([
      "Quillmark",
    ]);
    expect(spansIn(withList("Li\nQuillmark\n", { "min-length": 2 }), "Li Quillmark")).toEqual([
      "Li",
      "Quillmark",
    ]);
  });
});

describe("what is kept", () => {
  it("no entry stands in what the engine is made of", () => {
    const name = ["Thistle", "down"].join("");
    const file = folder.write("kept.csv", `${name}\nQuillmark\n`);
    const { engine } = compileConfig({
      "exact-match": [{ name: "kept", file, columns: 1, entity: "PERSON" }],
    });
    const { exactMatch } = engine;
    const bytes = Buffer.concat([
      Buffer.from(JSON.stringify(exactMatch?.lists)),
      Buffer.from(exactMatch?.signs.buffer ?? new ArrayBuffer(0)),
      Buffer.from(exactMatch?.slots.buffer ?? new ArrayBuffer(0)),
    ]);
    for (const spelled of [name, name.toLowerCase()]) {
      expect(bytes.includes(spelled)).toBe(false);
      expect(bytes.includes(Buffer.from(spelled, "utf16le"))).toBe(false);
    }
    expect(structuredClone(exactMatch)).toEqual(exactMatch);
  });

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

  it("two loads of one file have nothing in common", () => {
    const file = folder.write("salted.csv", "Quillmark\n");
    const load = () =>
      compileConfig({ "exact-match": [{ name: "kept", file, columns: 1, entity: "PERSON" }] }).engine
        .exactMatch;
    expect(load()?.slots).not.toEqual(load()?.slots);
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
      const scanAll = (text: string): void => {
        detector.scan?.(scanOf(text), { add: () => undefined });
      };
      const texts = [fill(32 * 1024), fill(64 * 1024)] as const;
      const limit = { limit: 2.5, floorMs: 0.2, patienceMs: 4000 };
      expect(await growthOf(scanAll, texts, limit), unit).toBeLessThanOrEqual(2.5);
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
