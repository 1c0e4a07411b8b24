/* What `npm start` promises: the printed commands work, and the desk holds masks, the same big ids and no CC. */

import { spawn, type ChildProcess } from "node:child_process";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bin, cleanEnv, createFolder } from "../support/cli.js";

const folder = createFolder();
let child: ChildProcess;
let output = "";

beforeAll(async () => {
  child = spawn(process.execPath, [bin, "demo"], {
    cwd: folder.path,
    env: cleanEnv({ PORT: "0", ADMIN_PORT: "0" }),
  });
  await new Promise<void>((resolve, reject) => {
    child.on("close", () => {
      reject(new Error(`ended early: ${output}`));
    });
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes("Ctrl-C")) resolve();
    });
  });
});
afterAll(() => {
  child.kill("SIGKILL");
  folder.remove();
});

/** The commands as printed, read as a shell would. */
function printedCommands(): readonly { method: string; urls: readonly string[]; body: string | undefined }[] {
  return output
    .split("\n")
    .filter((line) => line.startsWith("  curl "))
    .map((line) => ({
      method: /-X (\w+)/.exec(line)?.[1] ?? (line.includes(" -d ") ? "POST" : "GET"),
      urls: line.match(/http:\/\/127\.0\.0\.1:\d\S*/g) ?? [],
      body: / -d '([^']*)'/.exec(line)?.[1],
    }));
}

async function runPrinted(at: number): Promise<readonly string[]> {
  const { method, urls, body } = printedCommands()[at] ?? { method: "GET", urls: [], body: undefined };
  const texts: string[] = [];
  for (const url of urls) {
    const answer = await request(url, {
      method: method as "GET",
      headers: body === undefined ? {} : { "content-type": "application/json" },
      ...(body === undefined ? {} : { body }),
    });
    expect(answer.statusCode).toBeLessThan(300);
    texts.push(await answer.body.text());
  }
  return texts;
}

describe("deskveil demo", () => {
  it("prints both addresses and three commands", () => {
    expect(output).toMatch(/deskveil +http:\/\/127\.0\.0\.1:\d+ +in front of a demo desk/);
    expect(output).toMatch(/admin +http:\/\/127\.0\.0\.1:\d+ /);
    expect(printedCommands().map(({ method, urls }) => [method, urls.length])).toEqual([
      ["POST", 1],
      ["PUT", 1],
      ["GET", 2],
    ]);
  });

  it("the desk holds masks, the same tag for the same address, the same big ids and no CC", async () => {
    await runPrinted(0);
    await runPrinted(1);
    const stored = (await runPrinted(2)).join("\n");
    for (const value of [
      "+44 7700 900123",
      "203.0.113.7",
      "198.51.100.23",
      "192.0.2.44",
      "Elm$tree8",
      "MADEUP2TEST",
      "bob.carter@example.org",
      '"collaborators"',
    ]) {
      expect([value, stored.includes(value)]).toEqual([value, false]);
    }
    expect(stored).toContain("12345678901234567890");
    const { comments } = JSON.parse(stored.slice(stored.lastIndexOf('{"comments"'))) as {
      comments: readonly { body: string }[];
    };
    const [first = "", second = ""] = comments.map(({ body }) => body);
    expect(first).toMatch(
      /^\[IP_ADDRESS \w{6}\] is down, \[IP_ADDRESS \w{6}\] answers\. root password: \[CREDENTIAL \w{6}\], key \[CREDENTIAL \w{6}\]\. Write to \[EMAIL_ADDRESS \w{6}\]$/,
    );
    const tags = (text: string): readonly string[] => text.match(/\[IP_ADDRESS \w{6}\]/g) ?? [];
    expect(tags(second)[0]).toBe(tags(first)[0]);
    expect(new Set([...tags(first), ...tags(second)]).size).toBe(3);
  });
});
