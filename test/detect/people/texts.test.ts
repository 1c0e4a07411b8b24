/* Persons in texts as they stand in tickets: how many are found, and how many findings are persons. */

import { describe, expect, it } from "vitest";
import { createBudget } from "../../../src/core/budget.js";
import { createEngine } from "../../../src/detect/engine.js";
import { natives } from "../../../src/detect/natives/index.js";
import { people } from "../../../src/detect/people/index.js";
import { createKnownPeople } from "../../../src/redact/known-people.js";
import { listFindings } from "../../../src/redact/findings.js";
import { locate } from "../../../src/redact/locate.js";
import { peopleTexts, type PeopleText } from "../../fixtures/people-texts.js";
import { readMarked } from "../../support/marked.js";

const engine = createEngine({
  patterns: [],
  settings: { regions: [], ignoredIpClasses: [] },
  disabled: Object.keys(natives).filter((id) => !(id in people)),
});

interface Measured {
  readonly found: number;
  readonly exact: number;
  readonly masked: number;
  readonly missed: readonly string[];
  readonly false: readonly string[];
}

/** As the redaction does it: the detectors first, then the search for those who are known. */
function findingsOf({ known, text }: PeopleText) {
  const source = { text: readMarked(text).text, hint: {}, format: "plain" as const };
  const names = createKnownPeople();
  for (const name of known ?? [])
    names.noteField({
      key: "requester_name",
      object: 0,
      parentKey: () => undefined,
      role: "content",
      text: name,
    });
  const own = locate(engine, source, createBudget(1e9));
  names.noteFound(own);
  const search = names.search();
  const again = search === undefined ? [] : locate(search, source, createBudget(1e9));
  return listFindings([...own, ...again])
    .filter(({ entity }) => entity === "PERSON")
    .map(({ parts, confidence, detector }) => ({
      start: parts[0]?.start ?? 0,
      end: parts.at(-1)?.end ?? 0,
      confidence,
      detector,
    }));
}

function measure(one: PeopleText): Measured {
  const { text, spans } = readMarked(one.text);
  const findings = findingsOf(one);
  const overlap = (a: { start: number; end: number }, b: { start: number; end: number }) =>
    Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
  const labels = spans.map((span) => {
    const [start = 0, end = 0] = span.split("-").map(Number);
    return { start, end };
  });
  const isFound = (label: { start: number; end: number }, least = 0) =>
    findings.some((one) => one.confidence >= least && overlap(one, label) * 2 >= label.end - label.start);
  return {
    found: labels.filter((label) => isFound(label)).length,
    masked: labels.filter((label) => isFound(label, 0.8)).length,
    exact: labels.filter(({ start, end }) => findings.some((one) => one.start === start && one.end === end))
      .length,
    missed: labels.filter((label) => !isFound(label)).map(({ start, end }) => text.slice(start, end)),
    false: findings
      .filter((finding) => labels.every((label) => overlap(finding, label) === 0))
      .map(({ start, end, detector }) => `${text.slice(start, end)} (${detector})`),
  };
}

describe("persons in tickets of twelve languages", () => {
  const all = peopleTexts.map((one) => ({ ...one, ...measure(one) }));
  const sum = (of: (one: (typeof all)[number]) => number): number =>
    all.reduce((total, one) => total + of(one), 0);
  const labels = sum(({ found, missed }) => found + missed.length);

  it.runIf(process.env["SHOW"] !== undefined)("shown", () => {
    const lines = all
      .filter((one) => one.missed.length + one.false.length > 0)
      .map(
        (one) =>
          `${one.language} missed ${one.missed.join(", ")} | false ${one.false.join(", ")} | ${one.text.slice(0, 90)}`,
      );
    const total = {
      texts: all.length,
      labels,
      found: sum((one) => one.found),
      exact: sum((one) => one.exact),
      masked: sum((one) => one.masked),
      false: sum((one) => one.false.length),
    };
    process.stderr.write(`${lines.join("\n")}\n${JSON.stringify(total)}\n`);
  });

  it("are found", () => {
    expect(sum(({ found }) => found) / labels).toBeGreaterThanOrEqual(0.98);
  });

  it("are persons", () => {
    const found = sum((one) => one.found);
    expect(found / (found + sum((one) => one.false.length))).toBeGreaterThanOrEqual(0.99);
  });
});
