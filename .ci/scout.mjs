/* Assembles src/detect/scout/scout.wat into src/detect/scout/binary.ts: `node .ci/scout.mjs`. A test compares them. */

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import wabt from "wabt";

const folder = new URL("../src/detect/scout/", import.meta.url);

/** Base64 of the WebAssembly module of the source. */
export async function assemble() {
  const { parseWat } = await wabt();
  const source = readFileSync(new URL("scout.wat", folder), "utf8");
  const { buffer } = parseWat("scout.wat", source, { simd: true }).toBinary({});
  return Buffer.from(buffer).toString("base64");
}

function toSource(base64) {
  const lines = base64.match(/.{1,100}/g) ?? [];
  return `/* Assembled from scout.wat by .ci/scout.mjs; test/detect/scout.test.ts compares the two. */

export const scoutBinary =
${lines.map((line) => `  "${line}"`).join(" +\n")};
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL("binary.ts", folder), toSource(await assemble()));
}
