/* The command line in a process that has its modules loaded: one run after the other, each with its own streams. */

import { Readable, Writable } from "node:stream";
import { finished } from "node:stream/promises";

const main = new URL("../../dist/cli/main.js", import.meta.url);
const home = process.cwd();
let runs = 0;

function collector() {
  const pieces = [];
  const stream = new Writable({
    write(piece, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(pieces).toString() };
}

const replace = (name, value) => Object.defineProperty(process, name, { value, configurable: true });

async function run({ args, stdin, env, cwd }) {
  const [out, err] = [collector(), collector()];
  replace(
    "stdin",
    Readable.from(stdin.length === 0 ? [] : [Buffer.from(stdin, "base64")], { objectMode: false }),
  );
  replace("stdout", out.stream);
  replace("stderr", err.stream);
  replace("env", env);
  process.chdir(cwd ?? home);
  process.argv = [process.argv[0], main.pathname, ...args];
  process.exitCode = undefined;
  // Only the entry runs anew: what it imports has no state of a run.
  await import(`${main.href}?run=${String(runs++)}`);
  const code = process.exitCode ?? 0;
  process.exitCode = undefined;
  for (const { stream } of [out, err]) await finished(stream.end());
  return { code, stdout: out.text(), stderr: err.text() };
}

let last = Promise.resolve();
process.on("message", ({ id, ...given }) => {
  last = last.then(async () => process.send({ id, ...(await run(given)) }));
});
