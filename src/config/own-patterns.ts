/* Pattern folders of the operator: read, compiled once to see that they do, every fault at its place. */

import { resolve } from "node:path";
import type { PatternSpec } from "../detect/pattern.js";
import { loadPatternFolder } from "./builtin.js";
import { compileFault } from "./compile-fault.js";
import { ConfigError } from "./config-error.js";
import type { Blame } from "./located.js";
import type { LoadedPattern } from "./patterns.js";

export interface PatternsSource {
  readonly patterns?: { readonly folders?: readonly string[] | undefined } | undefined;
}

export interface PatternsContext {
  /** Relative folders are looked up from here. */
  readonly folder: string;
  readonly blame: Blame;
}

/** Throws ConfigError. */
export function ownPatterns(data: PatternsSource, context: PatternsContext): readonly PatternSpec[] {
  const loaded = loadOwnFolders(data, context);
  const files = new Map<string, string>();
  for (const one of loaded) {
    const fault = compileFault(one) ?? duplicateFault(one, files.get(one.spec.id));
    if (fault !== undefined) throw fault;
    files.set(one.spec.id, one.file);
  }
  return loaded.map(({ spec }) => spec);
}

/** Throws ConfigError for a folder that is not there and for files that are no patterns. */
export function loadOwnFolders(
  { patterns }: PatternsSource,
  { folder, blame }: PatternsContext,
): readonly LoadedPattern[] {
  return (patterns?.folders ?? []).flatMap((path, at) => {
    try {
      return loadPatternFolder(resolve(folder, path));
    } catch (error) {
      if (error instanceof ConfigError) throw error;
      throw blame(["patterns", "folders", at], "CONFIG_UNREADABLE", `the folder "${path}" cannot be read.`);
    }
  });
}

function duplicateFault({ spec, blame }: LoadedPattern, other: string | undefined): ConfigError | undefined {
  if (other === undefined) return undefined;
  return blame(["id"], "PATTERN_DUPLICATE", `${other} has the id "${spec.id}" too.`);
}
