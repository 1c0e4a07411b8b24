/* The presets: compiled to JSON by the build, read from YAML in a checkout. */

import { existsSync, readFileSync } from "node:fs";
import { parseLocated } from "./located.js";
import { configSchema, type ConfigData } from "./schema.js";

export const presetNames = ["balanced", "strict", "none"] as const;
export type PresetName = (typeof presetNames)[number];

const presets = new Map<PresetName, ConfigData>();

export function loadPreset(name: PresetName): ConfigData {
  if (name === "none") return {};
  let preset = presets.get(name);
  if (preset === undefined) {
    const compiled = new URL(`../config/presets/${name}.json`, import.meta.url);
    preset = existsSync(compiled)
      ? (JSON.parse(readFileSync(compiled, "utf8")) as ConfigData)
      : readPresetSource(name);
    presets.set(name, preset);
  }
  return preset;
}

/** For the build, which writes what it returns next to the source. */
export function readPresetSource(name: Exclude<PresetName, "none">): ConfigData {
  const file = new URL(`../config/presets/${name}.yaml`, import.meta.url);
  return parseLocated(readFileSync(file, "utf8"), `${name}.yaml`, configSchema());
}
