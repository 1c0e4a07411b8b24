/* docs/writing-patterns.md is run from top to bottom: its files are written, its commands answer what it says. */

import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createFolder, runWarm } from "./support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const page = readFileSync(new URL("../docs/writing-patterns.md", import.meta.url), "utf8");
const blocks = [...page.matchAll(/^```(yaml|console) ?([^\n]*)\n([\s\S]*?)^```$/gm)];

/** Words, and what stands in quotes. */
const argumentsOf = (line: string): readonly string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? "");

describe("docs/writing-patterns.md", () => {
  it("has files and commands", () => {
    expect(blocks.filter(([, kind]) => kind === "yaml")).toHaveLength(4);
    expect(blocks.filter(([, kind]) => kind === "console")).toHaveLength(4);
  });

  it("each command answers what the page says, after the files above it", async () => {
    mkdirSync(join(folder.path, "patterns"));
    for (const [, kind, name = "", text = ""] of blocks) {
      if (kind === "yaml") {
        expect(dirname(name) === "." || dirname(name) === "patterns").toBe(true);
        folder.write(name, text);
        continue;
      }
      const [command = "", ...answer] = text.trimEnd().split("\n");
      expect(command).toMatch(/^\$ deskveil /);
      const { stdout, stderr } = await runWarm(argumentsOf(command.slice("$ deskveil ".length)), {
        cwd: folder.path,
      });
      expect(`${stderr}${stdout}`.trimEnd()).toBe(answer.join("\n"));
    }
  });
});
