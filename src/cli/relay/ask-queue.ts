/* Who answers a command about the queue: the store itself, or the process that has it open. */

import { request } from "undici";
import type { Config } from "../../config/config.js";
import type { RelaySettings } from "../../config/relay/relay-settings.js";
import { CommandError, exitCodes, explainRefusal } from "../exit.js";
import { portFrom } from "../lifetime.js";
import { adminToken, queuePath } from "./admin-routes.js";
import { openRelayKeyless, requireRelayKey } from "./open-relay.js";
import { openStoreOf, StoreInUse } from "./open-store.js";
import { runQueueCommand, type QueueAnswer, type QueueCommand } from "./queue-commands.js";

const adminPort = 8788;

/** `live`: only the running process can do it. Rejects with ConfigError and CommandError. */
export async function askQueue(config: Config, command: QueueCommand, live = false): Promise<QueueAnswer> {
  const settings = openRelayKeyless(config);
  if (live) return askRunning(config, command);
  try {
    return await askStore(settings, command);
  } catch (error) {
    if (!(error instanceof StoreInUse)) throw explainRefusal(error, "queue");
    return askRunning(config, command);
  }
}

async function askStore(settings: RelaySettings, command: QueueCommand): Promise<QueueAnswer> {
  const store = await openStoreOf(settings);
  try {
    return await runQueueCommand({ store }, command);
  } finally {
    await store.close();
  }
}

async function askRunning(config: Config, command: QueueCommand): Promise<QueueAnswer> {
  const port = portFrom("ADMIN_PORT", adminPort);
  const body = JSON.stringify({ token: adminToken(requireRelayKey(config)), command });
  const answer = await request(`http://127.0.0.1:${String(port)}${queuePath}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  }).catch(() => {
    throw new CommandError(
      exitCodes.usage,
      `nothing answers on the admin port ${String(port)}. Start deskveil serve, or name its port by ADMIN_PORT.`,
    );
  });
  const given = await answer.body.json().catch(() => undefined);
  if (answer.statusCode === 200) return given as QueueAnswer;
  const { code = "unknown", title = "", detail = "" } = (given ?? {}) as Readonly<Record<string, string>>;
  const hint =
    code === "signature_invalid" ? "It runs with another key: DESKVEIL_KEY must be the same." : detail;
  throw new CommandError(exitCodes.unreadable, `queue: ${code}: ${title} ${hint}`);
}
