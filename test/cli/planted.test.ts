/* Property: whatever stands around planted values, `scan` never prints them and `redact` never lets them through. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCanary } from "../support/canary.js";
import { run } from "../support/cli.js";
import { runs } from "../support/runs.js";

const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${String(length)}}$`));
const planted = fc.oneof(
  fc
    .tuple(fc.stringMatching(/^[a-z]{6,12}$/), digits(4))
    .map(([name, number]) => ({ label: "mail", value: `${name}${number}@leak.test` })),
  digits(3).map((last) => ({ label: "call", value: `+44 7700 900${last}` })),
  fc.integer({ min: 100, max: 254 }).map((last) => ({ label: "host", value: `203.0.113.${String(last)}` })),
  fc.stringMatching(/^[A-Z][a-z]{5}\d{4}!$/).map((value) => ({ label: "password:", value })),
);
const prose = fc.array(
  fc.constantFrom(
    "please",
    "the",
    "server",
    "is",
    "down",
    "since",
    "Monday",
    "\n",
    "Danke",
    "für",
    "📎",
    '"quoted"',
    "<b>",
    "-",
  ),
  { maxLength: 12 },
);
const text = fc.tuple(prose, planted, prose, planted, prose).map(([a, one, b, two, c]) => ({
  values: [one.value, two.value],
  text: [...a, one.label, one.value, ".", ...b, two.label, two.value, ".", ...c].join(" "),
}));

describe("planted values", () => {
  const cases = fc.sample(text, { numRuns: runs(150, 400), seed: 20 });
  const stdin = cases.map((one, id) => JSON.stringify({ id, text: one.text })).join("\n");

  it("scan says where each stands, and never prints one", async () => {
    const { code, stdout, stderr } = await run(["scan", "--jsonl"], { stdin });
    expect([code, stderr]).toEqual([1, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(cases.length);
    for (const [id, one] of cases.entries()) {
      const { findings } = JSON.parse(lines[id] ?? "") as {
        findings: readonly { start: number; end: number }[];
      };
      for (const value of one.values) {
        const start = one.text.indexOf(value);
        const covered = findings.some((found) => found.start <= start && start + value.length <= found.end);
        expect([one.text, value, covered]).toEqual([one.text, value, true]);
      }
      for (const value of one.values) expect(findCanary(lines[id] ?? "", value)).toBeUndefined();
    }
  });

  it("redact lets none through", async () => {
    const { code, stdout, stderr } = await run(["redact", "--jsonl"], { stdin });
    expect([code, stderr]).toEqual([0, ""]);
    const lines = stdout.trimEnd().split("\n");
    for (const [id, one] of cases.entries()) {
      for (const value of one.values)
        expect([value, findCanary(lines[id] ?? "", value)]).toEqual([value, undefined]);
    }
  });
});
