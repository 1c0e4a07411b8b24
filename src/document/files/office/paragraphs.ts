/* Which texts of an office document a reader sees as one: the runs of a paragraph, and of paragraphs that run on. */

import { Flow } from "./flow.js";
import { OpenChanges } from "./open-changes.js";
import { viewsOf, type Piece, type ShownRun } from "./views.js";

/** An element on the way down, as far as it matters here. */
interface Open {
  readonly after: number;
  readonly name: string;
  readonly paragraph: Paragraph | undefined;
  readonly deleted: boolean;
  readonly inserted: boolean;
  readonly branch: number;
  hidden: boolean;
  /** Alternatives met in it. */
  branches: number;
  /** Paragraphs in it that run on. */
  flow: Flow | undefined;
}

/** Around the root element. */
const outermost: Readonly<Open> = {
  after: Infinity,
  name: "",
  paragraph: undefined,
  deleted: false,
  inserted: false,
  branch: 0,
  hidden: false,
  branches: 0,
  flow: undefined,
};

interface Paragraph {
  /** Visible texts, and codes of fields, which are split over runs too. */
  readonly texts: Piece[];
  readonly codes: Piece[];
  pending: string;
  /** Its end is deleted, inserted or hidden: for some readers it goes on in the next one. */
  joins: boolean;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** What holds one text of its own, also inside another. */
const blocks = setOf("p h si is text rPh note annotation ruby-text rt desc title txbxContent text-box");
const flowing = setOf("p h");
/** Around paragraphs that follow one another all the same. */
const wrappers = setOf("list list-item list-header section sdt sdtContent customXml ins del moveTo moveFrom");
/** Texts of OOXML that are shown; an element no program knows must not part a value. */
export const shownTexts = setOf("t delText");
const codeTexts = setOf("instrText delInstrText");
const deletions = setOf("del moveFrom");
const insertions = setOf("ins moveTo");
const hiding = setOf("vanish webHidden specVanish");
const alternatives = setOf("Choice Fallback");
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

/** A text by its places among the shown ones. */
export type TextPlaces = Pick<Piece, "shown" | "trimmed">;

export interface ParagraphRules {
  readonly odf: boolean;
  /** Names of styles whose texts nobody sees. */
  readonly hiddenStyles: ReadonlySet<string>;
  /** The shown text of a place. */
  text(shown: number): string;
}

/** Collects runs while a part is read from its begin to its end. */
export class Paragraphs {
  readonly runs: ShownRun[] = [];
  readonly #rules: ParagraphRules;
  readonly #open: Open[] = [{ ...outermost }];
  readonly #changes = new OpenChanges();

  constructor(rules: ParagraphRules) {
    this.#rules = rules;
  }

  /** Call for each node in order. */
  leave(node: number): void {
    for (let top = this.#open.at(-1); top !== undefined && node >= top.after; top = this.#open.at(-1)) {
      this.#open.pop();
      const outer = this.#open.at(-1);
      if (wrappers.has(top.name) && outer !== undefined) outer.flow = top.flow;
      else if (top.flow !== undefined) this.runs.push(...top.flow.end());
      if (top.paragraph !== undefined && top.paragraph !== outer?.paragraph)
        this.#close(top.paragraph, top.name, outer);
      this.#changes.leave(top.name);
    }
  }

  enter(element: ElementAt): void {
    const { name } = element;
    const outer = this.#open.at(-1) ?? { ...outermost };
    const paragraph = blocks.has(name)
      ? { texts: [], codes: [], pending: "", joins: false }
      : outer.paragraph;
    if (paragraph !== undefined) separate(paragraph, element);
    if (outer.name === "rPr") this.#switch(element);
    this.#open.push(this.#inside(outer, element, paragraph));
    if (!this.#rules.odf) return;
    for (const piece of this.#changes.enter(element)) paragraph?.texts.push(piece);
  }

  #inside(outer: Open, element: ElementAt, paragraph: Paragraph | undefined): Open {
    const { name, after } = element;
    const isWrapper = wrappers.has(name);
    const flow = isWrapper ? outer.flow : undefined;
    if (isWrapper) outer.flow = undefined;
    return {
      after,
      name,
      paragraph,
      flow,
      deleted: outer.deleted || deletions.has(name),
      inserted: outer.inserted || insertions.has(name),
      branch: alternatives.has(name) ? ++outer.branches : outer.branch,
      branches: 0,
      hidden: outer.hidden || this.#isHiddenStyle(element, "@style-name"),
    };
  }

  /** A text, its element entered before; `blanks`: blanks that are no node of their own stand before it. */
  text(places: TextPlaces, blanks: boolean): void {
    const open = this.#open.at(-1) ?? outermost;
    const { name, paragraph } = open;
    if (paragraph === undefined) return;
    if (codeTexts.has(name)) paragraph.codes.push(this.#piece(places, open, ""));
    else if (this.#rules.odf || shownTexts.has(name) || name === "sym") {
      const before = paragraph.pending || (this.#rules.odf && blanks ? " " : "");
      paragraph.texts.push(this.#piece(places, open, before));
      paragraph.pending = "";
    }
  }

  #piece({ shown, trimmed }: TextPlaces, open: Open, before: string): Piece {
    const { deleted, hidden, branch } = open;
    const inserted = open.inserted || this.#changes.inserting;
    return { shown, trimmed, before, deleted, inserted, hidden, branch };
  }

  end(): void {
    this.leave(Infinity);
  }

  /** Properties of a run hide it, those of a paragraph's mark join it to the next. */
  #switch(element: ElementAt): void {
    const { name } = element;
    const owner = this.#open.at(-2);
    const isHidden = hides(element) || (name === "rStyle" && this.#isHiddenStyle(element, "@val"));
    if (owner?.name === "r") owner.hidden ||= isHidden;
    if (owner?.name !== "pPr" || owner.paragraph === undefined) return;
    owner.paragraph.joins ||= isHidden || deletions.has(name) || insertions.has(name);
  }

  #isHiddenStyle({ attribute }: ElementAt, by: "@style-name" | "@val"): boolean {
    const { hiddenStyles } = this.#rules;
    return hiddenStyles.size > 0 && hiddenStyles.has(attribute(by) ?? "");
  }

  #close({ texts, codes, joins }: Paragraph, name: string, outer: Open | undefined): void {
    this.runs.push(...viewsOf(codes), ...viewsOf(texts));
    if (outer === undefined || !flowing.has(name) || texts.length === 0) return;
    this.#changes.keep(texts);
    const paragraph = { texts, joins, text: this.#rules.text };
    if (outer.flow !== undefined) outer.flow = outer.flow.with(paragraph, this.runs);
    else outer.flow = Flow.from(paragraph);
  }
}

const hides = ({ name, attribute }: ElementAt): boolean =>
  hiding.has(name) && !off.has(attribute("@val") ?? "");

function separate(paragraph: Paragraph, { name, attribute }: ElementAt): void {
  const plain = separators.get(name);
  if (plain !== undefined) paragraph.pending += plain;
  else if (name === "s") paragraph.pending += " ".repeat(blanksOf(attribute("@c")));
}

const blanksOf = (count: string | undefined): number =>
  Math.min(mostBlanks, Number.parseInt(count ?? "1", 10) || 1);
