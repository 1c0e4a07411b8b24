/* What the command line says to people: help that teaches, suggestions, and exit code 2 for what cannot be meant. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { run, runWarm } from "../support/cli.js";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

describe("usage", () => {
  it("prints the version of the package", async () => {
    expect(await run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  it.each(["serve", "demo", "redact", "scan", "explain", "check", "import", "eval"])(
    "%s --help teaches by examples",
    async (name) => {
      const { code, stdout } = await runWarm([name, "--help"]);
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: deskveil ${name}`);
      expect(stdout).toMatch(new RegExp(`Examples:\n(?:.*\n)*?  .*deskveil ${name}`));
    },
  );

  it.each([
    [["scn"], "Did you mean scan?"],
    [["scan", "--frmat", "json"], "Did you mean --format?"],
    [["scan", "--format", "jsn"], 'Did you mean "json"?'],
    [["redact", "--desk", "zendsk"], 'Did you mean "zendesk"?'],
    [["serve"], "--to: name the desk's address"],
    [["serve", "--to", "example.zendesk.com"], "--to: expected an address"],
    [["serve", "--to", "https://user:pw@example.zendesk.com"], "--to: expected no login"],
    [["serve", "--to", "https://example.zendesk.com", "--from", "nowhere"], "--from: expected HOST:PORT"],
    [["serve", "--to", "https://example.zendesk.com", "--from", "127.0.0.1:70000"], "0 to 65535"],
    [["redact", "--path", "/api/v2/tickets"], "--desk"],
    [["redact", "--desk", "zendesk", "--path", "api/v2/tickets"], "begins with /"],
    [["redact", "--desk", "zendesk", "--method", "PUT"], "--path"],
    [["redact", "--jsonl", "--type", "text/plain"], "cannot be used with"],
    [["scan", "--jsonl", "--format", "sarif"], "cannot be used with"],
    [["eval"], "missing required argument"],
    [["explain", "--format", "htm", "x"], 'Did you mean "html"?'],
    [["explain", "--role", "requestr", "x"], 'Did you mean "requester"?'],
    [["check", "/no/such/place"], "no file or folder"],
    [["redact", "a", "b"], "too many arguments"],
    [["scan", "--config", "/no/such.yaml"], "CONFIG_UNREADABLE"],
  ])("%j is refused with 2 and says what to do", async (args, message) => {
    const { code, stdout, stderr } = await runWarm(args);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/pw@|\n\s+at /);
  });

  it("without a command, shows what there is", async () => {
    const { code, stderr } = await run([]);
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: deskveil");
  });
});
