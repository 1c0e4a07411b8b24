/* Evasion cases F03 to F07 with values of every kind: divided by tags, in attributes, comments and scripts. Tags stay. */

import { describe, expect, it } from "vitest";
import { base64, markup, redactHtml, unmark } from "../support/readings.js";

const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const password = "Elm8tree!x9";
const mail64 = base64("jane@leak.test");

/** Row id, and the HTML with [[marks]] round what must be replaced; tags inside the marks stay. */
const rows: readonly (readonly [string, string])[] = [
  ["F03 phone", "<p>call [[+44 <b>7700</b> 900123]] ok</p>"],
  ["F03 IP", "<p>host [[203.<b>0</b>.113.77]] ok</p>"],
  ["F03 password", "<p>password: [[Elm8<b>tree</b>!x9]] ok</p>"],
  ["F03 label", `<p><b>pass</b>word: [[${password}]] ok</p>`],
  ["F03 label in bold", `<p><b>Password:</b> <span>[[${password}]]</span> ok</p>`],
  ["F03 label and value in cells", `<table><tr><td>Password</td><td>[[${password}]]</td></tr></table>`],
  [
    "F03 label in the head of a column",
    `<table><tr><th>User</th><th>Password</th></tr><tr><td>jane</td><td>[[${password}]]</td></tr></table>`,
  ],
  ["F03 definition list", `<dl><dt>Password</dt><dd>[[${password}]]</dd></dl>`],
  ["F03 line break between label and value", `<p>Password:<br>[[${password}]]<br>ok</p>`],
  ["F03 blocks", `<div>Password:</div><div>[[${password}]]</div><div>ok</div>`],
  ["F03 account", "<p>IBAN [[<i>DE89</i> <i>3704</i> <i>0044</i> <i>0532</i> <i>0130</i> <i>00</i>]] ok</p>"],
  ["F03 card", "<p>card [[<i>4111</i><i> 1111</i><i> 1111</i><i> 1111</i>]] ok</p>"],
  ["F03 token", `<p>key [[${token.slice(0, 10)}<wbr>${token.slice(10)}]] ok</p>`],
  ["F03 token in bold", `<p>key [[${token.slice(0, 10)}<b>${token.slice(10)}</b>]] ok</p>`],
  ["F03 address in cells", "<table><tr><td>[[jane</td><td>@leak.test]]</td></tr></table>"],
  ["F03 line break in an address", "<blockquote>write [[jane@le<br>ak.test]] now</blockquote>"],
  ["F04 hidden filler", '<p>[[jane<span style="display:none">XX</span>@leak.test]]</p>'],
  ["F05 mail link", '<a href="mailto:[[jane%40leak.test]]?cc=[[bob@leak.test]]">x</a>'],
  [
    "F05 alternative text and query",
    '<img alt="write [[jane&#64;leak.test]]" src="x.png?email=[[j%40leak.test]]">',
  ],
  ["F05 sources", '<img srcset="a.png?e=[[j%40leak.test]] 1x, b.png 2x">'],
  ["F05 phone", '<p data-phone="[[+44 7700 900123]]" data-x="{}">x</p>'],
  ["F05 JSON", `<p data-x='{"password":"[[${password}]]"}'>x</p>`],
  ["F05 JSON in references", `<p data-x="{&quot;password&quot;:&quot;[[${password}]]&quot;}">x</p>`],
  ["F05 value", `<input name="password" value="[[${password}]]">`],
  ["F05 quoted-printable", '<a href=3D"mailto:[[jane@leak.test]]">x</a>'],
  ["F06 comment", `<!-- [[jane@leak.test]] password: [[${password}]] -->`],
  ["F06 JSON in a script", '<script type="application/json">{"email":"[[jane\\u0040leak.test]]"}</script>'],
  ["F06 script", '<script>var e = "[[jane\\x40leak.test]]";</script>'],
  ["F06 style", '<style>p::after{content:"[[jane@leak.test]]"}</style>'],
  ["F07 escaped tags", "<p>&lt;b&gt;[[jane@leak.test]]&lt;/b&gt;</p>"],
  ["F10 quoted lines", "<p>&gt; write [[jane@le<br>&gt; ak.test]] now</p>"],
  ["F10 quoted lines, preformatted", "<pre>&gt; write [[jane@le\n&gt; ak.test]] now</pre>"],
  ["F14 text", `<p>see <b>[[${mail64}]]</b></p>`],
  ["F14 attribute", `<p data-x="[[${mail64}]]">x</p>`],
  ["F14 divided", `<p>[[${mail64.slice(0, 8)}<wbr>${mail64.slice(8)}]]</p>`],
];

describe("F in markup", () => {
  it.each(rows)("%s", (_id, marked) => {
    const { text } = unmark(marked);
    const out = markup(redactHtml(text));
    const wanted = marked.replace(
      /\[\[([\s\S]*?)\]\]/g,
      (_all, inside: string) => `#${(inside.match(/<[^>]*>/g) ?? []).join("")}`,
    );
    expect(out.rest).toBe(markup(wanted).rest);
    if (!/=[^>]*\[\[|<!--/.test(marked)) expect(out.tags).toEqual(markup(text).tags);
  });
});
