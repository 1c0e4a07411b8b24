/* `deskveil explain`: everything about one text, for the person who typed it. The only command that shows values. */

import type { Config } from "../config/config.js";
import type { FieldRole, Span, TextFormat } from "../core/types.js";
import { explainTextAsync, type Explained, type ExplainedFinding } from "../redact/explain.js";
import type { NearMiss } from "../redact/explain-nearly.js";
import { exitCodes, explainRefusal, type ExitCode } from "./exit.js";
import { decodeText, readInput } from "./input.js";
import { writeOut } from "./output.js";

export interface ExplainFlags {
  readonly format: TextFormat;
  readonly role: FieldRole;
  /** Spans instead of values. */
  readonly json: boolean;
}

/** `given` undefined or `-`: standard input. */
export async function explain(
  config: Config,
  given: string | undefined,
  flags: ExplainFlags,
): Promise<ExitCode> {
  const text =
    given === undefined || given === "-"
      ? decodeText(await readInput(undefined, config.limits.bytes), "standard input").replace(/\r?\n$/, "")
      : given;
  let explained: Explained;
  try {
    await config.recognizer?.ready();
    explained = await explainTextAsync(config, text, flags);
  } catch (error) {
    throw explainRefusal(error, "text");
  }
  await writeOut(flags.json ? toJson(explained) : toText(explained, text));
  return exitCodes.done;
}

/** For programs, whose output may end in a log: no value, and not the text. */
function toJson({ found, nearly }: Explained): string {
  const findings = found.map(({ finding, parts, ...rest }) => {
    const { entity, kind, confidence, detector, evidence } = finding;
    return { entity, kind, confidence, detector, evidence, parts, ...rest };
  });
  return `${JSON.stringify({ findings, nearly }, null, 2)}\n`;
}

function toText({ found, nearly, text: result }: Explained, text: string): string {
  const blocks = [
    ...(found.length === 0 ? ["Nothing was found.\n"] : found.map((one, at) => blockOf(one, at, text))),
    ...(nearly.length === 0 ? [] : [`Nearly found:\n${nearly.map((one) => nearLine(one, text)).join("")}`]),
    `Result:\n  ${visible(result).replaceAll("\n", "\n  ")}\n`,
  ];
  return blocks.join("\n");
}

/** Characters of a value that are shown. */
const longestShown = 80;

const valueAt = (text: string, parts: readonly Span[]): string =>
  parts.map(({ start, end }) => text.slice(start, end)).join("…");

function quoted(text: string, parts: readonly Span[]): string {
  const value = valueAt(text, parts);
  const shown = value.length > longestShown ? `${value.slice(0, longestShown)}…` : value;
  return `"${visible(shown).replaceAll("\n", "\\n").replaceAll("\t", "\\t")}"`;
}

/** Terminals obey some characters, and readers do not see others; line ends and tabs are as they are. */
const unseen = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Variation_Selector}]/gu;

const visible = (text: string): string =>
  text.replace(unseen, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);

const spanOf = (parts: readonly Span[]): string =>
  parts.map(({ start, end }) => `${String(start)}-${String(end)}`).join(", ");

const nameOf = ({ entity, kind }: { readonly entity: string; readonly kind?: string }): string =>
  kind === undefined ? entity : `${entity} (${kind})`;

function blockOf(one: ExplainedFinding, at: number, text: string): string {
  const { finding, parts } = one;
  const rows: readonly (readonly [string, string])[] = [
    [
      "detector",
      `${finding.detector}, confidence ${finding.confidence.toFixed(2)}${weak(finding.confidence)}`,
    ],
    ["evidence", evidenceOf(one)],
    ["reading", one.readings.length === 0 ? "the text as it stands" : one.readings.join(" > ")],
    ["decision", decisionOf(one)],
    ...(one.passed.length === 0 ? [] : [["passed", passedOf(one)] as const]),
    ...(one.together.length === 0
      ? []
      : [
          [
            "overlap",
            `written together with ${one.together.map((other) => String(other + 1)).join(", ")}, by the strictest`,
          ] as const,
        ]),
  ];
  const head = `${String(at + 1)}  ${nameOf(finding)} at ${spanOf(parts)}  ${quoted(text, parts)}\n`;
  return head + rows.map(([name, said]) => `   ${name.padEnd(9)} ${said}\n`).join("");
}

const weak = (confidence: number): string => (confidence < 0.5 ? " (scan lists 0.5 and above)" : "");

function evidenceOf({ finding }: ExplainedFinding): string {
  const said = finding.evidence
    .filter(({ by }) => by !== "reading")
    .map(({ by, name }) => `${by} ${visible(name)}`);
  return said.length === 0 ? "the detector alone" : said.join(", ");
}

function decisionOf({ action, rule, conditions, finding }: ExplainedFinding): string {
  if (rule === "default")
    return `${action}: no rule holds, and confidence ${finding.confidence >= 0.5 ? "0.5 and above is masked" : "below 0.5 is flagged"}`;
  return `${action}, by the rule "${rule}"${conditions.length === 0 ? "" : ` (${conditions.join("; ")})`}`;
}

/** Rules that were asked before, each with the first of its conditions that does not hold. */
const passedOf = ({ passed }: ExplainedFinding): string =>
  passed.map(({ rule, condition }) => `"${rule}" (not ${condition})`).join(", ");

const nearLine = (one: NearMiss, text: string): string =>
  `   ${nameOf(one)} at ${spanOf(one.parts)}  ${quoted(text, one.parts)}\n      ${one.detector}: ${one.why}.\n`;
