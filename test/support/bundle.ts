/* A TypeScript file as a program that Node runs in a process of its own. */

import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Program {
  readonly path: string;
  remove(): void;
}

/** `entry`: from the root of the project. */
export async function bundleProgram(entry: string): Promise<Program> {
  const folder = mkdtempSync(join(tmpdir(), "deskveil-program-"));
  // Packages stay packages, found beside it.
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const build = await rolldown({
    input: join(root, entry),
    external: /^(?!\.|\/)/,
    platform: "node",
    cwd: root,
  });
  const path = join(folder, "program.mjs");
  await build.write({ file: path, format: "esm", codeSplitting: false });
  await build.close();
  return {
    path,
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}
