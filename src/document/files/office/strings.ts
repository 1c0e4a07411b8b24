/* Texts of one XML part of an office document: what may hold a value, under what name, and which are seen as one. */

import type { XmlDocument } from "../../xml.js";
import { Paragraphs, type ElementAt, type XmlRun } from "./paragraphs.js";
import { attributeOf, type CellHint } from "./tables.js";

/** A text that is read, by its XML node. */
export interface Shown {
  readonly xml: number;
  /** Name it is read with. */
  readonly key: string;
  readonly number: boolean;
}

export interface PartStrings {
  /** In source order; a text is there once for each of its names, an attribute where it stands first. */
  readonly shown: readonly Shown[];
  readonly runs: readonly XmlRun[];
}

export interface PartRules {
  /** OpenDocument shows blanks between elements, and the texts of elements it does not know. */
  readonly odf: boolean;
  /** By XML node. */
  readonly hints: ReadonlyMap<number, CellHint>;
  /** Positions of shared strings in a sheet: no texts. */
  isPosition(xml: number): boolean;
}

/** Names of members under which the redactor looks for names of people. */
const personNames = new Set([
  "author",
  "creator",
  "lastModifiedBy",
  "initial-creator",
  "printed-by",
  "displayName",
  "Manager",
  "presenter",
]);
const personKey = "author_name";

/** Shorter attributes hold no value that could be found: an address has six characters, an IP address seven. */
const shortestAttribute = 6;

/** Ids of saves and of elements, and numbers of layout. */
const structural =
  /^(?:[\dA-F]{8}|-?\d{1,6}(?:\.\d{1,6})?[a-z%]{0,2}|\{[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}\})$/i;

/** Names of schemas and content types. */
const schema =
  /^(?:http:\/\/(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com|purl\.org|www\.w3\.org|purl\.oclc\.org)\/[\w./-]*#?|urn:(?:oasis|schemas-microsoft-com|org):[\w.:-]*|application\/[\w.+-]+)$/;

const isQuiet = (value: string): boolean =>
  value.length < shortestAttribute || structural.test(value) || schema.test(value);

/** Names of elements and attributes that say nothing: of letters, with few digits. */
const plainName = /^[a-z_:.-]{1,60}\d{0,3}(?:[a-z_:.-]{1,60}\d{0,3})?$/i;

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
  readonly #paragraphs: Paragraphs;
  readonly #gaps: Gaps;
  readonly #repeats = new Set<string>();

  constructor(document: XmlDocument, source: string, rules: PartRules) {
    this.#document = document;
    this.#rules = rules;
    this.#paragraphs = new Paragraphs(rules.odf);
    this.#gaps = new Gaps(source);
  }

  read(xml: number): void {
    this.#paragraphs.leave(xml);
    const name = this.#document.key(xml) ?? "";
    if (this.#document.kind(xml) === "key") this.#readName(xml);
    else if (name.startsWith("@")) this.#readAttribute(xml);
    else {
      if (this.#document.keyNode(xml) !== -1) this.#paragraphs.enter(elementAt(this.#document, xml));
      if (this.#document.kind(xml) === "string") this.#readText(xml, name);
    }
  }

  end(): PartStrings {
    this.#paragraphs.end();
    return { shown: this.#shown, runs: this.#paragraphs.runs };
  }

  #readName(xml: number): void {
    if (!plainName.test(this.#document.text(xml)) && this.#isFirst(xml)) this.#add(xml, "name");
  }

  #readAttribute(xml: number): void {
    const isHinted = this.#rules.hints.has(xml);
    if (isHinted || (!isQuiet(this.#document.text(xml)) && this.#isFirst(xml)))
      this.#add(xml, attributeName(this.#document, xml));
  }

  #isFirst(xml: number): boolean {
    const id = repeatId(this.#document, xml) ?? "";
    if (this.#repeats.has(id)) return false;
    this.#repeats.add(id);
    return true;
  }

  #readText(xml: number, name: string): void {
    const isLeaf = !isMixed(this.#document, xml);
    if (isLeaf) this.#gaps.pass(this.#document.bytes(xml));
    if (this.#document.text(xml) === "" || this.#rules.isPosition(xml)) return;
    this.#add(xml, textName(this.#document, xml));
    if (isLeaf && !notShown.test(name)) this.#paragraphs.text(xml, this.#gaps.take());
  }

  #add(xml: number, name: string): void {
    const { keys = [name], number = false } = this.#rules.hints.get(xml) ?? {};
    for (const key of keys) this.#shown.push({ xml, key, number });
  }
}

/** The same for names, and for attributes of one name and value; undefined for texts. */
export function repeatId(document: XmlDocument, xml: number): string | undefined {
  if (document.kind(xml) === "key") return document.text(xml);
  const name = document.key(xml) ?? "";
  return name.startsWith("@") ? `${name}=${document.text(xml)}` : undefined;
}

const notShown = /^[?#](?!text)/;

/** Whether anything stands between tags; no comments are in it, so that quotes are those of attributes. */
function hasBlanks(source: string, from: number, to: number): boolean {
  let [isTag, quote] = [false, ""];
  for (let at = from; at < to; at++) {
    const sign = source.charAt(at);
    if (quote !== "") quote = sign === quote ? "" : quote;
    else if (!isTag && sign !== "<") return true;
    else if (sign === '"' || sign === "'") quote = sign;
    else isTag = sign !== ">";
  }
  return false;
}

/** Blanks between two texts that stand outside of both. */
class Gaps {
  readonly #source: string;
  #last = 0;
  #blank = false;

  constructor(source: string) {
    this.#source = source;
  }

  pass({ start, end }: { readonly start: number; readonly end: number }): void {
    this.#blank ||= hasBlanks(this.#source, this.#last, start);
    this.#last = Math.max(this.#last, end);
  }

  /** Whether there were any since the last text. */
  take(): boolean {
    const blank = this.#blank;
    this.#blank = false;
    return blank;
  }
}

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

function attributeName(document: XmlDocument, xml: number): string {
  const name = (document.key(xml) ?? "").slice(1);
  const isAuthor = name === "name" && document.key(document.parent(xml)) === "cmAuthor";
  return isAuthor || personNames.has(name) ? personKey : name;
}

/** Longer names are no names of properties. */
const longestName = 80;

/** Properties of a document and defined names carry their name beside them: `<property name="Phone"><lpwstr>…`. */
function textName(document: XmlDocument, xml: number): string {
  const name = document.key(xml) ?? "";
  if (personNames.has(name)) return personKey;
  const element = document.keyNode(xml) === -1 ? document.parent(xml) : xml;
  const given =
    attributeOf(document, element, "@name") ?? attributeOf(document, document.parent(element), "@name");
  return given !== undefined && given !== "" && given.length <= longestName
    ? given
    : name.replace(/^[#?]/, "");
}
