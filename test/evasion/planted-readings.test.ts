/* Drawn values of every structured type, spelled in each way that readings undo: none survives, nothing else changes. */

import { describe, expect, it } from "vitest";
import { identifiers } from "../support/identifiers.js";
import { pick, randomOf } from "../support/phone-sampler.js";
import {
  base64,
  base64url,
  hex,
  hexEscapes,
  jsonEscapes,
  leftOfText,
  markdown,
  overridden,
  quotedPrintable,
  tags,
  type Spell,
} from "../support/readings.js";
import { runs } from "../support/runs.js";

/** Of the whole planted text: label, value and all. */
const opaque: Readonly<Record<string, Spell>> = {
  base64,
  base64url,
  "base64 twice": (text) => base64(base64(text)),
  "base64 three times": (text) => base64url(base64(base64(text))),
  hex,
  "hex of base64": (text) => hex(base64(text)),
};

const inline: Readonly<Record<string, Spell>> = {
  "quoted-printable": quotedPrintable,
  "JSON escapes": jsonEscapes,
  "hex escapes": hexEscapes,
  Markdown: markdown,
  "tag characters": tags,
  override: overridden,
};

const frames: readonly (readonly [string, string])[] = [
  ["Please look at ", " when you can."],
  ["it says <", ">, right?"],
  ["客户说 ", " 有问题"],
  ["🙋 ", " 👍🏽"],
  ["", ""],
  ["first line\nthen ", "\nlast line"],
  ['{"a":"', '","b":1}'],
];

interface Drawn {
  readonly text: string;
  readonly secret: string;
}

interface Planted extends Drawn {
  readonly spell: Spell;
  readonly frame: readonly [string, string];
}

/** What went wrong; undefined when nothing did. */
function faultOf({ text, secret, spell, frame: [before, after] }: Planted): string | undefined {
  const planted = `${before}${spell(text)}${after}`;
  const left = leftOfText(planted);
  if (!left.startsWith(before) || !left.endsWith(after)) return `changed around it: ${planted}`;
  // The controls of an override stay: they hide nothing.
  const inside = left.slice(before.length, left.length - after.length).replace(/^\u202e|\u202c$/g, "");
  if (!inside.includes("#") || inside.includes(spell(secret).replace(/^\u202e|\u202c$/g, "")))
    return `left: ${planted}`;
  return text === secret && inside !== "#" ? `more than a label: ${left} of ${planted}` : undefined;
}

const names = Object.keys(identifiers);

describe.each(Object.entries({ ...opaque, ...inline }))("spelled in %s", (_name, spell) => {
  it.each(names)("%s", (name) => {
    const faults: string[] = [];
    for (let seed = 0; seed < runs(20, 60) && faults.length < 5; seed++) {
      const random = randomOf(seed * 7919 + 3);
      const drawn = identifiers[name]?.draw(random) ?? { text: "", secret: "" };
      const fault = faultOf({ ...drawn, spell, frame: pick(random, frames) });
      if (fault !== undefined) faults.push(fault);
    }
    expect(faults).toEqual([]);
  });
});
