/* kill -9 at random moments: what was acknowledged must be delivered or in the store, whatever the moment. */

import { openStore } from "../../src/relay/open-store.js";
import { createFolder } from "./cli.js";
import { startReceiver, status } from "./receiver.js";
import { sendEvent, startServing, webhookConfig } from "./serving.js";

export interface KillAccount {
  readonly acknowledged: number;
  readonly lost: readonly string[];
  /** Deliveries of one event beyond the first; they carry the same id. */
  readonly repeated: number;
  /** Bodies that came under one id and differ. */
  readonly changed: number;
}

const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends on eight connections until the process is gone. */
async function sendUntilGone(origin: string, round: number, acknowledged: Set<string>): Promise<void> {
  const sender = async (lane: number): Promise<void> => {
    for (let at = 0; ; at++) {
      const id = `k-${String(round)}-${String(lane)}-${String(at)}`;
      const given = await sendEvent(origin, id);
      if (typeof given === "string") return;
      if (given === 202) acknowledged.add(id);
    }
  };
  await Promise.all(Array.from({ length: 8 }, async (_, lane) => sender(lane)));
}

/** `most`: acknowledgements of one process before it is killed, at most. */
export async function killRounds(rounds: number, most: number): Promise<KillAccount> {
  const folder = createFolder();
  const receiver = await startReceiver();
  // Every tenth delivery fails, so that events of all states are there when the process dies.
  let count = 0;
  receiver.answers = [
    (res) => {
      status(count++ % 10 === 9 ? 503 : 200)(res);
    },
  ];
  const acknowledged = new Set<string>();
  try {
    for (let round = 0; round < rounds; round++) {
      const serving = await startServing(folder, webhookConfig(receiver.port));
      let gone = false;
      const sending = sendUntilGone(serving.origin, round, acknowledged).then(() => {
        gone = true;
      });
      // A moment by what was done, not by the clock: slow machines get as far as fast ones.
      const enough = acknowledged.size + Math.floor(Math.random() * most);
      while (acknowledged.size < enough) {
        if (gone) throw new Error(`round ${String(round)} ended by itself: ${serving.output().slice(-2000)}`);
        await pause(1);
      }
      await pause(Math.random() * 20);
      serving.child.kill("SIGKILL");
      await Promise.all([serving.ended, sending]);
    }
    const bodies = new Map<string, Set<string>>();
    for (const { headers, body } of receiver.received) {
      const id = String(headers["webhook-id"]);
      bodies.set(id, (bodies.get(id) ?? new Set()).add(body.toString("latin1")));
    }
    const store = await openStore(`sqlite:${folder.path}/relay.db`, { waitingBytes: 1024 ** 3 });
    const lost: string[] = [];
    for (const id of acknowledged) if (!bodies.has(id) && (await store.get(id)) === undefined) lost.push(id);
    await store.close();
    return {
      acknowledged: acknowledged.size,
      lost,
      repeated: receiver.received.length - bodies.size,
      changed: [...bodies.values()].filter(({ size }) => size > 1).length,
    };
  } finally {
    await receiver.close();
    folder.remove();
  }
}
