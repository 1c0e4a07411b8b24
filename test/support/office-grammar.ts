/* Office packages made up at random, with values planted wherever a reader may see them, split and spelled in many ways. */

import { docx, odf, openMeta, pptx, relations, wordPart, xlsx, type Parts } from "./office.js";
import type { Random } from "./random.js";

export const families = ["docx", "xlsx", "pptx", "odf"] as const;
export type OfficeFamily = (typeof families)[number];

type Spell = (text: string) => string;

const escaped: Spell = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

export class OfficeMaker {
  readonly planted: string[] = [];
  readonly #random: Random;
  readonly #serial: number;

  constructor(random: Random, serial: number) {
    this.#random = random;
    this.#serial = serial;
  }

  make(family: OfficeFamily): Buffer {
    if (family === "docx") return this.#word();
    if (family === "xlsx") return this.#sheets();
    return family === "pptx" ? this.#slides() : this.#open();
  }

  #pick<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.#random(values.length)] ?? values[0];
  }

  #some(most: number, make: () => string): string {
    return Array.from({ length: this.#random(most + 1) }, make).join("");
  }

  /** A value that is one wherever it stands. */
  #value(): string {
    return this.#pick([() => this.#address(), () => this.#machine(), () => this.#number()])();
  }

  #plant(value: string): string {
    this.planted.push(value);
    return value;
  }

  #address(): string {
    const name = this.#pick(["jane", "bob.p", "x_y"]);
    return this.#plant(`${name}${String(this.#serial)}n${String(this.planted.length)}@leak.test`);
  }

  readonly #machine = (): string => this.#plant(`203.0.113.${String(10 + this.#random(240))}`);

  readonly #number = (): string => this.#plant(`+49 1511 2${String(100_000 + this.#random(899_999))}`);

  #secret(): string {
    return this.#plant(`Elmtree-Rust${String(this.#serial)}z${String(this.planted.length)}`);
  }

  #said(): string {
    if (this.#random(4) === 0) return this.#pick(["nothing here", "a & b", "", "ä€ und mehr"]);
    if (this.#random(6) === 0) return `Password: ${this.#secret()}`;
    return this.#pick([(v: string) => v, (v: string) => `write to ${v} today`, (v: string) => `(${v}), ok`])(
      this.#value(),
    );
  }

  #cut(text: string): readonly string[] {
    const pieces: string[] = [];
    let from = 0;
    while (from < text.length && this.#random(3) > 0) {
      const to = from + 1 + this.#random(Math.min(12, text.length - from));
      pieces.push(text.slice(from, to));
      from = to;
    }
    pieces.push(text.slice(from));
    return pieces;
  }

  /** One text in XML: as it stands, with references, as CDATA, with a comment in it. */
  readonly #spell: Spell = (text) => {
    switch (this.#random(6)) {
      case 0:
        return Array.from(text, (sign) => `&#${String(sign.codePointAt(0))};`).join("");
      case 1:
        return `<![CDATA[${text}]]>`;
      case 2:
        return escaped(text).replace(/[@.]/, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`);
      case 3:
        return `${escaped(text.slice(0, 1))}<!-- note -->${escaped(text.slice(1))}`;
      default:
        return escaped(text);
    }
  };

  readonly #attribute: Spell = (text) =>
    this.#random(3) === 0
      ? escaped(text).replace(/[@.]/, "&#$&").replace("&#@", "&#64;").replace("&#.", "&#46;")
      : escaped(text);

  /** What may stand between two runs of a paragraph, and is no part of its text. */
  #between(): string {
    return this.#pick([
      "",
      "",
      '<w:proofErr w:type="spellStart"/>',
      '<w:bookmarkStart w:id="0" w:name="a"/>',
      "<w:r><w:softHyphen/></w:r>",
      "<w:r><w:lastRenderedPageBreak/></w:r>",
      '<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>',
      "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>",
      "<w:commentRangeStart w:id='1'/><!-- a --><?b c?>",
    ]);
  }

  #wordRun(text: string): string {
    const run = (content: string): string =>
      `<w:r>${this.#pick(["", "<w:rPr><w:b/></w:rPr>"])}${content}</w:r>`;
    const plain = run(`<w:t xml:space="preserve">${this.#spell(text)}</w:t>`);
    if (text.length === 1 && /[@.\d]/.test(text) && this.#random(2) === 0)
      return run(`<w:sym w:font="Arial" w:char="F0${text.charCodeAt(0).toString(16)}"/>`);
    return this.#pick([
      plain,
      plain,
      `<w:ins w:id="2" w:author="A">${plain}</w:ins>`,
      `<w:hyperlink>${plain}</w:hyperlink>`,
      `<mc:AlternateContent xmlns:mc="urn:mc"><mc:Choice Requires="x">${plain}</mc:Choice><mc:Fallback>${plain}</mc:Fallback></mc:AlternateContent>`,
    ]);
  }

  #paragraph(): string {
    const runs = this.#cut(this.#said()).map((text) => this.#wordRun(text) + this.#between());
    if (this.#random(6) > 0 || runs.length < 2) return `<w:p>${runs.join("")}</w:p>`;
    // Cut where a paragraph ended before.
    const at = 1 + this.#random(runs.length - 1);
    const mark = `<w:pPr><w:rPr><w:${this.#pick(["del", "ins"])} w:id="9"/></w:rPr></w:pPr>`;
    return `<w:p>${mark}${runs.slice(0, at).join("")}</w:p><w:p>${runs.slice(at).join("")}</w:p>`;
  }

  #code(): string {
    const pieces = this.#cut(`MAILTO "${this.#said()}"`);
    return `<w:p>${pieces.map((text) => `<w:r><w:instrText xml:space="preserve">${this.#spell(text)}</w:instrText></w:r>`).join("")}</w:p>`;
  }

  readonly #block = (): string => {
    switch (this.#random(7)) {
      case 0:
        return `<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Password</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>${this.#spell(this.#secret())}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`;
      case 1:
        return this.#code();
      case 2:
        return `<w:p><w:r><w:pict><v:shape xmlns:v="urn:v" alt="${this.#attribute(this.#said())}"><v:textbox><w:txbxContent>${this.#paragraph()}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>`;
      case 3:
        return `<w:p><w:r><w:t>Password:</w:t></w:r></w:p><w:p><w:r><w:t>${this.#spell(this.#secret())}</w:t></w:r></w:p>`;
      default:
        return this.#paragraph();
    }
  };

  /** Prefixes are free to choose. */
  #prefixed(xml: string): string {
    const prefix = this.#pick(["w", "w", "ns0", "W-x"]);
    return prefix === "w"
      ? xml
      : xml.replace(/(<\/?|\s)w:/g, `$1${prefix}:`).replace("xmlns:w=", `xmlns:${prefix}=`);
  }

  #properties(): Parts {
    const attribute = this.#attribute(this.#said());
    return {
      "docProps/core.xml": `<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>${this.#spell(this.#said())}</dc:title></cp:coreProperties>`,
      "docProps/custom.xml": `<Properties xmlns:vt="urn:vt"><property name="Password"><vt:lpwstr>${this.#spell(this.#secret())}</vt:lpwstr></property></Properties>`,
      "customXml/item1.xml": `<customer mail="${attribute}"><note>${this.#spell(this.#said())}</note></customer>`,
    };
  }

  #word(): Buffer {
    const part = (root: string): string => this.#prefixed(wordPart(root, this.#some(3, this.#block)));
    const target = `mailto:${this.#address().replace("@", "%40")}`;
    const depth = this.#random(4) === 0;
    return docx(this.#some(6, this.#block), {
      "word/header1.xml": part("hdr"),
      "word/footnotes.xml": part("footnotes"),
      "word/comments.xml": part("comments"),
      "word/glossary/document.xml": part("glossaryDocument"),
      "word/settings.xml": wordPart(
        "settings",
        `<w:docVars><w:docVar w:name="Password" w:val="${this.#secret()}"/></w:docVars>`,
      ),
      "word/_rels/document.xml.rels": relations(target),
      ...this.#properties(),
      ...(depth ? { "word/embeddings/one.xlsx": this.#sheets() } : {}),
    });
  }

  #rich(): string {
    const runs = this.#cut(this.#said());
    return runs.map((text) => `<r><t xml:space="preserve">${this.#spell(text)}</t></r>`).join("");
  }

  #literals(): string {
    return this.#cut(this.#said().replaceAll('"', ""))
      .map((text) => `"${text}"`)
      .join("&");
  }

  #coded(): string {
    const code = (): string => this.#pick(["&B", "&12", '&"Arial,Bold"', "&K00FF00", "&I"]);
    const pieces = this.#cut(this.#said().replaceAll("&", ""));
    // A size in front of a digit would be another size.
    return `&L${pieces.map((text) => text + (text === "" ? "" : `${code()}&B`)).join("")}&Rpage &P`;
  }

  #sheets(): Buffer {
    const strings = Array.from({ length: 4 }, () => this.#rich());
    const phone = this.#plant(`4915112${String(100_000 + this.#random(899_999))}`);
    const rows = [
      '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Phone</t></is></c></row>',
      `<row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>${phone}</v></c></row>`,
      `<row r="3"><c r="A3" t="inlineStr"><is>${this.#rich()}</is></c></row>`,
      `<row r="4"><c r="A4" t="str"><f>${escaped(this.#literals())}</f></c></row>`,
    ];
    const author = this.#attribute(this.#said());
    return xlsx(rows.join(""), strings, {
      "xl/comments1.xml": `<comments><authors><author>${this.#spell(this.#said())}</author></authors><commentList><comment ref="A1"><text>${this.#rich()}</text></comment></commentList></comments>`,
      "xl/worksheets/sheet2.xml": `<worksheet><sheetData/><dataValidations><dataValidation prompt="${author}"><formula1>${escaped(this.#literals())}</formula1></dataValidation></dataValidations><headerFooter><oddHeader>${escaped(this.#coded())}</oddHeader></headerFooter></worksheet>`,
      "xl/pivotCache/pivotCacheRecords1.xml": `<pivotCacheRecords><r><s v="${this.#attribute(this.#said())}"/></r></pivotCacheRecords>`,
      "xl/connections.xml": `<connections><connection name="c"><dbPr connection="Provider=X;Password=${this.#secret()};Data Source=d"/></connection></connections>`,
      "xl/externalLinks/externalLink1.xml": `<externalLink><sheetDataSet><sheetData><row r="1"><cell r="A1" t="str"><v>${this.#spell(this.#said())}</v></cell></row></sheetData></sheetDataSet></externalLink>`,
      ...this.#properties(),
    });
  }

  #drawn(): string {
    const runs = this.#cut(this.#said());
    return `<a:p>${runs.map((text) => `<a:r>${this.#pick(["", '<a:rPr b="1"/>'])}<a:t>${this.#spell(text)}</a:t></a:r>`).join("")}</a:p>`;
  }

  #slides(): Buffer {
    const names = 'xmlns:p="urn:p" xmlns:a="urn:a"';
    return pptx({
      "ppt/slides/slide1.xml": `<p:sld ${names}><p:cNvPr descr="${this.#attribute(this.#said())}"/>${this.#some(4, () => this.#drawn())}</p:sld>`,
      "ppt/notesSlides/notesSlide1.xml": `<p:notes ${names}>${this.#some(4, () => this.#drawn())}</p:notes>`,
      "ppt/comments/comment1.xml": `<p:cmLst ${names}><p:cm><p:text>${this.#spell(this.#said())}</p:text></p:cm></p:cmLst>`,
      ...this.#properties(),
    });
  }

  #openParagraph(): string {
    const pieces = this.#cut(this.#said()).map((text) => {
      const spelled = this.#spell(text);
      const mark = this.#pick(["", "<text:bookmark/>", "<text:soft-page-break/>", "<!-- a -->"]);
      return (
        mark +
        this.#pick([
          spelled,
          `<text:span>${spelled}</text:span>`,
          `<text:a xlink:href="#x">${spelled}</text:a>`,
        ])
      );
    });
    const note =
      this.#random(4) === 0
        ? `<office:annotation><text:p>${this.#spell(this.#said())}</text:p></office:annotation>`
        : "";
    return `<text:p>${pieces.join("")}${note}</text:p>`;
  }

  /** A text of which one piece was deleted. */
  #changed(): { readonly region: string; readonly text: string } {
    const [first = "", second = "", ...rest] = this.#cut(this.#value());
    const id = `c${String(this.planted.length)}`;
    return {
      region: `<text:changed-region text:id="${id}"><text:deletion><text:p>${this.#spell(second)}</text:p></text:deletion></text:changed-region>`,
      text: `<text:p>${escaped(first)}<text:change text:change-id="${id}"/>${escaped(rest.join(""))}</text:p>`,
    };
  }

  #open(): Buffer {
    const { region, text } = this.#changed();
    const paragraphs = this.#some(6, () => this.#openParagraph());
    const field = `<text:user-field-decl office:string-value="${this.#secret()}" text:name="Password"/>`;
    return odf("text", `<text:tracked-changes>${region}</text:tracked-changes>${field}${paragraphs}${text}`, {
      "meta.xml": openMeta(
        `<dc:title>${this.#spell(this.#said())}</dc:title><meta:user-defined meta:name="Password">${this.#spell(this.#secret())}</meta:user-defined>`,
      ),
      "Object 1/content.xml": `<o xmlns:text="urn:t" xmlns:xlink="urn:l" xmlns:office="urn:o">${this.#openParagraph()}</o>`,
    });
  }
}
