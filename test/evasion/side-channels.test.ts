/* Evasion cases, section J: nothing of a payload leaves through errors, logs, metrics or the process itself. */

import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCanaries, findLeaks } from "../support/canary.js";
import { startProbe, type Probe } from "../support/probe.js";
import { rawRequest, sendRaw } from "../support/raw.js";
import { startUpstream } from "../support/upstream.js";

let probe: Probe;

beforeAll(async () => {
  probe = await startProbe();
});

afterAll(async () => {
  await probe.close();
});

let serial = 0;
const fresh = () => createCanaries(serial++);
const dist = (name: string): string => fileURLToPath(new URL(`../../dist/${name}`, import.meta.url));

describe("J01 malformed payloads", () => {
  const broken: readonly [string, string, (mail: string) => string][] = [
    ["JSON cut off", "application/json", (mail) => `{"a":"${mail}"`],
    ["JSON with a bad escape", "application/json", (mail) => `{"a":"${mail}\\x"}`],
    ["JSON with an unknown word", "application/json", (mail) => `{"a":${mail}}`],
    ["NDJSON with a broken line", "application/x-ndjson", (mail) => `{"a":1}\n{"b":"${mail}\n`],
    ["a form with a bad escape", "application/x-www-form-urlencoded", (mail) => `a=${mail}&b=%zz`],
    ["a form that is no UTF-8", "application/x-www-form-urlencoded", (mail) => `a=${mail}%ff`],
    ["a media type that holds a value", "text/c001@leak.test", (mail) => mail],
    ["a charset that holds a value", "text/plain; charset=c001@leak.test", (mail) => mail],
  ];
  it.each(broken)("J01 %s", async (_id, type, body) => {
    const c = fresh();
    const headers = [`Content-Type: ${type.replace("c001@leak.test", c.mail)}`];
    const sent = await probe.post(body(c.mail), { headers });
    expect(sent.status).toBeGreaterThanOrEqual(400);
    expect(sent.received).toEqual([]);
    expect(sent.leaks(c.used)).toEqual([]);
  });
});

describe("J02 malformed heads", () => {
  const heads: readonly [string, (mail: string) => string][] = [
    ["no version", (mail) => `GET /${mail}\r\n\r\n`],
    ["unknown version", (mail) => `GET /${mail} HTTP/9.9\r\n\r\n`],
    ["no request at all", (mail) => `${mail}\r\n\r\n`],
    ["broken header", (mail) => `GET / HTTP/1.1\r\nHost: a\r\n${mail}\r\n\r\n`],
    ["control character in a header", (mail) => `GET / HTTP/1.1\r\nHost: a\r\nX: ${mail}\u0000\r\n\r\n`],
    ["broken chunk", (mail) => `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n${mail}\r\n`],
    ["fragment", (mail) => `GET /a#${mail} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ["bytes beyond ASCII in the target", (mail) => `GET /ä${mail} HTTP/1.1\r\nHost: a\r\n\r\n`],
    ["a login before the host", (mail) => `GET / HTTP/1.1\r\nHost: ${mail}\r\n\r\n`],
  ];
  it.each(heads)("J02 %s", async (_id, head) => {
    const c = fresh();
    const sent = await probe.raw(head(c.mail));
    expect(sent.status).toBe(400);
    expect(sent.received).toEqual([]);
    expect(sent.leaks(c.used)).toEqual([]);
  });
});

describe("J03 to J06: what is found wrong in a payload", () => {
  it("J03 a refusal names the place and the entity, never the value; keys that hold values are left out", async () => {
    const rules = [{ name: "no addresses", entity: ["EMAIL_ADDRESS" as const], action: "reject" as const }];
    const c = fresh();
    const body = { ticket: { comment: { body: c.mail }, [c.mail]: { "a b": c.mail } } };
    for (const desk of ["zendesk", "generic"] as const) {
      const refusing = await startProbe({ desk, config: { rules } });
      const sent = await refusing.post(JSON.stringify(body));
      await refusing.close();
      expect([sent.status, sent.received]).toEqual([422, []]);
      expect(sent.answer.body).toContain("/ticket/comment/body");
      expect(sent.answer.body).toContain("/ticket/*");
      expect(sent.leaks(c.used)).toEqual([]);
    }
  });

  it.each([
    ["brackets", (mail: string) => `http://[${mail}`],
    ["a port out of range", (mail: string) => `http://${mail}:99999999/`],
    ["blanks", (mail: string) => `https://exa mple.test/?m=${mail}`],
    ["a broken escape", (mail: string) => `https://example.test/%zz?m=${mail}`],
  ])("J04 an invalid URL in the payload: %s", async (_id, url) => {
    const c = fresh();
    const sent = await probe.post(JSON.stringify({ ticket: { comment: { body: url(c.mail) } } }));
    expect(sent.status).toBe(201);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  it("J04 an invalid query of our own URL", async () => {
    const c = fresh();
    const sent = await probe.post("", { target: `GET /x?q=%zz&mail=${c.mail}` });
    expect([sent.status, sent.reason, sent.received]).toEqual([400, "form_malformed", []]);
    expect(sent.leaks(c.used)).toEqual([]);
  });

  /** Everything a request's line may hold: names, and what each value looks like. */
  const closed: Readonly<Record<string, RegExp>> = {
    level: /^(?:info|warn|error)$/,
    time: /^[\d:.TZ-]+$/,
    event: /^[a-z_]+$/,
    requestId: /^[\da-f-]{36}$/,
    desk: /^(?:zendesk|generic)$/,
    route: /^(?:unread|other|[A-Z]+ \/[\w/{}]*)$/,
    method: /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|other)$/,
    status: /^\d+$/,
    outcome: /^(?:forwarded|refused|failed|aborted)$/,
    code: /^[a-z_\d]+$/,
    bytesIn: /^\d+$/,
    bytesOut: /^\d+$/,
    totalMs: /^[\d.]+$/,
    redactMs: /^[\d.]+$/,
    verdict: /^(?:pass|redact|reject)$/,
    mode: /^(?:enforce|shadow)$/,
    policy: /^[\da-f]{12}$/,
    counts: /^\{(?:"[A-Z_]+:[a-z]+":\d+,?)*\}$/,
    permissions: /^\[(?:"[a-z-]+",?)*\]$/,
    port: /^\d+$/,
    adminPort: /^\d+$/,
  };

  it("J05 and J08: a line of the log has a closed set of fields, whatever came in", async () => {
    const c = fresh();
    let deep: unknown = c.mail;
    for (let level = 0; level < 50; level++)
      deep = { [c.mail]: deep, [`${c.ip} ${String(level)}`]: [c.phone] };
    const sent = await probe.post(JSON.stringify(deep), {
      target: `PATCH /api/v2/${c.mail}?${c.mail}=1`,
      headers: [`X-Request-Id: ${c.mail}`, `User-Agent: ${c.mail}`, `Accept-Language: ${c.mail}`],
    });
    expect(sent.leaks(c.used, ["upstream"])).toEqual([]);
    for (const line of probe.logs) {
      for (const [name, value] of Object.entries(JSON.parse(line) as object)) {
        const text = typeof value === "object" ? JSON.stringify(value) : String(value);
        expect([name, text]).toEqual([name, expect.stringMatching(closed[name] ?? /^never$/)]);
      }
    }
  });

  it("J08 nothing else exports: no instrumentation is loaded, and labels of metrics are a closed set", async () => {
    const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
    const { dependencies } = JSON.parse(manifest) as { dependencies: Record<string, string> };
    expect(
      Object.keys(dependencies).filter((name) => /opentelemetry|tracing|sentry|datadog/.test(name)),
    ).toEqual([]);
    const labels = [...(await probe.metrics()).matchAll(/^deskveil_\w+\{([^}]*)\}/gm)].map(
      ([, text]) => text ?? "",
    );
    expect(labels.length).toBeGreaterThan(5);
    for (const text of labels) {
      for (const [, name, value] of text.matchAll(/(\w+)="([^"]*)"/g)) {
        expect([name, value]).toEqual([
          expect.stringMatching(/^(?:desk|route|outcome|code|status|entity|action|direction|permission|le)$/),
          expect.stringMatching(/^[\w+./{} -]*$/),
        ]);
      }
    }
  });
});

describe("J14 log injection", () => {
  const injections: readonly [
    string,
    (mail: string) => { target?: string; headers?: string[]; body?: string },
  ][] = [
    [
      "escapes in the path",
      (mail) => ({ target: `POST /api/v2/x%0d%0a{"event":"forged"}%1b[31m%e2%80%ae${mail}` }),
    ],
    [
      "escapes in a file name",
      () => ({
        target: "POST /api/v2/uploads?filename=a%0D%0A%1B%5B31m%E2%80%AE.txt",
        headers: ["Content-Type: text/plain"],
      }),
    ],
    [
      "bytes of bidi controls in a header",
      () => ({ headers: ["X-Request-Id: \u00e2\u0080\u00aeforged\u0085", "X-A: \u00e2\u0080\u00ae"] }),
    ],
    [
      "line breaks in keys and values",
      (mail) => ({ body: JSON.stringify({ 'a\r\n{"event":"forged"}': `\u001b[31m\u202e${mail}\r\n` }) }),
    ],
  ];
  it.each(injections)("J14 %s", async (_id, make) => {
    const c = fresh();
    const { body = "{}", ...options } = make(c.mail);
    const sent = await probe.post(body, options);
    expect(sent.status).toBe(201);
    const lines = String(sent.sinks["logs"])
      .split("\n")
      .filter((line) => line !== "");
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[\x20-\x7e]+$/);
    expect(JSON.parse(lines[0] ?? "")).toMatchObject({ event: "request" });
    expect(sent.leaks(["forged", "%1b%5b31m", ...c.used], ["upstream"])).toEqual([]);
  });
});

describe("J15 the public port", () => {
  it.each(["/metrics", "/admin", "/healthz", "/readyz", "/demo", "//metrics", "/metrics/", "/x/../metrics"])(
    "J15 %s belongs to the desk",
    async (path) => {
      const sent = await probe.post("", { target: `GET ${path}` });
      expect(sent.received.map(({ url }) => url)).toEqual([path]);
      expect(sent.answer.body).toContain('{"big":12345678901234567890}');
    },
  );
});

/** A program over the built package; what it wrote, and how it ended. */
async function runModule(source: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["--input-type=module", "-e", source], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

describe("J07 what nobody caught", () => {
  const throws: readonly [string, (mail: string) => string, string][] = [
    ["an error", (mail) => `throw new TypeError("bad ${mail}")`, "uncaught_TypeError"],
    [
      "a chain of causes",
      (mail) => `throw new Error("a", { cause: new AggregateError([new Error("${mail}")], "${mail}") })`,
      "uncaught_Error",
    ],
    ["a promise", (mail) => `Promise.reject(new RangeError("${mail}"))`, "uncaught_RangeError"],
    ["a text", (mail) => `throw "${mail}"`, "uncaught_unknown"],
    [
      "an error that calls itself something",
      (mail) => `throw Object.assign(new Error("x"), { name: "${mail}" })`,
      "uncaught_unknown",
    ],
    ["a parser's error", (mail) => `JSON.parse('{"a": ${mail}')`, "uncaught_SyntaxError"],
    ["an invalid URL", (mail) => `new URL("http://${mail}:99999999/")`, "uncaught_TypeError"],
  ];
  it.each(throws)("J07 %s", async (_id, statement, event) => {
    const c = fresh();
    const { code, stdout, stderr } = await runModule(`
      import { createLog } from ${JSON.stringify(dist("ops/log.js"))};
      import { installLastResort } from ${JSON.stringify(dist("ops/last-resort.js"))};
      installLastResort(createLog());
      setTimeout(() => { ${statement(c.mail)} }, 1);
      setTimeout(() => process.exit(9), 5000);
    `);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ level: "error", event });
    expect(findLeaks({ stdout, stderr }, c.used)).toEqual([]);
  });
});

describe("the process itself", () => {
  it("J01, J02 and J14: serve writes nothing of what it received to its standard output and error", async () => {
    const c = fresh();
    const upstream = await startUpstream();
    const env = { PATH: process.env["PATH"], ADMIN_PORT: "0" };
    const args = [dist("cli/main.js"), "serve", "--to", upstream.origin, "--from", "127.0.0.1:0"];
    const child = spawn(process.execPath, args, { env });
    const written = { stdout: "", stderr: "" };
    child.stderr.on("data", (chunk: Buffer) => (written.stderr += chunk.toString("latin1")));
    const port = await new Promise<number>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => {
        written.stdout += chunk.toString("latin1");
        const listening = /"event":"listening".*?"port":(\d+)/.exec(written.stdout);
        if (listening !== null) resolve(Number(listening[1]));
      });
    });
    const origin = `http://127.0.0.1:${String(port)}`;
    const post = (body: string): Buffer =>
      rawRequest(
        [
          `POST /api/v2/tickets?x=${c.mail} HTTP/1.1`,
          "Host: a",
          "Content-Type: application/json",
          `Cookie: ${c.mail}`,
          `Content-Length: ${String(body.length)}`,
        ],
        body,
      );
    const values = `${c.mail} ${c.phone} ${c.ip} password: ${c.password}`;
    for (const bytes of [
      post(JSON.stringify({ ticket: { comment: { body: values }, collaborators: [c.mail] } })),
      post(`{"a":"${values}`),
      `GET /${c.mail} HTTP/9.9\r\n\r\n`,
      `${values}\r\n\r\n`,
    ]) {
      await sendRaw(origin, bytes);
    }
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
    await upstream.close();
    expect(written.stdout).toContain('"code":"json_syntax"');
    expect(findLeaks(written, c.used)).toEqual([]);
  });
});
