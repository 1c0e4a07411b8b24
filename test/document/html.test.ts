import { parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import type { Reading } from "../../src/core/reading.js";
import { looksLikeHtml, readHtml } from "../../src/document/html.js";

/** Texts by reading. */
function read(source: string): Record<string, readonly string[]> {
  const texts: Record<string, string[]> = {};
  for (const { name, text } of readHtml(source)) (texts[name.replace("html-", "")] ??= []).push(text);
  return texts;
}

/** Replaces `value` where the first reading that spells it has it. */
function replace(source: string, value: string, replacement: string): string {
  const reading = readHtml(source).find(({ text }) => text.includes(value));
  if (reading === undefined) return source;
  const start = reading.text.indexOf(value);
  let out = "";
  let from = 0;
  for (const [at, piece] of reading.source(start, start + value.length).entries()) {
    out += source.slice(from, piece.start) + (at === 0 ? reading.encode(replacement) : "");
    from = piece.end;
  }
  return out + source.slice(from);
}

const mail = "jane@leak.test";
const mask = "[EMAIL_ADDRESS 7K3QXD]";

describe("HTML readings", () => {
  it.each([
    ["F01 numbers", "<p>jane&#64;leak.test</p>"],
    ["F01 sixteens", "<p>jane&#x40;leak&#x2E;test</p>"],
    ["F01 names", "jane&commat;leak&period;test"],
    ["F01 no semicolon, zeros", "jane&#000064leak.test"],
    ["F03 inline tags", "jane<b></b>@<wbr>leak.test"],
    ["F03 letters apart", "<b>j</b><i class=x>ane</i>@<SPAN>leak</SPAN><x-y>.test"],
    ["F03 cells", "<table><tr>\n<td>jane</td>\n<td>@leak.test</td></tr></table>"],
    ["F03 comment", "jane<!-- x -->@leak<!---->.<?x?>test"],
    ["F04 hidden filler", 'jane<span style="color:red; display : none">X<b>X</b></span>@leak.test'],
    ["F04 hidden attribute", "jane<div hidden><div>XX</div></div>@<i style='font-size:0'>Y</i>leak.test"],
    ["F05 attribute", '<img alt="write to jane&#64;leak.test">'],
    ["F05 single quotes", "<input value='jane@leak.test' disabled>"],
    ["F05 unquoted", "<a title=jane@leak.test>x</a>"],
    ["F05 data attribute", '<p data-mail="jane@leak.test">'],
    ["F05 end tag", '</p title="jane@leak.test">'],
    ["F06 comment", "<!-- jane@leak.test -->"],
    ["F06 conditional comment", "<!--[if mso]><p>jane@leak.test</p><![endif]-->"],
    ["F06 template", "<template><b>jane@</b>leak.test</template>"],
    ["F06 noscript", "<noscript>jane@<b>leak.test</b></noscript>"],
    ["F06 textarea", "<textarea>jane&#64;leak.test</textarea>"],
    ["F06 title", "<title>jane&#64;leak.test</title>"],
    ["F06 script", "<script>let a = 'jane@leak.test'</script>"],
    ["F06 style", "<style>p::after { content: 'jane@leak.test' }</style>"],
    ["F07 unclosed tag", "text <a href='jane@leak.test"],
    ["F07 unclosed comment", "text <!-- jane@leak.test"],
    ["F07 unclosed script", "<script>jane@leak.test"],
    ["F07 duplicate attribute", '<p title="x" title="jane@leak.test">'],
    ["F07 in svg", "<svg><text>jane<![CDATA[@]]>leak.test</text></svg>"],
    ["F07 plaintext", "<plaintext>jane@leak.test</plaintext>"],
    ["F07 tag that is a value", "Jane Doe <jane@leak.test>"],
    ["F07 attribute that is a value", "<p jane@leak.test>"],
    ["F07 declaration", '<!DOCTYPE x SYSTEM "jane@leak.test">'],
    ["F07 processing instruction", "<?php jane@leak.test ?>"],
    ["F07 nested script", "<script><!--<script></script>jane@leak.test--></script>"],
    ["F07 stray signs", "<<p>> & < jane@leak.test <"],
  ])("%s", (_, source) => {
    expect(readHtml(source).some(({ text }) => text.includes(mail))).toBe(true);
    expect(
      readHtml(replace(source, mail, mask))
        .map(({ text }) => text)
        .join("\n"),
    ).toContain(mask);
  });

  it("F03 joins inline tags, breaks lines at blocks, puts tabs between cells", () => {
    expect(read("<p>a<b>b</b></p>\n  <p>c<br>d</p>e<table><tr><td>f</td> <th>g</th></tr><tr><td>h")).toEqual({
      text: ["ab\nc\nd\ne\nf\tg\nh"],
    });
  });
  it("F04 reads hidden text too", () => {
    expect(read('a<p style="display:none">b</p>c')["text"]).toEqual(["a\r\nb\r\nc", "ac"]);
    expect(read("<p>a</p><p hidden><br>b<br></p><p>c")["text"]).toEqual(["a\n\nb\nc", "a\n\nc"]);
    expect(read("a<p hidden></p>c<div hidden>d")["text"]).toEqual(["a\r\nc\r\nd", "ac"]);
    expect(read('a<img style="display:none">b')["text"]).toEqual(["ab"]);
  });
  it("F05 a link is read twice, address and text", () => {
    expect(read('<a href="mailto:jane%40leak.test?cc=bob&amp;x">jane@leak.test</a>')).toEqual({
      text: [mail],
      attribute: ["mailto:jane%40leak.test?cc=bob&x"],
    });
  });
  it("gives names that are none of HTML's to their values", () => {
    expect(read(`<input name="password" value="x1" data-api-key='x2' size=3 rows=4>`)).toEqual({
      attribute: ["password\nx1;\ndata-api-key=x2", "3;\n4"],
    });
  });
  it("F06 reads a script that may be JSON by itself", () => {
    expect(read('<script>a</script><script type="x">{"a":1}</script><style>b</style>')["raw"]).toEqual([
      "a\nb",
      '{"a":1}',
    ]);
  });
  it("names that HTML knows tell nothing", () => {
    expect(readHtml("<!DOCTYPE html><HTML><body><hr/><input disabled></body></html>")).toEqual([]);
  });
  it("F19 leaves markup and punctuation alone", () => {
    expect(replace("<b>jane@leak.test</b>.", mail, mask)).toBe(`<b>${mask}</b>.`);
    expect(replace("<b>jane</b>&#64;leak<i>.test</i>!", mail, mask)).toBe(`<b>${mask}</b><i></i>!`);
  });
});

describe("replacements in HTML", () => {
  const sly = `<b>"x" 'y'--></script> & -`;
  const encodeIn = (source: string): string => {
    const reading = readHtml(source).find(({ text }) => text.includes("VALUE")) as Reading;
    return source.replace("VALUE", reading.encode(sly));
  };
  it("stay text in text and in attribute values", () => {
    for (const source of [
      "<p>VALUE</p>",
      "<textarea>VALUE</textarea>",
      '<p title="VALUE">',
      "<p title='VALUE'>",
      "<p title=VALUE>",
    ]) {
      const [node, ...more] = parseFragment(encodeIn(source)).childNodes;
      expect(more).toEqual([]);
      if (node === undefined || !("attrs" in node)) throw new Error("no element");
      const [child] = node.childNodes;
      expect(child !== undefined && "value" in child ? child.value : node.attrs[0]?.value).toBe(sly);
    }
  });
  it("end no comment, script or style", () => {
    for (const source of [
      "<!--VALUE-->",
      "<!--VALUE>-->",
      "<!x VALUE>",
      "<script>VALUE</script>",
      "<style>VALUE</style>",
    ]) {
      expect(parseFragment(encodeIn(source)).childNodes).toHaveLength(1);
    }
  });
});

describe("looksLikeHtml", () => {
  it.each(["<p>", "a</b>", "203.0<!-- -->.113.7", "<?x?>", "1 < 2 <i>", "<A\n>"])("sees it in %s", (text) => {
    expect(looksLikeHtml(text)).toBe(true);
  });
  it.each(["", "a < b > c", "<3", "a <b", "->", "> jane", "<<>>", "x&lt;b&gt;"])("does not in %j", (text) => {
    expect(looksLikeHtml(text)).toBe(false);
  });
});
