/* The pages of six desks name every endpoint, place of a CC and scheme that the code knows, and nothing else. */

import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { Sensitive } from "../../src/core/sensitive.js";
import type { Anywhere } from "../../src/desks/anywhere.js";
import * as freshdesk from "../../src/desks/freshdesk/fields.js";
import { freshdeskRoutes } from "../../src/desks/freshdesk/routes.js";
import * as front from "../../src/desks/front/fields.js";
import { frontRoutes } from "../../src/desks/front/routes.js";
import * as helpscout from "../../src/desks/helpscout/fields.js";
import { helpscoutRoutes } from "../../src/desks/helpscout/routes.js";
import * as hubspot from "../../src/desks/hubspot/fields.js";
import { hubspotRoutes } from "../../src/desks/hubspot/routes.js";
import { desks, type DeskName } from "../../src/desks/index.js";
import * as intercom from "../../src/desks/intercom/fields.js";
import { intercomRoutes } from "../../src/desks/intercom/routes.js";
import * as mailchimp from "../../src/desks/mailchimp/fields.js";
import type { RouteSpec } from "../../src/desks/route-table.js";
import type { DeskWebhooks } from "../../src/core/webhook.js";

const pageOf = (name: string): string =>
  readFileSync(new URL(`../../docs/desks/${name}.md`, import.meta.url), "utf8");

/** Of every variable that a page names. */
const secret = `whsec_${Buffer.alloc(32, 9).toString("base64")}`;

interface Sample {
  readonly quarantine: object;
  readonly webhooks: readonly {
    desk: DeskName;
    scheme: string;
    to: string;
    path: string;
    "public-url": string;
  }[];
  readonly destinations: readonly { name: string }[];
}

describe.each<[DeskName, readonly RouteSpec[], Anywhere]>([
  ["freshdesk", freshdeskRoutes, freshdesk.anywhere],
  ["front", frontRoutes, front.anywhere],
  ["helpscout", helpscoutRoutes, helpscout.anywhere],
  ["hubspot", hubspotRoutes, hubspot.anywhere],
  ["intercom", intercomRoutes, intercom.anywhere],
  ["mailchimp", mailchimp.mailchimpRoutes, mailchimp.anywhere],
])("docs/desks/%s.md", (name, routes, anywhere) => {
  const page = pageOf(name);
  const webhooks: DeskWebhooks | undefined = "webhooks" in desks[name] ? desks[name].webhooks : undefined;

  it("lists the endpoints of the table, and no others", () => {
    const listed = [...page.matchAll(/^[A-Z,]+ \/\S+$/gm)].map(([line]) => line);
    expect(listed.sort()).toEqual(routes.map(({ match }) => match).sort());
  });

  it("names every place of a CC that is known by its name", () => {
    const keys = Object.entries(anywhere.keys ?? {}).flatMap(([key, use]) => (use === "cc" ? [key] : []));
    const lists = Object.entries(anywhere.copies ?? {}).flatMap(([list, { member }]) => [list, member]);
    const missing = [...keys, ...lists].filter((key) => !new RegExp(`\\b${key}\\b`).test(page));
    expect(missing).toEqual([]);
  });

  it("names every scheme, and shows one that there is", () => {
    const schemes = webhooks?.schemes.map((scheme) => scheme.name) ?? [];
    expect(schemes.filter((scheme) => !page.includes(`\`${scheme}\``))).toEqual([]);
    const sample = parse(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "") as Sample;
    const [webhook] = sample.webhooks;
    expect([webhook?.desk, schemes.includes(webhook?.scheme ?? "")]).toEqual([name, true]);
    expect(sample.destinations.map((destination) => destination.name)).toContain(webhook?.to);
    expect(new URL(webhook?.["public-url"] ?? "").pathname).toBe(webhook?.path);
    // The key of the quarantine is a file of the operator's.
    const { quarantine, ...rest } = sample;
    expect(quarantine).toBeDefined();
    const secrets = Object.fromEntries(
      [...page.matchAll(/env:(\w+)/g)].map(([, variable]) => [variable, secret]),
    );
    const options = { key: new Sensitive(Buffer.alloc(32, 7)), env: secrets };
    expect(() => compileConfig(rest as ConfigInput, options)).not.toThrow();
  });

  it("says what was tried, what goes around, and how to connect", () => {
    for (const title of ["Connect in five minutes", "What goes around the proxy", "What this rests on"]) {
      expect(page).toContain(`\n## ${title}\n`);
    }
  });
});
