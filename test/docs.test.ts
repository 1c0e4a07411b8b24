/* Documentation is generated or executed: the error page is fresh, README's snippets run, links lead somewhere. */

import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { errorTable } from "../src/core/errors.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (name: string): string => readFileSync(join(root, name), "utf8");

function errorPage(): string {
  const rows = Object.entries(errorTable).map(
    ([code, { status, cause, hint }]) => `### ${code}\n\n${String(status)}. ${cause} ${hint}\n`,
  );
  const head = [
    "# Errors",
    "",
    "Generated from `src/core/errors.ts`; `UPDATE_DOCS=1 npm run unit` writes it anew. Codes are stable. A refusal carries its",
    "code in the header `X-Deskveil-Reason` and in the body, in the desk's own shape; never a value.",
    "",
  ];
  return [...head, ...rows].join("\n");
}

describe("docs", () => {
  it("errors.md is what the table says", () => {
    if (process.env["UPDATE_DOCS"] !== undefined) writeFileSync(join(root, "docs/errors.md"), errorPage());
    expect(read("docs/errors.md")).toBe(errorPage());
  });

  it.each([
    "README.md",
    "docs/architecture.md",
    "docs/limits.md",
    "docs/desks/zendesk.md",
    "benchmarks/README.md",
  ])("%s: links lead somewhere", (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? "");
    for (const link of links) expect(existsSync(join(root, page, "..", link)), link).toBe(true);
  });
});

describe("README snippets", () => {
  const snippets = [...read("README.md").matchAll(/```js\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  const folder = mkdtempSync(join(tmpdir(), "deskveil-readme-"));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/deskveil"));
  symlinkSync(join(root, "node_modules/express"), join(folder, "node_modules/express"));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (name: string, code: string): string => {
    writeFileSync(join(folder, name), code);
    return execFileSync(process.execPath, [name], { cwd: folder, encoding: "utf8" });
  };

  it("the library prints what the README says", () => {
    const code = snippets.find((snippet) => snippet.includes("redactText")) ?? "";
    const expected = /\/\/ (call .*)/.exec(code)?.[1];
    expect(run("library.mjs", code).trim()).toBe(expected);
  });

  it("the library is there for CommonJS", () => {
    const code = `const { createRedactor } = require("deskveil"); console.log(typeof createRedactor().redactText);`;
    expect(run("library.cjs", code).trim()).toBe("function");
  });

  it("the Express middleware redacts a request", () => {
    const code = snippets.find((snippet) => snippet.includes("redactRequests")) ?? "";
    const probe = `
const server = app.listen(0, "127.0.0.1", async () => {
  const answer = await fetch("http://127.0.0.1:" + server.address().port + "/tickets", {
    method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ text: "mail jane@leak.test" }) });
  console.log(await answer.text());
  server.close();
});`;
    expect(run("express.mjs", code + probe).trim()).toBe('{"stored":{"text":"mail [EMAIL_ADDRESS 1]"}}');
  });
});
