/* Names HTML itself gives a meaning to: how an element's content is read, and which names tell nothing. */

/** What a tag does to the text around it and how the content of its element is read. */
export type ElementKind = "inline" | "block" | "cell" | "rcdata" | "raw" | "script" | "plaintext" | "foreign";

function tableOf(lists: Readonly<Record<ElementKind, string>>): ReadonlyMap<string, ElementKind> {
  const entries = Object.entries(lists) as [ElementKind, string][];
  return new Map(entries.flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind] as const)));
}

/** Elements of the HTML standard, current and obsolete, and what Outlook writes. Others are joined like inline ones. */
const elements = tableOf({
  inline:
    "a abbr acronym applet audio b bdi bdo big blink canvas cite code data datalist del dfn em embed font i img image ins " +
    "kbd label map area mark meter nobr object o:p output param picture progress q rb rp rt rtc ruby s samp small source " +
    "span st1:city st1:place strike strong sub sup time track tt u var video wbr slot basefont spacer",
  block:
    "address article aside base bgsound blockquote body br button caption center col colgroup dd details dialog dir div dl " +
    "dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html input isindex " +
    "keygen legend li link listing main marquee menu menuitem meta nav noscript ol optgroup option p pre search section " +
    "select summary table tbody template tfoot thead tr ul",
  cell: "td th",
  rcdata: "title textarea",
  raw: "style xmp iframe noembed noframes",
  script: "script",
  plaintext: "plaintext",
  foreign: "svg math",
});

const attributes = new Set(
  (
    "abbr accept accept-charset action align alink alt async autocomplete autofocus autoplay axis background bgcolor border " +
    "cellpadding cellspacing char charoff charset checked cite class classid clear code codebase codetype color cols " +
    "colspan compact content contenteditable controls coords crossorigin data datetime declare decoding default defer dir " +
    "dirname disabled download draggable enctype enterkeyhint face fetchpriority for form formaction formenctype " +
    "formmethod formnovalidate formtarget frame frameborder headers height hidden high href hreflang hspace http-equiv id " +
    "imagesizes imagesrcset inert inputmode integrity is ismap itemid itemprop itemref itemscope itemtype kind label lang " +
    "language link list longdesc loop low marginheight marginwidth max maxlength media method min minlength multiple muted " +
    "name nohref nomodule nonce noresize noshade novalidate nowrap object open optimum pattern ping placeholder " +
    "playsinline popover poster preload prompt readonly referrerpolicy rel required rev reversed role rows rowspan rules " +
    "sandbox scheme scope scrolling selected shape size sizes slot span spellcheck src srcdoc srclang srcset standby start " +
    "step style summary tabindex target text title translate type usemap valign value valuetype version vlink vspace width " +
    "wrap xml:lang xml:space xmlns xmlns:o xmlns:v xmlns:w onclick onload onerror onmouseover aria-label aria-hidden " +
    "aria-describedby aria-labelledby"
  ).split(" "),
);

/** Undefined when the name is none of HTML's, and so may be anything, a value even. Any letter case. */
export function elementKind(name: string): ElementKind | undefined {
  return elements.get(name) ?? elements.get(name.toLowerCase());
}

export function isHtmlAttribute(name: string): boolean {
  return attributes.has(name) || attributes.has(name.toLowerCase());
}
