/* `deskveil init DESK`: a commented configuration with a webhook and its destination, and the keys they need. */

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Desk } from "../../core/desk.js";
import { destinationFault } from "../../config/relay/addresses.js";
import { generateQuarantineKeys } from "../../relay/quarantine.js";
import { CommandError, exitCodes, type ExitCode } from "../exit.js";
import { writeOut } from "../output.js";
import { samplesOf } from "./trigger.js";

export interface InitFlags {
  readonly dir: string;
  /** Where redacted webhooks go. */
  readonly to?: string;
  /** As the sender calls us. */
  readonly publicUrl?: string;
}

/** Name and mode; secret ones are for their owner alone. */
const files = {
  config: ["deskveil.yaml", 0o644],
  key: ["deskveil.key", 0o600],
  receiver: ["receiver.secret", 0o600],
  publicKey: ["quarantine.pub", 0o644],
  privateKey: ["quarantine.key", 0o600],
} as const;

type FileName = keyof typeof files;

/** Throws CommandError where one of the files is there already: nothing is overwritten. */
export async function init(desk: Desk, flags: InitFlags): Promise<ExitCode> {
  const { dir, to = `https://receiver.example.net/${desk.name}` } = flags;
  const fault = destinationFault(to, ["127.0.0.0/8", "10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12"]);
  if (fault !== undefined) throw new CommandError(exitCodes.usage, `--to: ${fault}.`);
  for (const [name] of Object.values(files)) {
    if (existsSync(join(dir, name)))
      throw new CommandError(exitCodes.usage, `${join(dir, name)} is there already. Nothing was written.`);
  }
  const { publicKey, privateKey } = await generateQuarantineKeys();
  const texts: Readonly<Record<FileName, string>> = {
    config: configText(desk, to, flags.publicUrl),
    key: `${randomBytes(32).toString("hex")}\n`,
    receiver: `whsec_${randomBytes(32).toString("base64")}\n`,
    publicKey: `# deskveil quarantine, public half: stays beside the configuration.\n${publicKey.toString("base64url")}\n`,
    privateKey: `# deskveil quarantine, PRIVATE half: it opens what was put aside. Move it away from this machine.\n${privateKey.toString("base64url")}\n`,
  };
  writeAll(dir, texts);
  await writeOut(nextSteps(desk, dir));
  return exitCodes.done;
}

function writeAll(dir: string, texts: Readonly<Record<FileName, string>>): void {
  try {
    mkdirSync(dir, { recursive: true });
    for (const [name, text] of Object.entries(texts)) {
      const [file, mode] = files[name as FileName];
      writeFileSync(join(dir, file), text, { mode, flag: "wx" });
    }
  } catch {
    throw new CommandError(
      exitCodes.usage,
      `${dir}: the files cannot be written. Check folder and permissions.`,
    );
  }
}

const secretName = (desk: Desk): string => `${desk.name.toUpperCase().replaceAll("-", "_")}_WEBHOOK_SECRET`;

function proofLines(desk: Desk): readonly string[] {
  const [scheme] = desk.webhooks?.schemes ?? [];
  return scheme === undefined
    ? [
        `    # ${desk.name} signs nothing: protect the path otherwise (a long random path, a gateway with a login).`,
        "    allow-unsigned: true",
      ]
    : [
        `    # The secret ${desk.name} shows where the webhook is set up; two while one replaces the other.`,
        `    secrets: [env:${secretName(desk)}]`,
        `    scheme: ${scheme.name}`,
      ];
}

function configText(desk: Desk, to: string, publicUrl: string | undefined): string {
  const path = `/hooks/${desk.name}`;
  const shown = publicUrl ?? `https://hooks.example.com${path}`;
  const lines = [
    "# yaml-language-server: $schema=node_modules/deskveil/dist/deskveil.schema.json",
    "# Webhooks come in here, are redacted, kept until they are delivered, and signed anew. See docs/webhooks.md.",
    "preset: balanced",
    "# shadow: nothing is changed, only reported. enforce once the report is what you want.",
    "mode: enforce",
    "",
    "webhooks:",
    `  - name: ${desk.name}`,
    `    desk: ${desk.name}`,
    `    path: ${path}`,
    "    # As the sender calls it; some desks sign their address.",
    `    ${publicUrl === undefined ? "# " : ""}public-url: ${shown}`,
    ...proofLines(desk),
    "    to: receiver",
    "",
    "destinations:",
    "  - name: receiver",
    `    url: ${to}`,
    "    # Standard Webhooks: give the receiver what stands in receiver.secret.",
    "    sign: standard",
    "    secrets: [file:receiver.secret]",
    ...privateNetwork(to),
    "",
    "relay:",
    "  store: sqlite:deskveil-relay.db # or env:DATABASE_URL for PostgreSQL and several instances",
    "",
    "quarantine:",
    "  # What is rejected or cannot be read is sealed to this key. quarantine.key opens it: keep that elsewhere.",
    "  public-key: file:quarantine.pub",
    "  owner: privacy@example.com",
    "  keep: 14d",
    "",
  ];
  return lines.join("\n");
}

/** A private address must be meant. */
function privateNetwork(to: string): readonly string[] {
  if (destinationFault(to, []) === undefined)
    return ["    # networks: [10.1.0.0/16] # a private network, if it is meant"];
  return [
    "    networks: [127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16] # private networks: narrow this down",
  ];
}

function nextSteps(desk: Desk, dir: string): string {
  const config = join(dir, "deskveil.yaml");
  const signs = (desk.webhooks?.schemes.length ?? 0) > 0;
  const [sample] = samplesOf(desk.name);
  const lines = [
    `Written to ${dir}: ${Object.values(files)
      .map(([name]) => name)
      .join(", ")}`,
    "",
    "Next:",
    `  1. Move ${join(dir, "quarantine.key")} away from this machine: only who reads the quarantine needs it.`,
    `  2. Set the destination's address in ${config}, and give the receiver what stands in receiver.secret.`,
    ...(signs ? [`  3. export ${secretName(desk)}=... (what ${desk.name} shows for this webhook)`] : []),
    `  ${signs ? "4" : "3"}. export DESKVEIL_KEY_FILE=${join(dir, "deskveil.key")}`,
    `     deskveil doctor --config ${config}`,
    `     deskveil serve --config ${config} --from 0.0.0.0:8787`,
    ...(sample === undefined ? [] : [`     deskveil trigger ${desk.name} ${sample} --config ${config}`]),
    "",
  ];
  return lines.join("\n");
}
