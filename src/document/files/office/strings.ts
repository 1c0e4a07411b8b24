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
  /** In source order; a text is there once for each of its names. */
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
const plainName = /^(?:[A-Za-z_:.-]{1,60}\d{0,3}){1,2}$/;

/** `source`: the part in latin1. One pass. */
export function readStrings(document: XmlDocument, source: string, rules: PartRules): PartStrings {
  const shown: Shown[] = [];
  const paragraphs = new Paragraphs(rules.odf);
  const gaps = new Gaps(source);
  const seen = new Set<string>();
  const add = (xml: number, name: string): void => {
    const { keys = [name], number = false } = rules.hints.get(xml) ?? {};
    for (const key of keys) shown.push({ xml, key, number });
  };
  for (let xml = 1; xml < document.size; xml++) {
    paragraphs.leave(xml);
    const name = document.key(xml) ?? "";
    if (document.kind(xml) === "key") {
      if (isUnusual(document.text(xml), seen)) add(xml, "name");
    } else if (name.startsWith("@")) {
      if (!isQuiet(document.text(xml)) || rules.hints.has(xml)) add(xml, attributeName(document, xml));
    } else {
      if (document.keyNode(xml) !== -1) paragraphs.enter(elementAt(document, xml));
      if (document.kind(xml) !== "string") continue;
      const isLeaf = !isMixed(document, xml);
      if (isLeaf) gaps.pass(document.bytes(xml));
      if (document.text(xml) === "" || rules.isPosition(xml)) continue;
      add(xml, textName(document, xml));
      if (isLeaf && !notShown.test(name)) paragraphs.text(xml, gaps.take());
    }
  }
  paragraphs.end();
  return { shown, runs: paragraphs.runs };
}

const notShown = /^[?#](?!text)/;

const tags = /<(?:"[^"]*"|'[^']*'|[^>"'])*>/g;

/** Blanks between two texts that stand outside of both. */
class Gaps {
  readonly #source: string;
  #last = 0;
  #blank = false;

  constructor(source: string) {
    this.#source = source;
  }

  pass({ start, end }: { readonly start: number; readonly end: number }): void {
    this.#blank ||= this.#source.slice(this.#last, start).replace(tags, "") !== "";
    this.#last = Math.max(this.#last, end);
  }

  /** Whether there were any since the last text. */
  take(): boolean {
    const blank = this.#blank;
    this.#blank = false;
    return blank;
  }
}

/** Has elements beside its text: those are nodes of their own. */
function isMixed(document: XmlDocument, xml: number): boolean {
  for (let at = xml + 1; at < document.after(xml); at = document.after(at)) {
    if (document.kind(at) !== "key" && !(document.key(at) ?? "").startsWith("@")) return true;
  }
  return false;
}

/** Each name is looked at once, and written wherever it stands. */
function isUnusual(name: string, seen: Set<string>): boolean {
  if (seen.has(name)) return false;
  seen.add(name);
  return !plainName.test(name);
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
