/* What a newcomer does: start the demo, paste what it prints, look at what the desk stored. Runs the built command. */

import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { anyLabel } from "../support/redactor.js";

const command = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "deskveil-demo-"));
const every = new RegExp(anyLabel, "g");
const secrets =
  /alice\.martin@|bob\.carter|7700 900123|203\.0\.113\.7|198\.51\.100\.23|192\.0\.2\.44|Elm\$tree8|AKIAQ7/;

interface Demo {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  readonly output: () => string;
  /** The printed commands, in order. */
  readonly curls: readonly Curl[];
  readonly admin: string;
}

interface Curl {
  readonly urls: readonly string[];
  readonly method: "GET" | "POST" | "PUT";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const started: ChildProcess[] = [];

async function startDemo(env: Record<string, string> = {}): Promise<Demo> {
  const child = spawn(process.execPath, [command, "demo"], {
    cwd: folder,
    env: { PATH: process.env["PATH"], PORT: "0", ADMIN_PORT: "0", ...env },
  });
  started.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  }
  await until(() => text.includes("Ctrl-C") || child.exitCode !== null);
  return {
    child,
    output: () => text,
    curls: [...text.matchAll(/^ {2}(curl .*)$/gm)].map((line) => readCurl(line[1] ?? "")),
    admin: /^admin {5}(http:\S+)/m.exec(text)?.[1] ?? "",
  };
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error("the demo did not get there in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Words as a shell reads them: single quotes, or no quotes at all. Anything else would not survive pasting. */
function readCurl(line: string): Curl {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map((word) => word[1] ?? word[2] ?? "");
  expect(words.map((word) => (/^[\w:/.-]+$/.test(word) ? word : `'${word}'`)).join(" ")).toBe(line);
  const after = (option: string): string | undefined =>
    words.includes(option) ? words[words.indexOf(option) + 1] : undefined;
  const [name = "", value = ""] = after("-H")?.split(": ") ?? [];
  const body = after("-d");
  return {
    urls: words.filter((word) => word.startsWith("http://")),
    method: (after("-X") ?? (body === undefined ? "GET" : "POST")) as Curl["method"],
    headers: name === "" ? {} : { [name]: value },
    ...(body === undefined ? {} : { body }),
  };
}

async function paste({ urls, ...options }: Curl): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const url of urls) {
    const answer = await request(url, options);
    expect(answer.statusCode).toBeLessThan(300);
    answers.push(await answer.body.text());
  }
  return answers;
}

async function stop({ child, output }: Demo): Promise<void> {
  child.kill("SIGTERM");
  await until(() => child.exitCode !== null);
  expect([child.exitCode, output()]).toEqual([0, expect.stringContaining('"event":"stopped"')]);
}

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("npm start", () => {
  let firstTag = "";

  beforeAll(() => {
    const { scripts } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
      scripts: { start: string };
    };
    expect(scripts.start).toBe("node dist/cli/main.js demo");
  });

  it("what it prints works: masks, no CC, big ids, one tag per value", async () => {
    const demo = await startDemo();
    const [create, update, show] = demo.curls;
    if (create === undefined || update === undefined || show === undefined) throw new Error(demo.output());
    for (const planted of [
      /alice/,
      /bob/,
      /\+44/,
      /203\.0/,
      /198\.51/,
      /Elm/,
      /AKIA/,
      /12345678901234567890/,
    ]) {
      expect(create.body).toMatch(planted);
    }
    await paste(create);
    await paste(update);
    const [ticket = "", comments = ""] = await paste(show);
    expect(ticket).toContain('"requester":{"name":"Alice Martin","email":"alice.martin@example.com"}');
    expect(ticket).toContain('"id":12345678901234567890');
    expect(ticket).not.toContain("collaborators");
    expect(ticket.replace('"email":"alice.martin@example.com"', "") + comments).not.toMatch(secrets);
    const { subject } = (JSON.parse(ticket) as { ticket: { subject: string } }).ticket;
    expect(subject.replace(every, "#")).toBe("Server down, call #");
    const [one = "", two = ""] = (JSON.parse(comments) as { comments: { body: string }[] }).comments.map(
      ({ body }) => body,
    );
    expect(one.replace(every, "#")).toBe("# is down, # answers. root password: #, key #. Write to #");
    expect(one.match(every)?.map((label) => label.split(" ")[0])).toEqual([
      "[IP_ADDRESS",
      "[IP_ADDRESS",
      "[CREDENTIAL",
      "[CREDENTIAL",
      "[EMAIL_ADDRESS",
    ]);
    const [down = "", answers = ""] = one.match(every) ?? [];
    const [again = "", other = ""] = two.match(every) ?? [];
    expect(again).toBe(down);
    expect(new Set([down, answers, other]).size).toBe(3);
    firstTag = down;
    await stop(demo);
    expect(demo.output().split("Ctrl-C")[1]).not.toMatch(secrets);
  });

  it("both addresses answer, the page is there", async () => {
    const demo = await startDemo();
    for (const path of ["/healthz", "/readyz", "/metrics", "/demo"]) {
      const answer = await request(demo.admin + path);
      await answer.body.dump();
      expect([path, answer.statusCode]).toEqual([path, 200]);
    }
    await stop(demo);
  });

  it("keeps its key between runs, readable by nobody else, so tags stay the same", async () => {
    const demo = await startDemo();
    const [create] = demo.curls;
    if (create === undefined) throw new Error(demo.output());
    const [answer = ""] = await paste(create);
    expect(answer).toContain(firstTag);
    expect(firstTag).not.toBe("");
    expect(statSync(join(folder, ".deskveil/demo.key")).mode & 0o777).toBe(0o600);
    await stop(demo);
  });

  it("says which port is the trouble", async () => {
    const demo = await startDemo({ PORT: "70000" });
    expect(demo.child.exitCode).toBe(2);
    expect(demo.output()).toBe("deskveil: PORT: expected a port from 0 to 65535.\n");
  });
});
