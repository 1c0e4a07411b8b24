/* Two instances behind a tiny balancer, restarted in turn while requests come at an even pace. */

import { request } from "undici";
import { createFolder } from "./cli.js";
import { startReceiver } from "./receiver.js";
import { sendEvent, startServing, wasSent, webhookConfig, type Serving } from "./serving.js";

export interface RollingAccount {
  readonly sent: number;
  /** What was sent, by the seconds it took. */
  readonly perSecond: number;
  /** How many by what came instead of 202: another status, or the code of an error. */
  readonly failed: Readonly<Record<string, number>>;
  readonly exits: readonly (number | null)[];
  readonly longestStopMs: number;
  /** Acknowledged, and not at the receiver in the end. */
  readonly missing: number;
}

const pause = async (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Member {
  serving: Serving;
  ready: boolean;
  /** Requests that it has not answered yet. */
  open: number;
}

/** Of one member, as `maxconn` of balancers: what is more waits here, and not in the backlog of a listener. */
const mostOpen = 64;

/** Five seconds' worth at 200 a second: a machine that falls behind further is asked for less, and says so in `perSecond`. */
const mostWaiting = 1000;

async function isReady({ serving }: Member): Promise<boolean> {
  try {
    const { statusCode, body } = await request(`${serving.admin}/readyz`);
    await body.dump();
    return statusCode === 200;
  } catch {
    return false;
  }
}

/** As balancers do: the idler one of those that say they are ready, asked every 50 ms. */
function createBalancer(members: readonly Member[]) {
  let open = true;
  const watch = async (member: Member): Promise<void> => {
    while (open) {
      member.ready = await isReady(member);
      await pause(50);
    }
  };
  const watching = Promise.all(members.map(watch));
  return {
    async send(id: string): Promise<number | string> {
      for (;;) {
        const [member] = members
          .filter((one) => one.ready && one.open < mostOpen)
          .sort((a, b) => a.open - b.open);
        if (member === undefined) {
          await pause(5);
          continue;
        }
        member.open++;
        try {
          return await sendEvent(member.serving.origin, id);
        } finally {
          member.open--;
        }
      }
    },
    async close() {
      open = false;
      await watching;
    },
  };
}

export async function rollingRestarts(restarts: number, pace: number): Promise<RollingAccount> {
  const folder = createFolder();
  const receiver = await startReceiver();
  const start = async (name: string): Promise<Serving> =>
    startServing(folder, webhookConfig(receiver.port, name));
  const names = ["a", "b"] as const;
  const startMember = async (name: string): Promise<Member> => ({
    serving: await start(name),
    ready: true,
    open: 0,
  });
  const members = await Promise.all([startMember("a"), startMember("b")]);
  const balancer = createBalancer(members);
  const failed: Record<string, number> = {};
  const acknowledged = new Set<string>();
  const pending = new Set<Promise<void>>();
  let sent = 0;
  const sendOne = async (id: string): Promise<void> => {
    let given = await balancer.send(id);
    // As balancers do: where no connection came about nothing was sent, and the other one is asked.
    for (let again = 0; !wasSent(given) && again < 3; again++) given = await balancer.send(id);
    if (given === 202) acknowledged.add(id);
    else failed[given] = (failed[given] ?? 0) + 1;
  };
  const began = performance.now();
  const ticker = setInterval(() => {
    // What is due by now, so that the pace holds when the timer is late.
    const due = Math.floor(((performance.now() - began) / 1000) * pace);
    while (sent < due && pending.size < mostWaiting) {
      const one = sendOne(`r-${String(sent++)}`);
      pending.add(one);
      void one.finally(() => pending.delete(one));
    }
  }, 5);
  const exits: (number | null)[] = [];
  let longestStopMs = 0;
  const restart = async (at: 0 | 1, isLast: boolean): Promise<void> => {
    const member = members[at];
    await pause(300);
    const from = performance.now();
    member.serving.child.kill("SIGTERM");
    exits.push(await member.serving.ended);
    longestStopMs = Math.max(longestStopMs, performance.now() - from);
    member.serving = await start(names[at]);
    while (!member.ready) await pause(20);
    // As deployments do: the next one goes when the last one has taken its share, and no queue is left.
    for (let waits = 0; !isLast && pending.size > 20 && waits < 500; waits++) await pause(20);
  };
  let perSecond = 0;
  try {
    for (let round = 0; round < restarts; round++)
      await restart((round % 2) as 0 | 1, round + 1 === restarts);
    perSecond = sent / ((performance.now() - began) / 1000);
  } finally {
    clearInterval(ticker);
    await Promise.all(pending);
  }
  const ids = (): Set<string> =>
    new Set(receiver.received.map(({ headers }) => String(headers["webhook-id"])));
  const missing = (): number => {
    const arrived = ids();
    return [...acknowledged].filter((id) => !arrived.has(id)).length;
  };
  const end = Date.now() + 40_000;
  while (missing() > 0 && Date.now() < end) await pause(100);
  await balancer.close();
  for (const { serving } of members) serving.child.kill("SIGKILL");
  await receiver.close();
  folder.remove();
  return { sent, perSecond, failed, exits, longestStopMs, missing: missing() };
}
