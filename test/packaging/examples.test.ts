/* The examples do what they say: the app runs, the configurations load and decide as their comments tell. */

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { request } from "undici";
import { loadConfig } from "../../src/config/load.js";
import { createRedactor } from "../../src/redactor.js";
import { cleanEnv } from "../support/cli.js";
import { startUpstream, type TestUpstream } from "../support/upstream.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = join(root, "examples");
const secret = "whsec_" + Buffer.alloc(24, 7).toString("base64");
const names = ["ZENDESK_WEBHOOK_SECRET", "RECEIVER_SECRET", "CRM_WEBHOOK_SECRET", "VENDOR_WEBHOOK_SECRET"];
const env = {
  DESKVEIL_KEY: "07".repeat(32),
  ...Object.fromEntries([...names, "CRM_SECRET", "VENDOR_SECRET"].map((name) => [name, secret])),
};

describe("examples/express", () => {
  let upstream: TestUpstream;
  let origin = "";
  let stop: () => void;

  beforeAll(async () => {
    upstream = await startUpstream();
    const folder = mkdtempSync(join(tmpdir(), "deskveil-example-"));
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(root, join(folder, "node_modules/deskveil"));
    symlinkSync(join(root, "node_modules/express"), join(folder, "node_modules/express"));
    cpSync(join(examples, "express/app.mjs"), join(folder, "app.mjs"));
    const child = spawn(process.execPath, ["app.mjs"], {
      cwd: folder,
      env: { ...cleanEnv(), PORT: "0", DESK_URL: upstream.origin },
      stdio: ["ignore", "pipe", "inherit"],
    });
    stop = () => {
      child.kill();
      rmSync(folder, { recursive: true });
    };
    origin = await new Promise((resolve, reject) => {
      child.once("exit", () => {
        reject(new Error("the example ended"));
      });
      child.stdout.on("data", (text: Buffer) => {
        const [address] = /http:\S+/.exec(text.toString()) ?? [];
        if (address !== undefined) resolve(address);
      });
    });
  });

  afterAll(async () => {
    stop();
    await upstream.close();
  });

  const post = async (path: string, body: unknown) => {
    const answer = await request(`${origin}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> };
  };

  it("stores what is left, and says what was found", async () => {
    const { status, body } = await post("/contact", { message: "mail jane@leak.test" });
    expect(status).toBe(201);
    expect(body).toEqual({
      stored: { message: "mail [EMAIL_ADDRESS 1]" },
      verdict: "redact",
      found: [{ entity: "EMAIL_ADDRESS", count: 1 }],
    });
  });

  it("forwards the desk's API redacted", async () => {
    await post("/desk/api/v2/tickets.json", { ticket: { subject: "mail jane@leak.test" } });
    expect(upstream.received.map(({ url }) => url)).toEqual(["/api/v2/tickets.json"]);
    expect(upstream.received[0]?.raw).not.toContain("leak.test");
  });
});

const files = [join(examples, "relay/deskveil.yaml"), join(examples, "escalation/deskveil.yaml")];

describe("configurations", () => {
  it.each(files)("%s loads", (file) => {
    const { relay, policy } = loadConfig({ file, env });
    expect(policy.mode).toBe("enforce");
    expect(relay?.webhooks.length).toBeGreaterThan(0);
    expect(relay?.destinations.length).toBeGreaterThan(0);
  });

  it("examples/escalation: the CRM sees the contact fields, the vendor neither them nor texts nor passwords", async () => {
    const redactor = createRedactor(loadConfig({ file: files[1] ?? "", env }));
    const ticket = {
      ticket: {
        requester: { name: "Jane Doe", email: "jane@leak.test" },
        comment: {
          body: "mail jane@leak.test or ops@hosting.example.com, 203.0.113.77, password: Elm$tree8x",
        },
      },
    };
    const seenBy = async (destination: string) => {
      const { desks } = await import("../../src/desks/index.js");
      const route = desks.zendesk.route("POST", "/api/v2/tickets");
      const { payload } = await redactor.redact(
        { body: Buffer.from(JSON.stringify(ticket)), mediaType: "application/json" },
        { desk: desks.zendesk, route, destination },
      );
      return payload.body.toString();
    };
    const [crm, vendor] = [await seenBy("crm"), await seenBy("vendor")];
    expect(crm).toContain('"email":"jane@leak.test"');
    expect(crm).not.toContain("mail jane@leak.test");
    expect(vendor).not.toContain("leak.test");
    expect(vendor).toContain("ops@hosting.example.com");
    expect(vendor).toContain("203.0.113.0/24");
    expect(vendor).toContain("password: [removed]");
    for (const text of [crm, vendor]) expect(text).not.toContain("Elm$tree8x");
  });
});
