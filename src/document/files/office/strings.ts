/* Texts of one XML part of an office document: what may hold a value, under what name, and which are seen as one. */

import type { XmlDocument } from "../../xml.js";
import { Gaps } from "./gaps.js";
import { attributeName, Controls, textName } from "./naming.js";
import { Paragraphs, shownTexts, type ElementAt } from "./paragraphs.js";
import { stretchesOf, trimmedOf, type Stretch } from "./stretches.js";
import { attributeOf, type CellHint } from "./tables.js";
import type { ShownRun } from "./views.js";

/** A text that is read, by its XML node. */
export interface Shown {
  readonly xml: number;
  /** Name it is read with. */
  readonly key: string;
  readonly number: boolean;
  /** All of it, or what a reader sees of it. */
  readonly stretch?: Pick<Stretch, "start" | "end">;
  /** An element that stands for a sign, and is no text. */
  readonly sign?: string;
  /** A file in base64. */
  readonly file?: boolean;
}

export interface PartStrings {
  /** In source order; a text is there once for each of its names and stretches, an attribute where it stands first. */
  readonly shown: readonly Shown[];
  readonly runs: readonly ShownRun[];
}

export interface PartRules {
  /** OpenDocument shows blanks between elements, and the texts of elements it does not know. */
  readonly odf: boolean;
  /** By XML node. */
  readonly hints: ReadonlyMap<number, CellHint>;
  /** Names of styles whose texts nobody sees. */
  readonly hiddenStyles: ReadonlySet<string>;
  /** Texts that are files, by XML node. */
  readonly bytes: ReadonlySet<number>;
  /** Positions of shared strings in a sheet: no texts. */
  isPosition(xml: number): boolean;
}

/** Shorter attributes hold no value that could be found: an address has six characters, an IP address seven. */
const shortestAttribute = 6;

/** Ids of saves and of elements, and numbers of layout. */
const structural =
  /^(?:[\dA-F]{8}|-?\d{1,6}(?:\.\d{1,6})?[a-z%]{0,2}|\{[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}\})$/i;

/** Names of schemas and content types. */
const schema =
  /^(?:http:\/\/(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org|www\.w3\.org|purl\.oclc\.org)\/[\w./-]*#?|urn:(?:oasis|schemas-microsoft-com|org):[\w.:-]*|application\/[\w.+-]+)$/;

/** Years and versions are in names of schemas, longer numbers are not. */
const longNumber = /\d{5}|\d\.\d{1,3}\.\d/;

const isQuiet = (value: string): boolean =>
  value.length < shortestAttribute ||
  structural.test(value) ||
  (schema.test(value) && !longNumber.test(value));

/** A part of the customer's own: nothing is known of its names, and its shortest attribute may be a value. */
function isForeign(document: XmlDocument): boolean {
  for (let node = 1; node < document.size; node = document.after(node)) {
    if (document.kind(node) === "key" || document.keyNode(node) === -1) continue;
    return !namespacesOf(document, node).some((name) => schema.test(name));
  }
  return false;
}

function namespacesOf(document: XmlDocument, root: number): readonly string[] {
  const names: string[] = [];
  for (let node = root + 1; node < document.after(root); node = document.after(node)) {
    if (document.kind(node) === "key") continue;
    if (!(document.key(node) ?? "").startsWith("@")) break;
    if (/^xmlns(?::|$)/.test(document.text(node - 1))) names.push(document.text(node));
  }
  return names;
}

/** Names of elements and attributes that say nothing: of letters, with few digits. */
const plainName = /^[a-z_:.-]{1,60}\d{0,3}(?:[a-z_:.-]{1,60}\d{0,3})?$/i;

/** The text of a node as it is read. */
export const textOfShown = (document: XmlDocument, { xml, sign, stretch }: Shown): string =>
  sign ?? document.text(xml).slice(stretch?.start, stretch?.end);

/** `source`: the part in latin1. One pass. */
export function readStrings(document: XmlDocument, source: string, rules: PartRules): PartStrings {
  const reading = new Reading(document, source, rules);
  for (let xml = 1; xml < document.size; xml++) reading.read(xml);
  return reading.end();
}

class Reading {
  readonly #document: XmlDocument;
  readonly #rules: PartRules;
  readonly #shown: Shown[] = [];
  readonly #runs: ShownRun[] = [];
  readonly #paragraphs: Paragraphs;
  readonly #controls: Controls;
  readonly #gaps: Gaps;
  readonly #isQuiet: (value: string) => boolean;
  readonly #repeats = new Set<string>();

  constructor(document: XmlDocument, source: string, rules: PartRules) {
    this.#document = document;
    this.#rules = rules;
    const { odf, hiddenStyles } = rules;
    const text = (shown: number): string => {
      const one = this.#shown[shown];
      return one === undefined ? "" : textOfShown(document, one);
    };
    this.#paragraphs = new Paragraphs({ odf, hiddenStyles, text });
    this.#controls = new Controls(document);
    this.#gaps = new Gaps(source);
    this.#isQuiet = isForeign(document) ? () => false : isQuiet;
  }

  read(xml: number): void {
    this.#paragraphs.leave(xml);
    const name = this.#document.key(xml) ?? "";
    if (this.#document.kind(xml) === "key") this.#readName(xml);
    else if (name.startsWith("@")) this.#readAttribute(xml);
    else {
      if (this.#document.keyNode(xml) !== -1) {
        this.#controls.enter(xml);
        this.#paragraphs.enter(elementAt(this.#document, xml));
      }
      if (this.#document.kind(xml) === "string") this.#readText(xml, name);
    }
  }

  end(): PartStrings {
    this.#paragraphs.end();
    return { shown: this.#shown, runs: [...this.#runs, ...this.#paragraphs.runs] };
  }

  #readName(xml: number): void {
    if (!plainName.test(this.#document.text(xml)) && this.#isFirst(xml, "")) this.#add(xml, "name");
  }

  #readAttribute(xml: number): void {
    const text = this.#document.text(xml);
    const isHinted = this.#rules.hints.has(xml);
    if (!isHinted && this.#isQuiet(text)) return;
    const name = this.#controls.titleOf(xml) ?? attributeName(this.#document, xml);
    if (!isHinted && !this.#isFirst(xml, name)) return;
    this.#add(xml, name);
    this.#addStretches(xml, name);
  }

  /** What is read with another name is not the same. */
  #isFirst(xml: number, name: string): boolean {
    const own = repeatId(this.#document, xml) ?? "";
    const id = name === "" || own.startsWith(`@${name}=`) ? own : `${name}\n${own}`;
    if (this.#repeats.has(id)) return false;
    this.#repeats.add(id);
    return true;
  }

  #readText(xml: number, name: string): void {
    const isLeaf = !isMixed(this.#document, xml);
    // A comment may stand inside of a text, which is told of behind it.
    if (isLeaf && !notShown.test(name)) this.#gaps.pass(this.#document.bytes(xml));
    const text = this.#document.text(xml);
    if (text === "") this.#readSign(xml, name);
    if (this.#rules.bytes.has(xml)) {
      this.#shown.push({ xml, key: name, number: false, file: true });
      return;
    }
    if (text === "" || this.#rules.isPosition(xml)) return;
    const title = this.#controls.titleOf(xml) ?? textName(this.#document, xml);
    const shown = this.#add(xml, title);
    this.#addStretches(xml, title);
    if (!isLeaf || notShown.test(name)) return;
    const trimmed = this.#trimmed(xml, title) ?? shown;
    this.#paragraphs.text({ shown, trimmed }, this.#gaps.take());
  }

  /** Its place among the shown texts. */
  #add(xml: number, name: string): number {
    const { keys = [name], number = false } = this.#rules.hints.get(xml) ?? {};
    const place = this.#shown.length;
    for (const key of keys) this.#shown.push({ xml, key, number });
    return place;
  }

  /** `w:sym` names a sign by its code. */
  #readSign(xml: number, name: string): void {
    if (name !== "sym" || this.#rules.odf) return;
    const sign = signOf(attributeOf(this.#document, xml, "@char"));
    if (sign === "") return;
    const shown = this.#shown.push({ xml, key: name, number: false, sign }) - 1;
    this.#paragraphs.text({ shown, trimmed: shown }, false);
  }

  /** Word and Excel leave out the blanks around a text that does not say that it needs them. */
  #trimmed(xml: number, key: string): number | undefined {
    const document = this.#document;
    if (this.#rules.odf || !shownTexts.has(document.key(xml) ?? "")) return undefined;
    if (attributeOf(document, xml, "@space") === "preserve") return undefined;
    const stretch = trimmedOf(document.text(xml));
    return stretch && this.#shown.push({ xml, key, number: false, stretch }) - 1;
  }

  #addStretches(xml: number, key: string): void {
    let run: ShownRun["parts"][number][] = [];
    const close = (): void => {
      if (run.length > 1) this.#runs.push({ parts: run });
    };
    for (const { before, ...stretch } of stretchesOf(
      this.#document.key(xml) ?? "",
      this.#document.text(xml),
    ) ?? []) {
      const shown = this.#shown.push({ xml, key, number: false, stretch }) - 1;
      if (before === undefined) {
        close();
        run = [];
      }
      run.push({ shown, before: before ?? "" });
    }
    close();
  }
}

/** Signs of symbol fonts stand in the private area, 0xF000 higher. */
function signOf(char: string | undefined): string {
  const code = Number.parseInt(char ?? "", 16);
  if (Number.isNaN(code) || code > 0xffff) return "";
  return String.fromCharCode(code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code);
}

/** The same for names, and for attributes of one name and value; undefined for texts. */
export function repeatId(document: XmlDocument, xml: number): string | undefined {
  if (document.kind(xml) === "key") return document.text(xml);
  const name = document.key(xml) ?? "";
  return name.startsWith("@") ? `${name}=${document.text(xml)}` : undefined;
}

const notShown = /^[?#](?!text)/;

/** Has elements beside its text: those, and the texts between them, are nodes of their own. */
function isMixed(document: XmlDocument, xml: number): boolean {
  for (let at = xml + 1; at < document.after(xml); at = document.after(at)) {
    if (document.kind(at) !== "key" && !/^[@?]|^#comment$/.test(document.key(at) ?? "")) return true;
  }
  return false;
}

function elementAt(document: XmlDocument, xml: number): ElementAt {
  return {
    name: document.key(xml) ?? "",
    after: document.after(xml),
    attribute: (name) => attributeOf(document, xml, name),
  };
}
