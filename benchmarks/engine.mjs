/* Text to findings: our engine against redact-pii, and against re2 running the same patterns one by one. */

import RE2 from "re2";
import { SyncRedactor } from "redact-pii";
import { loadBuiltinPatterns } from "../dist/config/builtin.js";
import { compileConfig } from "../dist/config/load.js";
import { createBudget } from "../dist/core/budget.js";
import { createEngine } from "../dist/detect/engine.js";
import { createTexts, createVendorPatterns } from "./corpus.mjs";
import { interleave, perSecond, printTable } from "./measure.mjs";

/** What a naive implementation would run in place of our native detectors. */
const nativeEquivalents = [
  "[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}",
  "\\b(?:\\d{1,3}\\.){3}\\d{1,3}\\b",
  "(?:[0-9A-Fa-f]{1,4}:){2,7}[0-9A-Fa-f]{0,4}",
  "\\+?\\d[\\d ()./-]{6,18}\\d",
  "\\b(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}\\b",
  "\\b\\d(?:[ -]?\\d){11,18}\\b",
  "\\b[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\\b",
  "[a-z][a-z0-9+.-]+://[^\\s:@/]+:[^\\s@/]+@",
  "(?i)\\b(?:password|passwort|pass|pwd|mot de passe|contraseña|пароль)\\b\\s*(?:is|:|=)?\\s*\\S+",
  "(?i)\\b(?:user|login|ssh|ftp)\\b[^\\n]{0,30}\\s/\\s\\S+",
  "-----BEGIN [A-Z ]*PRIVATE KEY-----",
  "(?im)^(?:cc|bcc|kopie)\\s*:.*@.*$",
];

function compileNaive(patterns) {
  const sources = patterns.flatMap((spec) =>
    spec.patterns.map((one) => ({
      source: one.boundary === "word" ? `\\b(?:${one.regex})\\b` : one.regex,
      flags: one.ignoreCase ? "giu" : "gu",
    })),
  );
  const natives = nativeEquivalents.map((source) => ({ source, flags: "gu" }));
  return [...sources, ...natives].map(
    ({ source, flags }) => new RE2(source.replaceAll("(?<", "(?P<"), flags),
  );
}

/** One by one over Buffers: the fair form, since string input is copied once per pattern. */
function runNaive(expressions, buffers) {
  let hits = 0;
  for (const buffer of buffers) {
    for (const expression of expressions) {
      expression.lastIndex = 0;
      while (expression.exec(buffer) !== null) hits++;
    }
  }
  return hits;
}

export async function benchEngine({ rounds, short }) {
  const texts = createTexts({ count: short ? 60 : 200, size: 2000 });
  const buffers = texts.map((text) => Buffer.from(text));
  const bytes = buffers.reduce((sum, buffer) => sum + buffer.length, 0);
  const builtin = loadBuiltinPatterns();
  const settings = compileConfig({}).engine.settings;
  const eightfold = [...builtin, ...createVendorPatterns(builtin.length * 7, 11)];
  const engines = [builtin, eightfold].map((patterns) => createEngine({ patterns, settings }));
  const scan = (engine) => () => {
    for (const text of texts) engine.scan(text, {}, createBudget(1e9));
  };
  const redactPii = new SyncRedactor();
  const naive = compileNaive(builtin);
  const times = await interleave(
    {
      deskveil: scan(engines[0]),
      eightfold: scan(engines[1]),
      "redact-pii": () => {
        for (const text of texts) redactPii.redact(text);
      },
      naive: () => runNaive(naive, buffers),
    },
    { rounds },
  );
  const speed = (name) => perSecond(bytes, times.get(name));
  const ratio = (ours, theirs) => times.get(theirs) / times.get(ours);
  const figures = [
    { name: "redact-pii 3.4.0", ratio: ratio("deskveil", "redact-pii"), target: 8 },
    { name: `naive re2, ${naive.length} patterns`, ratio: ratio("deskveil", "naive"), target: 40 },
    { name: "patterns x8 (time)", ratio: times.get("eightfold") / times.get("deskveil"), most: 1.3 },
  ];
  const row = (figure, ours, theirs) => [
    figure.name,
    speed(ours).toFixed(1),
    speed(theirs).toFixed(1),
    figure.ratio.toFixed(2),
    figure.target === undefined ? `<= ${figure.most}` : `>= ${figure.target}`,
  ];
  printTable(
    "engine: 2 KB texts, MB/s",
    ["against", "deskveil", "other", "ratio", "target"],
    [
      row(figures[0], "deskveil", "redact-pii"),
      row(figures[1], "deskveil", "naive"),
      row(figures[2], "deskveil", "eightfold"),
    ],
  );
  return figures;
}
