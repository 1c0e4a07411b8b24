/* The door for the user's settings: a YAML file or plain data, presets, environment → compiled configuration. */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { defaultHttpLimits, type Limits } from "../core/limits.js";
import type { Policy, PolicyRule, TransformChoice } from "../core/policy.js";
import type { Sensitive } from "../core/sensitive.js";
import type { EngineOptions } from "../detect/engine.js";
import { transforms, type TransformName } from "../transform/index.js";
import { loadBuiltinPatterns, loadPatternFolder } from "./builtin.js";
import { ConfigError } from "./config-error.js";
import type { Config } from "./config.js";
import { loadKey, type Environment } from "./key.js";
import { parseLocated } from "./located.js";
import { createRefusalWording } from "./messages/index.js";
import { configSchema, limitFields, type ConfigData, type ConfigInput, type RuleData } from "./schema.js";

export interface LoadOptions {
  /** Path of the user's YAML; none is looked for when it is absent. */
  readonly file?: string;
  /** Where DESKVEIL_KEY and DESKVEIL_KEY_FILE are looked up. */
  readonly env?: Environment;
}

/** Throws ConfigError: a broken configuration refuses the start. */
export function loadConfig({ file, env = {} }: LoadOptions): Config {
  const key = loadKey(env);
  const options = key === undefined ? {} : { key };
  if (file === undefined) return compile({}, { ...options, folder: process.cwd(), name: "configuration" });
  const data = parseLocated(readConfigFile(file), file, configSchema);
  return compile(data, { ...options, folder: dirname(resolve(file)), name: file });
}

/** The same from data of the same shape as the file. Throws ConfigError. */
export function compileConfig(
  input: ConfigInput,
  options: { readonly key?: Sensitive<Buffer> } = {},
): Config {
  const parsed = configSchema.safeParse(input);
  if (!parsed.success) {
    const message = parsed.error.issues
      .map((issue) => `${issue.path.join(".")}: ${issue.message}`)
      .join("; ");
    throw new ConfigError("configuration", [{ code: "CONFIG_INVALID", message }]);
  }
  return compile(parsed.data, { ...options, folder: process.cwd(), name: "configuration" });
}

function readConfigFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    const message = "the file cannot be read. Check the path given to --config.";
    throw new ConfigError(file, [{ code: "CONFIG_UNREADABLE", message }]);
  }
}

interface CompileContext {
  readonly key?: Sensitive<Buffer>;
  /** Relative pattern folders are looked up from here. */
  readonly folder: string;
  /** What errors call the source. */
  readonly name: string;
}

function compile(data: ConfigData, context: CompileContext): Config {
  const preset = loadPreset(data.preset ?? "balanced");
  const policy = policyOf(data, preset);
  const regions = data.regions ?? [];
  const needsKey = policy.rules.some((rule) => rule.with?.name === "hash");
  if (needsKey && context.key === undefined) {
    throw invalid(
      context,
      "a rule uses the transform hash, which needs a key. Set DESKVEIL_KEY or DESKVEIL_KEY_FILE.",
    );
  }
  if (data["allow-passthrough"] !== true && keepsEverything(policy)) {
    throw invalid(context, "the first rule keeps everything. Say allow-passthrough: true if that is meant.");
  }
  return {
    policy,
    lists: data.lists ?? {},
    engine: engineOf(data, context),
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

const invalid = ({ name }: CompileContext, message: string): ConfigError =>
  new ConfigError(name, [{ code: "CONFIG_INVALID", message }]);

/** Members of a rule that do not narrow it. */
const unconditional = new Set(["name", "action", "with"]);

function keepsEverything({ rules, mode }: Policy): boolean {
  const [first] = rules;
  if (first === undefined || mode === "shadow") return false;
  const isSilent = first.action === "keep" || first.action === "flag";
  return isSilent && Object.keys(first).every((key) => unconditional.has(key));
}

const presets = new Map<string, ConfigData>();

function loadPreset(name: string): ConfigData {
  if (name === "none") return {};
  let preset = presets.get(name);
  if (preset === undefined) {
    const file = new URL(`./presets/${name}.yaml`, import.meta.url);
    preset = parseLocated(readFileSync(file, "utf8"), `${name}.yaml`, configSchema);
    presets.set(name, preset);
  }
  return preset;
}

/** The user's rules stand before the preset's. */
function policyOf(data: ConfigData, preset: ConfigData): Policy {
  const content = {
    preset: data.preset ?? "balanced",
    mode: data.mode ?? "enforce",
    rules: [...(data.rules ?? []), ...(preset.rules ?? [])].map(ruleOf),
    permissions: data.permissions ?? preset.permissions ?? [],
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

function engineOf(data: ConfigData, { folder }: CompileContext): EngineOptions {
  const own = (data.patterns?.folders ?? []).flatMap((path) => loadPatternFolder(resolve(folder, path)));
  const overridden = new Set(own.map(({ spec }) => spec.id));
  const classes = Object.entries(data["ip-classes"] ?? {});
  return {
    patterns: [
      ...loadBuiltinPatterns().filter(({ id }) => !overridden.has(id)),
      ...own.map(({ spec }) => spec),
    ],
    settings: {
      regions: data.regions ?? [],
      ignoredIpClasses: classes.filter(([, action]) => action === "keep").map(([name]) => name),
    },
    disabled: data.patterns?.disable ?? [],
  };
}

function limitsOf(data: ConfigData): Limits {
  const given = Object.entries(data.limits ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[limitFields[name as keyof typeof limitFields][0], value] as const],
  );
  return { ...defaultHttpLimits, ...Object.fromEntries(given) };
}
