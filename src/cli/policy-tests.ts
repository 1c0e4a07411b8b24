/* The tests inside a configuration: each text stands in a field of its role, as it would in a ticket. */

import type { Config, PolicyTest } from "../config/config.js";
import type { Annotation, DeskRoute } from "../core/desk.js";
import type { Document } from "../core/document.js";
import { AppError } from "../core/errors.js";
import type { FieldRole } from "../core/types.js";
import { createRedactor } from "../redactor.js";

/** One sentence per test that fails. Texts are the operator's own invented examples, so they are shown. */
export async function runPolicyTests(config: Config): Promise<readonly string[]> {
  // A policy on trial in shadow mode is tested for what it would do.
  const redactor = createRedactor({ ...config, policy: { ...config.policy, mode: "enforce" } });
  const failures: string[] = [];
  for (const test of config.tests) {
    const body = Buffer.from(JSON.stringify({ text: test.text }));
    const route = routeOf(test.role ?? "content");
    let wrong: string | undefined;
    try {
      const { payload, report } = await redactor.redact({ body, mediaType: "application/json" }, { route });
      wrong = judge(test, report.verdict, textOf(payload.body));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      wrong = `refused with ${error.code}`;
    }
    if (wrong !== undefined) failures.push(`test "${test.name}": ${wrong}.`);
  }
  return failures;
}

/** A removed field leaves nothing. */
const textOf = (body: Buffer): string => (JSON.parse(body.toString()) as { text?: string }).text ?? "";

function judge({ expect, verdict }: PolicyTest, got: string, text: string): string | undefined {
  if (verdict !== undefined && verdict !== got) return `expected the verdict ${verdict}, got ${got}`;
  if (expect === undefined) return undefined;
  if (got === "reject") return `expected "${expect}", but the policy rejects the text`;
  if (bare(text) === expect || numbered(text) === numbered(expect)) return undefined;
  return `expected "${expect}", got "${numbered(text)}"`;
}

const label = /\[([A-Z_]{3,32}) [0-9A-Z]{1,6}\]/g;

const bare = (text: string): string => text.replace(label, "[$1]");

/** Tags depend on the key: what counts is which labels are equal. */
function numbered(text: string): string {
  const numbers = new Map<string, Map<string, number>>();
  return text.replace(label, (whole: string, entity: string) => {
    const seen = numbers.get(entity) ?? new Map<string, number>();
    numbers.set(entity, seen);
    const number = seen.get(whole) ?? seen.size + 1;
    seen.set(whole, number);
    return `[${entity} ${String(number)}]`;
  });
}

function routeOf(role: FieldRole): DeskRoute {
  return {
    id: "policy test",
    body: "document",
    annotate: (document) => annotate(document, role),
    annotateAnswer: (document) => annotate(document, role),
    longest: {},
    queryRole: () => undefined,
  };
}

function annotate(document: Document, role: FieldRole): Annotation {
  const strings = Array.from({ length: document.size }, (_, node) => node).filter(
    (node) => document.kind(node) === "string",
  );
  return {
    role: (node) => (document.kind(node) === "string" ? role : "content"),
    audience: () => undefined,
    format: () => "plain",
    cc: role === "cc" ? strings : [],
  };
}
