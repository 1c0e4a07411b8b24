/* From understood settings to the compiled configuration: presets, policy, patterns, limits. */

import { createHash } from "node:crypto";
import { resolve } from "node:path";
import { defaultFileActions, fileClasses } from "../core/files.js";
import { defaultHttpLimits, type Limits } from "../core/limits.js";
import type { Policy, PolicyRule, TransformChoice } from "../core/policy.js";
import type { LoadedRecognizer } from "../core/recognizer.js";
import type { Sensitive } from "../core/sensitive.js";
import type { EngineOptions } from "../detect/engine-parts.js";
import { natives } from "../detect/natives/index.js";
import { transforms, type TransformName } from "../transform/index.js";
import { loadBuiltinAutomata, loadBuiltinPatterns } from "./builtin.js";
import type { Config } from "./config.js";
import { loadExactLists } from "./exact-lists.js";
import type { Blame } from "./located.js";
import { createRefusalWording } from "./messages/index.js";
import { openNerModel } from "./ner-model.js";
import { ownPatterns } from "./own-patterns.js";
import { isPassthrough } from "./passthrough.js";
import type { Environment } from "./key.js";
import { loadPreset } from "./presets.js";
import { relayOf } from "./relay/relay-settle.js";
import { limitFields, type ConfigData, type RuleData } from "./schema.js";
import { suggest } from "./suggest.js";

export interface SettleContext {
  readonly key?: Sensitive<Buffer>;
  /** Relative pattern folders are looked up from here. */
  readonly folder: string;
  readonly blame: Blame;
  /** Where secrets that configuration names are looked up, once they are needed. Default: nowhere. */
  readonly env?: Environment;
}

/** Throws ConfigError. */
export function settle(data: ConfigData, context: SettleContext): Config {
  const preset = loadPreset(data.preset ?? "balanced");
  const policy = policyOf(data, preset);
  const engine = engineOf(data, context);
  requireKey(policy, context);
  requirePermission(policy, context);
  const passthrough = isPassthrough(policy, engine);
  if (passthrough && data["allow-passthrough"] !== true) {
    throw context.blame(
      [],
      "CONFIG_PASSTHROUGH",
      "nothing would ever be masked, removed or rejected. Say allow-passthrough: true if that is meant.",
    );
  }
  const regions = data.regions ?? [];
  const recognizer = recognizerOf(data, context);
  const relay = relayOf(data, { env: {}, ...context });
  return {
    policy,
    passthrough,
    lists: data.lists ?? {},
    engine,
    ...(recognizer === undefined ? {} : { recognizer }),
    ...(relay === undefined ? {} : { relay }),
    tagger: {
      tenant: data.tenant ?? "default",
      regions,
      ...(context.key === undefined ? {} : { key: context.key }),
    },
    limits: limitsOf(data),
    tests: data.tests ?? [],
    wordRefusal: createRefusalWording(data.messages ?? {}),
  };
}

/** A hash without a key could be found by trying all phone numbers. */
function requireKey({ rules }: Policy, { key, blame }: SettleContext): void {
  if (key !== undefined || !rules.some((rule) => rule.with?.name === "hash")) return;
  const message = "a rule uses the transform hash, which needs a key. Set DESKVEIL_KEY or DESKVEIL_KEY_FILE.";
  throw blame([], "KEY_MISSING", message);
}

/** What is not opened passes unread, and whatever does so is named. The permissions may be the preset's: they are known here only. */
function requirePermission({ attachments, permissions }: Policy, { blame }: SettleContext): void {
  if (permissions.includes("unscanned-attachments")) return;
  const passed = fileClasses.find((name) => attachments[name] === "pass");
  if (passed === undefined) return;
  const message = "files pass unread: that needs the permission unscanned-attachments.";
  throw blame(["attachments", passed], "CONFIG_INVALID", message);
}

/** The user's rules stand before the preset's. */
function policyOf(data: ConfigData, preset: ConfigData): Policy {
  const content = {
    preset: data.preset ?? "balanced",
    mode: data.mode ?? "enforce",
    responses: data.responses ?? "pass",
    rules: [...(data.rules ?? []), ...(preset.rules ?? [])].map(ruleOf),
    joins: data.join ?? [],
    permissions: data.permissions ?? preset.permissions ?? [],
    attachments: { ...defaultFileActions, ...preset.attachments, ...data.attachments },
    rejectDuplicateKeys: data["reject-duplicate-keys"] ?? preset["reject-duplicate-keys"] ?? false,
  };
  const version = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 12);
  return { ...content, version };
}

function ruleOf(data: RuleData): PolicyRule {
  const { "min-confidence": minConfidence, "in-list": inList, with: transform, ...rest } = data;
  const rule = {
    ...rest,
    minConfidence,
    inList,
    with: transform === undefined ? undefined : transformOf(transform),
  };
  return Object.fromEntries(
    Object.entries(rule).filter(([, value]) => value !== undefined),
  ) as unknown as PolicyRule;
}

function transformOf(given: NonNullable<RuleData["with"]>): TransformChoice {
  const [name, options] =
    typeof given === "string" ? [given, {}] : (Object.entries(given)[0] ?? ["label", {}]);
  return { name, options: { ...transforms[name as TransformName].defaults, ...options } };
}

function engineOf(data: ConfigData, context: SettleContext): EngineOptions {
  const own = ownPatterns(data, context);
  const overridden = new Set(own.map(({ id }) => id));
  const classes = Object.entries(data["ip-classes"] ?? {});
  const patterns = [...loadBuiltinPatterns().filter(({ id }) => !overridden.has(id)), ...own];
  const { disable = [], "min-confidence": minConfidence } = data.patterns ?? {};
  const lists = data["exact-match"] ?? [];
  requireIds(data, patterns, context);
  const exactMatch = loadExactLists(
    lists.filter(({ name }) => !disable.includes(name)),
    context,
  );
  return {
    patterns,
    settings: {
      regions: data.regions ?? [],
      ignoredIpClasses: classes.filter(([, action]) => action === "keep").map(([name]) => name),
    },
    disabled: disable,
    automata: loadBuiltinAutomata(),
    ...(minConfidence === undefined ? {} : { minConfidence }),
    ...(exactMatch === undefined ? {} : { exactMatch }),
  };
}

function recognizerOf({ ner }: ConfigData, { folder, blame }: SettleContext): LoadedRecognizer | undefined {
  if (ner === undefined) return undefined;
  const { path, labels, "min-confidence": minConfidence } = typeof ner === "string" ? { path: ner } : ner;
  const settings = { folder: resolve(folder, path), labels, minConfidence };
  return openNerModel(settings, (code, message) => blame(["ner"], code, message));
}

/** A misspelt id would change nothing, and nobody would notice; one used twice would be two things in a report. */
function requireIds(
  data: ConfigData,
  patterns: readonly { readonly id: string }[],
  { blame }: SettleContext,
): void {
  const taken = [...Object.keys(natives), ...patterns.map(({ id }) => id)];
  const lists = (data["exact-match"] ?? []).map(({ name }) => name);
  for (const [at, name] of lists.entries()) {
    if (!taken.includes(name) && lists.indexOf(name) === at) continue;
    throw blame(["exact-match", at, "name"], "PATTERN_DUPLICATE", `"${name}" is taken. Choose another name.`);
  }
  const ids = [...taken, ...lists];
  const named = [
    ...(data.patterns?.disable ?? []).map((id, at) => [id, ["patterns", "disable", at]] as const),
    ...Object.keys(data.patterns?.["min-confidence"] ?? {}).map(
      (id) => [id, ["patterns", "min-confidence", id]] as const,
    ),
  ];
  for (const [id, path] of named) {
    if (ids.includes(id)) continue;
    throw blame(path, "CONFIG_INVALID_VALUE", `no pattern is called "${id}".${suggest(id, ids)}`);
  }
}

function limitsOf(data: ConfigData): Limits {
  const given = Object.entries(data.limits ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[limitFields[name as keyof typeof limitFields][0], value] as const],
  );
  return { ...defaultHttpLimits, ...Object.fromEntries(given) };
}
