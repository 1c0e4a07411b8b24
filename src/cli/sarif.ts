/* Findings as SARIF 2.1.0 (OASIS), for code hosts and editors. */

import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { PlacedFinding } from "./scan.js";

/** Findings from here on are errors, the others warnings. */
const sureFrom = 0.8;

/** `failures`: one message for each input that could not be scanned; none may hold input text. */
export function toSarif(placed: readonly PlacedFinding[], failures: readonly string[] = []): object {
  const rules = [...new Map(placed.map((one) => [one.detector, one.entity]))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const ids = rules.map(([id]) => id);
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "deskveil",
            rules: rules.map(([id, entity]) => ({ id, shortDescription: { text: entity } })),
          },
        },
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            toolExecutionNotifications: failures.map((text) => ({ level: "error", message: { text } })),
          },
        ],
        columnKind: "utf16CodeUnits",
        results: placed.map((finding) => toResult(finding, ids.indexOf(finding.detector))),
      },
    ],
  };
}

/** A URI reference: file names may hold blanks, percent signs and backslashes. */
function uriOf(file: string): string {
  if (file === "-") return "stdin";
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}

function toResult(finding: PlacedFinding, ruleIndex: number): object {
  const { file, line, column, start, end, entity, kind, confidence, detector } = finding;
  return {
    ruleId: detector,
    ruleIndex,
    level: confidence >= sureFrom ? "error" : "warning",
    message: { text: kind === undefined ? entity : `${entity} (${kind})` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, charOffset: start, charLength: end - start },
        },
      },
    ],
    properties: { entity, confidence },
  };
}
