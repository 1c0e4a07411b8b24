/* What no single member of the configuration can tell: names used twice, lists and regions that are not there. */

import type { z } from "zod";
import type { FileAction, FileClass } from "../core/files.js";
import { planOfRegion } from "../core/numbering/plans.js";
import { checkRelay } from "./relay/relay-checks.js";
import type { RelayData } from "./relay/relay-schema.js";
import { suggest } from "./suggest.js";

interface RuleLike {
  readonly name: string;
  readonly action: string;
  readonly "in-list"?: readonly string[] | undefined;
  readonly destination?: readonly string[] | undefined;
  readonly with?: unknown;
}

interface TestLike {
  readonly name: string;
  readonly expect?: string | undefined;
  readonly verdict?: string | undefined;
}

interface ConfigLike extends RelayData {
  readonly attachments?: Readonly<Partial<Record<FileClass, FileAction>>> | undefined;
  readonly rules?: readonly RuleLike[] | undefined;
  readonly lists?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly regions?: readonly string[] | undefined;
  readonly tests?: readonly TestLike[] | undefined;
}

/** The presets ask for these; they are empty unless the operator fills them. */
const presetLists = ["own-domains", "own-numbers"];

type Report = (path: readonly (string | number)[], message: string) => void;

/** For `superRefine`: every problem at its place. */
export function checkConfigData(data: ConfigLike, context: Pick<z.core.$RefinementCtx, "addIssue">): void {
  const report: Report = (path, message) => {
    context.addIssue({ code: "custom", path: [...path], message });
  };
  checkNames("rules", data.rules ?? [], report);
  checkNames("tests", data.tests ?? [], report);
  checkRules(data, report);
  checkTests(data.tests ?? [], report);
  checkNames("webhooks", data.webhooks ?? [], report);
  checkNames("destinations", data.destinations ?? [], report);
  checkRelay(data, report);
  if (data.attachments?.pdf === "mask") {
    report(["attachments", "pdf"], "a PDF cannot be edited in place: say remove, reject, quarantine or pass");
  }
  for (const [at, region] of (data.regions ?? []).entries()) {
    if (planOfRegion(region) === undefined) report(["regions", at], `no region is called "${region}"`);
  }
}

function checkRules({ rules = [], lists = {} }: ConfigLike, report: Report): void {
  const known = [...presetLists, ...Object.keys(lists)];
  for (const [at, rule] of rules.entries()) {
    checkLists({ rule, at, lists: known }, report);
    if (rule.with !== undefined && rule.action !== "mask") {
      report(["rules", at, "with"], `"with" says how to mask, but the action is ${rule.action}`);
    }
  }
}

function checkTests(tests: readonly TestLike[], report: Report): void {
  for (const [at, { expect, verdict }] of tests.entries()) {
    if (expect === undefined && verdict === undefined)
      report(["tests", at], "expected expect, verdict or both");
    if (expect !== undefined && verdict === "reject") {
      report(["tests", at, "expect"], "a rejected text is not written: keep verdict alone");
    }
  }
}

/** Reports, metrics and `check` name rules and tests: two of one name could not be told apart. */
function checkNames(member: string, named: readonly { readonly name: string }[], report: Report): void {
  const seen = new Set<string>();
  for (const [at, { name }] of named.entries()) {
    if (seen.has(name)) report([member, at, "name"], `another of the ${member} is called "${name}"`);
    seen.add(name);
  }
}

interface RuleAt {
  readonly rule: RuleLike;
  readonly at: number;
  readonly lists: readonly string[];
}

/** A misspelt list would never match, and nobody would notice. */
function checkLists({ rule, at, lists }: RuleAt, report: Report): void {
  for (const list of rule["in-list"] ?? []) {
    if (!lists.includes(list)) {
      report(["rules", at, "in-list"], `no list is called "${list}".${suggest(list, lists)}`);
    }
  }
}
