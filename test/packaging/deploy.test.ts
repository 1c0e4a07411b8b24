/* What people deploy with: image, compose file, unit, chart and alerts, checked as far as npm and the system's own tools reach. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { compileConfig, loadConfig } from "../../src/config/load.js";
import { createAdminServer } from "../../src/ops/admin.js";
import { createHealth } from "../../src/ops/health.js";
import { createMetrics } from "../../src/ops/metrics.js";
import { cleanEnv, createFolder } from "../support/cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const packaging = join(root, "packaging");
const read = (path: string): string => readFileSync(join(packaging, path), "utf8");
const env = { DESKVEIL_KEY: "07".repeat(32) };
const folder = createFolder();

afterAll(() => {
  folder.remove();
});

/** Lines that go on are joined; comments are gone. */
const instructions = read("docker/Dockerfile")
  .replaceAll(/\\\n\s*/g, "")
  .split("\n")
  .filter((line) => /^[A-Z]+ /.test(line));
const stages = instructions.join("\n").split(/^(?=FROM )/m);
const last = stages.at(-1) ?? "";

describe("Dockerfile", () => {
  it("has pinned bases that this package runs on, and no ADD", () => {
    const bases = instructions.flatMap((line) => /^FROM (\S+)/.exec(line)?.slice(1) ?? []);
    expect(bases).toHaveLength(2);
    for (const base of bases) expect(base).toMatch(/^node:\d+\.\d+\.\d+-bookworm(?:-slim)?$/);
    expect(bases.map((base) => /\d+\.\d+/.exec(base)?.[0])).toEqual(["20.20", "20.20"]);
    expect(instructions.filter((line) => /^(?:ADD|MAINTAINER|SHELL|VOLUME) /.test(line))).toEqual([]);
  });

  it("runs nothing in the last stage, as a user without privileges, without a shell", () => {
    expect(last).not.toMatch(/^RUN /m);
    expect(last).toMatch(/^USER (?!0\b)\d+:(?!0\b)\d+$/m);
    for (const name of ["ENTRYPOINT", "CMD"]) expect(last).toMatch(new RegExp(`^${name} \\["`, "m"));
    expect(last).toMatch(/^HEALTHCHECK .* CMD \["node", /m);
  });

  it("copies what is there and what the context holds", () => {
    const ignored = read("docker/Dockerfile.dockerignore").split("\n");
    const allowed = ignored.filter((line) => line.startsWith("!")).map((line) => line.slice(1));
    expect(ignored[0]).toBe("*");
    const copied = instructions
      .filter((line) => line.startsWith("COPY ") && !line.includes("--from="))
      .flatMap((line) => line.split(" ").slice(1, -1));
    expect(copied.length).toBeGreaterThan(5);
    for (const path of copied) expect(existsSync(join(root, path)), path).toBe(true);
    expect([...copied].sort()).toEqual([...allowed].sort());
  });

  it("holds no secret and no setting that could", () => {
    expect(instructions.join("\n")).not.toMatch(/DESKVEIL_KEY|PASSWORD|SECRET|TOKEN|--inspect/);
  });
});

describe("healthcheck.mjs", () => {
  const script = join(packaging, "docker/healthcheck.mjs");
  const ask = async (port: number) => {
    const child = spawn(process.execPath, [script], { env: { ...cleanEnv(), ADMIN_PORT: String(port) } });
    return new Promise((resolve) => child.on("exit", resolve));
  };

  it("ends with 0 only while traffic is welcome", async () => {
    const { policy } = compileConfig({});
    const health = createHealth({ policy, passthrough: false, keyed: true });
    const admin = createAdminServer({ metrics: createMetrics(true), health });
    const port = await admin.listen(0);
    health.ready = true;
    expect(await ask(port)).toBe(0);
    health.ready = false;
    expect(await ask(port)).toBe(1);
    await admin.close();
    expect(await ask(port)).toBe(1);
  });
});

interface Service {
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly configs?: readonly { readonly source: string; readonly target: string }[];
  readonly [name: string]: unknown;
}

describe("compose.yaml", () => {
  const compose = parse(read("docker/compose.yaml")) as Record<string, Record<string, never>> & {
    readonly services: Record<string, Service>;
  };
  const { deskveil, database } = compose.services;

  it("names only what it defines", () => {
    for (const [name, service] of Object.entries(compose.services)) {
      for (const secret of service.secrets ?? []) expect(compose["secrets"], name).toHaveProperty([secret]);
      for (const network of service.networks ?? [])
        expect(compose["networks"], name).toHaveProperty([network]);
      for (const { source } of service.configs ?? []) expect(compose["configs"]).toHaveProperty([source]);
    }
    const files = Object.values({ ...compose["configs"] }) as { file: string }[];
    for (const { file } of files) expect(existsSync(join(packaging, "docker", file)), file).toBe(true);
  });

  it("gives away no more than is needed", () => {
    expect(deskveil).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      ulimits: { core: 0 },
    });
    expect(deskveil?.["privileged"]).toBeUndefined();
    expect(database?.["ports"]).toBeUndefined();
    expect(JSON.stringify(compose)).not.toMatch(/postgres:\/\/|PASSWORD":"/);
  });

  it("its configuration loads, and names the secrets that are mounted", () => {
    const { relay } = loadConfig({ file: join(packaging, "docker/deskveil.yaml"), env });
    expect(relay?.webhooks.map(({ name }) => name)).toEqual(["support"]);
    const named = [...read("docker/deskveil.yaml").matchAll(/file:\/run\/secrets\/([\w-]+)/g)];
    expect(named.length).toBe(3);
    for (const [, name] of named) expect(deskveil?.secrets).toContain(name);
  });
});

const has = (command: string): boolean => spawnSync(command, ["--version"], { stdio: "ignore" }).status === 0;

describe("deskveil.service", () => {
  const unit = read("systemd/deskveil.service");

  it("gets its secrets by LoadCredential, and can write its own folder only", () => {
    for (const line of [
      "DynamicUser=yes",
      "StateDirectory=deskveil",
      "ProtectSystem=strict",
      "NoNewPrivileges=yes",
      "CapabilityBoundingSet=",
      "LimitCORE=0",
    ]) {
      expect(unit.split("\n")).toContain(line);
    }
    expect(unit).toMatch(/^LoadCredential=key:/m);
    expect(unit).not.toMatch(/^Environment=.*(?:SECRET|KEY=|DATABASE)/m);
    const stop = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1]);
    expect(stop * 1000).toBeGreaterThan(compileConfig({}).limits.shutdownMs);
  });

  it.skipIf(!has("systemd-analyze"))("systemd understands every line, and finds little exposed", () => {
    const file = folder.write("deskveil.service", unit.replace("/usr/bin/node", process.execPath));
    const verified = spawnSync("systemd-analyze", ["verify", "--man=no", file], { encoding: "utf8" });
    const about = verified.stderr.split("\n").filter((line) => line.includes("deskveil.service"));
    expect(about).toEqual([]);
    const judged = spawnSync(
      "systemd-analyze",
      ["security", "--offline=true", "--threshold=20", "--no-pager", file],
      { encoding: "utf8" },
    );
    // Twenty is an exposure of 2.0 of 10.
    expect(judged.status, judged.stdout.split("\n").slice(-3).join("")).toBe(0);
  });
});

describe("alerts", () => {
  const rules = (parse(read("prometheus/alerts.yaml")) as { groups: { rules: Record<string, never>[] }[] })
    .groups;
  const all = rules.flatMap((group) => group.rules);

  it("name metrics and labels that exist", () => {
    const sources = readdirSync(join(root, "src/ops"))
      .map((name) => readFileSync(join(root, "src/ops", name), "utf8"))
      .join("\n");
    const named = new Set(
      all
        .flatMap((rule) => String(rule["expr"]).match(/\bdeskveil_\w+/g) ?? [])
        .map((name) => name.replace(/_bucket$/, "")),
    );
    expect(named.size).toBeGreaterThan(10);
    for (const name of named) expect(sources, name).toContain(`"${name}"`);
    expect(new Set(all.map((rule) => rule["alert"])).size).toBe(all.length);
    for (const rule of all)
      expect(Object.keys(rule["annotations"] ?? {}).sort()).toEqual(["description", "summary"]);
  });

  it.skipIf(!has("promtool"))("promtool: the rules parse, and their examples hold", () => {
    const options = { cwd: join(packaging, "prometheus"), encoding: "utf8" } as const;
    expect(spawnSync("promtool", ["check", "rules", "alerts.yaml"], options).status).toBe(0);
    const tested = spawnSync("promtool", ["test", "rules", "alerts.test.yaml"], options);
    expect(tested.status, tested.stdout + tested.stderr).toBe(0);
  });
});

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

describe("Helm chart", () => {
  const chart = "helm/deskveil";
  const values = parse(read(`${chart}/values.yaml`)) as Record<string, Json>;
  const schema = z.fromJSONSchema(JSON.parse(read(`${chart}/values.schema.json`)) as never);
  const templates = readdirSync(join(packaging, chart, "templates"));
  const text = (name: string): string => read(`${chart}/templates/${name}`);

  it("is of the version of the package", () => {
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
    const meta = parse(read(`${chart}/Chart.yaml`)) as Record<string, string>;
    expect(meta).toMatchObject({ apiVersion: "v2", name: "deskveil", appVersion: version });
  });

  it("its schema takes the defaults, and no slips", () => {
    expect(schema.safeParse(values).error).toBeUndefined();
    const slips: readonly Record<string, Json>[] = [
      { store: "mysql" },
      { replicas: 0 },
      { replica: 3 },
      { to: "https://jane:secret@example.com" },
      { nodeOptions: "--inspect=0.0.0.0" },
      { image: { repository: "deskveil", digest: "latest" } },
      { terminationGracePeriodSeconds: 5 },
    ];
    for (const slip of slips)
      expect(schema.safeParse({ ...values, ...slip }).success, JSON.stringify(slip)).toBe(false);
  });

  it.each(templates)("%s: blocks are closed, and every value is one of values.yaml", (name) => {
    const source = text(name);
    const actions = [...source.matchAll(/\{\{-?([^}]*)\}\}/g)].map(([, inner = ""]) =>
      inner.replace(/-$/, "").trim(),
    );
    const opened = actions.filter((action) => /^(?:if|with|range|define)\b/.test(action)).length;
    expect(actions.filter((action) => action === "end").length).toBe(opened);
    for (const [, path = ""] of source.matchAll(/\.Values\.([\w.]+)/g)) {
      if (/^(?:nameOverride|fullnameOverride|config\.webhooks)$/.test(path)) continue;
      let at: Json | undefined = values;
      for (const step of path.split(".")) at = (at as Record<string, Json> | undefined)?.[step];
      expect(at, path).toBeDefined();
    }
  });

  it("the frame of each template is YAML", () => {
    for (const name of templates.filter((file) => file.endsWith(".yaml"))) {
      const frame = text(name)
        .split("\n")
        .filter((line) => !/^\s*\{\{.*\}\}\s*$/.test(line))
        .map((line) => line.replaceAll(/\{\{.*?\}\}/g, "value"))
        .join("\n");
      for (const document of parseAllDocuments(frame)) {
        expect((document as { errors?: unknown[] }).errors ?? [], name).toEqual([]);
      }
    }
  });

  it("the pod runs without privileges, writes nowhere, and drains longer than it takes", () => {
    const pod = text("_helpers.tpl");
    for (const line of [
      "runAsNonRoot: true",
      "readOnlyRootFilesystem: true",
      "allowPrivilegeEscalation: false",
      "drop: [ALL]",
      "type: RuntimeDefault",
      "automountServiceAccountToken: false",
    ]) {
      expect(pod).toContain(line);
    }
    const { limits } = compileConfig({});
    const grace = Number(values["terminationGracePeriodSeconds"]) - Number(values["preStopSeconds"]);
    expect(grace * 1000).toBeGreaterThan(limits.shutdownMs + limits.noticeMs);
  });
});
