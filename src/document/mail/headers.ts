/* Headers of a mail or part as nodes: lists of addresses, values with parameters, and texts. */

import type { TextEdit } from "../../core/document.js";
import { AppError } from "../../core/errors.js";
import type { Splice } from "../splice.js";
import { divideAddresses } from "./addresses.js";
import { envelopeName, type HeaderField } from "./fields.js";
import { readHeaderText } from "./header-text.js";
import type { MailBuilder, MailContent } from "./nodes.js";
import { readStructured, type Parameter, type StructuredValue } from "./parameters.js";

export interface MailSource {
  /** Latin1 view of the bytes. */
  readonly source: string;
  readonly newline: string;
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const copies = setOf("cc bcc resent-cc resent-bcc mail-followup-to apparently-to x-cc x-bcc");
const addresses = setOf(
  "from sender reply-to to resent-from resent-sender resent-reply-to resent-to return-path delivered-to x-original-to " +
    "envelope-to x-envelope-to x-envelope-from errors-to return-receipt-to disposition-notification-to mail-reply-to",
);
const singular = setOf("content-type content-transfer-encoding content-disposition");

/** Headers of one block. Those that say how to read its body are kept. Throws AppError `mail_malformed`. */
export function addHeaders(
  builder: MailBuilder,
  fields: readonly HeaderField[],
  mail: MailSource,
): ReadonlyMap<string, StructuredValue> {
  const structured = new Map<string, StructuredValue>();
  for (const field of fields) {
    const name = field.name.toLowerCase();
    if (singular.has(name)) {
      if (structured.has(name)) throw new AppError("mail_malformed");
      structured.set(name, readValue(field, mail));
    }
    addField(builder, field, { ...mail, name, structured: structured.get(name) });
  }
  return structured;
}

const readValue = ({ valueStart: start, valueEnd: end }: HeaderField, mail: MailSource): StructuredValue =>
  readStructured({ ...mail, start, end });

interface FieldMail extends MailSource {
  readonly name: string;
  readonly structured: StructuredValue | undefined;
}

function addField(builder: MailBuilder, field: HeaderField, mail: FieldMail): void {
  const { name, structured } = mail;
  const key = addName(builder, field);
  const removal = (): readonly Splice[] => [{ start: field.start, end: field.end, bytes: "" }];
  const place = { name: name === "from " ? "envelope" : name, start: field.start, end: field.end, removal };
  if (structured !== undefined) {
    builder.within({ kind: "object", ...place }, () => addParameters(builder, structured, mail), key);
  } else if (copies.has(name) || addresses.has(name)) {
    builder.within({ kind: "array", ...place }, () => addAddresses(builder, field, mail), key);
  } else {
    const { valueStart: start, valueEnd: end } = field;
    const text = readHeaderText({ ...mail, start, end, structured: false });
    builder.add({ kind: "string", ...place, ...text }, key);
  }
}

/** Names of letters and dashes hold nobody's data. */
const plainName = /^[a-z-]{1,40}$/i;
/** RFC 5322, 2.2: what no name may hold. */
const notInName = /[^\x21-\x39\x3b-\x7e]/g;

function addName(builder: MailBuilder, { name, start }: HeaderField): number {
  if (plainName.test(name) || name === envelopeName) return -1;
  const write = (edits: readonly TextEdit[]): readonly Splice[] =>
    edits.map((edit) => ({
      start: start + edit.start,
      end: start + edit.end,
      bytes: edit.replacement.replace(notInName, "-") || "X",
    }));
  return builder.add({
    kind: "key",
    name: name.toLowerCase(),
    start,
    end: start + name.length,
    text: name,
    write,
  });
}

function addAddresses(builder: MailBuilder, field: HeaderField, mail: FieldMail): void {
  const copy = copies.has(mail.name);
  for (const { start, end } of divideAddresses(mail.source, field.valueStart, field.valueEnd)) {
    const text = readHeaderText({ ...mail, start, end, structured: true });
    builder.add({ kind: "string", start, end, ...(copy && { copy }), ...text });
  }
}

function addParameters(builder: MailBuilder, value: StructuredValue, mail: FieldMail): void {
  for (const parameter of value.parameters) {
    if (parameter.name !== "boundary") builder.add(parameterNode(parameter));
  }
  for (const { start, end } of value.comments) {
    const removal = (): readonly Splice[] => [{ start, end, bytes: "" }];
    const text = readHeaderText({ ...mail, start, end, structured: true });
    builder.add({ kind: "string", name: "comment", start, end, removal, ...text });
  }
}

const extension = /\.[a-z\d]{1,8}$/i;

/** A file that loses its name keeps its kind. */
function parameterNode({ name, text, start, end, write }: Parameter): MailContent {
  const suffix = /name$/.test(name) ? (extension.exec(text)?.[0] ?? "") : "";
  const kept = (changed: string): string => (changed.endsWith(suffix) ? changed : changed + suffix);
  return {
    kind: "string",
    name,
    text,
    start,
    end,
    write: (edits) => write(kept(applyEdits(text, edits))),
    removal: () => write(suffix === "" ? "" : `file${suffix}`),
  };
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = "";
  let from = 0;
  for (const { start, end, replacement } of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(from, start) + replacement;
    from = end;
  }
  return out + text.slice(from);
}
