/* The door for the user's settings: a YAML file or plain data, presets, environment → compiled configuration. */

import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { defaultHttpLimits, type Limits } from "../core/limits.js";
import type { Policy, PolicyRule, TransformChoice } from "../core/policy.js";
import type { Sensitive } from "../core/sensitive.js";
import type { EngineOptions } from "../detect/engine.js";
import { natives } from "../detect/natives/index.js";
import { transforms, type TransformName } from "../transform/index.js";
import { loadBuiltinPatterns } from "./builtin.js";
import { ConfigError } from "./config-error.js";
import type { Config } from "./config.js";
import { loadKey, type Environment } from "./key.js";
import { parseLocated, readLocated, type Blame } from "./located.js";
import { createRefusalWording } from "./messages/index.js";
import { ownPatterns } from "./own-patterns.js";
import { isPassthrough } from "./passthrough.js";
import { configSchema, limitFields, type ConfigData, type ConfigInput, type RuleData } from "./schema.js";
import { suggest } from "./suggest.js";

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
  if (file === undefined) return compile({}, { ...options, folder: process.cwd(), blame: blameData });
  const { data, blame } = readLocated(readConfigFile(file), file, configSchema);
  return compile(data, { ...options, folder: dirname(resolve(file)), blame });
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
  return compile(parsed.data, { ...options, folder: process.cwd(), blame: blameData });
}

/** Data has no lines: the path names the place. */
const blameData: Blame = (path, code, message) =>
  new ConfigError("configuration", [
    { code, message: [path.map(String).join("."), message].filter(Boolean).join(": ") },
  ]);

/** Throws ConfigError. */
export function readConfigFile(file: string): string {
  const unreadable = (message: string): ConfigError =>
    new ConfigError(file, [{ code: "CONFIG_UNREADABLE", message }]);
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw unreadable("the file cannot be read. Check the path given to --config.");
  }
  if (!isUtf8(bytes)) throw unreadable("the file is not UTF-8 text. Save it as UTF-8.");
  return bytes.toString("utf8");
}

interface CompileContext {
  readonly key?: Sensitive<Buffer>;
  /** Relative pattern folders are looked up from here. */
  readonly folder: string;
  readonly blame: Blame;
}

function compile(data: ConfigData, context: CompileContext): Config {
  const preset = loadPreset(data.preset ?? "balanced");
  const policy = policyOf(data, preset);
  const engine = engineOf(data, context);
  requireKey(policy, context);
  const passthrough = isPassthrough(policy, engine);
  if (passthrough && data["allow-passthrough"] !== true) {
    throw context.blame(
      [],
      "CONFIG_PASSTHROUGH",
      "nothing would ever be masked, removed or rejected. Say allow-passthrough: true if that is meant.",
    );
  }
  const regions = data.regions ?? [];
  return {
    policy,
    passthrough,
    lists: data.lists ?? {},
    engine,
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
function requireKey({ rules }: Policy, { key, blame }: CompileContext): void {
  if (key !== undefined || !rules.some((rule) => rule.with?.name === "hash")) return;
  const message = "a rule uses the transform hash, which needs a key. Set DESKVEIL_KEY or DESKVEIL_KEY_FILE.";
  throw blame([], "KEY_MISSING", message);
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

function engineOf(data: ConfigData, context: CompileContext): EngineOptions {
  const own = ownPatterns(data, context);
  const overridden = new Set(own.map(({ id }) => id));
  const classes = Object.entries(data["ip-classes"] ?? {});
  const patterns = [...loadBuiltinPatterns().filter(({ id }) => !overridden.has(id)), ...own];
  const disabled = data.patterns?.disable ?? [];
  const ids = [...Object.keys(natives), ...patterns.map(({ id }) => id)];
  for (const [at, id] of disabled.entries()) {
    if (ids.includes(id)) continue;
    throw context.blame(
      ["patterns", "disable", at],
      "CONFIG_INVALID_VALUE",
      `no pattern is called "${id}".${suggest(id, ids)}`,
    );
  }
  return {
    patterns,
    settings: {
      regions: data.regions ?? [],
      ignoredIpClasses: classes.filter(([, action]) => action === "keep").map(([name]) => name),
    },
    disabled,
  };
}

function limitsOf(data: ConfigData): Limits {
  const given = Object.entries(data.limits ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[limitFields[name as keyof typeof limitFields][0], value] as const],
  );
  return { ...defaultHttpLimits, ...Object.fromEntries(given) };
}
