/* LibreOffice and Poppler as other programs that write and read office files. */

import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

function has(program: string): boolean {
  try {
    execFileSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** Why the tests are skipped; undefined: they run. */
export function missing(): string | undefined {
  const absent = ["soffice", "pdftotext"].filter((program) => !has(program));
  return absent.length === 0 ? undefined : `not installed: ${absent.join(", ")} (sh .ci/office/install.sh)`;
}

export interface Office {
  /** Converts files of one kind in one go; throws for what it does not open. `to`: as `docx` or `txt:Text`. */
  convert(files: Readonly<Record<string, string | Buffer>>, to: string): Readonly<Record<string, Buffer>>;
  close(): void;
}

/** Names lose their ending. */
const stem = (name: string): string => name.replace(/\.[a-z]+$/, "");

export function startOffice(): Office {
  const home = mkdtempSync(join(tmpdir(), "office-"));
  const profile = pathToFileURL(join(home, "profile")).href;
  let count = 0;
  return {
    convert(files, to) {
      const [from, out] = [mkdtempSync(join(home, "in-")), join(home, `out-${String(count++)}`)];
      for (const [name, content] of Object.entries(files)) writeFileSync(join(from, name), content);
      const paths = Object.keys(files).map((name) => join(from, name));
      const given = [`-env:UserInstallation=${profile}`, "--headless", "--convert-to", to, "--outdir", out];
      execFileSync("soffice", [...given, ...paths], { stdio: "ignore", timeout: 120_000 });
      const made = readdirSync(out).map((name) => [stem(name), readFileSync(join(out, name))] as const);
      if (made.length < paths.length) throw new Error("a file was not opened");
      return Object.fromEntries(made);
    },
    close() {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

export const pdfText = (file: Buffer): string =>
  execFileSync("pdftotext", ["-layout", "-", "-"], { input: file }).toString();
