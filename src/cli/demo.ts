/* `npm start`: the proxy in front of the built-in demo desk, with a page and a curl to try. */

import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { compileConfig } from "../config/load.js";
import { loadKey, loadOrCreateKey } from "../config/key.js";
import { createDemoDesk, type DemoDesk } from "../console/demo-desk.js";
import { createDemoPage } from "../console/demo-page.js";
import { desks } from "../desks/index.js";
import { createLog, type Log } from "../ops/log.js";
import { startProxy, type RunningProxy } from "./compose.js";
import { explainListen, portFrom, runUntilSignal } from "./lifetime.js";
import { defaultAdminPort } from "./serve.js";

const defaultPort = 8787;

/** Kept between runs, so that tags stay the same; ignored by git. */
const keyFile = join(".deskveil", "demo.key");

export async function startDemo(): Promise<void> {
  const listen = {
    host: "127.0.0.1",
    port: portFrom("PORT", defaultPort),
    adminPort: portFrom("ADMIN_PORT", defaultAdminPort),
  };
  const key = loadKey(process.env) ?? loadOrCreateKey(keyFile);
  const config = compileConfig({}, { key });
  const desk = createDemoDesk();
  const upstream = await listenDesk(desk);
  const { log, release } = createHeldLog();
  const adminRoutes = (port: number) =>
    createDemoPage({ proxy: `http://127.0.0.1:${String(port)}`, store: desk.store });
  const running = await startProxy({ config, upstream, desk: desks.zendesk, log, adminRoutes }, listen).catch(
    (error: unknown) => {
      desk.server.close();
      throw explainListen(error);
    },
  );
  process.stdout.write(welcome(running, upstream));
  release();
  await runUntilSignal(log, async () => {
    await running.close();
    desk.server.close();
    desk.server.closeAllConnections();
  });
}

interface HeldLog {
  readonly log: Log;
  /** Writes what waited, and from now on each line at once. */
  release(): void;
}

/** Its lines wait for the welcome, which comes first. */
function createHeldLog(): HeldLog {
  let held: string[] | undefined = [];
  const write = (line: string): void => {
    if (held === undefined) process.stdout.write(line);
    else held.push(line);
  };
  return {
    log: createLog({ write }),
    release() {
      process.stdout.write(held?.join("") ?? "");
      held = undefined;
    },
  };
}

async function listenDesk({ server }: DemoDesk): Promise<URL> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return new URL(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
}

/** Fiction numbers and documentation addresses; the key is assembled so that no scanner takes it for a live one. */
const ticket = JSON.stringify({
  ticket: {
    subject: "Server down, call +44 7700 900123",
    requester: { name: "Alice Martin", email: "alice.martin@example.com" },
    comment: {
      body:
        "203.0.113.7 is down, 198.51.100.23 answers. root password: Elm$tree8, " +
        `key ${["AK", "IAQ7MADEUP2TESTKEY"].join("")}. Write to alice.martin@example.com`,
    },
    collaborators: ["bob.carter@example.org"],
    custom_fields: "@",
  },
}).replace('"@"', '[{"id":12345678901234567890,"value":"big ids stay"}]');

const second = JSON.stringify({ ticket: { comment: { body: "Again 203.0.113.7, and now 192.0.2.44 too" } } });

function welcome({ port, adminPort }: RunningProxy, upstream: URL): string {
  const proxy = `http://127.0.0.1:${String(port)}`;
  const admin = `http://127.0.0.1:${String(adminPort)}`;
  const curl = "curl -sw '\\n'";
  const json = "-H 'content-type: application/json'";
  return [
    "",
    `deskveil  ${proxy}  in front of a demo desk (${upstream.origin})`,
    `admin     ${admin}  (state: /readyz, figures: /metrics)`,
    "",
    `Type a ticket in the browser: ${admin}/demo`,
    "",
    "Or send one:",
    `  ${curl} ${proxy}/api/v2/tickets.json ${json} -d '${ticket}'`,
    "",
    "A second comment; the same address gets the same tag:",
    `  ${curl} -X PUT ${proxy}/api/v2/tickets/1001.json ${json} -d '${second}'`,
    "",
    "What the desk stored:",
    `  ${curl} ${proxy}/api/v2/tickets/1001.json ${proxy}/api/v2/tickets/1001/comments.json`,
    "",
    "Ctrl-C ends it. The log follows, one line per request:",
    "",
  ].join("\n");
}
