/* Adds up the test runs and ends with the one line that CI reads: `N passed, N failed`. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const firstLines = (text) => text.split("\n").slice(0, 6).join("\n  ");

/** A file that could not be loaded has no failed test, but a message of its own. */
function failures({ name, message, assertionResults }) {
  const tests = assertionResults.filter(({ status }) => status === "failed");
  if (tests.length === 0) return message ? [`FAILED ${name}\n  ${firstLines(message)}`] : [];
  return tests.map(
    (test) => `FAILED ${name} > ${test.fullName}\n  ${firstLines(test.failureMessages.join("\n"))}`,
  );
}

const [folder = ".", steps = "0"] = process.argv.slice(2);
let passed = 0;
let failed = 0;
/** What failed is told once more at the end: the middle of a long account gets lost. */
const broken = [];
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const result = JSON.parse(readFileSync(join(folder, name), "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
  for (const file of result.testResults) broken.push(...failures(file));
}
for (const line of broken) console.log(line);
const total = Math.max(failed, Number(steps));
console.log(`${String(passed)} passed, ${String(total)} failed`);
process.exitCode = total > 0 || passed === 0 ? 1 : 0;
