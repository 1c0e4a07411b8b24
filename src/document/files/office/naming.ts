/* Under what name a text of an office document is read: what stands beside it says what it holds. */

import type { XmlDocument } from "../../xml.js";
import { attributeOf } from "./tables.js";

/** Names of members under which the redactor looks for names of people. */
const personNames = new Set([
  "author",
  "author-name",
  "creator",
  "lastModifiedBy",
  "initial-creator",
  "printed-by",
  "displayName",
  "userName",
  "Manager",
  "presenter",
]);
/** Elements whose `name` is a person's. */
const personElements = new Set(["cmAuthor", "author", "userInfo"]);
const personKey = "author_name";

/** Longer names are no names of properties. */
const longestName = 80;

const nameOf = (name: string | undefined): string | undefined =>
  name !== undefined && name !== "" && name.length <= longestName ? name : undefined;

/** Attributes that hold what another one names: `<w:docVar w:name="Password" w:val="…"/>`. */
const values = new Set(["@val", "@value", "@string-value", "@current-value"]);

/** Name of an attribute, or the one that the attribute beside it gives it. */
export function attributeName(document: XmlDocument, xml: number): string {
  const name = document.key(xml) ?? "";
  const element = document.parent(xml);
  if (personNames.has(name.slice(1)) || (name === "@name" && personElements.has(document.key(element) ?? "")))
    return personKey;
  const given = values.has(name) ? nameOf(attributeOf(document, element, "@name")) : undefined;
  return given ?? name.slice(1);
}

/** Properties of a document and defined names carry their name beside them: `<property name="Phone"><lpwstr>…`. */
export function textName(document: XmlDocument, xml: number): string {
  const name = document.key(xml) ?? "";
  if (personNames.has(name)) return personKey;
  const element = document.keyNode(xml) === -1 ? document.parent(xml) : xml;
  const given =
    attributeOf(document, element, "@name") ?? attributeOf(document, document.parent(element), "@name");
  return nameOf(given) ?? name.replace(/^[#?]/, "");
}

/** Fields to fill in, and the elements in them that name them. */
const controls: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ["sdt", new Set(["alias", "tag"])],
  ["ffData", new Set(["name"])],
]);
/** What a field offers to choose from, or is filled with. */
const choices = new Set(["default", "listEntry", "listItem"]);

interface Control {
  readonly after: number;
  readonly titles: ReadonlySet<string>;
  title: string | undefined;
}

/** Titles of fields stand in front of their content: `<w:sdt><w:sdtPr><w:alias w:val="Password"/>…`. */
export class Controls {
  readonly #document: XmlDocument;
  readonly #open: Control[] = [];

  constructor(document: XmlDocument) {
    this.#document = document;
  }

  /** Call for each element in order. */
  enter(xml: number): void {
    const document = this.#document;
    const name = document.key(xml) ?? "";
    while (xml >= (this.#open.at(-1)?.after ?? Infinity)) this.#open.pop();
    const titles = controls.get(name);
    if (titles !== undefined) this.#open.push({ after: document.after(xml), titles, title: undefined });
    const control = this.#open.at(-1);
    if (control?.titles.has(name) === true) control.title ??= nameOf(attributeOf(document, xml, "@val"));
  }

  /** Title of the innermost control around a text, or around a choice whose attribute this is. */
  titleOf(xml: number): string | undefined {
    const document = this.#document;
    const control = this.#open.at(-1);
    const isAttribute = (document.key(xml) ?? "").startsWith("@");
    if (isAttribute && !choices.has(document.key(document.parent(xml)) ?? "")) return undefined;
    return control !== undefined && xml < control.after ? control.title : undefined;
  }
}
