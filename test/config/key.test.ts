/* K24: the key comes from the environment or a file, and one that cannot be used refuses the start. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { keyFrom, loadKey, loadOrCreateKey } from "../../src/config/key.js";
import { createRedactor } from "../../src/index.js";
import { createFolder } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const bytes = Buffer.from("00112233445566778899aabbccddeeff", "hex");
const hex = bytes.toString("hex");

describe("loadKey", () => {
  it.each([
    ["hex", { DESKVEIL_KEY: hex }],
    ["hex in capitals with blanks around", { DESKVEIL_KEY: ` ${hex.toUpperCase()}\n` }],
    ["base64", { DESKVEIL_KEY: bytes.toString("base64") }],
    ["base64url", { DESKVEIL_KEY: bytes.toString("base64url") }],
    ["a file", { DESKVEIL_KEY_FILE: folder.write("key", `${hex}\n`) }],
  ])("reads %s", (_name, env) => {
    expect(loadKey(env)?.expose()).toEqual(bytes);
  });

  it("is none when none is configured", () => {
    expect(loadKey({})).toBeUndefined();
  });

  it.each([
    ["both set", { DESKVEIL_KEY: hex, DESKVEIL_KEY_FILE: "/x" }, "both set"],
    ["empty", { DESKVEIL_KEY: "" }, "hex or base64"],
    ["a sentence", { DESKVEIL_KEY: "my secret key is long enough" }, "hex or base64"],
    ["too short", { DESKVEIL_KEY: hex.slice(2) }, "15 bytes; at least 16"],
    ["no file", { DESKVEIL_KEY_FILE: "/no/such/file" }, "cannot be read"],
    ["a folder", { DESKVEIL_KEY_FILE: folder.path }, "cannot be read"],
    ["an empty file", { DESKVEIL_KEY_FILE: folder.write("empty", "") }, "hex or base64"],
  ])("refuses %s without showing it", (_name, env, message) => {
    let caught: unknown;
    try {
      loadKey(env);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ConfigError);
    expect((caught as ConfigError).message).toContain(message);
    expect(inspect(caught)).not.toMatch(/0011|my secret/);
  });
});

describe("loadOrCreateKey", () => {
  it("makes a key once, for the owner alone, and reads it again", () => {
    const file = join(folder.path, "new", "demo.key");
    const first = loadOrCreateKey(file).expose();
    expect(first).toHaveLength(32);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(loadOrCreateKey(file).expose()).toEqual(first);
    expect(readFileSync(file, "utf8").trim()).toBe(first.toString("hex"));
  });

  it("does not go on with a broken file", () => {
    expect(() => loadOrCreateKey(folder.write("broken.key", "00"))).toThrow(ConfigError);
  });
});

describe("a key given by a program", () => {
  it("is copied, and refused when it is short, whatever the form of the configuration", () => {
    const own = Uint8Array.from(bytes);
    const key = keyFrom(own);
    own.fill(0);
    expect(key.expose()).toEqual(bytes);
    const short = new Uint8Array(15);
    expect(() => createRedactor({ key: short })).toThrow(ConfigError);
    expect(() => createRedactor({ key: short, config: folder.write("c.yaml", "mode: enforce\n") })).toThrow(
      ConfigError,
    );
    const text = "host 203.0.113.7";
    const byData = createRedactor({ key: bytes }).redactText(text).text;
    expect(
      createRedactor({ key: bytes, config: folder.write("d.yaml", "mode: enforce\n") }).redactText(text).text,
    ).toBe(byData);
    expect(byData).toMatch(/\[IP_ADDRESS [0-9A-Z]{6}\]/);
  });
});
