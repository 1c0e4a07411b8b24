/* Every evasion case of the sections we claim has a test named by its id, or stands in docs/limits.md if it may. */

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

const range = (section: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${section}${String(at + 1).padStart(2, "0")}`);

/** Sections and their numbers of rows: evasion cases A, B, C, D15, E, F, G, the first five of I, J and N. */
const sections = {
  A: range("A", 22),
  B: range("B", 23),
  C: range("C", 20),
  D: ["D15"],
  E: range("E", 26),
  F: range("F", 20),
  G: range("G", 15),
  I: range("I", 5),
  J: range("J", 15),
  N: range("N", 12),
};

/** The only rows that may be missed for now; E18, F08 and F15 are marked LIMIT by the cases themselves. */
const mayBeMissed = new Set("E18 F08 F15 G08 G12 J09 J10 J11 J12 J13".split(" "));

const files = ["evasion", "http", "e2e", "document"].flatMap((folder) =>
  readdirSync(`${root}/test/${folder}`)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${root}/test/${folder}/${name}`),
);

/** Ids at the start of a title: `A20 and A21 and G02: ...`. */
const leading = /^[A-N]\d{2}(?:(?:, | and | to )[A-N]\d{2})*/;

const isTitle = (node: ts.Node): boolean => {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return parent.elements[0] === node;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText() === "name";
  return (
    ts.isCallExpression(parent) &&
    parent.arguments[0] === node &&
    /^(?:it|describe)\b|\)$/.test(parent.expression.getText())
  );
};

/** The ids named by titles of tests and of rows of tables. */
function idsOf(file: string): readonly string[] {
  const ids: string[] = [];
  const visit = (node: ts.Node): void => {
    const text = ts.isStringLiteralLike(node)
      ? node.text
      : ts.isTemplateExpression(node)
        ? node.head.text
        : undefined;
    if (text !== undefined && isTitle(node)) {
      const [run = ""] = leading.exec(text) ?? [];
      ids.push(...run.split(/, | and | to /).filter((id) => id !== ""));
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return ids;
}

const tested = new Set(files.filter((file) => !file.endsWith("coverage.test.ts")).flatMap(idsOf));

/** Ids in the first column of the tables of limits. */
const listed = new Set(
  [
    ...readFileSync(`${root}/docs/limits.md`, "utf8").matchAll(/^\| ([A-N]\d{2}(?:, [A-N]\d{2})*) +\|/gm),
  ].flatMap(([, ids = ""]) => ids.split(", ")),
);

describe("evasion cases", () => {
  it.each(Object.entries(sections))("section %s: every row is tested or may be missed", (_section, ids) => {
    const missing = ids.filter((id) => !tested.has(id) && !(mayBeMissed.has(id) && listed.has(id)));
    expect(missing).toEqual([]);
  });

  it("docs/limits.md lists no row that must be met", () => {
    expect([...listed].filter((id) => !mayBeMissed.has(id))).toEqual([]);
  });

  it("knows a title from a comment, and a row from its data", () => {
    expect(tested.has("A23")).toBe(false);
    expect(tested.size).toBeGreaterThan(130);
  });
});
