/* Plants a value in a text, a JSON string, HTML, a form and escaped spellings, and judges what redaction left. */

import { compileConfig } from "../../src/config/load.js";
import { createRedactor } from "../../src/redactor.js";
import type { Identifier, Random } from "./identifiers.js";
import { pick, randomOf } from "./phone-sampler.js";

/** Everything found is masked with a label: what else changes is a fault. */
const redactor = createRedactor(compileConfig({ preset: "none" }));

/** What is around a value says nothing about it, in several scripts. */
const frames: readonly (readonly [string, string])[] = [
  ["Please look at ", " when you can."],
  ["it says <", ">, right?"],
  ["Bitte prüfen: ", " (seit gestern)"],
  ["Сообщили, что ", " не отвечает."],
  ["客户说 ", " 有问题"],
  ["🙋 ", " 👍🏽"],
  ["", ""],
  ["first line\nthen ", "\nlast line"],
  ["(", ")"],
  ['the value "', '" was given'],
  ["it is ", ", and nothing else"],
];

export interface Planted {
  readonly form: string;
  readonly mediaType: string;
  readonly before: string;
  /** The value as the form spells it. */
  readonly spelled: string;
  readonly after: string;
}

type Spell = (text: string) => string;

interface Form {
  readonly mediaType: string;
  readonly before: string;
  readonly after: string;
  /** Spells what stands around the value, and the value. */
  readonly around: Spell;
  readonly inside: (random: Random) => Spell;
}

const inJson: Spell = (text) => JSON.stringify(text).slice(1, -1);
const inHtml: Spell = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Some characters one way, some another; surrogate pairs do not occur in values. */
const some =
  (random: Random, spell: (code: number) => string, plain: Spell = (one) => one): Spell =>
  (text) =>
    [...text].map((one) => (random() < 0.3 ? spell(one.charCodeAt(0)) : plain(one))).join("");

const jsonEscape = (code: number): string => `\\u${code.toString(16).padStart(4, "0")}`;
const entity = (code: number): string => `&#${String(code)};`;
const hexEntity = (code: number): string => `&#x${code.toString(16)};`;
const percent = (code: number): string => `%${code.toString(16).padStart(2, "0").toUpperCase()}`;

const json = {
  mediaType: "application/json",
  before: '{"id":12345678901234567890,"a":"',
  after: '","b":[ 1.50,null]}',
};
const html = {
  mediaType: "text/html",
  before: '<div class="x"><p title="t">',
  after: "</p><!-- c --><br></div>",
};

const forms: Readonly<Record<string, Form>> = {
  text: {
    mediaType: "text/plain",
    before: "",
    after: "",
    around: (text) => text,
    inside: () => (text) => text,
  },
  JSON: { ...json, around: inJson, inside: () => inJson },
  "JSON escapes": { ...json, around: inJson, inside: (random) => some(random, jsonEscape, inJson) },
  HTML: { ...html, around: inHtml, inside: () => inHtml },
  "HTML entities": {
    ...html,
    around: inHtml,
    inside: (random) => some(random, pick(random, [entity, hexEntity]), inHtml),
  },
  "HTML in JSON": {
    mediaType: "application/json",
    before: '{"html":"<p>',
    after: '</p>"}',
    around: (text) => inJson(inHtml(text)),
    inside: () => (text) => inJson(inHtml(text)),
  },
  "JSON in JSON": {
    mediaType: "application/json",
    before: '{"raw":"{\\"a\\":\\"',
    after: '\\"}"}',
    around: (text) => inJson(inJson(text)),
    inside: () => (text) => inJson(inJson(text)),
  },
  form: {
    mediaType: "application/x-www-form-urlencoded",
    before: "a=1&text=",
    after: "&b=%C3%A9",
    around: encodeURIComponent,
    inside: (random) => some(random, percent, encodeURIComponent),
  },
};

export const formNames = Object.keys(forms);

export function plant(text: string, name: string, random: Random): Planted {
  const form = forms[name];
  if (form === undefined) throw new Error(`no form ${name}`);
  const [left, right] = pick(random, frames);
  return {
    form: name,
    mediaType: form.mediaType,
    before: form.before + form.around(left),
    spelled: form.inside(random)(text),
    after: form.around(right) + form.after,
  };
}

export interface Expected {
  readonly text: string;
  readonly secret: string;
  readonly entity: string;
}

/** What went wrong; undefined when the secret is gone and nothing else is. */
export async function judge(planted: Planted, expected: Expected): Promise<string | undefined> {
  const { before, spelled, after, mediaType } = planted;
  const body = Buffer.from(before + spelled + after);
  const { payload } = await redactor.redact({ body, mediaType });
  return judgeBytes(planted, expected, payload.body.toString());
}

export function judgeBytes(
  { before, spelled, after, form }: Planted,
  { text, secret, entity: type }: Expected,
  out: string,
): string | undefined {
  if (!out.startsWith(before) || !out.endsWith(after)) return "bytes outside the value were changed";
  const left = out.slice(before.length, out.length - after.length);
  if (left === spelled || left.includes(secret)) return "the value is left";
  const read = form === "form" ? decodeURIComponent(left.replaceAll("+", " ")) : left;
  const label = `\\[${type} \\d+\\]`;
  // Of a value that is all of what was planted, nothing but the label may be left.
  if (text === secret)
    return new RegExp(`^${label}$`).test(read) ? undefined : `expected one label of ${type}, and no more`;
  if (piecesOf(secret).some((piece) => read.includes(piece))) return "a piece of the value is left";
  return /\[[A-Z_]+ \d+\]/.test(read) ? undefined : "no label";
}

/** Long enough that no piece stands by chance in what is around. */
const pieceLength = 6;

const piecesOf = (secret: string): readonly string[] =>
  Array.from({ length: Math.max(0, secret.length - pieceLength + 1) }, (_, at) =>
    secret.slice(at, at + pieceLength),
  );

export interface PlantedFault {
  readonly seed: number;
  readonly form: string;
  readonly fault: string;
  /** Made up, so that it may be shown. */
  readonly body: string;
}

/** The same seed makes the same value and form. The first faults, at most ten. */
export async function plantMany(
  identifier: Identifier,
  count: number,
  seed: number,
): Promise<readonly PlantedFault[]> {
  const faults: PlantedFault[] = [];
  for (let at = 0; at < count && faults.length < 10; at++) {
    const random = randomOf(seed + at * 7919);
    const { text, secret } = identifier.draw(random);
    const planted = plant(text, formNames[at % formNames.length] ?? "text", random);
    const fault = await judge(planted, { text, secret, entity: identifier.entity });
    if (fault === undefined) continue;
    faults.push({
      seed: seed + at * 7919,
      form: planted.form,
      fault,
      body: planted.before + planted.spelled + planted.after,
    });
  }
  return faults;
}
