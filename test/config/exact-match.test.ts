/* Exact-match lists: what is found, what is refused, and that no value outlives the loading. */

import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { compileConfig, loadConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { createRedactor } from "../../src/redactor.js";
import { createFolder } from "../support/cli.js";

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

  it("two loads of one file have nothing in common", () => {
    const file = folder.write("salted.csv", "Quillmark\n");
    const load = () =>
      compileConfig({ "exact-match": [{ name: "kept", file, columns: 1, entity: "PERSON" }] }).engine
        .exactMatch;
    expect(load()?.slots).not.toEqual(load()?.slots);
  });
});
