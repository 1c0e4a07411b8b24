/* The words of the project as types: entity types, roles, spans, findings, evidence. */

/** What can be found. Presidio's names where it has one. */
export const entityTypes = [
  "EMAIL_ADDRESS",
  "PHONE_NUMBER",
  "IP_ADDRESS",
  "MAC_ADDRESS",
  "HOSTNAME",
  "URL",
  "CREDENTIAL",
  "CREDIT_CARD",
  "IBAN_CODE",
  "VAT_NUMBER",
  "NATIONAL_ID",
  "DATE_OF_BIRTH",
  "PERSON",
  "ORGANIZATION",
  "POSTAL_ADDRESS",
  "CRYPTO_WALLET",
  "CC_RECIPIENT",
] as const;
export type EntityType = (typeof entityTypes)[number];

/** What a field is for, as the desk's map says. String leaves no map names are `content`. */
export const fieldRoles = [
  "content",
  "subject",
  "requester",
  "contact",
  "cc",
  "identifier",
  "metadata",
  "attachment",
  "query",
  "secret",
] as const;
export type FieldRole = (typeof fieldRoles)[number];

export type Audience = "public" | "private";
export type Direction = "request" | "response";

/** Grammar of a field's text. `plain` may still hold HTML or JSON by accident; the redactor looks. */
export type TextFormat = "plain" | "html" | "markdown";

/** Half-open `[start, end)`, in UTF-16 units of the text it belongs to. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One reason for a finding. Names patterns, checks, words from our own lists; never text of the payload. */
export interface Evidence {
  readonly by: "pattern" | "check" | "context" | "key" | "label" | "ner" | "reading" | "structure";
  readonly name: string;
}

/** What a detector says of one text. */
export interface Match extends Span {
  readonly entity: EntityType;
  readonly kind?: string;
  /** 0 to 1. */
  readonly confidence: number;
  /** Id of the pattern or native detector. */
  readonly detector: string;
  readonly evidence: readonly Evidence[];
}

/** One piece of a finding. `field` is the node number in the document. */
export interface FindingPart extends Span {
  readonly field: number;
}

/**
 * Something found in a payload. Holds no value, by design: only where it is.
 * The first part gets the replacement, the others are emptied.
 */
export interface Finding {
  readonly entity: EntityType;
  readonly kind?: string;
  readonly confidence: number;
  readonly detector: string;
  readonly evidence: readonly Evidence[];
  readonly parts: readonly FindingPart[];
}

/** Bytes of one request or response. */
export interface Payload {
  readonly body: Buffer;
  /** Full Content-Type value; parameters allowed. */
  readonly mediaType: string;
}
