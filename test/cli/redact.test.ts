/* `deskveil redact`: bytes in, redacted bytes out, and nothing at all when the policy or the reader says no. */

import { spawn } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { findCanary } from "../support/canary.js";
import { bin, cleanEnv, createFolder, run, runWarm } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const canaries = {
  mail: "c903@leak.test",
  phone: "+44 7700 900919",
  ip: "203.0.113.77",
  password: "Canary!Oak7tree",
} as const;
const text = `mail ${canaries.mail}, call ${canaries.phone}, host ${canaries.ip}, password: ${canaries.password}`;
const masked = "mail [EMAIL_ADDRESS 1], call [PHONE_NUMBER 1], host [IP_ADDRESS 1], password: [CREDENTIAL 1]";
const strict = folder.write("strict.yaml", "preset: strict\n");
const shadow = folder.write("shadow.yaml", "mode: shadow\n");
const key = { DESKVEIL_KEY: "00112233445566778899aabbccddeeff" };

const expectNoCanary = (...sinks: readonly string[]): void => {
  for (const canary of Object.values(canaries)) {
    for (const sink of sinks) expect(findCanary(sink, canary)).toBeUndefined();
  }
};

describe("redact", () => {
  it("reads standard input as text and says nothing on stderr", async () => {
    expect(await run(["redact"], { stdin: text })).toEqual({ code: 0, stdout: masked, stderr: "" });
  });

  it("clean bytes stay as they are", async () => {
    const body = '{"n": 12345678901234567890,\t"s":"\\u00e9\\/", "x":1.50e+2 }\n';
    const file = folder.write("clean.json", body);
    expect(await runWarm(["redact", file])).toEqual({ code: 0, stdout: body, stderr: "" });
  });

  it.each([
    [
      "ticket.json",
      `{"a":{"b":"mail ${canaries.mail}"},"n":12345678901234567890}`,
      '{"a":{"b":"mail [EMAIL_ADDRESS 1]"},"n":12345678901234567890}',
    ],
    ["a.form", "m=c903%40leak.test&x=1", "m=%5BEMAIL_ADDRESS%201%5D&x=1"],
    ["a.html", `<p title="${canaries.mail}">x</p>`, '<p title="[EMAIL_ADDRESS 1]">x</p>'],
    ["a.ndjson", `{"m":"${canaries.mail}"}\n{"m":"fine"}\n`, '{"m":"[EMAIL_ADDRESS 1]"}\n{"m":"fine"}\n'],
  ])("%s: the media type comes from the name", async (name, body, expected) => {
    const { code, stdout } = await runWarm(["redact", folder.write(name, body)]);
    expect(code).toBe(0);
    expect(decodeURIComponent(stdout)).toBe(decodeURIComponent(expected));
  });

  const mail = [
    `From: Bob <${canaries.mail}>`,
    "Cc: eve@leak.test",
    "Subject: hello",
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(text).toString("base64"),
    "",
  ].join("\r\n");

  it.each([
    ["a mail by its name", ["forwarded.eml"]],
    ["a mail by its bytes, whatever it is called", ["forwarded.txt"]],
    ["a mail on standard input", []],
  ])("%s", async (_name, names) => {
    const files = names.map((name) => folder.write(name, mail));
    const { code, stdout, stderr } = await runWarm(["redact", "--report", ...files], {
      stdin: files.length === 0 ? mail : "",
    });
    expect(code).toBe(0);
    const [head = "", body = ""] = stdout.split("\r\n\r\n");
    expect(head).toMatch(/^From: \S+ .*<\[EMAIL_ADDRESS 1\]>\r\nSubject: hello\r\n/);
    expect(Buffer.from(body, "base64").toString()).toBe(masked);
    expect(JSON.parse(stderr)).toMatchObject({ files: [{ class: "mail", fate: "masked", count: 1 }] });
    expectNoCanary(stdout, stderr);
  });

  it("a table by its name, and a PDF by its bytes", async () => {
    const table = folder.write("a.csv", 'id,password,city\n1,"Elm,tree""8!",Berlin\n');
    expect((await runWarm(["redact", table])).stdout).toBe('id,password,city\n1,"[CREDENTIAL 1]",Berlin\n');
    const pdf = "%PDF-1.4 no text layer that could be read";
    const strictly = await runWarm(["redact", folder.write("a.bin", pdf), "--config", strict], {
      env: key,
    });
    expect([strictly.code, strictly.stdout]).toEqual([3, ""]);
  });

  it("--type beats the name", async () => {
    const file = folder.write("ticket.txt", '{"m":"c903\\u0040leak.test"}');
    expect((await runWarm(["redact", file, "--type", "application/json"])).stdout).toBe(
      '{"m":"[EMAIL_ADDRESS 1]"}',
    );
  });

  it("--desk, --path and --method give fields their roles", async () => {
    const ticket = {
      ticket: {
        requester: { email: canaries.mail },
        comment: { body: text },
        collaborators: [canaries.mail],
      },
    };
    const args = [
      "redact",
      "--type",
      "application/json",
      "--desk",
      "zendesk",
      "--path",
      "/api/v2/tickets/7.json",
    ];
    const { code, stdout } = await runWarm([...args, "--method", "put"], { stdin: JSON.stringify(ticket) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ticket: {
        requester: { email: canaries.mail },
        comment: { body: masked },
      },
    });
  });

  it("--report tells on stderr what was done, without values", async () => {
    const { stdout, stderr } = await runWarm(["redact", "--report"], { stdin: text });
    expect(stdout).toBe(masked);
    expect(JSON.parse(stderr)).toMatchObject({
      verdict: "redact",
      mode: "enforce",
      counts: expect.arrayContaining([{ entity: "IP_ADDRESS", action: "mask", rule: "default", count: 1 }]),
      rejected: [],
      permissions: [],
      bytesIn: Buffer.byteLength(text),
      bytesOut: Buffer.byteLength(masked),
    });
    expectNoCanary(stdout, stderr);
  });

  it("a key gives the same tags in every run", async () => {
    const once = await run(["redact"], { stdin: text, env: key });
    const again = await run(["redact"], { stdin: `again ${canaries.ip}`, env: key });
    const [tag] = /\[IP_ADDRESS [0-9A-HJKMNP-TV-Z]{6}\]/.exec(once.stdout) ?? [];
    expect(tag).toBeDefined();
    expect(again.stdout).toBe(`again ${String(tag)}`);
  });

  it("shadow mode writes the original, and the report says so", async () => {
    const { stdout, stderr } = await runWarm(["redact", "--config", shadow, "--report"], { stdin: text });
    expect(stdout).toBe(text);
    expect(JSON.parse(stderr)).toMatchObject({ mode: "shadow", verdict: "redact" });
  });

  it("what the policy rejects is not written: exit 3, never 1", async () => {
    const { code, stdout, stderr } = await run(["redact", "--config", strict], { stdin: text, env: key });
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toBe("deskveil: pii_rejected: take out CREDENTIAL at /. Nothing was written.\n");
  });

  it.each([
    ["broken JSON", ["--type", "application/json"], `{"m":"${canaries.mail}"`, "json_syntax"],
    ["unknown media type", ["--type", "image/png"], canaries.mail, "media_type_unscannable"],
    ["charset", ["--type", "text/plain; charset=utf-7"], canaries.mail, "charset_unsupported"],
    ["bytes that are no UTF-8", [], Buffer.from(`\xff ${canaries.mail}`, "latin1"), "invalid_utf8"],
    [
      "too large",
      ["--config", folder.write("small.yaml", "limits: { bytes: 10 B }\n")],
      text,
      "limits.bytes",
    ],
  ])("%s: exit 3 and nothing written", async (_name, args, stdin, code) => {
    const ran = await runWarm(["redact", ...args], { stdin });
    expect([ran.code, ran.stdout]).toEqual([3, ""]);
    expect(ran.stderr).toContain(code);
    expectNoCanary(ran.stderr);
  });

  it("a reader that goes away is no failure", async () => {
    const child = spawn(process.execPath, [bin, "redact", "--jsonl"], { env: cleanEnv() });
    const stderr: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.stdin.on("error", () => undefined);
    const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
    child.stdout.once("data", () => child.stdout.destroy());
    const timer = setInterval(() => child.stdin.write(`${JSON.stringify({ id: 1, text })}\n`.repeat(100)), 5);
    const code = await closed;
    clearInterval(timer);
    expect([code, Buffer.concat(stderr).toString()]).toEqual([0, ""]);
  });
});

describe("redact --jsonl", () => {
  it("keeps ids and order, and exits 0 whatever was found", async () => {
    const stdin = [
      { id: "b", text },
      { id: 7, text: "fine" },
      { text: "", id: "" },
      { id: "h", text: "c903<b>@</b>leak.test", format: "html" },
    ]
      .map((line) => JSON.stringify(line))
      .join("\n");
    const { code, stdout, stderr } = await runWarm(["redact", "--jsonl"], { stdin });
    expect([code, stderr]).toEqual([0, ""]);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { id: "b", text: masked },
      { id: 7, text: "fine" },
      { id: "", text: "" },
      { id: "h", text: expect.stringContaining("[EMAIL_ADDRESS 1]") },
    ]);
    expectNoCanary(stdout);
  });

  it("a broken line ends it with 3 and the number of the line", async () => {
    const stdin = `{"id":1,"text":"fine"}\n{"id":2,"text":"${canaries.mail}\n`;
    const { code, stdout, stderr } = await runWarm(["redact", "--jsonl"], { stdin });
    expect([code, stdout]).toEqual([3, '{"id":1,"text":"fine"}\n']);
    expect(stderr).toContain("line 2: not JSON");
    expectNoCanary(stderr);
  });
});
