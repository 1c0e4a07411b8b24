/* What parse5, which follows the standard to the letter, sees in a document; and documents to show it. */

import fc from "fast-check";
import { defaultTreeAdapter as tree, type DefaultTreeAdapterMap, parse } from "parse5";
import { readReference } from "../../src/core/html-entities.js";
import type { Reading } from "../../src/core/reading.js";

type Node = DefaultTreeAdapterMap["node"];

export interface SeenAttribute {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

export interface Seen {
  /** Blanks removed: the lexer puts line breaks between blocks. */
  readonly text: string;
  readonly raw: string;
  readonly comments: readonly string[];
  readonly attributes: readonly SeenAttribute[];
}

const rawElements = new Set(["style", "script", "xmp", "iframe", "noembed", "noframes", "plaintext"]);
const blank = /[ \t\n\f\r]+/g;
export const withoutBlanks = (text: string): string => text.replace(blank, "");

function isRaw(node: Node): boolean {
  if (!tree.isTextNode(node) || node.parentNode === null || !tree.isElementNode(node.parentNode))
    return false;
  return rawElements.has(node.parentNode.tagName) && node.parentNode.namespaceURI.endsWith("xhtml");
}

function attributesOf(node: Node): readonly SeenAttribute[] {
  if (!tree.isElementNode(node)) return [];
  const location = node.sourceCodeLocation;
  const places = location && "attrs" in location ? (location.attrs ?? {}) : {};
  return node.attrs.flatMap(({ name, value }) => {
    const place = places[name];
    return place === undefined ? [] : [{ start: place.startOffset, end: place.endOffset, value }];
  });
}

export function seenByParse5(source: string): Seen {
  const comments: string[] = [];
  const attributes: SeenAttribute[] = [];
  let text = "";
  let raw = "";
  const visit = (node: Node): void => {
    if (tree.isCommentNode(node)) comments.push(node.data);
    else if (tree.isTextNode(node)) {
      if (isRaw(node)) raw += node.value;
      else text += node.value;
    }
    attributes.push(...attributesOf(node));
    if ("content" in node) visit(node.content);
    if ("childNodes" in node) node.childNodes.forEach(visit);
  };
  visit(parse(source, { sourceCodeLocationInfo: true, scriptingEnabled: false }));
  return { text: withoutBlanks(text), raw: withoutBlanks(raw), comments, attributes };
}

export const wrap = (body: string): string => `<!doctype html><body>${body}`;

/** Stands for a value, wherever a document may have one. */
export const marker = "q7z";

const noise = fc.string({
  unit: fc.constantFrom(...Array.from("<>/!?-=\"'&;#x16aAbp@. \n\u00e9\u{1F600}")),
  maxLength: 8,
});
const word = fc.constantFrom(
  marker,
  "a",
  "jane@example.com",
  "203.0.113.7",
  "&amp;#64;",
  "b c",
  "\u5bc6\u7801",
);
const reference = fc.constantFrom(
  ...(
    "&amp; &#64; &#x40; &commat; &#0000064 &AMP &notit; &notin; &copy=1 &ampx &Aacute &nGt; &bogus; &#0; &#x110000; " +
    "&#xd800; &#128; &#x9f; &# &#x; & &fjlig; &CounterClockwiseContourIntegral;"
  ).split(" "),
);
const name = fc.constantFrom(
  ...`b p div SPAN br a i x-y ${marker} section noscript template h2 o:p`.split(" "),
);
const value = fc.array(fc.oneof(word, reference), { minLength: 1, maxLength: 3 });
const attribute = fc
  .tuple(
    fc.constantFrom("title", "HREF", "data-q7z", marker, "class", "a@b", "style"),
    fc.constantFrom("=", " = ", "=\n"),
    fc.constantFrom('"', "'", ""),
    value,
  )
  .map(([key, sign, quote, parts]) =>
    quote === ""
      ? key + sign + parts.join("").replace(blank, "")
      : key + sign + quote + parts.join(" ") + quote,
  );
const startTag = fc
  .tuple(
    name,
    fc.array(fc.oneof(attribute, fc.constantFrom(marker, "hidden", "/", "=a='b'"), noise), { maxLength: 3 }),
  )
  .map(([tag, attributes]) => `<${[tag, ...attributes].join(" ")}>`);
const comment = fc
  .tuple(
    fc.constantFrom("<!--", "<!", "<?", "</ ", "<!-->", "<!--->"),
    word,
    noise,
    fc.constantFrom("-->", "--!>", ">"),
  )
  .map((parts) => parts.join(""));
const ownText = fc
  .tuple(
    fc.constantFrom("title", "textarea", "style", "xmp", "script", "iframe", "noembed", "SCRIPT"),
    word,
    noise,
    reference,
  )
  .map(([tag, ...inner]) => `<${tag}>${inner.join(" ")}</${tag.toLowerCase()} >`);
const nested = fc.constantFrom(
  `<script><!-- <script> ${marker} </script> ${marker} --></script>`,
  `<script>{"a":"${marker}"}</script>`,
  `<svg><title>a&amp;b</title><![CDATA[${marker}<b>]]></svg>`,
  `<![CDATA[${marker}]]>`,
  `</p title="${marker}">`,
);
const endTag = name.map((tag) => `</${tag}>`);

const ending = fc.constantFrom(
  ..."| </ < <! <!- <p </p <p/ &am &#x <!--q7z- <p|title='q7z".split(" ").map((end) => end.replace("|", " ")),
);

/** Well-formed and broken pieces by turns. No tables and selects: browsers move or drop their text. */
export const documents = fc
  .array(fc.oneof(word, word, reference, startTag, startTag, endTag, comment, ownText, nested, noise), {
    maxLength: 14,
  })
  .chain((pieces) => ending.map((end) => pieces.join("") + end));

/** Units whose source does not spell them. */
export function faultsOf(reading: Reading, source: string): readonly string[] {
  const faults: string[] = [];
  for (let at = 0; at < reading.text.length; at++) {
    const unit = reading.text.charAt(at);
    const [piece, ...more] = reading.source(at, at + 1);
    if (more.length > 0) faults.push(`${String(at)}: more than one piece`);
    if (piece === undefined) {
      if (!"\r\n\t;=".includes(unit)) faults.push(`${String(at)}: no source`);
    } else if (source.slice(piece.start, piece.end) !== unit) {
      const read = [false, true].map((inAttribute) => readReference(source, piece.start, inAttribute));
      const spells = read.some((one) => one?.end === piece.end && one.value.includes(unit));
      if (!spells) faults.push(`${String(at)}: other source`);
    }
  }
  return faults;
}

/** The units of the source that some reading holds. */
export function coverage(readings: readonly Reading[], length: number): Uint8Array {
  const covered = new Uint8Array(length);
  for (const reading of readings) {
    for (const { start, end } of reading.source(0, reading.text.length)) covered.fill(1, start, end);
  }
  return covered;
}
