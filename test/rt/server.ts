/* A throw-away Request Tracker 5 behind the proxy: starts it, asks it, and reads the mail it would send. */

import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { request } from "undici";
import type { ConfigInput } from "../../src/config/schema.js";
import { requestTracker } from "../../src/desks/request-tracker.js";
import { startDeskProxy, type DeskProxy } from "../support/desk-proxy.js";

const up = fileURLToPath(new URL("../../.ci/rt/up.sh", import.meta.url));

/** A busy machine lets Request Tracker take its time. */
const patient = { upstream: "100s", total: "110s" } as const;

const has = (program: string): boolean =>
  spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status === 0;

/** Why it cannot run here; undefined: it can. */
export function missing(): string | undefined {
  if (process.getuid?.() !== 0) return "needs root: Request Tracker runs as www-data";
  const absent = ["rt-setup-database-5", "setpriv", "curl"].filter((program) => !has(program));
  return absent.length === 0 ? undefined : `not installed: ${absent.join(", ")} (sh .ci/rt/install.sh)`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

export interface Tracker {
  readonly proxy: DeskProxy;
  /** Through the proxy, with the token of the API. */
  api(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Straight at the server, past the proxy. */
  direct(method: string, path: string, body?: unknown): Promise<Answer>;
  /** A form as a page of another site sends it, with the login in it. */
  form(path: string, fields: Readonly<Record<string, string>>): Promise<Answer>;
  /** Through the proxy as multipart/form-data: to a page with the login in it, to the API with its token. */
  multipart(path: string, form: FormData): Promise<Answer>;
  /** Heads of the mails that went out since the last call, one text each. */
  mails(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function startTracker(config: ConfigInput = {}): Promise<Tracker> {
  const directory = mkdtempSync(join(tmpdir(), "deskveil-rt-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const proxy = await startDeskProxy(requestTracker, origin, { limits: patient, ...config });
  await promisify(execFile)("sh", [up, directory, String(port), String(proxy.port)]);
  const token = readFileSync(join(directory, "token"), "utf8").trim();

  const ask = async (base: string, method: string, sent: Sent): Promise<Answer> => {
    const answer = await request(`${base}${sent.path}`, {
      method: method as "POST",
      headers: { ...sent.headers, ...(sent.type && { "content-type": sent.type }) },
      ...(sent.body !== undefined && { body: sent.body }),
    });
    return { status: answer.statusCode, text: await answer.body.text() };
  };
  const json = (path: string, body: unknown): Sent => ({
    path,
    headers: { authorization: `token ${token}` },
    ...(body !== undefined && { type: "application/json", body: JSON.stringify(body) }),
  });
  const login = { user: "root", pass: "password" };
  const seen = new Set<string>();
  return {
    proxy,
    api: async (method, path, body) => ask(proxy.origin, method, json(path, body)),
    direct: async (method, path, body) => ask(origin, method, json(path, body)),
    form: async (path, fields) => {
      const body = new URLSearchParams({ ...login, ...fields }).toString();
      const type = "application/x-www-form-urlencoded";
      return ask(proxy.origin, "POST", { path, headers: {}, type, body });
    },
    multipart: async (path, form) => {
      const isApi = path.startsWith("/REST/");
      for (const [name, value] of isApi ? [] : Object.entries(login)) form.set(name, value);
      const answer = await fetch(proxy.origin + path, {
        method: "POST",
        body: form,
        redirect: "manual",
        ...(isApi && { headers: { authorization: `token ${token}` } }),
      });
      return { status: answer.status, text: await answer.text() };
    },
    mails: async () => {
      const fresh = await unseenMails(join(directory, "var"), seen);
      for (const mail of fresh) seen.add(mail);
      return fresh;
    },
    close: async () => {
      await proxy.close();
      stop(Number(readFileSync(join(directory, "pid"), "utf8")));
      rmSync(directory, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
    },
  };
}

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly type?: string;
  readonly body?: string;
}

function stop(pid: number): void {
  try {
    process.kill(pid);
  } catch {
    // It has ended by itself.
  }
}

/** Every worker of the server has a box of its own. Waits for a mail, at most 2 s. */
async function unseenMails(folder: string, seen: ReadonlySet<string>): Promise<readonly string[]> {
  for (let round = 0; ; round++) {
    const boxes = readdirSync(folder).filter((name) => name.endsWith(".mbox"));
    const mails = boxes
      .flatMap((name) => readFileSync(join(folder, name), "utf8").split(/^From (?=\S)/m))
      .filter((mail) => /^(?:To|Cc|Bcc):/im.test(mail) && !seen.has(mail));
    if (mails.length > 0 || round === 8) return mails;
    await wait(250);
  }
}
