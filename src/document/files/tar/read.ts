/* tar, as POSIX (ustar, pax) and GNU write it, read strictly: headers, names, and no byte that is neither. */

import { isUtf8 } from "node:buffer";
import { AppError } from "../../../core/errors.js";
import type { OpenLimits } from "../index.js";

export const block = 512;

/** A header with what follows it. Offsets are of the archive. */
export interface TarItem {
  /** `0` file, `5` folder, `x` and `g` pax records, `L` a long name. */
  readonly type: "0" | "5" | "x" | "g" | "L";
  readonly start: number;
  readonly data: number;
  readonly size: number;
  /** Behind the padding. */
  readonly end: number;
  readonly name: string;
  readonly user: string;
  readonly group: string;
  /** Of `x` and `g`, in order. */
  readonly records: readonly PaxRecord[];
}

export interface PaxRecord {
  readonly key: string;
  readonly value: string;
}

const unscannable = (): AppError => new AppError("attachment_unscannable");

/**
 * Throws AppError `attachment_unscannable` for links, devices, sparse files, wrong check sums and bytes where none
 * belong; `body_too_large` for more items than `archiveEntries`.
 */
export function readTar(bytes: Buffer, { archiveEntries }: OpenLimits): readonly TarItem[] {
  const items: TarItem[] = [];
  let at = 0;
  while (at + block <= bytes.length && bytes[at] !== 0) {
    const item = readItem(bytes, at);
    if (items.push(item) > archiveEntries) throw new AppError("body_too_large");
    at = item.end;
  }
  const isEnded = at < bytes.length && bytes.length % block === 0;
  if (!isEnded || !isZero(bytes, at, bytes.length)) throw unscannable();
  requireNames(items);
  return items;
}

function isZero(bytes: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
}

const types: Readonly<Record<string, TarItem["type"]>> = {
  "0": "0",
  "\0": "0",
  "5": "5",
  x: "x",
  g: "g",
  L: "L",
};

/** Start and length of the fields that are numbers besides size and check sum. */
const numbers = [
  [100, 8],
  [108, 8],
  [116, 8],
  [136, 12],
  [329, 8],
  [337, 8],
] as const;

/** Offsets of the header's fields: POSIX.1-2017, pax, ustar Interchange Format. */
function readItem(bytes: Buffer, start: number): TarItem {
  const { type, isGnu } = readHeader(bytes, start);
  const size = octal(bytes, start + 124, 12);
  const data = start + block;
  const end = data + Math.ceil(size / block) * block;
  if (end > bytes.length || !isZero(bytes, data + size, end) || (type === "5" && size > 0))
    throw unscannable();
  const name = nameOf(bytes, start, isGnu);
  if (type === "L" && name !== longName) throw unscannable();
  return {
    type,
    start,
    data,
    size,
    end,
    name: type === "L" ? string(bytes, data, size) : name,
    user: string(bytes, start + 265, 32),
    group: string(bytes, start + 297, 32),
    records: type === "x" || type === "g" ? readRecords(bytes.subarray(data, data + size)) : [],
  };
}

/** Where GNU tar would name a file, in front of a name that is too long for that. */
const longName = "././@LongLink";

function readHeader(
  bytes: Buffer,
  start: number,
): { readonly type: TarItem["type"]; readonly isGnu: boolean } {
  const type = types[String.fromCharCode(bytes[start + 156] ?? 0)];
  const magic = bytes.toString("latin1", start + 257, start + 265);
  const isGnu = magic === "ustar  \0";
  if (type === undefined || (!isGnu && magic !== "ustar\x0000")) throw unscannable();
  const isSound =
    sumOf(bytes, start) === octal(bytes, start + 148, 8) &&
    isZero(bytes, start + 157, start + 257) &&
    isZero(bytes, start + (isGnu ? 345 : 500), start + block);
  if (!isSound) throw unscannable();
  for (const [at, length] of numbers) octal(bytes, start + at, length);
  return { type, isGnu };
}

function nameOf(bytes: Buffer, start: number, isGnu: boolean): string {
  const name = string(bytes, start, 100);
  const prefix = isGnu ? "" : string(bytes, start + 345, 155);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** The sum of the header's bytes, its own field taken for blanks. */
export function sumOf(bytes: Buffer, start: number): number {
  let sum = 8 * 0x20;
  for (let at = 0; at < block; at++) if (at < 148 || at >= 156) sum += bytes[start + at] ?? 0;
  return sum;
}

/** Also of fields nobody here needs: numbers in base 256 and text in their place are not to be read. */
function octal(bytes: Buffer, start: number, length: number): number {
  const field = bytes.toString("latin1", start, start + length);
  const digits = /[0-7]+/.exec(field)?.[0] ?? "";
  if (field.replace(digits, "").replace(/[ \0]/g, "") !== "") throw unscannable();
  return digits === "" ? 0 : Number.parseInt(digits, 8);
}

/** Up to a NUL, behind which there is nothing. */
function string(bytes: Buffer, start: number, length: number): string {
  const stop = bytes.indexOf(0, start);
  const end = stop === -1 || stop > start + length ? start + length : stop;
  if (!isZero(bytes, end, start + length)) throw unscannable();
  const text = bytes.subarray(start, end);
  return text.toString(isUtf8(text) ? "utf8" : "latin1");
}

/** Those that make another file of the next one than its header says. */
const refusedKeys = /^(?:size|linkpath|hdrcharset|GNU\.sparse\..*)$/;

/** `LENGTH KEY=VALUE\n`, where the length counts all of it. */
function readRecords(data: Buffer): readonly PaxRecord[] {
  if (!isUtf8(data)) throw unscannable();
  const records: PaxRecord[] = [];
  for (let at = 0; at < data.length;) {
    const [digits = ""] = /^[1-9]\d{0,7} /.exec(data.toString("latin1", at, at + 9)) ?? [];
    const end = at + Number(digits);
    const [, key, value] = /^([^=]+)=(.*)\n$/s.exec(data.toString("utf8", at + digits.length, end)) ?? [];
    if (digits === "" || end > data.length || key === undefined || value === undefined) throw unscannable();
    if (refusedKeys.test(key)) throw unscannable();
    records.push({ key, value });
    at = end;
  }
  return records;
}

// eslint-disable-next-line no-control-regex -- no honest name holds any
const unsafeName = /^$|^\/|[\0-\x1f\x7f]|(?:^|\/)\.\.(?:\/|$)/;

/** Of the names that count: those of pax and GNU records stand in for the next header's. */
function requireNames(items: readonly TarItem[]): void {
  const names = new Set<string>();
  let given: string | undefined;
  for (const item of items) {
    if (item.type === "g") continue;
    if (item.type === "L" || item.type === "x") {
      given = givenBy(item) ?? given;
      continue;
    }
    const real = given ?? item.name;
    if (unsafeName.test(real) || unsafeName.test(item.name) || names.has(real)) throw unscannable();
    names.add(real);
    given = undefined;
  }
  if (given !== undefined) throw unscannable();
}

const givenBy = ({ type, name, records }: TarItem): string | undefined =>
  type === "L" ? name : records.find(({ key }) => key === "path")?.value;
