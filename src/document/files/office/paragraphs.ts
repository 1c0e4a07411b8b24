/* Which texts of an office document a reader sees as one: the runs of a paragraph, with and without what was deleted. */

/** A text of a paragraph, and what readers of the document see of it. */
interface Piece {
  readonly xml: number;
  readonly before: string;
  readonly deleted: boolean;
  readonly inserted: boolean;
  readonly hidden: boolean;
}

/** Texts by their XML nodes. */
export interface XmlRun {
  readonly parts: readonly { readonly xml: number; readonly before: string }[];
}

/** An element on the way down, as far as it matters here. */
interface Open {
  readonly after: number;
  readonly name: string;
  readonly paragraph: Paragraph | undefined;
  readonly deleted: boolean;
  readonly inserted: boolean;
  hidden: boolean;
}

const outermost: Open = {
  after: Infinity,
  name: "",
  paragraph: undefined,
  deleted: false,
  inserted: false,
  hidden: false,
};

interface Paragraph {
  /** Visible texts, and codes of fields, which are split over runs too. */
  readonly texts: Piece[];
  readonly codes: Piece[];
  pending: string;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** What holds one text of its own, also inside another. `Fallback` is shown instead of what stands before it. */
const blocks = setOf(
  "p h si is text rPh note annotation ruby-text rt desc title txbxContent text-box Fallback",
);
/** Texts of OOXML that are shown; an element no program knows must not part a value. */
const shownTexts = setOf("t delText");
const codeTexts = setOf("instrText delInstrText");
const deletions = setOf("del moveFrom");
const insertions = setOf("ins moveTo");
/** Of an attribute that switches a property. */
const off = setOf("0 false off none");

const separators: ReadonlyMap<string, string> = new Map([
  ["tab", "\t"],
  ["ptab", "\t"],
  ["br", "\n"],
  ["cr", "\n"],
  ["line-break", "\n"],
  ["noBreakHyphen", "-"],
]);

/** `text:s` stands for as many blanks as it says; more than some part texts no further. */
const mostBlanks = 16;

export interface ElementAt {
  readonly name: string;
  /** First node behind it. */
  readonly after: number;
  attribute(name: string): string | undefined;
}

/** Collects runs while a part is read from its begin to its end. */
export class Paragraphs {
  readonly runs: XmlRun[] = [];
  readonly #odf: boolean;
  readonly #open: Open[] = [];

  constructor(odf: boolean) {
    this.#odf = odf;
  }

  /** Call for each node in order. */
  leave(node: number): void {
    for (let top = this.#open.at(-1); top !== undefined && node >= top.after; top = this.#open.at(-1)) {
      this.#open.pop();
      const outer = this.#open.at(-1)?.paragraph;
      if (top.paragraph !== undefined && top.paragraph !== outer) this.#close(top.paragraph);
    }
  }

  enter(element: ElementAt): void {
    const { name, after } = element;
    const outer = this.#open.at(-1) ?? outermost;
    const paragraph = blocks.has(name) ? { texts: [], codes: [], pending: "" } : outer.paragraph;
    if (paragraph !== undefined) separate(paragraph, element);
    if (name === "vanish" || name === "webHidden") this.#hide(element);
    const deleted = outer.deleted || deletions.has(name);
    const inserted = outer.inserted || insertions.has(name);
    this.#open.push({
      after,
      name,
      paragraph,
      deleted,
      inserted,
      hidden: outer.hidden,
    });
  }

  /** A text, its element entered before; `blanks`: blanks that are no node of their own stand before it. */
  text(xml: number, blanks: boolean): void {
    const { name, paragraph, deleted, inserted, hidden } = this.#open.at(-1) ?? outermost;
    if (paragraph === undefined) return;
    const piece = { xml, before: "", deleted, inserted, hidden };
    if (codeTexts.has(name)) paragraph.codes.push(piece);
    else if (this.#odf || shownTexts.has(name)) {
      const blank = this.#odf && blanks ? " " : "";
      paragraph.texts.push({ ...piece, before: paragraph.pending || blank });
      paragraph.pending = "";
    }
  }

  end(): void {
    this.leave(Infinity);
  }

  /** `w:vanish` in the properties of a run hides all of the run. */
  #hide({ attribute }: ElementAt): void {
    if (off.has(attribute("@val") ?? "")) return;
    const run = this.#open.at(-2);
    if (this.#open.at(-1)?.name === "rPr" && run?.name === "r") run.hidden = true;
  }

  #close({ texts, codes }: Paragraph): void {
    this.#add(codes);
    this.#add(texts.filter(({ deleted, hidden }) => !deleted && !hidden));
    if (texts.some(({ deleted }) => deleted))
      this.#add(texts.filter(({ inserted, hidden }) => !inserted && !hidden));
    if (texts.some(({ hidden }) => hidden)) this.#add(texts.filter(({ deleted }) => !deleted));
  }

  #add(parts: readonly Piece[]): void {
    if (parts.length > 1)
      this.runs.push({
        parts: parts.map(({ xml, before }) => ({ xml, before })),
      });
  }
}

function separate(paragraph: Paragraph, { name, attribute }: ElementAt): void {
  const plain = separators.get(name);
  if (plain !== undefined) paragraph.pending += plain;
  else if (name === "s") paragraph.pending += " ".repeat(blanksOf(attribute("@c")));
  else if (name === "sym") paragraph.pending += signOf(attribute("@char"));
}

const blanksOf = (count: string | undefined): number =>
  Math.min(mostBlanks, Number.parseInt(count ?? "1", 10) || 1);

/** `w:sym` names a sign by its code; those of symbol fonts stand in the private area, 0xF000 higher. */
function signOf(char: string | undefined): string {
  const code = Number.parseInt(char ?? "", 16);
  if (Number.isNaN(code) || code > 0xffff) return "";
  return String.fromCharCode(code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code);
}
