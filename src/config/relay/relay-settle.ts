/* From understood sections to what receiving and delivering work with. */

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Desk } from "../../core/desk.js";
import type { Destination } from "../../core/destination.js";
import { decodeStandardSecret } from "../../core/standard-secret.js";
import { desks } from "../../desks/index.js";
import type { Environment } from "../key.js";
import type { Blame } from "../located.js";
import { destinationFault } from "./addresses.js";
import { publicKeyShape, type DestinationData, type RelayData, type WebhookData } from "./relay-schema.js";
import type {
  DestinationSettings,
  QuarantineSettings,
  RelaySettings,
  SecretReference,
  WebhookSettings,
} from "./relay-settings.js";
import { literalReference, referenceShape, referenceTo } from "./secret-reference.js";

export interface RelayContext {
  readonly env: Environment;
  readonly folder: string;
  readonly blame: Blame;
}

const minute = 60_000;
const day = 24 * 60 * minute;
const gib = 1024 ** 3;

export const relayDefaults = {
  toleranceMs: 5 * minute,
  store: "sqlite:deskveil-relay.db",
  waitingBytes: gib,
  dedupeMs: 7 * day,
  keepDeadMs: 30 * day,
  quarantineMs: 14 * day,
  concurrency: 8,
  timeoutMs: 15_000,
} as const;

/** Undefined where the configuration has none of the sections. */
export function relayOf(data: RelayData, context: RelayContext): RelaySettings | undefined {
  const { webhooks, destinations, relay, quarantine } = data;
  if ([webhooks, destinations, relay, quarantine].every((section) => section === undefined)) return undefined;
  return {
    webhooks: (webhooks ?? []).map((one, at) => webhookOf(one, at, context)),
    destinations: (destinations ?? []).map((one, at) => destinationOf(one, at, context)),
    ...keepingOf(relay ?? {}, context),
    ...(quarantine === undefined ? {} : { quarantine: quarantineOf(quarantine, context) }),
  };
}

const keepingOf = (relay: NonNullable<RelayData["relay"]>, context: RelayContext) => ({
  store: storeOf(relay.store ?? relayDefaults.store, context),
  waitingBytes: relay["waiting-bytes"] ?? relayDefaults.waitingBytes,
  dedupeMs: relay.dedupe ?? relayDefaults.dedupeMs,
  keepDeadMs: relay["keep-dead"] ?? relayDefaults.keepDeadMs,
});

type Path = Parameters<Blame>[0];

const secretsOf = (
  given: readonly string[] | undefined,
  path: Path,
  context: RelayContext,
): readonly SecretReference[] =>
  (given ?? []).map((text, at) => reference(text, [...path, "secrets", at], context));

const reference = (text: string, path: Path, { env, folder, blame }: RelayContext): SecretReference =>
  referenceTo(text, { env, folder, blame: (code, message) => blame(path, code, message) });

function webhookOf(data: WebhookData, at: number, context: RelayContext): WebhookSettings {
  const path = ["webhooks", at];
  const desk = (desks as Readonly<Record<string, Desk>>)[data.desk];
  if (desk?.webhooks === undefined)
    throw context.blame([...path, "desk"], "CONFIG_INVALID_VALUE", "this desk sends no webhooks.");
  const { webhooks } = desk;
  const scheme = webhooks.schemes.find(({ name }) => name === data.scheme) ?? webhooks.schemes[0];
  const publicUrl = data["public-url"];
  return {
    name: data.name,
    desk,
    webhooks,
    path: data.path,
    ...(publicUrl === undefined ? {} : { publicUrl: new URL(publicUrl) }),
    secrets: secretsOf(data.secrets, path, context),
    ...(scheme === undefined || data.secrets === undefined ? {} : { scheme }),
    allowUnsigned: data["allow-unsigned"] ?? false,
    toleranceMs: data.tolerance ?? relayDefaults.toleranceMs,
    to: data.to,
    forwardHeaders: (data["forward-headers"] ?? []).map((name) => name.toLowerCase()),
    ...(data.rate === undefined ? {} : { rate: data.rate }),
  };
}

function destinationOf(data: DestinationData, at: number, context: RelayContext): DestinationSettings {
  const path = ["destinations", at];
  const { name, sign: signing = "standard", insecure = false } = data;
  const secrets = secretsOf(data.secrets, path, context);
  const open = (): Destination => ({
    name,
    url: readAddress(data, [...path, "url"], context),
    signing,
    secrets: secrets.map((secret, at) =>
      readSecret(secret, { signing, path: [...path, "secrets", at] }, context),
    ),
    networks: data.networks ?? [],
    concurrency: data.concurrency ?? relayDefaults.concurrency,
    ...(data.rate === undefined ? {} : { rate: data.rate }),
    timeoutMs: data.timeout ?? relayDefaults.timeoutMs,
    insecure,
  });
  return { name, signing, insecure, secrets, open };
}

interface SecretUse {
  readonly signing: Destination["signing"];
  readonly path: Path;
}

function readSecret(secret: SecretReference, { signing, path }: SecretUse, { blame }: RelayContext): string {
  const text = secret.read().expose();
  if (signing !== "standard" || decodeStandardSecret(text) !== undefined) return text;
  const message = `${secret.place} holds no secret of Standard Webhooks: whsec_ and 24 to 64 random bytes in base64.`;
  throw blame(path, "SECRET_UNUSABLE", message);
}

/** The addresses of chat tools are secrets themselves, and so stand elsewhere. */
function readAddress({ url, networks = [] }: DestinationData, path: Path, context: RelayContext): URL {
  if (!referenceShape.test(url)) return new URL(url);
  const text = reference(url, path, context).read().expose();
  const fault = destinationFault(text, networks);
  if (fault === undefined) return new URL(text);
  throw context.blame(path, "CONFIG_INVALID_VALUE", `${fault}.`);
}

function storeOf(text: string, context: RelayContext): SecretReference {
  if (text.startsWith("sqlite:")) return literalReference(sqliteAt(text, context));
  if (/^postgres(?:ql)?:/.test(text)) return literalReference(text);
  const named = reference(text, ["relay", "store"], context);
  return {
    place: named.place,
    read: () => {
      const value = named.read();
      return value.expose().startsWith("sqlite:")
        ? literalReference(sqliteAt(value.expose(), context)).read()
        : value;
    },
  };
}

/** Beside the configuration, wherever the process was started. */
const sqliteAt = (text: string, { folder }: RelayContext): string =>
  `sqlite:${resolve(folder, text.slice("sqlite:".length))}`;

function quarantineOf(
  data: NonNullable<RelayData["quarantine"]>,
  { folder, blame }: RelayContext,
): QuarantineSettings {
  const given = data["public-key"];
  const fault = (message: string): Error => blame(["quarantine", "public-key"], "KEY_UNUSABLE", message);
  return {
    readPublicKey: () => {
      const text = given.startsWith("file:") ? readKey(resolve(folder, given.slice(5)), fault) : given;
      if (!publicKeyShape.test(text)) throw fault("the file holds no public key as deskveil init writes it.");
      return Buffer.from(text, "base64url");
    },
    owner: data.owner ?? "",
    keepMs: data.keep ?? relayDefaults.quarantineMs,
  };
}

function readKey(file: string, fault: (message: string) => Error): string {
  try {
    // Lines that begin with # say what the file is.
    return readFileSync(file, "utf8").replace(/^#.*$/gm, "").trim();
  } catch {
    throw fault("the file cannot be read. Check its path and permissions.");
  }
}
