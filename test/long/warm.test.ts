/* The command line that most tests run in one warm process answers as the real process does: every command and exit code. */

import { afterAll, describe, expect, it } from "vitest";
import { createFolder, run, runWarm } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const line = '{"id":1,"text":"mail c906@leak.test"}';
const strict = folder.write("strict.yaml", "preset: strict\n");
const key = { DESKVEIL_KEY: "00112233445566778899aabbccddeeff" };

describe("a warm command line", () => {
  it.each<[number, readonly string[], string]>([
    [0, ["--version"], ""],
    [0, ["scan", "--help"], ""],
    [2, ["scn"], ""],
    [2, ["serve", "--to", "http://127.0.0.1:9", "--from", "nowhere"], ""],
    [2, ["demo", "more"], ""],
    [0, ["redact"], line],
    [2, ["redact", "--config", "missing.yaml"], line],
    [3, ["redact", "--config", strict], "password: Elm$tree8"],
    [0, ["scan", "--jsonl"], '{"id":1,"text":""}'],
    [1, ["scan", "--jsonl"], line],
    [3, ["scan", "--jsonl"], `${line}\n{`],
    [0, ["check", strict], ""],
    [1, ["check", folder.write("broken.yaml", "mode: shadw\n")], ""],
    [0, ["eval", "-"], '{"id":1,"text":"fine","entities":[]}'],
    [3, ["eval", "-"], line],
  ])("ends with %d for %j, and writes the same", async (code, args, stdin) => {
    const options = { stdin, env: key, cwd: folder.path };
    const [real, warm] = await Promise.all([run(args, options), runWarm(args, options)]);
    expect(warm).toEqual(real);
    expect(real.code).toBe(code);
  });
});
