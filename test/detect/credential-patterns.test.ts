import { readdirSync, readFileSync } from "node:fs";
import RE2 from "re2";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { checks, type CheckName } from "../../src/detect/checks/index.js";
import { compilePattern, type CompiledExpression } from "../../src/detect/compile.js";
import { labelledExpression } from "../../src/detect/label-gap.js";

interface Example {
  readonly text: string;
  readonly why?: string;
}
interface PatternFile {
  readonly id: string;
  readonly entity: string;
  readonly kind: string;
  readonly description: string;
  readonly check?: CheckName;
  readonly references: readonly string[];
  readonly patterns: readonly {
    readonly regex: string;
    readonly label?: readonly string[];
    readonly confidence: number;
    readonly "ignore-case"?: boolean;
    readonly boundary?: "none";
    readonly literals?: readonly string[];
  }[];
  readonly examples: {
    readonly match: readonly (string | Example)[];
    readonly "no-match": readonly (string | Example)[];
  };
}

const folder = new URL("../../patterns/credential/", import.meta.url);
const files = readdirSync(folder).map((name) => {
  const source = readFileSync(new URL(name, folder), "utf8");
  return { name, source, pattern: parse(source) as PatternFile };
});

const alphabets: Readonly<Record<string, string>> = {
  digit: "0123456789",
  hex: "0123456789abcdef",
  HEX: "0123456789ABCDEF",
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  alpha: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
  alnum: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
  base32: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567",
  base36: "abcdefghijklmnopqrstuvwxyz0123456789",
  base32lower: "abcdefghijklmnopqrstuvwxyz234567",
  base58: "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz",
  bech32: "qpzry9x8gf2tvdw0s3jn54khce6mua7l",
  base64: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+/",
  base64url: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_",
  UPPERDIGIT: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
};

/** Plain and slow: the oracle for what the engine does with the same files. */
function expand(template: string): string {
  let state = 7;
  return template.replace(/\{\{(?:([A-Z\d]+):(\d+))?\}\}/gi, (_, name: string | undefined, count: string) => {
    if (name === undefined) return "";
    const alphabet = alphabets[name]!;
    return Array.from({ length: Number(count) }, () => {
      state = (state * 48271) % 2147483647;
      return alphabet[state % alphabet.length];
    }).join("");
  });
}

const isWord = (char: string | undefined): boolean => char !== undefined && /\w/.test(char);

type Expression = PatternFile["patterns"][number];

/** Compiled once: making one costs more than matching all examples of its pattern. */
const compiled = new Map<Expression, RE2>();

function matchesOf(one: Expression, text: string): readonly RegExpExecArray[] {
  const source = one.label === undefined ? one.regex : labelledExpression(one.label, one.regex);
  const regex = compiled.get(one) ?? new RE2(source, one["ignore-case"] === true ? "giu" : "gu");
  compiled.set(one, regex);
  // Not `matchAll`, which makes a copy of the expression.
  regex.lastIndex = 0;
  const matches: RegExpExecArray[] = [];
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) matches.push(match);
  return matches;
}

function spansOf(pattern: PatternFile, text: string): string[] {
  const judge = checks[pattern.check ?? "opaque"].judge;
  return pattern.patterns.flatMap((one) => {
    return matchesOf(one, text).flatMap((match) => {
      const start = match.index;
      const end = start + match[0].length;
      if (
        one.label === undefined &&
        one.boundary !== "none" &&
        (isWord(text[start - 1]) || isWord(text[end]))
      )
        return [];
      const value = match.groups?.["value"];
      if (judge(value ?? match[0]) === "refutes") return [];
      const from = value === undefined ? start : start + match[0].lastIndexOf(value);
      return [`${from}-${from + (value ?? match[0]).length}`];
    });
  });
}

const textOf = (example: string | Example): string => (typeof example === "string" ? example : example.text);

/** True when one of the literals leads to a match. */
function isReached({ literals, minOffset, maxOffset, matchAt }: CompiledExpression, text: string): boolean {
  const lower = text.toLowerCase();
  return literals.some((literal) => {
    for (
      let at = lower.indexOf(literal.text.toLowerCase());
      at >= 0;
      at = lower.indexOf(literal.text.toLowerCase(), at + 1)
    ) {
      for (let start = at - maxOffset; start <= at - minOffset; start++) {
        if (start >= 0 && matchAt?.(text, start) !== undefined) return true;
      }
    }
    return false;
  });
}

describe("credential patterns", () => {
  it("are at least 350, each in a file named after its id", () => {
    expect(files.length).toBeGreaterThanOrEqual(350);
    expect(files.filter(({ name, pattern }) => name !== `${pattern.id}.yaml`)).toEqual([]);
  });

  it.each(files)("$name finds its examples exactly and nothing else", ({ pattern }) => {
    expect(pattern.entity).toBe("CREDENTIAL");
    for (const example of pattern.examples.match) {
      const marked = expand(textOf(example));
      const text = marked.replace(/\[\[|\]\]/g, "");
      const start = marked.indexOf("[[");
      const end = marked.indexOf("]]") - 2;
      expect(spansOf(pattern, text), text).toEqual([`${start}-${end}`]);
    }
    for (const example of pattern.examples["no-match"])
      expect(spansOf(pattern, expand(textOf(example)))).toEqual([]);
  });

  it.each(files)("$name is bounded and found by its literals, without re2", ({ pattern }) => {
    const patterns = pattern.patterns.map(({ regex, label, confidence, literals, ...rest }) => ({
      regex,
      ...(label === undefined ? {} : { label }),
      confidence,
      boundary: rest.boundary ?? (label === undefined ? ("word" as const) : ("none" as const)),
      ignoreCase: rest["ignore-case"] ?? false,
      ...(literals === undefined ? {} : { literals }),
    }));
    const spec = {
      ...pattern,
      entity: "CREDENTIAL" as const,
      title: "",
      status: "stable" as const,
      patterns,
    };
    const expressions = compilePattern({ ...spec, examples: { match: [], noMatch: [] } });
    expect(expressions.map(({ lane }) => lane)).toEqual(patterns.map(() => "anchored"));
    for (const example of pattern.examples.match) {
      const text = expand(textOf(example)).replace(/\[\[|\]\]/g, "");
      expect(
        expressions.some((one) => isReached(one, text)),
        text,
      ).toBe(true);
    }
  });

  it("name the vendor's page, and a check that knows stand-ins", () => {
    for (const { pattern, name } of files) {
      expect(pattern.references.join(" ").length, name).toBeGreaterThan(3);
      if (name !== "nuget-config-password.yaml") expect(pattern.check, name).toBeDefined();
    }
  });

  it("hold nothing a secret scanner would take for live", () => {
    for (const { source, name } of files) {
      const longest = Math.max(...(source.match(/[A-Z\d]{1,400}/gi) ?? [""]).map((run) => run.length));
      expect(longest, name).toBeLessThan(25);
    }
  });
});
