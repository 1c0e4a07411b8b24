#!/usr/bin/env node
/* The command line: commands, options, exit codes. Each command's work is in its own file. */

import { readFileSync } from "node:fs";
import { Command, CommanderError, Option } from "commander";
import { ConfigError } from "../config/config-error.js";
import { deskNames } from "../desks/index.js";
import { checkPaths } from "./check.js";
import { startDemo } from "./demo.js";
import { evalCases } from "./eval.js";
import { CommandError, exitCodes, type ExitCode } from "./exit.js";
import { redactFile, redactLines } from "./redact.js";
import { scanFiles, scanLines, type ScanFormat } from "./scan.js";
import { serve } from "./serve.js";
import { openRedactor } from "./workshop.js";

interface RedactFlags {
  readonly type?: string;
  readonly desk: (typeof deskNames)[number];
  readonly path?: string;
  readonly method: string;
  readonly report: boolean;
  readonly jsonl: boolean;
  readonly config?: string;
}

interface ScanFlags {
  readonly format: ScanFormat;
  readonly jsonl: boolean;
  readonly config?: string;
}

const program = new Command("deskveil")
  .description("Keeps customers' personal data and credentials out of ticketing tools.")
  .version(readVersion())
  .showHelpAfterError("Try --help.")
  .exitOverride();

const configOption = (): Option => new Option("--config <file>", "policy and settings (YAML); see README");
const deskOption = (): Option =>
  new Option("--desk <name>", "ticketing tool whose fields and routes are known").choices([...deskNames]);

let exitCode: ExitCode = exitCodes.done;

program
  .command("serve")
  .description("Run the proxy in front of a desk.")
  .requiredOption("--to <url>", "address of the desk, e.g. https://example.zendesk.com")
  .addOption(deskOption().default("zendesk"))
  .option("--from <host:port>", "where to listen", "127.0.0.1:8787")
  .addOption(configOption())
  .addHelpText("after", serveHelp())
  .action(async (flags) => {
    await serve(flags);
  });

program
  .command("demo")
  .description("Run the proxy in front of a built-in demo desk (what `npm start` does).")
  .addHelpText("after", "\nPORT and ADMIN_PORT override 8787 and 8788; 0 takes any free port.")
  .action(async () => {
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
  .option("--jsonl", 'lines of {"id","text"} in and out', false)
  .addOption(configOption())
  .addHelpText(
    "after",
    "\nExit codes: 0 done, 2 usage or configuration, 3 input unreadable or rejected by the policy.",
  )
  .action(async (file: string | undefined, flags: RedactFlags) => {
    const { redactor, config, desk } = openRedactor(flags);
    exitCode = flags.jsonl
      ? await redactLines(redactor, file)
      : await redactFile(redactor, file, { ...flags, desk, limit: config.limits.bytes });
  });

program
  .command("scan")
  .description("Say where something was found, never what.")
  .argument("[files...]", "inputs; standard input when absent")
  .addOption(new Option("--format <name>", "output").choices(["text", "json", "sarif"]).default("text"))
  .option("--jsonl", 'standard input lines {"id","text","format"?} to lines {"id","findings"}', false)
  .addOption(configOption())
  .addHelpText(
    "after",
    "\nExit codes: 0 clean, 1 something found, 2 usage or configuration, 3 input unreadable.",
  )
  .action(async (files: string[], flags: ScanFlags) => {
    const { redactor } = openRedactor(flags);
    exitCode = flags.jsonl
      ? await scanLines(redactor, files[0])
      : await scanFiles(redactor, files, { format: flags.format, limit: scanLimit });
  });

program
  .command("check")
  .description("Compile patterns and configuration, and run every example in them.")
  .argument("[paths...]", "pattern files or folders, configuration files; default: the built-in patterns")
  .addHelpText("after", "\nExit codes: 0 all fine, 1 a check failed, 2 usage or configuration.")
  .action((paths: string[]) => {
    exitCode = checkPaths(paths);
  });

program
  .command("eval")
  .description("Measure precision, recall and leaked characters over labelled cases (JSON lines).")
  .argument("<cases>", "lines with text and entities, or text and secrets")
  .option("--json", "figures as JSON", false)
  .option("--digits", "leave out labels without a digit (numbers spelled in words)", false)
  .addOption(configOption())
  .action(async (file: string, flags: { json: boolean; digits: boolean; config?: string }) => {
    exitCode = await evalCases(openRedactor(flags).redactor, file, flags);
  });

/** Bytes of one scanned file; larger ones go through --jsonl. */
const scanLimit = 64 * 1024 * 1024;

function serveHelp(): string {
  return [
    "",
    "Environment:",
    "  DESKVEIL_KEY, DESKVEIL_KEY_FILE  key for tags that stay the same across tickets",
    "  ADMIN_PORT                       port of /healthz, /readyz and /metrics on 127.0.0.1 (default 8788; 0: any)",
    "",
    "Example:",
    "  deskveil serve --to https://example.zendesk.com --config deskveil.yaml",
  ].join("\n");
}

function readVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** One place words every failure; nothing here prints input text or a stack. */
function explain(error: unknown): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof CommandError || error instanceof ConfigError) {
    process.stderr.write(`deskveil: ${error.message}\n`);
    return error instanceof CommandError ? error.exitCode : exitCodes.usage;
  }
  const name = error instanceof Error ? error.name : "unknown error";
  process.stderr.write(`deskveil: something unexpected happened (${name}).\n`);
  return exitCodes.unreadable;
}

/** A reader that went away (`| head`) is no failure. */
process.stdout.on("error", () => process.exit(exitCodes.done));

try {
  await program.parseAsync();
} catch (error) {
  exitCode = explain(error);
}
process.exitCode = exitCode;
