import type { Plugin } from "rolldown";
import type { Program } from "@oxc-project/types";

export function makeLazy(code: string, ast: Program): string;
export const lazyExpressions: Plugin;
