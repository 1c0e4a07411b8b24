#!/usr/bin/env node
/* The command line: commands, options, exit codes. Each command's work is in its own file, loaded when it is called. */

import { readFileSync } from "node:fs";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { ConfigError } from "../config/config-error.js";
import { suggest } from "../config/suggest.js";
import { entityTypes, fieldRoles } from "../core/types.js";
import { deskNames } from "../desks/index.js";
import { CommandError, exitCodes, explainRefusal, type ExitCode } from "./exit.js";
import type { ExplainFlags } from "./explain.js";
import { help } from "./help.js";
import type { ImportFlags, ImportTool } from "./import.js";
import { watchOutput } from "./output.js";
import { addRelayCommands } from "./relay/commands.js";
import type { ScanFormat } from "./scan.js";
import type { ServeFlags } from "./serve.js";

interface RedactFlags {
  readonly type?: string;
  readonly desk: (typeof deskNames)[number];
  readonly path?: string;
  readonly method: string;
  readonly report: boolean;
  readonly jsonl: boolean;
  readonly config?: string;
  readonly ner?: string;
}

interface ScanFlags {
  readonly format: ScanFormat;
  readonly jsonl: boolean;
  readonly config?: string;
  readonly ner?: string;
}

interface EvalFlags {
  readonly json: boolean;
  readonly digits: boolean;
  readonly misses: number;
  readonly config?: string;
  readonly ner?: string;
}

const program = new Command("deskveil")
  .description("Keeps customers' personal data and credentials out of ticketing tools.")
  .version(readVersion())
  .showHelpAfterError("Try --help.")
  .configureOutput({
    outputError: (text, write) => {
      write(text.replace(/^error: /, "deskveil: "));
    },
  })
  .addHelpText("after", help.program)
  .exitOverride();

const configOption = (): Option =>
  new Option("--config <file>", "policy and settings (YAML); see docs/configuration.md");
const nerOption = (): Option =>
  new Option("--ner <folder>", "folder of a model of named entities; see docs/people.md");
const deskOption = (): Option =>
  choice("--desk <name>", "ticketing tool whose fields and routes are known", deskNames);

/** Like commander's `choices`, with a suggestion. */
function choice(flags: string, description: string, names: readonly string[]): Option {
  return new Option(flags, description).choices(names).argParser((given: string) => {
    if (names.includes(given)) return given;
    throw new InvalidArgumentError(`Expected one of ${names.join(", ")}.${suggest(given, names)}`);
  });
}

function countOf(given: string): number {
  if (!/^\d{1,6}$/.test(given)) throw new InvalidArgumentError("Expected a whole number.");
  return Number(given);
}

function confidenceOf(given: string): number {
  const number = /^(?:0|1|0?\.\d{1,6}|1\.0{1,6})$/.test(given) ? Number(given) : NaN;
  if (Number.isNaN(number)) throw new InvalidArgumentError("Expected a number from 0 to 1.");
  return number;
}

/** One object per line has neither media type nor route. */
const wholePayloadOptions = ["type", "desk", "path", "method", "report"];
const jsonlOption = (description: string, conflicts: readonly string[]): Option =>
  new Option("--jsonl", description).default(false).conflicts([...conflicts]);

let exitCode: ExitCode = exitCodes.done;

program
  .command("serve")
  .description("Run the proxy in front of a desk.")
  .option("--to <url>", "address of the desk, e.g. https://example.zendesk.com; webhooks need none")
  .addOption(deskOption().default("zendesk"))
  .option("--from <host:port>", "where to listen", "127.0.0.1:8787")
  .addOption(configOption())
  .addOption(nerOption())
  .addHelpText("after", help.serve)
  .action(async (flags: ServeFlags) => {
    const { serve } = await import("./serve.js");
    await serve(flags);
  });

program
  .command("demo")
  .description("Run the proxy in front of a built-in demo desk (what `npm start` does).")
  .addHelpText("after", help.demo)
  .action(async () => {
    const { startDemo } = await import("./demo.js");
    await startDemo();
  });

program
  .command("redact")
  .description("Redact a file or standard input: bytes in, redacted bytes out.")
  .argument("[file]", "input; standard input when absent or -")
  .option("--type <media-type>", "media type; default: by file name, else text/plain")
  .addOption(deskOption().default("generic"))
  .option("--path <path>", "with --desk: path of the API request, e.g. /api/v2/tickets")
  .option("--method <method>", "with --path: its method", "POST")
  .option("--report", "print the value-free report to stderr as JSON", false)
  .addOption(jsonlOption('lines of {"id","text"} in and out', wholePayloadOptions))
  .addOption(configOption())
  .addOption(nerOption())
  .addHelpText("after", help.redact)
  .action(async (file: string | undefined, flags: RedactFlags, command: Command) => {
    requireRoute(flags, command);
    const { openRedactor } = await import("./workshop.js");
    const { redactFile, redactLines } = await import("./redact.js");
    const { redactor, config, desk } = await openRedactor(flags);
    exitCode = flags.jsonl
      ? await redactLines(redactor, file)
      : await redactFile(redactor, file, {
          ...flags,
          desk,
          limit: config.limits.bytes,
          fileLimit: config.limits.uploadBytes,
        });
  });

program
  .command("scan")
  .description("Say where something was found, never what.")
  .argument("[files...]", "inputs; standard input when absent")
  .addOption(choice("--format <name>", "output", ["text", "json", "sarif"]).default("text"))
  .addOption(jsonlOption('lines {"id","text","format"?} to lines {"id","findings"}', ["format"]))
  .addOption(configOption())
  .addOption(nerOption())
  .addHelpText("after", help.scan)
  .action(async (files: string[], flags: ScanFlags) => {
    const { openRedactor } = await import("./workshop.js");
    const { scanFiles, scanLines } = await import("./scan.js");
    const { redactor } = await openRedactor(flags);
    exitCode = flags.jsonl
      ? await scanLines(redactor, files)
      : await scanFiles(redactor, files, { format: flags.format, limit: scanLimit });
  });

program
  .command("explain")
  .description("Say for one text what is found, why, and what each rule makes of it.")
  .argument("[text]", "the text; standard input when absent or -")
  .addOption(choice("--format <name>", "grammar of the text", ["plain", "html", "markdown"]).default("plain"))
  .addOption(choice("--role <name>", "what the field is for", fieldRoles).default("content"))
  .option("--json", "spans instead of values, as JSON", false)
  .addOption(configOption())
  .addOption(nerOption())
  .addHelpText("after", help.explain)
  .action(async (text: string | undefined, flags: ExplainFlags & { config?: string; ner?: string }) => {
    const { openConfig } = await import("./workshop.js");
    const { explain } = await import("./explain.js");
    exitCode = await explain(openConfig(flags), text, flags);
  });

program
  .command("check")
  .description("Compile patterns and configuration, and run every example in them.")
  .argument("[paths...]", "pattern files or folders, configuration files; default: the built-in patterns")
  .option("--cost", "what each pattern adds to a scan, the dearest first", false)
  .addHelpText("after", help.check)
  .action(async (paths: string[], { cost }: { cost: boolean }) => {
    const { checkPaths } = await import("./check.js");
    exitCode = await checkPaths(paths, cost);
  });

program
  .command("eval")
  .description("Measure precision, recall and leaked characters over labelled cases (JSON lines).")
  .argument("<cases>", "lines with text and entities, or text and secrets")
  .option("--json", "figures as JSON", false)
  .option("--digits", "leave out labels without a digit (numbers spelled in words)", false)
  .option("--misses <count>", "how many misses are named, the worst first", countOf, 20)
  .addOption(configOption())
  .addOption(nerOption())
  .addHelpText("after", help.eval)
  .action(async (file: string, flags: EvalFlags) => {
    const { openRedactor } = await import("./workshop.js");
    const { evalCases } = await import("./eval.js");
    exitCode = await evalCases((await openRedactor(flags)).redactor, file, flags);
  });

const importing = program
  .command("import")
  .description("Turn rules of other tools into pattern files.")
  .addHelpText("after", help.import);

/** What both sources have in common. */
const importFrom = (tool: ImportTool, what: string): Command =>
  importing
    .command(tool)
    .description(what)
    .argument("<file>", "file of the tool; - for standard input")
    .option("--to <folder>", "where the patterns are written", `patterns-${tool}`)
    .option("--prefix <text>", "before each id, so that none replaces a built-in pattern", `${tool}-`)
    .option("--force", "overwrite files that are there", false)
    .option("--json", "the account as JSON", false)
    .addHelpText("after", help.import)
    .action(async (file: string, flags: ImportFlags) => {
      const { importRules } = await import("./import.js");
      exitCode = await importRules(tool, file, flags);
    });

importFrom("gitleaks", "Rules of a gitleaks configuration (TOML).").option(
  "--confidence <number>",
  "of every pattern, 0 to 1",
  confidenceOf,
  0.7,
);
importFrom("presidio", "Recognisers of a Presidio registry (YAML).").addOption(
  choice("--entity <type>", "entity type of those that have no counterpart here", entityTypes),
);

addRelayCommands(program, { choice, countOf, configOption }, (code) => {
  exitCode = code;
});

/** Bytes of one scanned file; larger ones go through --jsonl. */
const scanLimit = 64 * 1024 * 1024;

/** A path belongs to a desk, a method to a path: alone they would silently do nothing. */
function requireRoute({ desk, path }: RedactFlags, command: Command): void {
  const usage = (message: string): CommandError => new CommandError(exitCodes.usage, message);
  if (path !== undefined && desk === "generic")
    throw usage("--path: name the desk it belongs to with --desk.");
  if (path !== undefined && !path.startsWith("/")) throw usage("--path: expected a path that begins with /.");
  if (path === undefined && command.getOptionValueSource("method") === "cli")
    throw usage("--method: name the path of the request with --path.");
}

function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** One place words every failure; nothing here prints input text or a stack. */
function explain(thrown: unknown): ExitCode {
  const error = explainRefusal(thrown, "input");
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof CommandError || error instanceof ConfigError) {
    process.stderr.write(`deskveil: ${error.message}\n`);
    return error instanceof CommandError ? error.exitCode : exitCodes.usage;
  }
  const name = error instanceof Error ? error.name : "unknown error";
  process.stderr.write(`deskveil: something unexpected happened (${name}).\n`);
  return exitCodes.unreadable;
}

watchOutput();
try {
  await program.parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exitCode = exitCode;
