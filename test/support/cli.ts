/* Runs the real command line (dist) as a child process. */

import { fork, spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const bin = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** No key and no ports of the developer's own shell. */
export function cleanEnv(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(?:DESKVEIL_|PORT$|ADMIN_PORT$)/.test(name));
  return { ...Object.fromEntries(own), ...extra };
}

export async function run(args: readonly string[], { stdin = "", env, cwd }: RunOptions = {}): Promise<Ran> {
  const child = spawn(process.execPath, [bin, ...args], { env: cleanEnv(env), cwd });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // A command that refuses before it reads closes its end.
  child.stdin.on("error", () => undefined);
  child.stdin.end(stdin);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
}

let warm: ChildProcess | undefined;
let asked = 0;

/** Ends with the process that made it, which does not wait for it. */
function startWarm(): ChildProcess {
  const child = fork(new URL("./warm-cli.mjs", import.meta.url), { env: cleanEnv() });
  child.unref();
  child.channel?.unref();
  return child;
}

/**
 * The same command line without the start of a process: for what arguments and input come to. What a process does (its
 * start, signals, closed pipes, terminals) is for `run`.
 */
export async function runWarm(
  args: readonly string[],
  { stdin = "", env, cwd }: RunOptions = {},
): Promise<Ran> {
  const child = (warm ??= startWarm());
  const id = asked++;
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => {
      reject(new Error(`the command line ended its process with ${String(code)}`));
    };
    const answered = (answer: Ran & { readonly id: number }): void => {
      if (answer.id !== id) return;
      child.off("message", answered);
      child.off("exit", ended);
      const { code, stdout, stderr } = answer;
      resolve({ code, stdout, stderr });
    };
    child.on("message", answered);
    child.on("exit", ended);
    child.send({ id, args, stdin: Buffer.from(stdin).toString("base64"), env: cleanEnv(env), cwd });
  });
}

export interface Folder {
  /** Writes a file and returns its path. */
  write(name: string, content: string | Buffer): string;
  readonly path: string;
  remove(): void;
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "deskveil-cli-"));
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}
