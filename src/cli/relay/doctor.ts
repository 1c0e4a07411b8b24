/* `deskveil doctor`: what would go wrong before it does: secrets, key, store, quarantine, destinations, clock. */

import { Pool } from "undici";
import type { Config } from "../../config/config.js";
import { ConfigError } from "../../config/config-error.js";
import type {
  DestinationSettings,
  RelaySettings,
  SecretReference,
} from "../../config/relay/relay-settings.js";
import type { Destination } from "../../core/destination.js";
import { errorTable } from "../../core/errors.js";
import { createConnector } from "../../relay/deliver/guard.js";
import { codeOf } from "../../relay/deliver/transport.js";
import { createSealer } from "../../relay/quarantine.js";
import { CommandError, exitCodes, type ExitCode } from "../exit.js";
import { writeOut } from "../output.js";
import { requireRelayKey, openRelayKeyless } from "./open-relay.js";
import { openStoreOf, StoreInUse } from "./open-store.js";

type Grade = "ok" | "warn" | "FAIL";

export interface Finding {
  readonly grade: Grade;
  readonly what: string;
  readonly say: string;
}

/** Shorter secrets can be guessed. */
const leastSecret = 16;
/** A clock further off loses signed webhooks soon, ms. */
const mostSkew = 60_000;

export async function doctor(config: Config, json: boolean): Promise<ExitCode> {
  const settings = openRelayKeyless(config);
  const findings = [
    keyOf(config),
    ...settings.webhooks.flatMap((one) => webhookFindings(one)),
    await storeFinding(settings),
    await quarantineFinding(settings),
    ...(await Promise.all(settings.destinations.map(destinationFindings))).flat(),
  ];
  const lines = findings.map((one) =>
    json ? JSON.stringify(one) : `${one.grade.padEnd(4)}  ${one.what}: ${one.say}`,
  );
  await writeOut(`${lines.join("\n")}\n`);
  return findings.some(({ grade }) => grade === "FAIL") ? exitCodes.found : exitCodes.done;
}

const good = (what: string, say: string): Finding => ({ grade: "ok", what, say });
const odd = (what: string, say: string): Finding => ({ grade: "warn", what, say });
const bad = (what: string, say: string): Finding => ({ grade: "FAIL", what, say });

/** The words of an error that is written for people. */
function wordsOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof CommandError) return error.message;
  return "something unexpected happened.";
}

function keyOf(config: Config): Finding {
  try {
    requireRelayKey(config);
    return good("key", "is there: payloads at rest are encrypted, tags stay the same");
  } catch (error) {
    return bad("key", wordsOf(error));
  }
}

function webhookFindings({
  name,
  secrets,
  scheme,
  path,
}: RelaySettings["webhooks"][number]): readonly Finding[] {
  const what = `webhook ${name}`;
  if (scheme === undefined) return [odd(what, `nothing proves who sends to ${path} (allow-unsigned)`)];
  return secrets.map((secret) => secretFinding(what, secret));
}

function secretFinding(what: string, secret: SecretReference): Finding {
  try {
    const { length } = secret.read().expose();
    if (length >= leastSecret) return good(what, `${secret.place} holds a secret`);
    return odd(
      what,
      `the secret in ${secret.place} has ${String(length)} characters: ${String(leastSecret)} are safe`,
    );
  } catch (error) {
    return bad(what, wordsOf(error));
  }
}

async function storeFinding(settings: RelaySettings): Promise<Finding> {
  try {
    const store = await openStoreOf(settings);
    try {
      const { events } = await store.stats();
      const dead = events.filter(({ state }) => state === "dead").reduce((sum, { count }) => sum + count, 0);
      if (dead === 0) return good("store", "can be opened and written");
      return odd("store", `${String(dead)} events are dead: deskveil queue ls --state dead`);
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof StoreInUse) return good("store", "is in use by a running deskveil");
    return bad("store", wordsOf(error));
  }
}

async function quarantineFinding({ quarantine }: RelaySettings): Promise<Finding> {
  if (quarantine === undefined)
    return odd("quarantine", "there is none: what the policy rejects is not taken, and senders come again");
  try {
    await createSealer({ quarantine: async () => undefined }, quarantine.readPublicKey(), quarantine.keepMs);
    const { owner } = quarantine;
    if (owner === "") return odd("quarantine", "the key is good, but nobody is named as owner");
    return good("quarantine", "the key is good");
  } catch (error) {
    return bad(
      "quarantine",
      error instanceof ConfigError ? error.message : "nothing can be sealed to this key",
    );
  }
}

async function destinationFindings(settings: DestinationSettings): Promise<readonly Finding[]> {
  const what = `destination ${settings.name}`;
  let destination: Destination;
  try {
    destination = settings.open();
  } catch (error) {
    return [bad(what, wordsOf(error))];
  }
  const reached = await reach(what, destination);
  return settings.insecure ? [...reached, odd(what, "its certificate is not checked (insecure)")] : reached;
}

/** Over the guarded connection of deliveries. Any answer will do: HEAD is not what a receiver expects. */
async function reach(what: string, destination: Destination): Promise<readonly Finding[]> {
  const { url, timeoutMs } = destination;
  const connect = createConnector(destination, {});
  const pool = new Pool(url.origin, { connect, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  try {
    const { statusCode, headers, body } = await pool.request({
      method: "HEAD",
      path: url.pathname + url.search,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body.dump();
    return [good(what, `answers (${String(statusCode)})`), ...clockFinding(what, headers["date"])];
  } catch (error) {
    const { cause, hint } = errorTable[codeOf(error)];
    return [bad(what, `${codeOf(error)}: ${cause} ${hint}`)];
  } finally {
    await pool.destroy();
  }
}

/** Its own clock may be the wrong one; both ways somebody has to look. */
function clockFinding(what: string, date: string | readonly string[] | undefined): readonly Finding[] {
  const theirs = typeof date === "string" ? Date.parse(date) : NaN;
  if (Number.isNaN(theirs)) return [];
  const skew = Date.now() - theirs;
  if (Math.abs(skew) <= mostSkew) return [good("clock", `agrees with ${what}`)];
  const away = `${String(Math.round(Math.abs(skew) / 1000))} s ${skew > 0 ? "ahead of" : "behind"}`;
  return [bad("clock", `is ${away} ${what}: signed webhooks are refused beyond their tolerance`)];
}
