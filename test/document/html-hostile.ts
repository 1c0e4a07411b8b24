/* Markup that makes careless lexers read the rest of the text again and again. */

import { looksLikeHtml, readHtml } from "../../src/document/html.js";

export const hostileUnits: readonly string[] = [
  ...[
    "<",
    "</",
    "<!",
    "<?",
    "<!--",
    "<!---",
    "<!-- --!",
    "<!--->",
    "<a ",
    "<a",
    "</a",
    "<a/",
    "<a\n",
    "<a =",
    "<x y z>",
  ],
  ...[
    "&",
    "&#",
    "&#0",
    "&#x0",
    "&amp",
    "&ampampamp",
    "a&b",
    "<a b=&",
    "<a b='&lt",
    '<a b="',
    `<a b='x" `,
    "<a b=1>",
  ],
  ...[
    "<script>",
    "<script><!--",
    "<script><!--<script>",
    "<script><!--</script>",
    "<script></script",
    "<script>{</script>",
  ],
  ...[
    "<title>",
    "<title></titl",
    "<style></style ",
    "<textarea></textarea>",
    "<![CDATA[",
    "<svg><![CDATA[",
    "<svg>",
    "<p>",
  ],
  ...[
    "<p hidden>",
    "<i hidden>a</i>",
    "<p style='display:",
    "<p style='display:    ",
    "<td>@</td>",
    "<a \u5bc6=1>",
    " \n",
  ],
];

export const hostileText = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/** Lexing, and one question to the map of each reading. */
export function readAll(text: string): void {
  looksLikeHtml(text);
  for (const reading of readHtml(text))
    reading.source(reading.text.length >> 1, (reading.text.length >> 1) + 8);
}
