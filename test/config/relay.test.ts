/* Webhooks, destinations, relay and quarantine in the configuration: every slip is named with its place, no secret is echoed. */

import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { loadConfig } from "../../src/config/load.js";
import { createFolder } from "../support/cli.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const destination = "destinations: [{ name: t, url: 'https://receiver.example.net/x', secrets: 'env:R' }]\n";
const webhook = (members: string): string =>
  `webhooks:\n  - { name: s, desk: zendesk, path: /h, to: t, ${members} }\n${destination}`;
const good = webhook("secrets: 'env:S'");

function messageOf(
  text: string,
  env: Readonly<Record<string, string>> = {},
  use?: (file: string) => void,
): string {
  const file = folder.write("c.yaml", text);
  try {
    if (use === undefined) loadConfig({ file, env });
    else use(file);
    return "no error";
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replaceAll(`${folder.path}/`, "");
    throw error;
  }
}

describe("sections of the relay", () => {
  it("a whole one is understood without any secret being there", () => {
    const config = loadConfig({ file: folder.write("c.yaml", good) });
    expect(config.relay?.webhooks[0]).toMatchObject({ name: "s", path: "/h", toleranceMs: 300_000, to: "t" });
    expect(config.relay?.store.place).toBe(`sqlite:${folder.path}/deskveil-relay.db`);
    expect(config.relay).toMatchObject({ dedupeMs: 7 * 86_400_000, keepDeadMs: 30 * 86_400_000 });
  });

  it("durations have hours and days, sizes GiB", () => {
    const text = `${good}relay: { dedupe: 2d, keep-dead: 36h, waiting-bytes: 1GiB }\n`;
    const { relay } = loadConfig({ file: folder.write("c.yaml", text) });
    expect(relay).toMatchObject({ dedupeMs: 172_800_000, keepDeadMs: 129_600_000, waitingBytes: 1024 ** 3 });
  });

  const clear = ["Sup", "er", "Secret1"].join("");
  it.each<[string, string, string]>([
    [
      "a secret in clear",
      webhook(`secrets: ${clear}`),
      "c.yaml:2:57 CONFIG_SECRET a secret is named here, never written",
    ],
    ["one of a list", webhook(`secrets: ['env:A', ${clear}]`), "CONFIG_SECRET a secret is named here"],
    ["three secrets", webhook("secrets: ['env:A', 'env:B', 'env:C']"), "two secrets at most"],
    [
      "no secret",
      webhook("rate: 5"),
      'CONFIG_INVALID "secrets" is missing: whoever knows the path could send.',
    ],
    [
      "both",
      webhook("secrets: 'env:A', allow-unsigned: true"),
      "there are secrets, so unsigned deliveries are refused",
    ],
    ["an unknown scheme", webhook("secrets: 'env:A', scheme: hmac-sha265"), 'Did you mean "hmac-sha256"?'],
    ["an unknown desk", good.replace("desk: zendesk", "desk: zendsk"), 'Did you mean "zendesk"?'],
    ["a misspelt key", webhook("secrets: 'env:A', tolerence: 5m"), 'Did you mean "tolerance"?'],
    ["an unknown destination", good.replace("to: t", "to: u"), 'no destination is called "u"'],
    [
      "a path with a query",
      good.replace("path: /h", "path: '/h?x'"),
      "a path begins with / and has neither ? nor #",
    ],
    [
      "a proof to forward",
      webhook("secrets: 'env:A', forward-headers: [X-Zendesk-Webhook-Signature]"),
      "is never sent on",
    ],
    ["a header of ours", webhook("secrets: 'env:A', forward-headers: [webhook-id]"), "is set anew"],
    [
      "a rule's destination",
      `${good}rules: [{ name: a, destination: tt, action: keep }]\n`,
      'no destination is called "tt"',
    ],
    [
      "a public address with a query",
      webhook("secrets: 'env:A', public-url: 'https://a.example/h?x=1'"),
      "leave the query out",
    ],
    ["no secret to sign with", good.replace(", secrets: 'env:R'", ""), "sign: standard needs one"],
    ["L10 loopback", good.replace("receiver.example.net", "127.0.0.1"), "leads into a special network"],
    [
      "L10 loopback as one number",
      good.replace("receiver.example.net", "2130706433"),
      "leads into a special network",
    ],
    ["L14 another protocol", good.replace("https://receiver", "file://receiver"), "must be http or https"],
    ["L14 a login", good.replace("https://", "https://a:b@"), "must not hold a login"],
    ["L14 port 25", good.replace("example.net", "example.net:25"), "no web server listens"],
    [
      "not a network",
      good.replace("secrets: 'env:R'", "secrets: 'env:R', networks: [10.0.0.0/99]"),
      "a network is written as",
    ],
    [
      "a password in the store",
      `${good}relay: { store: 'postgres://u:${clear}@db.example/x' }\n`,
      "CONFIG_SECRET this address holds a password",
    ],
    ["a foreign store", `${good}relay: { store: 'mysql://db.example/x' }\n`, "expected sqlite:PATH"],
    [
      "a public key that is none",
      `${good}quarantine: { public-key: abc }\n`,
      "expected file:PATH, or the public key",
    ],
  ])("%s", (_name, text, message) => {
    const said = messageOf(text);
    expect(said).toContain(message);
    expect(said).toMatch(/^c\.yaml:\d+:\d+ /);
    expect(said).not.toContain(clear);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ["a secret that is not there", {}, "c.yaml:2:57 SECRET_MISSING the environment has no S."],
    [
      "a receiver's secret of another form",
      { S: "x", R: "plain" },
      "SECRET_UNUSABLE env:R holds no secret of Standard Webhooks",
    ],
  ])("%s refuses the start with its place", (_name, env, message) => {
    const said = messageOf(good, env, (file) => {
      const { relay } = loadConfig({ file, env });
      for (const secret of relay?.webhooks[0]?.secrets ?? []) secret.read();
      for (const one of relay?.destinations ?? []) one.open();
    });
    expect(said).toContain(message);
    expect(said).not.toContain("plain");
  });
});
