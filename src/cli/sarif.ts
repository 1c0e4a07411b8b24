/* Findings as SARIF 2.1.0 (OASIS), for code hosts and editors. */

import type { PlacedFinding } from "./scan.js";

export function toSarif(placed: readonly PlacedFinding[]): object {
  const rules = [...new Set(placed.map(({ detector }) => detector))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "deskveil", rules: rules.map((id) => ({ id })) } },
        columnKind: "utf16CodeUnits",
        results: placed.map(toResult),
      },
    ],
  };
}

function toResult(finding: PlacedFinding): object {
  const { file, line, column, start, end, entity, kind, confidence, detector } = finding;
  return {
    ruleId: detector,
    level: confidence >= 0.8 ? "error" : "warning",
    message: { text: kind === undefined ? entity : `${entity} (${kind})` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file === "-" ? "stdin" : file.replaceAll("\\", "/") },
          region: { startLine: line, startColumn: column, charOffset: start, charLength: end - start },
        },
      },
    ],
    properties: { entity, confidence },
  };
}
