/* Secrets as people tell them, and what they say about secrets without telling one, through the whole engine. */

import { describe, expect, it } from "vitest";
import { builtinSources } from "../support/builtin-sources.js";
import { createBudget } from "../../src/core/budget.js";
import { createRuns } from "../../src/detect/credential/runs.js";
import { createEngine } from "../../src/detect/engine.js";
import { forgetText } from "../../src/detect/text-memory.js";
import { innocent } from "../fixtures/innocent-texts.js";
import { namesInTalk, talked } from "../fixtures/talk-secrets.js";
import { talkClasses } from "../fixtures/told-further.js";
import { told } from "../fixtures/told-secrets.js";
import { readMarked } from "../support/marked.js";

const patterns = builtinSources().map(({ spec }) => spec);
const engine = createEngine({ patterns, settings: { regions: [], ignoredIpClasses: [] } });

/** Spans of credentials at confidence 0.5 and above, touching ones as one. */
function spansOf(text: string): string[] {
  const found = engine
    .scan(text, {}, createBudget(1e9))
    .filter(({ entity, confidence }) => entity === "CREDENTIAL" && confidence >= 0.5);
  const outer = found.filter(
    (one) =>
      !found.some(
        (other) =>
          other !== one &&
          other.start <= one.start &&
          one.end <= other.end &&
          other.end - other.start > one.end - one.start,
      ),
  );
  return [...new Set(outer.map(({ start, end }) => `${String(start)}-${String(end)}`))];
}

describe("secrets are found exactly", () => {
  it.each([...told, ...talked])("%j", (marked) => {
    const { text, spans } = readMarked(marked);
    expect(spansOf(text)).toEqual(spans);
  });
});

describe("talk about secrets passes", () => {
  it.each([...innocent, ...namesInTalk])("%j", (text) => {
    expect(spansOf(text)).toEqual([]);
  });
});

describe.each(talkClasses)("$title", ({ told: marked, innocent: texts }) => {
  it.each(marked)("finds %j", (one) => {
    const { text, spans } = readMarked(one);
    expect(spansOf(text)).toEqual(spans);
  });
  it.each(texts)("passes %j", (text) => {
    expect(spansOf(text)).toEqual([]);
  });
});

describe("literals beyond ASCII", () => {
  it("a dotless i among them does not take the capital I from the others", () => {
    const key = ["8yWsC4aq", "Px4AbXI0Ju"].join("");
    expect(spansOf(`CLÉ API : ${key}`)).toEqual([`10-${String(10 + key.length)}`]);
  });
});

describe("the padding of base64", () => {
  it("does not join the next line to the secret", () => {
    const key = "HO0tEb9b6JAzbsepgl7wcWH22Btak9M0S0M75tgIBI0=";
    const text = `PrivateKey = ${key}\nAddress = 10.0.0.2/32`;
    expect(spansOf(text)).toEqual([`13-${String(13 + key.length)}`]);
  });
});

describe("what lexers remember", () => {
  it("is forgotten with the scan", () => {
    let asked = 0;
    const runs = createRuns((text, at) => {
      asked++;
      return text.charAt(at) === " ";
    });
    const text = "mango-tree and more";
    expect(runs.endOf(text, 0, text.length)).toBe(10);
    const once = asked;
    expect(runs.endOf(text, 0, text.length)).toBe(10);
    expect(asked).toBeLessThanOrEqual(once + 1);
    engine.scan("nothing to see", {}, createBudget(1e6));
    asked = 0;
    expect(runs.endOf(text, 0, text.length)).toBe(10);
    expect(asked).toBe(once);
  });
  it("is forgotten without a scan too", () => {
    const runs = createRuns((text, at) => text.charAt(at) === " ");
    expect(runs.endOf("ab c", 0, 4)).toBe(2);
    forgetText();
    expect(runs.endOf("abcd e", 0, 6)).toBe(4);
  });
});
