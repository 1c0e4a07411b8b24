/* Evasion cases N03, N11 and the guards of F: what looks encoded, escaped or wrapped and hides nothing passes untouched. */

import { createHash } from "node:crypto";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { redactor } from "../support/redactor.js";
import { base64, hex, quotedPrintable } from "../support/readings.js";
import { pick, randomOf } from "../support/phone-sampler.js";

const bytes = (seed: number, length: number): Buffer => {
  const random = randomOf(seed);
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
};
const sha = (name: string, as: "hex" | "base64"): string => createHash(name).update("made up").digest(as);
const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"><path d="M0 0h16v16H0z"/></svg>';
const lorem = "The quick brown fox jumps over the lazy dog while the server restarts. ";
const dump = [...lorem.slice(0, 64).matchAll(/[\s\S]{16}/g)]
  .map(
    ([row], at) =>
      `${(at * 16).toString(16).padStart(8, "0")}  ${hex(row).replace(/..(?=.)/g, "$& ")}  |${row}|`,
  )
  .join("\n");

const innocent: readonly (readonly [string, string])[] = [
  ["N03 hashes in hex", ["md5", "sha1", "sha256", "sha512"].map((name) => sha(name, "hex")).join(" ")],
  ["N03 hashes in base64", ["md5", "sha1", "sha256", "sha512"].map((name) => sha(name, "base64")).join(" ")],
  ["N03 SRI", `integrity="sha256-${sha("sha256", "base64")} sha512-${sha("sha512", "base64")}"`],
  ["N03 UUIDs", "d4f5c389-8f4a-4c2e-a1b9-8e4f39c71d52 and d4f5c3898f4a4c2ea1b98e4f39c71d52"],
  [
    "N03 commits",
    `commit ${sha("sha1", "hex")} merges ${sha("sha1", "hex").slice(0, 12)}..${sha("md5", "hex").slice(0, 12)}`,
  ],
  ["N03 PNG", `data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA${bytes(1, 600).toString("base64")}`],
  ["N03 JPEG", `data:image/jpeg;base64,/9j/4AAQSkZJRgABAQAA${bytes(2, 600).toString("base64")}`],
  ["N03 GIF", `data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7`],
  ["N03 SVG", `data:image/svg+xml;base64,${base64(svg)}`],
  ["N03 SVG without a type", `icon ${base64(svg)} here`],
  ["N03 font", `url(data:font/woff2;base64,d09GMgABAAAAA${bytes(3, 300).toString("base64")})`],
  ["N03 packed data", `${gzipSync(lorem).toString("base64")} ${deflateSync(lorem).toString("base64")}`],
  [
    "N03 binary in lines",
    (
      bytes(4, 700)
        .toString("base64")
        .match(/.{1,76}/g) ?? []
    ).join("\n"),
  ],
  ["N03 text in base64", `note ${base64(lorem)} and ${base64(base64(lorem))}`],
  ["N03 text in hex", `note ${hex(lorem)}`],
  ["N03 settings in base64", `state=${base64('{"page":3,"sort":"date","dir":"asc","q":"printer"}')}`],
  ["N03 base64 of a link", `next ${base64("https://www.example.org/help/print?page=2")}`],
  ["N03 hex dump", dump],
  [
    "N03 boundary",
    '--_000_AM0PR07MB5666F2A3B8D7C4E1\nContent-Type: multipart/mixed; boundary="=_Part_1279_b41"',
  ],
  ["N11 Windows path", "see C:\\new\\users\\temp\\x40\\readme.txt and \\\\server\\share\\1000\\n.txt"],
  ["N11 regular expression", "use ^\\d{1,3}\\.\\d{1,3}\\.\\d+$ or [\\w.]+\\@[\\w.]+ or \\bfoo\\b\\(x\\)"],
  ["N11 escaped code", 'printf("\\x1b[1;31m%s\\n\\"done\\"\\t%d\\u00e9", name, 3); // a\\\\b'],
  ["N11 LaTeX", "\\textbf{x} \\_ \\& \\% $a\\,b$ \\\\ \\hline \\item[2]"],
  ["N11 shell", 'for f in \\$HOME/*.log; do echo \\"$f\\" \\; done'],
  ["N11 product", "a*b*c, 2*3*4 = 24, 1024*768*32 bits, `shop`.`orders`, x**2 and **bold** words"],
  ["N11 decorator behind a word", "```python\n@app.test\ndef run():\n    return W @ x\n```"],
  ["N11 quoted decorator", "> import pytest\n> @pytest.fixture\n> def x():"],
  [
    "F10 quoted prose",
    "On Monday you wrote:\n> Hello,\n> is the printer\n> fixed? It was 3\n> days ago at 12\n> o'clock.",
  ],
  ["F10 quoted list", "> 1. first\n> 2. second\n> 3. third\n> 10\n> 20\n> 30"],
  ["F10 sentence ends with figures", "we need 3.\n4 of them in room 2.\n1 is broken"],
  ["F10 wrapped prose", `${lorem.repeat(3).replace(/(.{60,72}) /g, "$1\n")}`],
  [
    "F10 wrapped log",
    `GET /depot/night/4711 took 12ms on node web04 with status 200 id=a1b2c3d4e5f6\n2026-11-22 23:00:05 GET /x`,
  ],
  ["F10 prompt and a file", "root@web04\nbackup.sh runs"],
  ["F10 quoted-printable prose", quotedPrintable(`${lorem}Größe: 3 × 4, 100 % – fertig.`)],
  ["F10 attributes", "<img width=3D40 height=3D2E> size=40 port=2E"],
  ["F12 query", "/list?sort=date&page=40&q=%C3%A9t%C3%A9&x=a=20b"],
];

const valueFindings = (text: string): readonly string[] =>
  redactor
    .scanText(text)
    .filter(({ entity }) => entity !== "URL" && entity !== "HOSTNAME")
    .map(({ entity, parts }) => `${entity} ${text.slice(parts[0]?.start ?? 0, parts.at(-1)?.end ?? 0)}`);

describe("passed untouched", () => {
  it.each(innocent)("%s", (_id, text) => {
    expect(valueFindings(text)).toEqual([]);
    expect(redactor.redactText(text).text).toBe(text);
  });
});

const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"];

/** Whether a reading of this area had a part in a finding. */
const readThrough = (text: string): readonly string[] =>
  redactor
    .scanText(text)
    .flatMap(({ entity, evidence }) =>
      evidence.some(({ by, name }) => by === "reading" && name === "encoded") ? [`${entity} in ${text}`] : [],
    );

describe("random tokens spell nothing", () => {
  it("N03 5,000 of base64 and hex, 12 to 80 units", () => {
    const random = randomOf(11);
    for (let at = 0; at < 100; at++) {
      const words = Array.from({ length: 50 }, (_, word) => {
        const length = 12 + Math.floor(random() * 68);
        return word % 2 === 0
          ? Array.from({ length }, () => pick(random, alphabet)).join("")
          : bytes(at * 50 + word, length >> 1).toString("hex");
      });
      expect(readThrough(words.join(" "))).toEqual([]);
    }
  });
});
