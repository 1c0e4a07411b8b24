/* The commands about webhooks: init, doctor, trigger, queue, quarantine. Each one's work is loaded when it is called. */

import { InvalidArgumentError, type Command, type Option } from "commander";
import type { Config } from "../../config/config.js";
import { suggest } from "../../config/suggest.js";
import type { Desk } from "../../core/desk.js";
import { desks } from "../../desks/index.js";
import type { ExitCode } from "../exit.js";
import { help } from "../help.js";
import type { InitFlags } from "./init.js";
import type { QueueFlags } from "./queue.js";
import type { TriggerFlags } from "./trigger.js";

export interface Options {
  choice(flags: string, description: string, names: readonly string[]): Option;
  countOf(given: string): number;
  configOption(): Option;
}

interface ConfigFlags {
  readonly config?: string;
}

interface Tools {
  readonly options: Options;
  readonly done: (code: ExitCode) => void;
}

const defaultConfig = "deskveil.yaml";

/** The commands of the relay say nothing without a configuration: the one beside is meant. */
const configOf = (options: Options): Option => options.configOption().default(defaultConfig);

async function load({ config }: ConfigFlags): Promise<Config> {
  const { openConfig } = await import("../workshop.js");
  return openConfig(config === undefined ? {} : { config });
}

const senders = Object.entries(desks as Readonly<Record<string, Desk>>)
  .filter(([, { webhooks }]) => webhooks !== undefined)
  .map(([name]) => name);

function deskOf(given: string): Desk {
  const desk = (desks as Readonly<Record<string, Desk>>)[given];
  if (desk?.webhooks !== undefined) return desk;
  throw new InvalidArgumentError(`Expected one of ${senders.join(", ")}.${suggest(given, senders)}`);
}

export function addRelayCommands(program: Command, options: Options, done: (code: ExitCode) => void): void {
  const tools = { options, done };
  addInit(program, tools);
  addDoctor(program, tools);
  addTrigger(program, tools);
  addQueue(program, tools);
  addQuarantine(program, tools);
}

function addInit(program: Command, { done }: Tools): void {
  program
    .command("init")
    .description("Write a commented configuration with a webhook, and the keys it needs.")
    .argument("<desk>", `sender of the webhook: ${senders.join(", ")}`, deskOf)
    .option("--dir <folder>", "where to write", ".")
    .option("--to <url>", "where redacted webhooks go")
    .option("--public-url <url>", "the webhook's address as the sender calls it")
    .addHelpText("after", help.init)
    .action(async (desk: Desk, flags: InitFlags) => {
      const { init } = await import("./init.js");
      done(await init(desk, flags));
    });
}

function addDoctor(program: Command, { options, done }: Tools): void {
  program
    .command("doctor")
    .description("Check secrets, key, store, quarantine, destinations and clock.")
    .addOption(configOf(options))
    .option("--json", "one finding a line, as JSON", false)
    .addHelpText("after", help.doctor)
    .action(async (flags: ConfigFlags & { readonly json: boolean }) => {
      const { doctor } = await import("./doctor.js");
      done(await doctor(await load(flags), flags.json));
    });
}

function addTrigger(program: Command, { options, done }: Tools): void {
  program
    .command("trigger")
    .description("Send a signed sample of a desk's webhook to a running instance.")
    .argument("<desk>", `sender: ${senders.join(", ")}`, deskOf)
    .argument("[event]", "which sample; without one they are listed")
    .option("--url <url>", "where deskveil listens", "http://127.0.0.1:8787")
    .option("--webhook <name>", "which webhook of the desk; default: the first")
    .addOption(configOf(options))
    .addHelpText("after", help.trigger)
    .action(async (desk: Desk, event: string | undefined, flags: TriggerFlags & ConfigFlags) => {
      const { trigger } = await import("./trigger.js");
      done(await trigger(async () => load(flags), { desk: desk.name, event }, flags));
    });
}

const states = ["queued", "leased", "done", "dead"];

const filters = (command: Command, options: Options): Command =>
  command
    .addOption(options.choice("--state <name>", "of the events", states))
    .option("--destination <name>", "where they go")
    .option("--webhook <name>", "where they came in")
    .option("--code <code>", "of the last attempt, as destination_timeout")
    .option("--since <time>", "received since, as 3h, 7d or 2026-11-20T09:25:31Z")
    .option("--until <time>", "received before")
    .addOption(configOf(options));

function addQueue(program: Command, { options, done }: Tools): void {
  const queue = program
    .command("queue")
    .description("Events on their way and dead ones: list, show, replay, drop; pause a destination.")
    .addHelpText("after", help.queue);
  filters(queue.command("ls").description("List events, the newest first."), options)
    .option("--limit <count>", "most events", options.countOf)
    .option("--json", "one event a line, as JSON", false)
    .action(async (flags: QueueFlags & ConfigFlags) => {
      const { listQueue } = await import("./queue.js");
      done(await listQueue(await load(flags), flags));
    });
  queue
    .command("show")
    .description("What is known of one event.")
    .argument("<id>", "of the event")
    .option("--webhook <name>", "where it came in, if two have the id")
    .option("--body", "print the redacted payload instead", false)
    .addOption(configOf(options))
    .action(async (id: string, flags: QueueFlags & ConfigFlags) => {
      const { showEvent } = await import("./queue.js");
      done(await showEvent(await load(flags), id, flags));
    });
  for (const [name, what] of [
    ["replay", "Put dead events back into the queue."],
    ["drop", "Remove queued and dead events for good."],
  ] as const) {
    filters(queue.command(name).description(what).argument("[ids...]", "of events"), options)
      .option("--all", "without any filter", false)
      .action(async (ids: string[], flags: QueueFlags & ConfigFlags) => {
        const { changeQueue } = await import("./queue.js");
        done(await changeQueue(await load(flags), name, { ids, flags }));
      });
  }
  for (const name of ["pause", "resume"] as const) {
    queue
      .command(name)
      .description(name === "pause" ? "Send nothing to a destination for now." : "Send to it again.")
      .argument("<destination>", "its name")
      .addOption(configOf(options))
      .action(async (destination: string, flags: ConfigFlags) => {
        const { switchDestination } = await import("./queue.js");
        done(await switchDestination(await load(flags), name, destination));
      });
  }
}

function addQuarantine(program: Command, { options, done }: Tools): void {
  const quarantine = program
    .command("quarantine")
    .description("What was rejected or could not be read: list, open with the private key, drop.")
    .addHelpText("after", help.quarantine);
  quarantine
    .command("ls")
    .description("List what was put aside, the newest first.")
    .option("--limit <count>", "most entries", options.countOf)
    .option("--json", "one entry a line, as JSON", false)
    .addOption(configOf(options))
    .action(async (flags: QueueFlags & ConfigFlags) => {
      const { listQuarantine } = await import("./queue.js");
      done(await listQuarantine(await load(flags), flags));
    });
  quarantine
    .command("open")
    .description("Print the original of one entry, with every value.")
    .argument("<id>", "of the entry")
    .requiredOption("--key <file>", "the private half, as deskveil init wrote it")
    .option("--head", "print method, query and headers to stderr", false)
    .addOption(configOf(options))
    .action(async (id: string, flags: ConfigFlags & { readonly key: string; readonly head: boolean }) => {
      const { openQuarantine } = await import("./queue.js");
      done(await openQuarantine(await load(flags), id, flags));
    });
  quarantine
    .command("drop")
    .description("Remove entries for good.")
    .argument("<ids...>", "of entries")
    .addOption(configOf(options))
    .action(async (ids: string[], flags: ConfigFlags) => {
      const { dropQuarantine } = await import("./queue.js");
      done(await dropQuarantine(await load(flags), ids));
    });
}
