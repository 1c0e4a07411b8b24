/* The package as `npm install` lays it out, but for one add-on: packed, unpacked, dependencies linked, no re2. */

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));

export const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly files: readonly string[];
};

export interface Installed {
  /** A folder with `node_modules/deskveil`, for consumers. */
  readonly home: string;
  /** Paths in the tarball. */
  readonly packed: readonly string[];
  remove(): void;
}

interface Packed {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

export function install(): Installed {
  const home = mkdtempSync(join(tmpdir(), "deskveil-package-"));
  const modules = join(home, "node_modules");
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", home];
  const out = execFileSync("npm", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [packed] = JSON.parse(out) as readonly Packed[];
  execFileSync("tar", ["-xzf", join(home, packed?.filename ?? ""), "-C", home]);
  mkdirSync(modules);
  cpSync(join(home, "package"), join(modules, "deskveil"), { recursive: true });
  for (const name of [...Object.keys(manifest.dependencies), "@types/node", "@types/express"]) {
    if (name === "re2") continue;
    mkdirSync(join(modules, name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
  return {
    home,
    packed: packed?.files.map(({ path }) => path) ?? [],
    remove: () => {
      rmSync(home, { recursive: true, force: true });
    },
  };
}
