/* `deskveil serve`: the proxy in front of a real desk. */

import { loadConfig } from "../config/load.js";
import type { Config } from "../config/config.js";
import type { RelaySettings } from "../config/relay/relay-settings.js";
import { desks, type DeskName } from "../desks/index.js";
import { createLog, type Log } from "../ops/log.js";
import { startProxy, type Listen, type RunningProxy } from "./compose.js";
import { CommandError, exitCodes } from "./exit.js";
import { explainListen, parsePort, portFrom, runUntilSignal } from "./lifetime.js";

export interface ServeFlags {
  readonly to?: string;
  readonly desk: DeskName;
  readonly from: string;
  readonly config?: string;
  readonly ner?: string;
}

/** Two: one that hangs until its deadline leaves the other to the rest. */
const threads = 2;

export const defaultAdminPort = 8788;

/** Runs until a signal. Throws ConfigError and CommandError before anything listens. */
export async function serve(flags: ServeFlags): Promise<void> {
  const upstream = flags.to === undefined ? undefined : parseUpstream(flags.to);
  const listen = {
    ...parseFrom(flags.from, "--from"),
    adminPort: portFrom("ADMIN_PORT", defaultAdminPort),
    probes: probesFrom(process.env["PROBES"]),
  };
  const config = loadConfig({
    env: process.env,
    ...(flags.config === undefined ? {} : { file: flags.config }),
    ...(flags.ner === undefined ? {} : { ner: flags.ner }),
  });
  requireWork(flags, config);
  const log = createLog();
  const { warmUpMs } = config.limits;
  const options = { config, upstream, desk: desks[flags.desk], log, threads, warmUpMs };
  const running = await startProxy(options, listen).catch((error: unknown) => {
    throw explainListen(error);
  });
  announce(flags, config, { listen, running });
  warn(log, config);
  await runUntilSignal(log, async (signal) =>
    running.close(signal === "SIGTERM" ? config.limits.noticeMs : 0),
  );
}

/** Neither a desk behind it nor webhooks: there would be nothing to do. */
function requireWork({ to }: ServeFlags, { relay }: Config): void {
  if (to !== undefined || (relay?.webhooks.length ?? 0) > 0) return;
  throw new CommandError(
    exitCodes.usage,
    "--to: name the desk's address, or a configuration with webhooks (deskveil init DESK writes one).",
  );
}

interface Place {
  readonly listen: Listen;
  readonly running: RunningProxy;
}

/** What an operator must not overlook, for those who read the log only. */
function warn(log: Log, { policy, passthrough, tagger, relay }: Config): void {
  if (tagger.key === undefined) log.event("warn", "no_key_labels_are_numbered");
  if (policy.mode === "shadow") log.event("warn", "shadow_mode_nothing_is_redacted");
  if (passthrough) log.event("warn", "passthrough_nothing_is_redacted");
  if (relay?.webhooks.some(({ scheme }) => scheme === undefined) === true)
    log.event("warn", "webhook_unsigned");
  if (relay?.destinations.some(({ insecure }) => insecure) === true)
    log.event("warn", "destination_insecure");
  if (relay !== undefined && relay.quarantine === undefined) log.event("warn", "no_quarantine");
}

/** For people, on standard error; the log goes to standard output. */
function announce({ to, desk }: ServeFlags, config: Config, { listen, running }: Place): void {
  const { mode, preset, responses } = config.policy;
  const own = `http://${listen.host}:${String(running.port)}`;
  const lines = [
    `deskveil: ${own}${to === undefined ? " (webhooks only)" : ` -> ${new URL(to).origin} (${desk})`}`,
    ...(config.relay === undefined ? [] : relayLines(config.relay, own)),
    `  policy   ${preset}, ${mode === "shadow" ? "shadow: report only, NOTHING IS REDACTED" : "enforce"}`,
    ...(to === undefined
      ? []
      : [
          `  answers  ${responses === "scan" ? "are read by the same policy" : "pass unread; responses: scan reads them"}`,
        ]),
    `  admin    http://127.0.0.1:${String(running.adminPort)} (/healthz, /readyz, /metrics)`,
    ...(config.passthrough
      ? ["  WARNING  allow-passthrough: the policy changes nothing, NOTHING IS REDACTED"]
      : []),
    ...(config.tagger.key === undefined
      ? ["  no key   labels are numbered within one request; set DESKVEIL_KEY for tags that stay the same"]
      : []),
  ];
  process.stderr.write(`${lines.join("\n")}\n`);
}

function relayLines({ webhooks, destinations, quarantine }: RelaySettings, own: string): readonly string[] {
  return [
    ...webhooks.map(({ name, desk, path, to, scheme }) => {
      const proof = scheme === undefined ? "UNSIGNED: nothing proves the sender" : scheme.name;
      return `  webhook  ${name}: ${own}${path} (${desk.name}, ${proof}) -> ${to}`;
    }),
    ...destinations
      .filter(({ insecure }) => insecure)
      .map(({ name }) => `  WARNING  destination ${name} is insecure: its certificate is not checked`),
    ...(quarantine === undefined
      ? ["  WARNING  no quarantine: what the policy rejects is not taken, and senders come again"]
      : []),
  ];
}

/** Throws CommandError for anything but the origin of an HTTP server, with an optional base path. */
function parseUpstream(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new CommandError(exitCodes.usage, "--to: expected an address such as https://example.zendesk.com.");
  }
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "") {
    throw new CommandError(exitCodes.usage, "--to: expected no login, query or fragment in the address.");
  }
  return url;
}

const address = /^(?:(\[[\da-f:.]+\]|[\w.-]+):)?(\d{1,5})$/i;

/** `HOST:PORT`, `[IPV6]:PORT` or `PORT` alone, which means loopback. */
function parseFrom(text: string, source: string): { readonly host: string; readonly port: number } {
  const [, host = "127.0.0.1", port] = address.exec(text) ?? [];
  if (port === undefined)
    throw new CommandError(exitCodes.usage, `${source}: expected HOST:PORT, as 127.0.0.1:8787.`);
  return { host: host.replace(/^\[|\]$/g, ""), port: parsePort(port, source) };
}

const probesFrom = (text: string | undefined): Listen["probes"] =>
  text === undefined || text === "" ? undefined : parseFrom(text, "PROBES");
