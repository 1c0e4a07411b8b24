/* Adds up the test runs and ends with the one line that CI reads: `N passed, N failed`. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder = ".", steps = "0"] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const name of readdirSync(folder).filter((file) => file.endsWith(".json"))) {
  const result = JSON.parse(readFileSync(join(folder, name), "utf8"));
  passed += result.numPassedTests;
  failed += result.numFailedTests;
}
const broken = Math.max(failed, Number(steps));
console.log(`${String(passed)} passed, ${String(broken)} failed`);
process.exitCode = broken > 0 || passed === 0 ? 1 : 0;
