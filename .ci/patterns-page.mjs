/* docs/patterns.md: a table of all built-in patterns. `node .ci/patterns-page.mjs` writes it anew from dist. */

import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const columns = ["id", "title", "entity", "kind", "confidence", "check", "reference"];

const unique = (values) => [...new Set(values)].join(", ");

const rowOf = ({ spec }) => [
  `\`${spec.id}\``,
  spec.title,
  spec.entity,
  spec.kind === undefined || spec.kind === spec.id ? "" : `\`${spec.kind}\``,
  unique(spec.patterns.map(({ confidence }) => String(confidence))),
  spec.check === undefined ? "" : `\`${spec.check}\``,
  spec.references.join("; "),
];

const escaped = (cell) => cell.replaceAll("|", "\\|");

/** Padded as the formatter does it. */
function table(rows) {
  const cells = [columns, ...rows].map((row) => row.map(escaped));
  const widths = columns.map((_, at) => Math.max(3, ...cells.map((row) => row[at].length)));
  const line = (row, fill = " ") => `| ${row.map((cell, at) => cell.padEnd(widths[at], fill)).join(" | ")} |`;
  const [head, ...body] = cells;
  return [
    line(head),
    line(
      columns.map(() => ""),
      "-",
    ),
    ...body.map((row) => line(row)),
  ].join("\n");
}

const familyOf = ({ file }) => dirname(file).split(/[/\\]/).at(-1);

const detectorLine = ({ id, entities }) => `- \`${id}\`: ${entities.map((one) => `\`${one}\``).join(", ")}`;

/** `sources`: what `loadBuiltinSources` gives; `detectors`: the native ones. */
export function patternsPage(sources, detectors) {
  const families = [...new Set(sources.map(familyOf))].sort();
  const sections = families.map((family) => {
    const rows = sources.filter((one) => familyOf(one) === family).map(rowOf);
    return `### ${family}\n\n${String(rows.length)} patterns.\n\n${table(rows)}\n`;
  });
  const head = [
    "# Patterns and detectors",
    "",
    "Generated from `patterns/` and `src/detect/natives` by `node .ci/patterns-page.mjs` after a build. The ids are what",
    "`patterns.disable` and `patterns.min-confidence` name, and what `deskveil explain` and `deskveil scan` tell.",
    "",
    "## Detectors",
    "",
    "Written by hand, where no expression would do.",
    "",
    ...detectors.map(detectorLine),
    "",
    "## Patterns",
    "",
    "Each is one YAML file that holds its own examples. The kind is the id where none is named; a check that confirms a match sets its confidence to 1, one that",
    "refutes it drops it. References name the vendor's page on which the format, or the credential, is described.",
    "",
  ];
  return [...head, ...sections].join("\n");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { loadBuiltinSources } = await import(pathToFileURL(join(root, "dist/config/builtin.js")).href);
  const { natives } = await import(pathToFileURL(join(root, "dist/detect/natives/index.js")).href);
  writeFileSync(join(root, "docs/patterns.md"), patternsPage(loadBuiltinSources(), Object.values(natives)));
}
