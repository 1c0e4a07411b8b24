/* The types of both exports resolve for consumers of every module system, checked by the compiler itself. */

import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { install, root, type Installed } from "../support/installed.js";

let installed: Installed;

beforeAll(() => {
  installed = install();
});
afterAll(() => {
  installed.remove();
});

describe("types of the package", () => {
  const code = `import { createRedactor, AppError, ConfigError, desks, type Redactor, type Report } from "deskveil";
import { redactRequests, createProxy } from "deskveil/express";
const redactor: Redactor = createRedactor({ config: { preset: "strict", rules: [{ name: "a", action: "keep", entity: "URL" }] }, key: new Uint8Array(32) });
const text: string = redactor.redactText("x").text;
const report: Promise<Report> = redactor.redact({ body: Buffer.from("x"), mediaType: "text/plain" }, { desk: desks.zendesk }).then((done) => done.report);
// @ts-expect-error The types are there: a text is no number.
const wrong: number = redactor.redactText("x").text;
// @ts-expect-error The configuration is typed.
createRedactor({ config: { preset: "balancd" } });
// @ts-expect-error The middleware is no number.
const middleware: number = redactRequests();
export { text, report, wrong, middleware, createProxy, AppError, ConfigError };
`;

  it.each([
    ["nodenext", ["consumer.mts", "consumer.cts"]],
    ["bundler", ["consumer.ts"]],
  ])("resolve under moduleResolution %s", (resolution, names) => {
    for (const name of names) writeFileSync(join(installed.home, name), code);
    const config = {
      compilerOptions: {
        target: "es2022",
        module: resolution === "nodenext" ? "nodenext" : "esnext",
        moduleResolution: resolution,
        strict: true,
        noEmit: true,
        skipLibCheck: false,
        types: ["node"],
      },
      files: names,
    };
    writeFileSync(join(installed.home, `tsconfig.${resolution}.json`), JSON.stringify(config));
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const ran = spawnSync(process.execPath, [compiler, "-p", `tsconfig.${resolution}.json`], {
      cwd: installed.home,
      encoding: "utf8",
    });
    expect(ran.stdout).toBe("");
    expect(ran.status).toBe(0);
  });
});
