/* The sections of webhooks, destinations, relay and quarantine in the user's configuration. */

import type { z } from "zod";
import type { Desk } from "../../core/desk.js";
import { desks } from "../../desks/index.js";
import type { Zod } from "../packages.js";
import { durationMs, sizeBytes } from "../quantity.js";
import { createNetworks } from "../../core/networks.js";
import { publicAddressFault } from "./addresses.js";
import { referenceShape } from "./secret-reference.js";

/** Those that send webhooks we know. */
export const webhookDesks = Object.entries(desks as Readonly<Record<string, Desk>>)
  .filter(([, { webhooks }]) => webhooks !== undefined)
  .map(([name]) => name);

const named = "a secret is named here, never written: env:NAME or file:PATH";
const secretFault = { error: named, params: { code: "CONFIG_SECRET" } };

/** One, or two while one replaces the other. */
function secretsSchema(zod: Zod) {
  const one = zod.string().refine((text) => referenceShape.test(text), secretFault);
  return zod
    .union([one, zod.array(one).min(1).max(2, { error: "two secrets at most: the new one and the old one" })])
    .transform((given) => (Array.isArray(given) ? given : [given]));
}

const name = (zod: Zod) =>
  zod
    .string()
    .max(60)
    .regex(/^[a-z\d]+(?:-[a-z\d]+)*$/, { error: "a name is kebab-case, as our-tickets" });

const duration = (zod: Zod) => zod.union([zod.number(), zod.string()]).transform(durationMs);

const perSecond = (zod: Zod) => zod.number().positive().max(100_000);

function publicAddress(zod: Zod) {
  return zod.string().superRefine((text, context) => {
    const message = publicAddressFault(text);
    if (message !== undefined) context.addIssue({ code: "custom", message });
  });
}

function isNetwork(text: string): boolean {
  try {
    createNetworks([text]);
    return true;
  } catch {
    return false;
  }
}

function webhookSchema(zod: Zod) {
  return zod.strictObject({
    name: name(zod),
    desk: zod.enum(webhookDesks as [string, ...string[]]),
    path: zod.string().regex(/^\/[\x21\x22\x24-\x3e\x40-\x7e]{0,500}$/, {
      error: "a path begins with / and has neither ? nor #, as /hooks/zendesk",
    }),
    "public-url": publicAddress(zod).optional(),
    secrets: secretsSchema(zod).optional(),
    scheme: zod.string().optional(),
    "allow-unsigned": zod.boolean().optional(),
    tolerance: duration(zod).optional(),
    to: zod.string(),
    "forward-headers": zod
      .array(zod.string().regex(/^[\w!#$%&'*+.^`|~-]{1,100}$/, { error: "this is not the name of a header" }))
      .max(50)
      .optional(),
    rate: perSecond(zod).optional(),
  });
}

function destinationSchema(zod: Zod) {
  const network = zod.string().refine(isNetwork, { error: "a network is written as 10.1.0.0/16" });
  return zod.strictObject({
    name: name(zod),
    url: zod.string(),
    sign: zod.enum(["standard", "sender", "none"]).optional(),
    secrets: secretsSchema(zod).optional(),
    networks: zod.array(network).max(50).optional(),
    concurrency: zod.number().int().min(1).max(1000).optional(),
    rate: perSecond(zod).optional(),
    timeout: duration(zod).optional(),
    insecure: zod.boolean().optional(),
  });
}

/** Of the address of a database. */
function holdsPassword(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { password, searchParams } = new URL(text);
  return password !== "" || searchParams.has("password");
}

function relaySchema(zod: Zod) {
  return zod.strictObject({
    store: zod
      .string()
      .refine((text) => !holdsPassword(text), {
        error: "this address holds a password. Name it: store: env:DATABASE_URL",
        params: { code: "CONFIG_SECRET" },
      })
      .regex(/^(?:sqlite:.|postgres(?:ql)?:\/\/.|env:[A-Za-z_]|file:.)/, {
        error: "expected sqlite:PATH, postgres://HOST/DATABASE, env:NAME or file:PATH",
      })
      .optional(),
    "waiting-bytes": zod.union([zod.number(), zod.string()]).transform(sizeBytes).optional(),
    dedupe: duration(zod).optional(),
    "keep-dead": duration(zod).optional(),
  });
}

/** The base64url text of 32 bytes. */
export const publicKeyShape = /^[\w-]{43}=?$/;

function quarantineSchema(zod: Zod) {
  return zod.strictObject({
    "public-key": zod.string().refine((text) => text.startsWith("file:") || publicKeyShape.test(text), {
      error: "expected file:PATH, or the public key itself (43 characters) as deskveil init writes it",
    }),
    owner: zod.string().max(200).optional(),
    keep: duration(zod).optional(),
  });
}

export function relaySections(zod: Zod) {
  return {
    webhooks: zod.array(webhookSchema(zod)).max(200).optional(),
    destinations: zod.array(destinationSchema(zod)).max(200).optional(),
    relay: relaySchema(zod).optional(),
    quarantine: quarantineSchema(zod).optional(),
  };
}

/** For "did you mean". */
export function relayKeys(zod: Zod): readonly string[] {
  const sections = [webhookSchema(zod), destinationSchema(zod), relaySchema(zod), quarantineSchema(zod)];
  return sections.flatMap(({ shape }) => Object.keys(shape));
}

type Sections = ReturnType<typeof relaySections>;
export type RelayData = { readonly [name in keyof Sections]?: z.output<Sections[name]> };
export type WebhookData = NonNullable<RelayData["webhooks"]>[number];
export type DestinationData = NonNullable<RelayData["destinations"]>[number];
