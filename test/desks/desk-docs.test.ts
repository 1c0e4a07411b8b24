/* Pages of desks: the configuration they show compiles, the schemes they name exist, and they say what they rest on. */

import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { Sensitive } from "../../src/core/sensitive.js";
import { desks } from "../../src/desks/index.js";

const folder = new URL("../../docs/desks/", import.meta.url);
const secret = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
/** Every name that a page reads from the environment. */
const environment = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries([...page.matchAll(/env:([A-Z_]+)/g)].map(([, name]) => [name, secret]));

describe.each(["zendesk", "sunshine", "livechat", "talkdesk"] as const)("docs/desks/%s.md", (name) => {
  const page = readFileSync(new URL(`${name}.md`, folder), "utf8");

  it("shows configuration that compiles, and how to take webhooks", () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => block ?? "");
    expect(blocks.filter((block) => block.startsWith("webhooks:"))).toHaveLength(1);
    const key = new Sensitive(Buffer.alloc(32, 7));
    for (const block of blocks)
      expect(() => compileConfig(parse(block) as ConfigInput, { key, env: environment(page) })).not.toThrow();
  });

  it("names what proves a webhook", () => {
    const { schemes = [] } = desks[name].webhooks ?? {};
    expect(desks[name].webhooks, "sends webhooks").toBeDefined();
    const headers = schemes.flatMap((scheme) =>
      scheme.name === "ecdsa-sha512" ? scheme.headers.slice(0, 1) : [],
    );
    for (const one of [...headers, ...(schemes.length > 1 ? schemes.map((scheme) => scheme.name) : [])])
      expect(page.toLowerCase()).toContain(one);
  });

  it("says what was tried, what was reconstructed, what goes around the proxy", () => {
    for (const part of ["**Tried**", "**Reconstructed", "## What goes around the proxy", "five minutes"])
      expect(page).toContain(part);
  });

  it("its links lead somewhere", () => {
    for (const [, link = ""] of page.matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      expect(existsSync(new URL(link, folder)), link).toBe(true);
  });
});
