/* Mails made up at random, whole and damaged: nothing crashes, hangs or leaks, as Python, postal-mime and the bytes say. */

import { performance } from "node:perf_hooks";
import { expect, it } from "vitest";
import { AppError } from "../../src/core/errors.js";
import { desks } from "../../src/desks/index.js";
import { sniffFile } from "../../src/document/magic.js";
import { randomFrom, MailMaker, mutate } from "../support/mail-grammar.js";
import { toldByPostalMime, toldByPython } from "../support/mails.js";
import { redactor } from "../support/redactor.js";

const route = desks.zendesk.route("POST", "/api/v2/uploads");
const milliseconds = Number(process.env.FUZZ_MS ?? 60_000);
/** Python starts once for so many. */
const batch = 300;
/** One mail of a few kilobytes. */
const longest = 2000;

interface Case {
  readonly serial: number;
  readonly out: Buffer;
  readonly planted: readonly string[];
  /** Some are damaged so much that they are texts: whoever opens them reads them as such. */
  readonly isMail: boolean;
}

/** Damage may make a longer word of a value, which then is none. */
function isTold(text: string, value: string): boolean {
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) {
    if (!/[\w-]/.test(text.charAt(at + value.length))) return true;
  }
  return false;
}

async function run(serial: number): Promise<Case | undefined> {
  const random = randomFrom(serial * 7919 + 1);
  const maker = new MailMaker(random, serial);
  const whole = maker.make();
  const mail = serial % 2 === 0 ? whole : mutate(whole, random);
  try {
    const payload = { body: mail, mediaType: "application/octet-stream" };
    const { payload: out } = await redactor.redact(payload, { desk: desks.zendesk, route });
    return { serial, out: out.body, planted: maker.planted, isMail: sniffFile(mail) === "mail" };
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500)
      throw new Error(`case ${String(serial)}: ${String(error)}`);
    // Whole mails are well-formed: all of them can be read.
    if (serial % 2 === 0) throw new Error(`case ${String(serial)}: ${error.code}`);
    return undefined;
  }
}

it(
  `reads and writes mails for ${String(milliseconds)} ms`,
  { timeout: milliseconds * 3 + 60_000 },
  async () => {
    const until = performance.now() + milliseconds;
    const first = Number(process.env.FUZZ_FROM ?? 0);
    let serial = first;
    let written = 0;
    const leaks: string[] = [];
    while (performance.now() < until && leaks.length < 10) {
      const cases: Case[] = [];
      for (const end = serial + batch; serial < end; serial++) {
        const from = performance.now();
        const one = await run(serial);
        expect(performance.now() - from, `case ${String(serial)}`).toBeLessThan(longest);
        if (one !== undefined) cases.push(one);
      }
      written += cases.length;
      const told = toldByPython(cases.map(({ out }) => out));
      for (const [at, { serial: number, out, planted, isMail }] of cases.entries()) {
        const raw = out.toString("latin1");
        const views = isMail ? { python: told[at] ?? "", postal: await toldByPostalMime(out), raw } : { raw };
        for (const [view, text] of Object.entries(views)) {
          const leaked = planted.filter((value) => isTold(text.toLowerCase(), value));
          if (leaked.length > 0) leaks.push(`case ${String(number)} (${view}): ${leaked.join(" ")}`);
        }
      }
    }
    expect(leaks).toEqual([]);
    expect(written).toBeGreaterThan((serial - first) / 3);
    process.stdout.write(
      `mails: ${String(serial - first)} made, ${String(written)} written, 0 crashes, 0 hangs, 0 leaks\n`,
    );
  },
);
