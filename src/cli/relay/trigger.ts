/* `deskveil trigger DESK EVENT`: a signed sample to a running instance, as the desk would send it. */

import { randomUUID } from "node:crypto";
import { request, type Dispatcher } from "undici";
import type { Config } from "../../config/config.js";
import type { WebhookSettings } from "../../config/relay/relay-settings.js";
import { suggest } from "../../config/suggest.js";
import type { Delivery } from "../../core/webhook.js";
import { CommandError, exitCodes, type ExitCode } from "../exit.js";
import { writeOut } from "../output.js";
import { samples } from "../samples/index.js";
import type { Sample } from "../samples/sample.js";
import { openRelayKeyless } from "./open-relay.js";

export interface TriggerFlags {
  /** Of the running instance. */
  readonly url: string;
  readonly webhook?: string;
}

const usage = (message: string): CommandError => new CommandError(exitCodes.usage, message);

/** Without an event the desk's events are listed. */
export async function trigger(
  config: () => Promise<Config>,
  { desk, event }: { readonly desk: string; readonly event: string | undefined },
  flags: TriggerFlags,
): Promise<ExitCode> {
  const ofDesk = samples[desk] ?? {};
  const names = Object.keys(ofDesk);
  if (event === undefined) {
    await writeOut(names.map((name) => `${name}  ${ofDesk[name]?.about ?? ""}\n`).join(""));
    return exitCodes.done;
  }
  const sample = ofDesk[event];
  if (sample === undefined)
    throw usage(`${desk} has no sample "${event}". There are: ${names.join(", ")}.${suggest(event, names)}`);
  const webhook = webhookOf(await config(), desk, flags.webhook);
  return send(webhook, sample, flags.url);
}

export const samplesOf = (desk: string): readonly string[] => Object.keys(samples[desk] ?? {});

function webhookOf(config: Config, desk: string, name: string | undefined): WebhookSettings {
  const all = openRelayKeyless(config).webhooks.filter((one) => one.desk.name === desk);
  const found = name === undefined ? all[0] : all.find((one) => one.name === name);
  if (found !== undefined) return found;
  throw usage(
    name === undefined
      ? `the configuration has no webhook of ${desk}.`
      : `no webhook of ${desk} is called "${name}".${suggest(
          name,
          all.map((one) => one.name),
        )}`,
  );
}

interface Prepared {
  readonly address: URL;
  readonly delivery: Delivery;
  readonly headers: Readonly<Record<string, string>>;
}

/** Signed over the address that the desk would call. */
function prepare(webhook: WebhookSettings, sample: Sample, origin: string): Prepared {
  const secret = webhook.secrets[0]?.read().expose() ?? "";
  const now = Date.now();
  const query = sample.query?.(secret);
  const address = new URL(webhook.path, origin);
  const publicAddress = new URL(webhook.publicUrl ?? address);
  for (const url of [address, publicAddress]) if (query !== undefined) url.search = query;
  const delivery: Delivery = {
    method: sample.method ?? "POST",
    url: publicAddress,
    headers: new Map(Object.entries(sample.headers)),
    body: Buffer.from(sample.body({ now, id: randomUUID(), secret })),
  };
  const proof = webhook.scheme?.sign?.(delivery, secret, now);
  return { address, delivery, headers: { ...sample.headers, ...proof } };
}

async function send(webhook: WebhookSettings, sample: Sample, origin: string): Promise<ExitCode> {
  const { address, delivery, headers } = prepare(webhook, sample, origin);
  const from = performance.now();
  const answer = await request(address, {
    method: delivery.method as "POST",
    headers,
    body: delivery.body.length === 0 ? null : delivery.body,
    headersTimeout: 15_000,
  }).catch(() => {
    throw usage(`nothing answers on ${origin}. Start deskveil serve, or name its address by --url.`);
  });
  await answer.body.dump();
  await writeOut(`${lineOf(answer, performance.now() - from)}\n`);
  return answer.statusCode < 300 ? exitCodes.done : exitCodes.found;
}

function lineOf(
  { statusCode, headers }: Pick<Dispatcher.ResponseData, "statusCode" | "headers">,
  ms: number,
): string {
  const words = ["outcome", "reason", "verdict"].map((name) => headers[`x-deskveil-${name}`]);
  return [String(statusCode), `${String(Math.round(ms))} ms`, ...words]
    .filter((word) => typeof word === "string")
    .join(" ");
}
