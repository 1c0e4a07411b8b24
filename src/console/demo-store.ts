/* What the demo desk remembers. Values are kept as their JSON source, so that ids of any size stay as they came. */

import type { Document } from "../core/document.js";
import { readDocument } from "../document/index.js";
import { parseMediaType } from "../document/media-type.js";

/** Member name to JSON source of its value. */
export type RawObject = Map<string, string>;

const json = parseMediaType("application/json");

/** Reads one JSON object; throws AppError `json_syntax` and the like. */
export function readEnvelope(body: Buffer, name: string): RawObject | undefined {
  const document = readDocument(body, json);
  const member = childrenOf(document, 0).find((node) => document.key(node) === name);
  return member === undefined ? undefined : readObject(document, body, member);
}

export function readRaw(source: string): RawObject {
  const body = Buffer.from(source);
  return readObject(readDocument(body, json), body, 0);
}

function readObject(document: Document, body: Buffer, node: number): RawObject {
  const members: RawObject = new Map();
  for (const child of childrenOf(document, node)) {
    const { start, end } = document.bytes(child);
    members.set(document.key(child) ?? "", body.toString("utf8", start, end));
  }
  return members;
}

function childrenOf(document: Document, parent: number): readonly number[] {
  const children: number[] = [];
  for (let node = parent + 1; node < document.after(parent); node = document.after(node)) {
    if (document.kind(node) !== "key") children.push(node);
  }
  return children;
}

export function writeRaw(members: RawObject): string {
  return `{${[...members].map(([name, source]) => `${JSON.stringify(name)}:${source}`).join(",")}}`;
}

/** The string a member holds, or undefined when it is absent or not a string. */
export function stringOf(members: RawObject, name: string): string | undefined {
  const source = members.get(name);
  const value: unknown = source === undefined ? undefined : JSON.parse(source);
  return typeof value === "string" ? value : undefined;
}

export interface StoredTicket {
  readonly id: number;
  readonly members: RawObject;
  readonly comments: RawObject[];
}

export interface StoredUpload {
  readonly token: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface StoredReply {
  readonly digest: string;
  readonly answer: { readonly status: number; readonly body: string; readonly location?: string };
}

export interface DemoStore {
  readonly tickets: Map<number, StoredTicket>;
  readonly users: Map<number, RawObject>;
  readonly uploads: Map<string, StoredUpload>;
  /** By idempotency key: the digest of the request and what it was answered. */
  readonly replies: Map<string, StoredReply>;
  nextId(): number;
}

export function createDemoStore(): DemoStore {
  let last = 1000;
  return {
    tickets: new Map(),
    users: new Map(),
    uploads: new Map(),
    replies: new Map(),
    nextId: () => ++last,
  };
}
