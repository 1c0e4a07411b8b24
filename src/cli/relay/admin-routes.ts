/* The queue over the admin listener: a SQLite file belongs to one process, so commands ask the one that runs. */

import { createHmac } from "node:crypto";
import { AppError } from "../../core/errors.js";
import { equalSecrets } from "../../desks/webhooks/signatures.js";
import type { Sensitive } from "../../core/sensitive.js";
import type { AdminAnswer, AdminRoutes } from "../../ops/admin.js";
import { runQueueCommand, type QueueCommand, type QueueTools } from "./queue-commands.js";

export const queuePath = "/relay";

/** Loopback is open to every user of the machine: whoever asks must know the key, too. */
export const adminToken = (key: Sensitive<Buffer>): string =>
  createHmac("sha256", key.expose()).update("deskveil admin token").digest("base64url");

interface Asked {
  readonly token?: unknown;
  readonly command?: unknown;
}

export function relayRoutes(tools: QueueTools & { readonly key: Sensitive<Buffer> }): AdminRoutes {
  const token = adminToken(tools.key);
  return {
    [`POST ${queuePath}`]: async (body): Promise<AdminAnswer> => {
      const { token: given, command } = parse(body);
      if (typeof given !== "string" || !equalSecrets(given, token)) throw new AppError("signature_invalid");
      const answer = await runQueueCommand(tools, command as QueueCommand);
      return { status: 200, type: "application/json; charset=utf-8", body: JSON.stringify(answer) };
    },
  };
}

function parse(body: Buffer): Asked {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    throw new AppError("json_syntax");
  }
}
