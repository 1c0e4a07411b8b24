/* XML: what it says, identity when nothing is edited, edits that land exactly, and nothing that a parser must not take. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultLimits, type Document } from "../../src/core/document.js";
import { AppError } from "../../src/core/errors.js";
import { readXml } from "../../src/document/xml.js";
import { growthOf } from "../support/cpu.js";
import {
  anyCharacter,
  applyEdits,
  editsFor,
  sourceOf,
  spanOf,
  textsOf,
  type Model,
  type Piece,
} from "./arbitraries.js";
import { runs } from "../support/runs.js";

const read = (text: string): Document => readXml(Buffer.from(text));
const nodesOf = (document: Document): readonly number[] =>
  Array.from({ length: document.size }, (_, at) => at);

/** Path and text of every node that has a text. */
const textsAt = (text: string): Readonly<Record<string, string>> => {
  const document = read(text);
  const strings = nodesOf(document).filter((node) => document.kind(node) === "string");
  return Object.fromEntries(strings.map((node) => [document.path(node), document.text(node)]));
};

function codeOf(run: () => unknown): string {
  try {
    run();
    return "read";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

/** The document with one text replaced wherever it stands in one node. */
function replaced(text: string, path: string, [value, by]: readonly [string, string]): string {
  const document = read(text);
  const node =
    nodesOf(document).find((one) => document.path(one) === path && document.text(one).includes(value)) ?? -1;
  const start = document.text(node).indexOf(value);
  return document.write([{ node, start, end: start + value.length, replacement: by }]).toString();
}

function removed(text: string, path: string): string {
  const document = read(text);
  const node =
    nodesOf(document).find((one) => document.kind(one) !== "key" && document.path(one) === path) ?? -1;
  return document.write([{ remove: node }]).toString();
}

describe("what XML says", () => {
  it("elements by local names, attributes, CDATA, comments and instructions", () => {
    const body =
      '<?xml version="1.0" encoding="UTF-8"?>\n<t:ticket xmlns:t="urn:x" t:id="7">\n  <!-- note -->\n' +
      "  <t:title>A &amp; B &#64;&#x40;<![CDATA[ <raw> &amp;]]></t:title><?pi data?>\n  <empty/>\n</t:ticket>\n";
    expect(textsAt(body)).toEqual({
      "/ticket/@t": "urn:x",
      "/ticket/@id": "7",
      "/ticket/#comment": " note ",
      "/ticket/title": "A & B @@ <raw> &amp;",
      "/ticket/?pi": "pi data",
      "/ticket/empty": "",
    });
  });

  it("text that a comment or CDATA runs through is one text", () => {
    expect(textsAt("<a>203.0<!-- x -->.113<![CDATA[.7]]></a>")["/a"]).toBe("203.0.113.7");
  });

  it("text with elements in it is read in its parts and as one", () => {
    expect(textsAt("<a>alice@<b>example.com</b> and<c>203.0.113.7</c></a>")).toEqual({
      "/a": "alice@example.com and203.0.113.7",
      "/a/#text": " and",
      "/a/b": "example.com",
      "/a/c": "203.0.113.7",
    });
  });

  it("only the outermost of nested ones is read as one, whichever was seen first", () => {
    const deep = `${"<a>".repeat(190)}x<b/>${"y</a>".repeat(190)}`;
    const document = read(deep);
    const whole = nodesOf(document).filter(
      (node) => document.text(node).length > 1 && document.kind(node) === "string",
    );
    expect(whole).toHaveLength(1);
  });

  it("a byte order mark and line ends stay", () => {
    const body = Buffer.from("\ufeff<?xml version='1.0'?>\r\n<a>x\r\ny</a>\r\n");
    const document = readXml(body);
    expect(document.write([])).toBe(body);
    expect(document.write([{ node: 2, start: 0, end: 1, replacement: "z" }]).toString()).toBe(
      "\ufeff<?xml version='1.0'?>\r\n<a>z\r\ny</a>\r\n",
    );
  });
});

describe("what is written", () => {
  it.each([
    [
      "an entity within",
      "<a>x alice&#64;example.com y</a>",
      "/a",
      ["alice@example.com", "[M 1]"],
      "<a>x [M 1] y</a>",
    ],
    ["markup characters", "<a>v</a>", "/a", ["v", "<&>]]>"], "<a>&lt;&amp;&gt;]]&gt;</a>"],
    ["an attribute", "<a b='v'/>", "/a/@b", ["v", `'"<`], "<a b='&#39;&quot;&lt;'/>"],
    [
      "CDATA",
      "<a><![CDATA[v & <w>]]></a>",
      "/a",
      ["v", "x]]>y"],
      "<a><![CDATA[x]]]]><![CDATA[>y & <w>]]></a>",
    ],
    [
      "CDATA before a bracket",
      "<a><![CDATA[v]>w]]></a>",
      "/a",
      ["v", "[M 1]"],
      "<a><![CDATA[[M 1]]]><![CDATA[]>w]]></a>",
    ],
    ["CDATA up to its end", "<a><![CDATA[v]]></a>", "/a", ["v", "[M 1]"], "<a><![CDATA[[M 1]]]></a>"],
    ["text before a bracket", "<a>v]&gt;</a>", "/a", ["v", "[M 1]"], "<a>[M 1&#93;]&gt;</a>"],
    ["text between brackets", "<a>]v]></a>", "/a", ["v", ""], "<a>]<!---->]></a>"],
    ["a comment", "<a><!-- v --></a>", "/a/#comment", ["v", "a--b-->"], "<a><!-- a__b__> --></a>"],
    ["an instruction", "<a><?p v?></a>", "/a/?p", ["v", "a?>"], "<a><?p a__?></a>"],
    ["text around a comment", "<a>al<!--x-->ice</a>", "/a", ["alice", "[M 1]"], "<a>[M 1]<!--x--></a>"],
    [
      "text through elements",
      "<a>alice@<b>example.com</b></a>",
      "/a",
      ["alice@example.com", "[M 1]"],
      "<a>[M 1]<b></b></a>",
    ],
    [
      "a name, in both tags",
      "<a><h-203.0.113.7>x</h-203.0.113.7></a>",
      "/a/h-203.0.113.7",
      ["203.0.113.7", "[IP_ADDRESS 1]"],
      "<a><h-_IP_ADDRESS_1_>x</h-_IP_ADDRESS_1_></a>",
    ],
    ["beyond ASCII", "<a>ü😀v€</a>", "/a", ["v", "ß"], "<a>ü😀ß€</a>"],
  ] as const)("%s", (_title, text, path, values, expected) => {
    const written = replaced(text, path, values);
    expect(written).toBe(expected);
    expect(codeOf(() => read(written))).toBe("read");
  });

  it.each([
    ["an element", "<a>\n  <b>x</b>\n  <c/></a>", "/a/b", "<a>\n  \n  <c/></a>"],
    ["an element with all in it", "<a><b x='1'><c>y</c><!-- z --></b></a>", "/a/b", "<a></a>"],
    ["an attribute with its blank", "<a b='1' c='2'/>", "/a/@c", "<a b='1'/>"],
    ["the outermost element, which has to stay", "<ccs x='1'>bob</ccs>", "/ccs", "<ccs/>"],
    ["a comment", "<a><!-- z --></a>", "/a/#comment", "<a></a>"],
  ])("%s is taken out", (_title, text, path, expected) => {
    expect(removed(text, path)).toBe(expected);
  });

  it("splices that overlap cover what each of them covers", () => {
    const document = read("<a>x<b>203.0.113.7</b>y</a>");
    const [whole = 0] = nodesOf(document).filter(
      (node) => document.path(node) === "/a" && document.kind(node) === "string",
    );
    const [part = 0] = nodesOf(document).filter(
      (node) => document.path(node) === "/a/b" && document.kind(node) === "string",
    );
    const edits = [
      { node: whole, start: 0, end: 4, replacement: "[M 1]" },
      { node: part, start: 1, end: 11, replacement: "[M 2]" },
    ];
    expect(document.write(edits).toString()).toBe("<a>[M 1]<b></b>y</a>");
  });
});

describe("what is refused", () => {
  it.each([
    ["xml_doctype", '<!DOCTYPE a [<!ENTITY at "@">]><a>alice&at;example.com</a>'],
    ["xml_doctype", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
    ["xml_doctype", "<!doctype html><a/>"],
    ["xml_doctype", "<?xml version='1.0'?><!-- x --><!DOCTYPE a><a/>"],
    ["xml_doctype", "<a><!DOCTYPE b></a>"],
    ["charset_unsupported", '<?xml version="1.0" encoding="UTF-16"?><a/>'],
    ["charset_unsupported", '<?xml version="1.0" encoding="utf-7"?><a/>'],
    ["charset_unsupported", '<?xml version="1.0" encoding="ISO-8859-1"?><a/>'],
    ["charset_unsupported", "\0<\0a\0/\0>"],
    ["charset_unsupported", "<\0a\0/\0>\0"],
    ["xml_syntax", ""],
    ["xml_syntax", "text"],
    ["xml_syntax", '{"a":1}'],
    ["xml_syntax", "<a>"],
    ["xml_syntax", "<a></b>"],
    ["xml_syntax", "<a/><b/>"],
    ["xml_syntax", "<a/>text"],
    ["xml_syntax", "<a b=1/>"],
    ["xml_syntax", "<a b='1'c='2'/>"],
    ["xml_syntax", "<a b='1' b='2'/>"],
    ["xml_syntax", "<a b='<'/>"],
    ["xml_syntax", "<a>&at;</a>"],
    ["xml_syntax", "<a>&nbsp;</a>"],
    ["xml_syntax", "<a>& b</a>"],
    ["xml_syntax", "<a>&#0;</a>"],
    ["xml_syntax", "<a>&#xD800;</a>"],
    ["xml_syntax", "<a>&#x110000;</a>"],
    ["xml_syntax", "<a>]]></a>"],
    ["xml_syntax", "<a>\u0001</a>"],
    ["xml_syntax", "<a>\uffff</a>"],
    ["xml_syntax", "<a><!-- -- --></a>"],
    ["xml_syntax", "<a><!-- --->x</a>"],
    ["xml_syntax", "<a><![CDATA[x</a>"],
    ["xml_syntax", "<![CDATA[x]]><a/>"],
    ["xml_syntax", "<a><?xml version='1.0'?></a>"],
    ["xml_syntax", " <?xml version='1.0'?><a/>"],
    ["xml_syntax", "<?xml version='1.1'?><a/>"],
    ["xml_syntax", "<1a/>"],
    ["xml_syntax", "< a/>"],
    ["xml_syntax", "<a></a x>"],
    ["xml_syntax", "<a<b/>"],
    ["xml_syntax", "<a \u00d7='1'/>"],
    ["json_depth", "<a>".repeat(201)],
  ])("%s: %j", (code, text) => {
    expect(codeOf(() => read(text))).toBe(code);
  });

  it.each([
    ["json_too_complex", { nodes: 4 }, "<a><b/></a>"],
    ["string_too_large", { stringBytes: 3 }, "<a>four</a>"],
    ["body_too_large", { bytes: 3 }, "<a/>"],
  ])("%s over the limit", (code, limits, text) => {
    expect(codeOf(() => readXml(Buffer.from(text), { ...defaultLimits, ...limits }))).toBe(code);
  });

  it("bytes that are no UTF-8", () => {
    expect(codeOf(() => readXml(Buffer.from("<a>\xff</a>", "latin1")))).toBe("invalid_utf8");
  });
});

const names = fc.constantFrom("a", "b", "email", "t:ccs", "über");
const predefined: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};
const allowed = anyCharacter.filter((text) => text >= " " || "\t\n\r".includes(text));

/** One character raw where it may stand so, or as a reference. */
const piece: fc.Arbitrary<Piece> = fc.tuple(allowed, fc.nat(3)).map(([text, how]) => {
  const code = text.codePointAt(0) ?? 0;
  if (how === 0) return { source: `&#${String(code)};`, text };
  if (how === 1) return { source: `&#x${code.toString(16).toUpperCase()};`, text };
  return { source: predefined[text] ?? text, text };
});
const pieces = fc.array(piece, { minLength: 1, maxLength: 10 });
const attribute: fc.Arbitrary<Model> = fc
  .tuple(pieces, fc.constantFrom('"', "'"))
  .map(([value, quote]): Model => [" at=", quote, value, quote]);

/** Elements with either text or elements in them, comments where they may stand. */
const { element } = fc.letrec<{ element: Model }>((tie) => ({
  element: fc
    .tuple(
      names,
      fc.option(attribute, { nil: [] as Model }),
      fc.oneof(
        { maxDepth: 3 },
        pieces.map((text): Model => [text]),
        fc.array(tie("element"), { minLength: 1, maxLength: 3 }).map((all): Model => all.flat()),
      ),
    )
    .map(([name, given, content]): Model => [
      `<${name}`,
      ...given,
      ">\n".slice(0, 1),
      ...content,
      `</${name}>`,
    ]),
}));

/** As their texts stand in the source: an element's node comes first, but its attributes before its text. */
function stringsOf(document: Document): readonly number[] {
  const isAttribute = (node: number): boolean => document.key(node)?.startsWith("@") === true;
  const place = (node: number): number => (isAttribute(node) ? document.parent(node) - 0.5 : node);
  return nodesOf(document)
    .filter((node) => document.kind(node) === "string")
    .sort((a, b) => place(a) - place(b));
}

describe("any XML", () => {
  it("says what it was made of, and is the same Buffer when nothing is edited", () => {
    fc.assert(
      fc.property(element, (model) => {
        const body = Buffer.from(sourceOf(model));
        const document = readXml(body);
        expect(document.write([])).toBe(body);
        expect(stringsOf(document).map((node) => document.text(node))).toEqual(textsOf(model));
      }),
      { numRuns: runs(100, 300) },
    );
  });

  it("edits land exactly: what is read again says what was meant, all other bytes are the same", () => {
    const edited = element.chain((model) => editsFor(model).map((edits) => ({ model, edits })));
    fc.assert(
      fc.property(edited, ({ model, edits }) => {
        const document = read(sourceOf(model));
        const strings = stringsOf(document);
        const parts = model.flatMap((part, at) => (typeof part === "string" ? [] : [at]));
        const written = document.write(
          edits.map((edit) => ({
            node: strings[parts.indexOf(edit.part)] ?? -1,
            ...spanOf(model, edit),
            replacement: edit.replacement,
          })),
        );
        const again = readXml(written);
        const expected = applyEdits(model, edits, (text) =>
          text.replace(/[&<>"']/g, (sign) => predefined[sign] ?? sign),
        );
        const said = (xml: string): string => xml.replaceAll("&apos;", "&#39;");
        expect(said(written.toString()).replaceAll("<!---->", "").replaceAll("&#93;", "]")).toBe(
          said(expected).replaceAll("&#93;", "]"),
        );
        expect(stringsOf(again).length).toBeGreaterThanOrEqual(strings.length);
      }),
      { numRuns: runs(100, 300) },
    );
  });

  it.each(["<a><?p\n?></a>", "<a><?p x?></a>"])("the blank of an instruction stays: %j", (text) => {
    const document = read(text);
    for (const node of stringsOf(document)) {
      const { length } = document.text(node);
      for (let start = 0; start < length; start++)
        for (const replacement of ["[M 1]", ""]) {
          const written = document.write([{ node, start, end: length, replacement }]);
          expect(
            codeOf(() => readXml(written)),
            written.toString(),
          ).toBe("read");
        }
    }
  });

  it("no bytes crash it: they are read, or refused by a code", () => {
    const fragments = fc.constantFrom(
      ..."<|<a>|</a>|<a/>|<!--|-->|<![CDATA[|]]>|<?p|?>|&|&amp;|&#64;|;| b='|'|\"|=|x|\n|>|]|é|<!DOCTYPE".split(
        "|",
      ),
    );
    fc.assert(
      fc.property(fc.array(fragments, { maxLength: 25 }), (list) => {
        const text = `<a>${list.join("")}</a>`;
        const code = codeOf(() => read(text));
        expect(["read", "xml_syntax", "xml_doctype"]).toContain(code);
        if (code !== "read") return;
        const document = read(text);
        for (const node of stringsOf(document)) {
          const length = document.text(node).length;
          const written = document.write([{ node, start: length >> 1, end: length, replacement: "[M 1]" }]);
          expect(codeOf(() => readXml(written))).toBe("read");
        }
      }),
      { numRuns: runs(300, 1000) },
    );
  });
});

describe("hostile XML takes time in proportion to its length", () => {
  const most = { ...defaultLimits, nodes: 1e6, stringBytes: 1e7 };
  it.each([
    "&amp;",
    "&#0000000064;",
    "]",
    "]]",
    "<b/>",
    "<b>x</b>",
    "x<b/>",
    "<b>",
    "<!---->",
    "<?p ?>",
    "<![CDATA[x]]>",
    "é",
    "😀",
    "\n",
    "<b c=''/>",
    "</",
    "<!--",
    "<!",
    "<?",
    "<![CDATA[",
    "&",
    "&#",
    "<b c='",
    "<b ",
    "<b c=' '",
  ])("%j", async (unit) => {
    const of = (length: number): Buffer =>
      Buffer.from(`<a>${unit.repeat(Math.ceil(length / unit.length))}</a>`);
    const run = (body: Buffer): void => {
      codeOf(() => {
        const document = readXml(body, most);
        const node = document.kind(2) === "string" ? 2 : document.size - 1;
        const size = document.text(node).length;
        document.write([{ node, start: size >> 1, end: size, replacement: "[M 1]" }]);
      });
    };
    const limit = 20;
    expect(await growthOf(run, [of(15_000), of(120_000)], { limit })).toBeLessThanOrEqual(limit);
  });
});
