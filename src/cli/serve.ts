/* `deskveil serve`: the proxy in front of a real desk. */

import { loadConfig } from "../config/load.js";
import type { Config } from "../config/config.js";
import { desks, type DeskName } from "../desks/index.js";
import { createLog, type Log } from "../ops/log.js";
import { startProxy, type Listen, type RunningProxy } from "./compose.js";
import { CommandError, exitCodes } from "./exit.js";
import { explainListen, parsePort, portFrom, runUntilSignal } from "./lifetime.js";

export interface ServeFlags {
  readonly to: string;
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
  const upstream = parseUpstream(flags.to);
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
  const log = createLog();
  const running = await startProxy({ config, upstream, desk: desks[flags.desk], log, threads }, listen).catch(
    (error: unknown) => {
      throw explainListen(error);
    },
  );
  announce(flags, config, { listen, running });
  warn(log, config);
  await runUntilSignal(log, running.close);
}

interface Place {
  readonly listen: Listen;
  readonly running: RunningProxy;
}

/** What an operator must not overlook, for those who read the log only. */
function warn(log: Log, { policy, passthrough, tagger }: Config): void {
  if (tagger.key === undefined) log.event("warn", "no_key_labels_are_numbered");
  if (policy.mode === "shadow") log.event("warn", "shadow_mode_nothing_is_redacted");
  if (passthrough) log.event("warn", "passthrough_nothing_is_redacted");
}

/** For people, on standard error; the log goes to standard output. */
function announce({ to, desk }: ServeFlags, config: Config, { listen, running }: Place): void {
  const { mode, preset, responses } = config.policy;
  const lines = [
    `deskveil: http://${listen.host}:${String(running.port)} -> ${new URL(to).origin} (${desk})`,
    `  policy   ${preset}, ${mode === "shadow" ? "shadow: report only, NOTHING IS REDACTED" : "enforce"}`,
    `  answers  ${responses === "scan" ? "are read by the same policy" : "pass unread; responses: scan reads them"}`,
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
