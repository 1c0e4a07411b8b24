/* `deskveil scan`: the contract of its lines, its three formats, its exit codes; values are never printed. */

import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findCanary } from "../support/canary.js";
import { bin, cleanEnv, createFolder, run, runWarm } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const mail = "c902@leak.test";
const phone = "+44 7700 900918";

interface Listed {
  readonly id: string | number;
  readonly findings: readonly Readonly<Record<string, unknown>>[];
}

const parseLines = (text: string): readonly Listed[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Listed);

const jsonl = (...lines: readonly unknown[]): string =>
  lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");

describe("scan --jsonl", () => {
  it("answers each line in order with id and findings only", async () => {
    const stdin = jsonl(
      { id: "b", text: `mail ${mail}, call ${phone}` },
      { id: 2, text: "nothing here" },
      { id: "", text: "" },
      { text: `<a href="mailto:${mail}">x</a>`, id: "html", format: "html" },
      { id: "other", text: mail, format: "email", more: true },
      { id: "url", text: "ssh://203.0.113.9/ and https://203.0.113.7/x" },
    );
    const { code, stdout, stderr } = await run(["scan", "--jsonl"], { stdin });
    expect([code, stderr]).toEqual([1, ""]);
    const lines = parseLines(stdout);
    expect(lines.map(({ id }) => id)).toEqual(["b", 2, "", "html", "other", "url"]);
    expect(lines[0]).toEqual({
      id: "b",
      findings: [
        { entity: "EMAIL_ADDRESS", start: 5, end: 19, confidence: expect.any(Number), detector: "email" },
        { entity: "PHONE_NUMBER", start: 26, end: 41, confidence: expect.any(Number), detector: "phone" },
      ],
    });
    expect([lines[1]?.findings, lines[2]?.findings]).toEqual([[], []]);
    expect(lines[3]?.findings).toMatchObject([{ entity: "EMAIL_ADDRESS", start: 16, end: 30 }]);
    expect(lines[4]?.findings).toMatchObject([{ entity: "EMAIL_ADDRESS", start: 0, end: mail.length }]);
    expect(lines[5]?.findings.filter(({ entity }) => entity === "IP_ADDRESS")).toMatchObject([
      { kind: expect.any(String), start: 6, end: 17 },
      { start: 31, end: 42 },
    ]);
    for (const { findings } of lines) {
      for (const finding of findings) {
        const names = Object.keys(finding).filter((name) => name !== "kind");
        expect(names).toEqual(["entity", "start", "end", "confidence", "detector"]);
        expect(finding["confidence"]).toBeGreaterThanOrEqual(0.5);
      }
    }
  });

  it("is clean with 0, also without a last line feed, with CRLF, a BOM and blank lines", async () => {
    const stdin = `\ufeff${jsonl({ id: 1, text: "fine" })}\r\n\n  \n${jsonl({ id: 2, text: "fine" })}`;
    const { code, stdout } = await run(["scan", "--jsonl"], { stdin });
    expect(code).toBe(0);
    expect(stdout).toBe('{"id":1,"findings":[]}\n{"id":2,"findings":[]}\n');
  });

  it.each([
    ["no JSON", `{"id":3,"text":"${mail}"`, "not JSON"],
    ["no object", `"${mail}"`, "not an object"],
    ["null", "null", "not an object"],
    ["no text", `{"id":3,"txt":"${mail}"}`, "id and text are needed"],
    ["no id", `{"text":"${mail}"}`, "id and text are needed"],
    ["an id that would change", `{"id":12345678901234567890,"text":"${mail}"}`, "Put it in quotes"],
  ])("%s: names the line, not its text, and ends with 3", async (_name, broken, message) => {
    const stdin = `${jsonl({ id: 1, text: "fine" })}\n\n${broken}\n${jsonl({ id: 4, text: "x" })}\n`;
    const { code, stdout, stderr } = await runWarm(["scan", "--jsonl"], { stdin });
    expect([code, stdout]).toEqual([3, '{"id":1,"findings":[]}\n']);
    expect(stderr).toContain(`line 3: `);
    expect(stderr).toContain(message);
    expect(findCanary(stderr, mail)).toBeUndefined();
  });

  it("bytes that are no UTF-8 are refused, not replaced", async () => {
    const stdin = Buffer.concat([Buffer.from('{"id":1,"text":"'), Buffer.from([0xff]), Buffer.from('"}\n')]);
    const { code, stderr } = await runWarm(["scan", "--jsonl"], { stdin });
    expect([code, stderr]).toEqual([3, "deskveil: line 1: not UTF-8 text.\n"]);
  });

  it("streams: the answer to a line comes before the next line is sent, and memory does not grow", async () => {
    const child = spawn(process.execPath, ["--max-old-space-size=64", bin, "scan", "--jsonl"], {
      env: cleanEnv(),
    });
    const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
    const first = new Promise<string>((resolve) => {
      child.stdout.once("data", (chunk: Buffer) => {
        resolve(chunk.toString());
      });
    });
    child.stdin.write('{"id":1,"text":"fine"}\n');
    expect(await first).toBe('{"id":1,"findings":[]}\n');
    let lines = 1;
    child.stdout.on("data", (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 0x0a) lines++;
    });
    // 80 MB through a heap of 64 MB.
    const line = `${JSON.stringify({ id: 2, text: "plain words ".repeat(8000) })}\n`;
    const total = 800;
    for (let sent = 0; sent < total; sent++) {
      if (!child.stdin.write(line)) await new Promise((resolve) => child.stdin.once("drain", resolve));
    }
    child.stdin.end();
    expect(await closed).toBe(0);
    expect(lines - 1).toBe(total);
  });

  it("a reader that goes away before all was scanned does not look like a clean text", async () => {
    const child = spawn(process.execPath, [bin, "scan", "--jsonl"], { env: cleanEnv() });
    const stderr: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => undefined);
    const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
    child.stdout.once("data", () => child.stdout.destroy());
    const timer = setInterval(() => child.stdin.write('{"id":1,"text":"fine"}\n'.repeat(100)), 5);
    const code = await closed;
    clearInterval(timer);
    expect([code, Buffer.concat(stderr).toString()]).toEqual([3, ""]);
  });
});

describe("scan FILES", () => {
  const dirty = folder.write("dirty.txt", `one\nthe mail ${mail}\n`);
  const clean = folder.write("clean.txt", "nothing to see\n");
  const nested = folder.write("lines.ndjson", `{"a":1}\n{"m":"c902\\u0040leak.test"}\n`);
  const page = folder.write("page.html", `<p>c902<b>@</b>leak.test</p>`);
  const odd = folder.write("a b%20ü.txt", `mail ${mail}`);

  it("text: one line per finding, counted from 1", async () => {
    const { code, stdout, stderr } = await runWarm(["scan", dirty, clean, nested, page]);
    expect([code, stderr]).toEqual([1, ""]);
    const lines = stdout.trimEnd().split("\n");
    expect(lines[0]).toMatch(/dirty\.txt:2:10 EMAIL_ADDRESS 0\.\d\d email$/);
    expect(lines[1]).toMatch(/lines\.ndjson:2:7 EMAIL_ADDRESS /);
    expect(lines[2]).toMatch(/page\.html:1:4 EMAIL_ADDRESS /);
    expect(lines).toHaveLength(3);
    expect(findCanary(stdout, mail)).toBeUndefined();
  });

  it("json: the same as data", async () => {
    const { code, stdout } = await runWarm(["scan", "--format", "json", "-"], { stdin: `x ${mail}` });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ file: "-", line: 1, column: 3, start: 2, end: 16, entity: "EMAIL_ADDRESS" }),
    ]);
    expect((await runWarm(["scan", "--format", "json", clean])).stdout).toBe("[]\n");
  });

  it("sarif: has the members the standard asks for, and URIs", async () => {
    const { code, stdout } = await runWarm(
      ["scan", "--format", "sarif", "a b%20ü.txt", dirty, "missing.txt"],
      {
        cwd: folder.path,
      },
    );
    expect(code).toBe(3);
    const sarif = JSON.parse(stdout) as Sarif;
    expect([sarif.version, sarif.runs.length]).toEqual(["2.1.0", 1]);
    const [run1] = sarif.runs;
    const rules = run1?.tool.driver.rules ?? [];
    expect(run1?.tool.driver.name).toBe("deskveil");
    expect(run1?.invocations[0]?.executionSuccessful).toBe(false);
    expect(run1?.invocations[0]?.toolExecutionNotifications[0]?.message.text).toContain("missing.txt");
    expect(run1?.results).toHaveLength(2);
    for (const result of run1?.results ?? []) {
      expect(["error", "warning", "note", "none"]).toContain(result.level);
      expect(rules[result.ruleIndex]?.id).toBe(result.ruleId);
      expect(result.message.text).not.toBe("");
      const place = result.locations[0]?.physicalLocation;
      expect(place?.artifactLocation.uri).toMatch(/^[\w\-.~:/%]+$/);
      expect(place?.region.startLine).toBeGreaterThanOrEqual(1);
      expect(place?.region.startColumn).toBeGreaterThanOrEqual(1);
      expect(place?.region.charLength).toBe(mail.length);
    }
    expect(run1?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toBe(
      "a%20b%2520%C3%BC.txt",
    );
    expect(existsSync(odd)).toBe(true);
    expect(findCanary(stdout, mail)).toBeUndefined();
  });

  it("what cannot be read is no clean text, and does not hide the rest", async () => {
    const utf16 = folder.write("utf16.txt", Buffer.from(`\ufeffmail ${mail}`, "utf16le"));
    const latin = folder.write("latin1.txt", Buffer.from(`für ${mail}`, "latin1"));
    const plain16 = folder.write("plain16.txt", Buffer.from(`mail ${mail}`, "utf16le"));
    const { code, stdout, stderr } = await run([
      "scan",
      utf16,
      latin,
      plain16,
      folder.path,
      "/no/such",
      dirty,
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^\S*dirty\.txt:2:10 EMAIL_ADDRESS .*\n$/);
    expect(stderr.trimEnd().split("\n")).toEqual([
      expect.stringContaining("utf16.txt: not UTF-8"),
      expect.stringContaining("latin1.txt: not UTF-8"),
      expect.stringContaining("plain16.txt: a binary file"),
      expect.stringContaining("is a folder"),
      expect.stringContaining("/no/such: cannot be read"),
    ]);
  });

  it.runIf(existsSync("/dev/full"))("a full disk is no success", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [bin, "scan", clean, dirty], {
      env: cleanEnv(),
      stdio: ["ignore", full, "pipe"],
    });
    const stderr: Buffer[] = [];
    child.stderr?.on("data", (chunk: Buffer) => stderr.push(chunk));
    const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
    closeSync(full);
    expect([code, Buffer.concat(stderr).toString()]).toEqual([
      3,
      "deskveil: the output cannot be written.\n",
    ]);
  });
});

describe("work budget", () => {
  const config = folder.write("tight.yaml", "limits: { detect-units: 1000 }\n");
  const long = `${"plain words ".repeat(500)} ${mail}`;

  it.each([
    [["scan"], long, "standard input: detector_timeout"],
    [["scan", "--jsonl"], JSON.stringify({ id: 1, text: long }), "line 1: detector_timeout"],
    [["redact", "--jsonl"], JSON.stringify({ id: 1, text: long }), "line 1: detector_timeout"],
    [["redact"], long, "standard input: detector_timeout"],
  ])("%j: text that takes too much work ends with 3, not as clean", async (args, stdin, message) => {
    const { code, stdout, stderr } = await runWarm([...args, "--config", config], { stdin });
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toContain(message);
  });
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { id: string }[] } };
    readonly invocations: readonly {
      executionSuccessful: boolean;
      toolExecutionNotifications: readonly { message: { text: string } }[];
    }[];
    readonly results: readonly {
      ruleId: string;
      ruleIndex: number;
      level: string;
      message: { text: string };
      locations: readonly {
        physicalLocation: {
          artifactLocation: { uri: string };
          region: { startLine: number; startColumn: number; charLength: number };
        };
      }[];
    }[];
  }[];
}

const python = spawnSync("python3", ["-c", "import pty"]).status === 0;

describe("progress", () => {
  const line = `${JSON.stringify({ id: 2, text: "plain words" })}\n`;
  const out = join(folder.path, "out.jsonl");
  // The second line comes well after the first was answered, however slow the machine is.
  const script = `{ cat line.jsonl; while [ ! -s out.jsonl ]; do sleep 0.1; done; sleep 0.8; cat line.jsonl; } |
    "${process.execPath}" "${bin}" scan --jsonl > out.jsonl`;
  const options = { cwd: folder.path, env: cleanEnv(), encoding: "utf8" } as const;

  it("is silent when standard error is no terminal", () => {
    folder.write("line.jsonl", line);
    folder.write("out.jsonl", "");
    expect(spawnSync("sh", ["-c", script], options)).toMatchObject({ status: 0, stdout: "", stderr: "" });
    expect(readFileSync(out, "utf8").split("\n")).toHaveLength(3);
  });

  it.runIf(python)("shows how far long input is on a terminal, apart from the output", () => {
    folder.write("line.jsonl", line);
    folder.write("out.jsonl", "");
    const program = "import pty,sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    const ran = spawnSync("python3", ["-c", program, "sh", "-c", script], options);
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/\rlines: \d+\.\d MB /);
    expect(readFileSync(out, "utf8").split("\n")).toHaveLength(3);
  });
});
