import type { Plugin } from "vitest/config";

export const plainSource: Plugin;
export function setup(): void;
export function teardown(): void;
