/* A mail or a part of one: its headers and its body, which may hold further parts, files and mails. */

import { AppError } from "../../core/errors.js";
import type { TextFormat } from "../../core/types.js";
import { sniffFile } from "../magic.js";
import { readPartText, type Flow } from "./body-text.js";
import { divide, type Division, type PartStretch, type Stretch } from "./boundaries.js";
import { charsetOf } from "./charset.js";
import { lineBreakBefore, readFields } from "./fields.js";
import { addHeaders, type MailSource } from "./headers.js";
import type { MailBuilder, MailContent } from "./nodes.js";
import type { StructuredValue } from "./parameters.js";
import { signatureText } from "./signature.js";
import { openTransfer, transferNames, type Transfer, type TransferName } from "./transfer.js";

export interface MailLimits {
  /** Of the whole mail. */
  readonly parts: number;
  /** Multipart in multipart; mail in mail. */
  readonly partDepth: number;
}

export interface Reading extends MailSource {
  readonly builder: MailBuilder;
  readonly limits: MailLimits;
  /** So far. */
  parts: number;
}

interface Place extends Stretch {
  /** Mails around this one. */
  readonly mails: number;
  /** Multiparts of this mail around it. */
  readonly depth: number;
  /** Type of what names none. */
  readonly fallback: string;
  readonly name?: string;
  readonly part?: PartStretch;
  /** Part of a signed pair that only signs. */
  readonly signs?: boolean;
}

/**
 * Throws AppError `mail_malformed`, `charset_unsupported`, `invalid_utf8`, `attachment_unscannable` (encrypted, cut into
 * several mails, nested too deeply) and `body_too_large` (too many parts).
 */
export function addEntity(reading: Reading, place: Place): void {
  const { builder, source } = reading;
  const { start, end, part, name } = place;
  const removal = part === undefined ? undefined : () => [{ ...part.outer, bytes: "" }];
  const shape = {
    kind: "object",
    ...(name !== undefined && { name }),
    start,
    end,
  } as const;
  builder.within({ ...shape, ...(removal && { removal }) }, () => {
    const { fields, bodyStart } = readFields(source, start, end);
    let structured: ReadonlyMap<string, StructuredValue> = new Map();
    builder.within({ kind: "object", name: "headers", start, end: bodyStart }, () => {
      structured = addHeaders(builder, fields, reading);
    });
    refuseControls(source, start, bodyStart);
    addBody(reading, { ...place, start: bodyStart, headers: structured });
  });
}

interface BodyPlace extends Place {
  readonly headers: ReadonlyMap<string, StructuredValue>;
}

const encrypted = /^(?:multipart\/encrypted|application\/(?:x-)?pkcs7-mime|message\/partial)$/;

function addBody(reading: Reading, place: BodyPlace): void {
  const essence = essenceOf(place);
  const transfer = transferOf(place.headers);
  const plain = transfer !== "base64" && transfer !== "quoted-printable";
  if (essence.startsWith("multipart/")) {
    if (!plain) throw new AppError("mail_malformed");
    addMultipart(reading, { ...place, essence });
  } else if (plain && isMail.test(essence)) {
    addMail(reading, place);
  } else {
    if (transfer !== "binary") refuseControls(reading.source, place.start, place.end);
    const open = openTransfer(transfer, { ...reading, start: place.start, end: place.end });
    const node = place.signs === true ? signatureNode(open, place) : leafNode(open, { ...place, essence });
    reading.builder.add(node);
  }
}

function essenceOf({ headers, fallback }: BodyPlace): string {
  const essence = headers.get("content-type")?.value ?? fallback;
  if (!essence.includes("/")) throw new AppError("mail_malformed");
  if (encrypted.test(essence)) throw new AppError("attachment_unscannable");
  return essence;
}

const isMail = /^(?:message\/(?:rfc822|global)|text\/rfc822-headers)$/;

function transferOf(headers: BodyPlace["headers"]): TransferName {
  const value = headers.get("content-transfer-encoding")?.value ?? "7bit";
  const known = transferNames.find((name) => name === value);
  if (known === undefined) throw new AppError("mail_malformed");
  return known;
}

/** Readers cut at them, or take them for line ends. */
function refuseControls(source: string, start: number, end: number): void {
  if (/\0|\r(?!\n)/.test(source.slice(start, end))) throw new AppError("mail_malformed");
}

function addMail(reading: Reading, { start, end, mails }: BodyPlace): void {
  if (mails >= reading.limits.partDepth) throw new AppError("attachment_unscannable");
  addEntity(reading, { start, end, mails: mails + 1, depth: 0, fallback: "text/plain", name: "message" });
}

interface MultipartPlace extends BodyPlace {
  readonly essence: string;
}

function addMultipart(reading: Reading, place: MultipartPlace): void {
  const { builder, source, limits } = reading;
  const { headers, essence, start, end } = place;
  const boundary = headers.get("content-type")?.parameters.filter(({ name }) => name === "boundary") ?? [];
  if (boundary.length !== 1) throw new AppError("mail_malformed");
  if (place.depth >= limits.partDepth) throw new AppError("attachment_unscannable");
  const division = divide(source, { start, end }, boundary[0]?.text ?? "");
  reading.parts += division.parts.length;
  if (reading.parts > limits.parts) throw new AppError("body_too_large");
  addLoose(reading, "preamble", division.preamble);
  const signed = essence === "multipart/signed" && division.parts.length === 2;
  const nodes: number[] = [];
  builder.within({ kind: "array", name: "parts", start, end }, () => {
    for (const [at, part] of division.parts.entries()) {
      nodes.push(builder.nodes.length);
      addEntity(reading, {
        ...part,
        part,
        mails: place.mails,
        depth: place.depth + 1,
        fallback: essence === "multipart/digest" ? "message/rfc822" : "text/plain",
        signs: signed && at === 1,
      });
    }
  });
  if (signed) addSeal(reading, nodes, { division, headers });
  addLoose(reading, "epilogue", division.epilogue);
}

/** What stands before the first part and behind the last: nobody shows it, and nothing of it is written again. */
function addLoose({ builder, source }: Reading, name: string, { start, end }: Stretch): void {
  const text = source.slice(start, end);
  if (text.trim() === "") return;
  refuseControls(source, start, end);
  builder.loose.push({ start, end, bytes: "" });
  const shown = Buffer.from(text, "latin1").toString("utf8");
  builder.add({
    kind: "string",
    name,
    start,
    end,
    text: shown,
    write: () => [],
    removal: () => [],
  });
}

interface Signed {
  readonly division: Division;
  readonly headers: BodyPlace["headers"];
}

/** The signature goes, and the type no longer says that there is one. */
function addSeal(
  { builder, source }: Reading,
  nodes: readonly number[],
  { division, headers }: Signed,
): void {
  const [content = -1, signature = -1] = nodes;
  const type = headers.get("content-type");
  const outer = division.parts[1]?.outer;
  if (type === undefined || outer === undefined) return;
  const start = outer.start - lineBreakBefore(source, outer.start);
  const end = outer.end - lineBreakBefore(source, outer.end);
  builder.seals.push({
    content,
    after: builder.nodes[content]?.after ?? content,
    signature,
    splices: [
      { start, end, bytes: "" },
      { start: type.start, end: type.end, bytes: "multipart/mixed" },
    ],
  });
}

const signatureNode = (transfer: Transfer, { start, end }: Stretch): MailContent => ({
  kind: "string",
  name: "signature",
  start,
  end,
  text: signatureText(transfer.bytes),
  write: () => [],
  removal: () => [],
});

/** Texts that mail programs show in the mail itself; other texts are files, with grammars of their own. */
const shownTexts: Readonly<Record<string, TextFormat>> = {
  "text/plain": "plain",
  "text/html": "html",
  "text/markdown": "markdown",
  "text/enriched": "plain",
  "text/richtext": "plain",
  "message/delivery-status": "plain",
  "message/disposition-notification": "plain",
  "message/external-body": "plain",
};

function leafNode(transfer: Transfer, place: MultipartPlace): MailContent {
  const { essence, headers } = place;
  const type = headers.get("content-type");
  const isText = essence.startsWith("text/") || Object.hasOwn(shownTexts, essence);
  // Decides before anything else: in UTF-7 even plain ASCII says something else.
  const charset = isText ? charsetOf(parameterOf(type, "charset") ?? "") : undefined;
  if (charset === undefined || isFile(transfer, place)) return fileNode(transfer, place);
  refuseEncoded(transfer.bytes);
  const format = shownTexts[essence] ?? "plain";
  const { start, end } = place;
  return {
    kind: "string",
    name: format === "html" ? "html" : "text",
    start,
    end,
    format,
    ...readPartText(transfer, charset, essence === "text/plain" ? flowOf(type) : "fixed"),
    removal: () => [transfer.replace("")],
  };
}

/** A text with a name is opened by what it is, if that can be told; whatever is no text is a file. */
function isFile(transfer: Transfer, { essence, headers }: MultipartPlace): boolean {
  const content = Buffer.from(transfer.bytes, "latin1");
  const named =
    parameterOf(headers.get("content-disposition"), "filename") ??
    parameterOf(headers.get("content-type"), "name");
  if (named === undefined && Object.hasOwn(shownTexts, essence)) return transfer.bytes.includes("\0");
  return sniffFile(content) !== "unknown" || transfer.bytes.includes("\0");
}

const parameterOf = (value: StructuredValue | undefined, name: string): string | undefined =>
  value?.parameters.find((parameter) => parameter.name === name)?.text;

function flowOf(type: StructuredValue | undefined): Flow {
  if (parameterOf(type, "format")?.toLowerCase() !== "flowed") return "fixed";
  return parameterOf(type, "delsp")?.toLowerCase() === "yes" ? "delsp" : "flowed";
}

/** ISO-2022-JP, which mail programs take text for by these alone: signs of ASCII mean others between them. */
// eslint-disable-next-line no-control-regex -- escape is what begins them
const shifts = /\x1b\$[@B(]/;

/** Some programs take a uuencoded block in a text for a file (POSIX uuencode). */
function refuseEncoded(text: string): void {
  if (shifts.test(text)) throw new AppError("charset_unsupported");
  if (/(?:^|\n)begin [0-7]{3,4} [^\r\n]{1,255}\r?\n[\x20-\x60]{2}/.test(text))
    throw new AppError("attachment_unscannable");
}

function fileNode(transfer: Transfer, { start, end }: Stretch): MailContent {
  return {
    kind: "file",
    name: "file",
    start,
    end,
    bytes: () => Buffer.from(transfer.bytes, "latin1"),
    replace: (content) => [transfer.replace(content.toString("latin1"))],
    removal: () => [transfer.replace("")],
  };
}
