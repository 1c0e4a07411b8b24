/* `deskveil eval`: how it counts, on a set small enough to count by hand; nothing of the texts is printed. */

import { afterAll, describe, expect, it } from "vitest";
import type { Finding } from "../../src/core/types.js";
import type { Redactor } from "../../src/core/redaction.js";
import { evaluate } from "../../src/cli/eval.js";
import { noScore, ratesOf } from "../../src/cli/eval/score.js";
import { findCanary } from "../support/canary.js";
import { createFolder, run, runWarm } from "../support/cli.js";
import { redactor } from "../support/redactor.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const mail = "c904@leak.test";

const cases = [
  // Found exactly; the second label is no address, so it is missed and all its characters leak.
  {
    id: "a",
    text: `mail ${mail} or someone`,
    entities: [
      { type: "EMAIL_ADDRESS", start: 5, end: 19 },
      { type: "PERSON", start: 23, end: 30 },
    ],
  },
  // An address nobody labelled: a false alarm.
  { id: "b", text: `mail ${mail}`, entities: [{ entity: "PERSON", start: 0, end: 4 }] },
  // Labels without a digit are left out by --digits.
  {
    id: "c",
    lang: "de",
    text: "call +44 7700 900920",
    entities: [
      { type: "PHONE_NUMBER", start: 5, end: 20 },
      { type: "PHONE_NUMBER", start: 0, end: 4 },
    ],
  },
  { id: "d", text: "password: Elm$tree8", secrets: [{ start: 10, end: 19 }] },
  { id: "e", text: "nothing", entities: [] },
  { id: "f", text: `unlabelled ${mail}`, entities: [] },
  {
    id: "g",
    text: `<i>c904</i>@leak.test`,
    format: "html",
    entities: [{ type: "EMAIL_ADDRESS", start: 3, end: 21 }],
  },
];
const file = folder.write("cases.jsonl", cases.map((one) => JSON.stringify(one)).join("\n"));

type Scores = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface Printed {
  readonly cases: number;
  readonly clean: number;
  readonly altered: readonly string[];
  readonly touched: readonly string[];
  readonly entities: Scores;
  readonly languages: Scores;
  readonly formats: Scores;
  readonly cells: Scores;
  readonly misses: readonly unknown[];
}

describe("eval", () => {
  it("counts labels, hits, exact spans, false alarms and leaked characters", async () => {
    const { code, stdout, stderr } = await run(["eval", "--json", file]);
    expect([code, stderr]).toEqual([0, ""]);
    const { entities, languages, formats, cells, misses, ...totals } = JSON.parse(stdout) as Printed;
    expect(totals).toEqual({ cases: 7, clean: 2, altered: ["f"], touched: ["f"] });
    expect(languages["de"]).toMatchObject({ labels: 2, found: 1, leaked: 4 });
    expect(languages["-"]).toMatchObject({ labels: 5, falseAlarms: 2 });
    expect(formats["html"]).toMatchObject({ labels: 1, found: 1 });
    expect(cells["PHONE_NUMBER de"]).toMatchObject({ labels: 2, exact: 1 });
    expect(misses).toContainEqual({
      case: "c",
      entity: "PHONE_NUMBER",
      start: 0,
      end: 4,
      what: "missed",
      characters: 4,
    });
    expect(misses).toContainEqual({
      case: "f",
      entity: "EMAIL_ADDRESS",
      start: 11,
      end: 25,
      what: "false",
      characters: 14,
      detector: "email",
    });
    expect(misses).toHaveLength(5);
    expect(entities["EMAIL_ADDRESS"]).toMatchObject({
      labels: 2,
      found: 2,
      falseAlarms: 2,
      leaked: 0,
      precision: 0.5,
      recall: 1,
    });
    expect(entities["PERSON"]).toMatchObject({
      labels: 2,
      found: 0,
      exact: 0,
      falseAlarms: 0,
      characters: 11,
      leaked: 11,
      f1: 0,
    });
    expect(entities["PHONE_NUMBER"]).toMatchObject({ labels: 2, found: 1, exact: 1, leaked: 4 });
    expect(entities["CREDENTIAL"]).toMatchObject({ labels: 1, found: 1, exact: 1, leaked: 0, f1: 1 });
    expect(findCanary(stdout, mail)).toBeUndefined();
  });

  it("--digits leaves out labels without a digit", async () => {
    const { stdout } = await runWarm(["eval", "--json", "--digits", file]);
    const { entities } = JSON.parse(stdout) as Printed;
    expect(entities["PHONE_NUMBER"]).toMatchObject({ labels: 1, found: 1, leaked: 0 });
    expect(entities["PERSON"]).toBeUndefined();
  });

  it("prints a table, worst first", async () => {
    const { stdout } = await runWarm(["eval", file]);
    const [head, first] = stdout.split("\n");
    expect(head).toMatch(/^entity +labels +P +R +F1 +exact +hit +covered +false +leaked %$/);
    expect(first).toMatch(/^PERSON +2 +1\.000 +0\.000 +0\.000 +0\.000 +0\.000 +0\.000 +0 +100\.0$/);
    expect(stdout).toContain("7 cases; 2 without labels, 1 of them altered: f\n");
    expect(stdout).toMatch(/^language +labels .*\n- +5 .*\nde +2 /m);
    expect(stdout).toMatch(/^format +labels .*\n- .*\nhtml +1 /m);
    expect(stdout).toMatch(/^miss +entity +case +span +characters +detector\nmissed +PERSON +a +23-30 +7\n/m);
    expect(findCanary(stdout, mail)).toBeUndefined();
  });

  it("names as many misses as it is asked to", async () => {
    const { stdout } = await runWarm(["eval", "--misses", "1", file]);
    expect(stdout).toContain("\nand 4 more; --misses N names more of them\n");
    expect((await runWarm(["eval", "--misses", "some", file])).code).toBe(2);
  });

  it("a set that labels credentials alone says nothing about other entities", async () => {
    const stdin = JSON.stringify({ id: "s", text: `host 203.0.113.7, mail ${mail}`, secrets: [] });
    const { stdout } = await runWarm(["eval", "--json", "-"], { stdin });
    expect(JSON.parse(stdout)).toMatchObject({
      clean: 1,
      altered: [],
      touched: [],
      entities: {},
      misses: [],
    });
  });

  it.each([
    ["no JSON", `{"text":"${mail}`, "line 2: not JSON"],
    ["null", "null", "line 2: not an object"],
    ["no labels", `{"text":"${mail}"}`, "line 2: expected text and entities or secrets"],
    [
      "a label beyond the text",
      `{"text":"${mail}","secrets":[{"start":3,"end":99}]}`,
      "line 2: expected labels",
    ],
    ["a label without places", `{"text":"${mail}","entities":["${mail}"]}`, "line 2: expected labels"],
  ])("%s: exit 3 with the line", async (_name, line, message) => {
    const { code, stderr } = await runWarm(["eval", "-"], {
      stdin: `${JSON.stringify(cases[0])}\n${line}\n`,
    });
    expect(code).toBe(3);
    expect(stderr).toContain(message);
    expect(findCanary(stderr, mail)).toBeUndefined();
  });
});

describe("what counts as found", () => {
  const finding = (entity: Finding["entity"], start: number, end: number): Finding => ({
    entity,
    confidence: 1,
    detector: "x",
    evidence: [],
    parts: [{ field: 0, start, end }],
  });
  const text = "0123456789abcdef";
  const label = { type: "PERSON", start: 4, end: 12 };

  async function score(...findings: readonly Finding[]) {
    const fixed: Redactor = { ...redactor, scanTextAsync: async () => Promise.resolve(findings) };
    async function* lines() {
      yield await Promise.resolve({ number: 1, text: JSON.stringify({ id: 1, text, entities: [label] }) });
    }
    return (await evaluate(fixed, lines())).scores.get("PERSON");
  }

  it.each([
    [
      "exactly half of the label",
      [finding("PERSON", 0, 8)],
      { found: 1, exact: 0, falseAlarms: 0, leaked: 4 },
    ],
    ["less than half", [finding("PERSON", 0, 7)], { found: 0, falseAlarms: 0, leaked: 5 }],
    [
      "two quarters are not one half",
      [finding("PERSON", 4, 6), finding("PERSON", 10, 12)],
      { found: 0, falseAlarms: 0, leaked: 4 },
    ],
    [
      "another entity hides the text but is no hit",
      [finding("URL", 0, 16)],
      { found: 0, falseAlarms: 0, leaked: 0 },
    ],
    [
      "a copied person is labelled as what stands there",
      [finding("PERSON", 4, 12), finding("CC_RECIPIENT", 2, 12)],
      { found: 1, falseAlarms: 0, leaked: 0 },
    ],
    ["touching is not overlapping", [finding("PERSON", 12, 14)], { found: 0, falseAlarms: 1, leaked: 8 }],
    ["the span itself", [finding("PERSON", 4, 12)], { found: 1, exact: 1, falseAlarms: 0, leaked: 0 }],
  ])("%s", async (_name, findings, expected) => {
    expect(await score(...findings)).toMatchObject({ labels: 1, characters: 8, ...expected });
  });

  it("rates of nothing are 1", () => {
    expect(ratesOf(noScore())).toEqual({
      precision: 1,
      recall: 1,
      f1: 1,
    });
  });
});
