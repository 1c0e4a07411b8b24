/* Labelled cases, one JSON object a line, in both shapes that are in use. */

import type { TextFormat } from "../../core/types.js";
import { CommandError, exitCodes } from "../exit.js";
import { formatNamed, parseJsonObject, type InputLine } from "../input.js";

export interface Label {
  readonly entity: string;
  readonly start: number;
  readonly end: number;
}

export interface Case {
  readonly id: string;
  readonly text: string;
  /** How the text is read. */
  readonly format: TextFormat;
  /** What the set calls its format (`email`, `chat`, ...); `-` when it says nothing. */
  readonly formatName: string;
  /** Language tag of the set; `-` when it says nothing. */
  readonly language: string;
  readonly labels: readonly Label[];
  /** The only entity type the set labels: findings of others say nothing about it. */
  readonly scope?: string;
}

/** `entities: [{type|entity,start,end}]`, or `secrets: [{start,end}]` for CREDENTIAL alone. Throws CommandError. */
export function parseCase(line: InputLine): Case {
  const given = parseJsonObject(line);
  const { text } = given;
  const marks = given["entities"] ?? given["secrets"];
  if (typeof text !== "string" || !Array.isArray(marks)) {
    throw brokenCase(line, "expected text and entities or secrets");
  }
  const labels = (marks as readonly unknown[]).map((mark) => {
    const label = labelOf(mark);
    if (isLabelOf(text, label)) return label;
    throw brokenCase(line, "expected labels with a type, start and end inside the text");
  });
  return {
    id: String(given["id"] ?? line.number),
    text,
    format: formatNamed(given["format"]),
    formatName: nameOf(given["format"]),
    language: nameOf(given["lang"] ?? given["language"]),
    labels,
    ...(given["entities"] === undefined ? { scope: "CREDENTIAL" } : {}),
  };
}

/** Short names only: a set cannot smuggle its texts into a report. */
const nameOf = (given: unknown): string =>
  typeof given === "string" && /^[\w-]{1,24}$/.test(given) ? given : "-";

const brokenCase = ({ number }: InputLine, message: string): CommandError =>
  new CommandError(exitCodes.unreadable, `line ${String(number)}: ${message}.`);

function labelOf(mark: unknown): Label {
  const given = (typeof mark === "object" && mark !== null ? mark : {}) as Readonly<Record<string, unknown>>;
  return {
    entity: String(given["type"] ?? given["entity"] ?? "CREDENTIAL"),
    start: Number(given["start"] ?? NaN),
    end: Number(given["end"] ?? NaN),
  };
}

function isLabelOf(text: string, { start, end }: Label): boolean {
  return Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= text.length;
}
