/* The order of test files: those that take longest first, so that the last worker is not left alone with one of them. */

import { BaseSequencer } from "vitest/node";

/** Their length is that of the processes that they start, and of what they wait for; the size of a file tells nothing of it. */
const longest = [
  ...["relay/serve-webhooks", "http/server", "cli/serve", "relay/sqlite-crash", "document/files/pdf"],
  ...[
    "cli/scan",
    "relay/postgres",
    "http/upload",
    "cli/redact-long",
    "http/contract",
    "cli/redact",
    "cli/check",
  ],
  ...["detect/engine", "config/builtin-patterns", "cli/import", "e2e/demo", "docs", "evasion/side-channels"],
];

const rankOf = ({ moduleId }) => {
  const at = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  return at === -1 ? longest.length : at;
};

export class LongestFirst extends BaseSequencer {
  /** The others as they would stand otherwise. */
  async sort(files) {
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}
