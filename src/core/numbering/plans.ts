/* libphonenumber's numbering plans as compact objects whose regular expressions compile when first needed. */

import { createRequire } from "node:module";

/** Positions of the fields in one plan of libphonenumber-js metadata, version 4. */
const field = {
  callingCode: 0,
  idd: 1,
  pattern: 2,
  lengths: 3,
  nationalPrefix: 5,
  prefixForParsing: 7,
  prefixTransform: 8,
  leadingDigits: 10,
  types: 11,
} as const;

type RawPlan = readonly unknown[];

interface RawMetadata {
  readonly country_calling_codes: Readonly<Record<string, readonly string[]>>;
  readonly countries: Readonly<Record<string, RawPlan>>;
  readonly nonGeographic: Readonly<Record<string, RawPlan>>;
}

export interface NumberingPlan {
  /** ISO 3166 alpha-2; empty for the non-geographic codes (`+800`, `+882`, ...). */
  readonly region: string;
  readonly callingCode: string;
  /** Bit n is set when national numbers of n digits are possible. */
  readonly lengths: number;
  /** Digit dialled before a national number, such as `0`; empty where there is none. */
  readonly nationalPrefix: string;
  readonly prefixTransform: string;
  /** The national prefix where it is plain digits and all that numbers are parsed for; else empty. */
  readonly onlyPrefix: string;
  /** Whether the plan says what its numbers are: fixed lines, mobiles, toll-free, ... */
  readonly hasTypes: boolean;
  readonly matches: (national: string) => boolean;
  /** Whether the number is of one of the plan's types. */
  readonly isAssigned: (national: string) => boolean;
  /** National prefix (with carrier codes) at the start; undefined where the plan has none. */
  readonly prefix: (() => RegExp) | undefined;
  /** Start of national numbers of this region, where several share a calling code. */
  readonly leadingDigits: (() => RegExp) | undefined;
  /** International access code; undefined where the plan has none. */
  readonly idd: (() => RegExp) | undefined;
}

let raw: RawMetadata | undefined;

/** Read at first use (157 KB, about 2 ms): import time is part of the start-up budget. */
function metadata(): RawMetadata {
  raw ??= createRequire(import.meta.url)("libphonenumber-js/metadata.max.json") as RawMetadata;
  return raw;
}

/** Compiles once, at the first call. The patterns are bounded: no unlimited repeats in the metadata. */
function lazily(source: string): () => RegExp {
  let compiled: RegExp | undefined;
  return () => (compiled ??= new RegExp(source));
}

function wholeTest(pattern: string): (text: string) => boolean {
  const regex = lazily(`^(?:${pattern})$`);
  return (text) => regex().test(text);
}

function startOf(value: unknown): (() => RegExp) | undefined {
  return typeof value === "string" && value !== "" ? lazily(`^(?:${value})`) : undefined;
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

function bitsOf(lengths: unknown): number {
  return Array.isArray(lengths)
    ? lengths.reduce<number>((bits, length) => bits | (1 << Number(length)), 0)
    : 0;
}

/** Pattern of one type, with its lengths where they are not those of the plan; empty: the same as fixed lines. */
function typePattern(value: unknown): string {
  if (!Array.isArray(value)) return "";
  const pattern = textOf(value[0]);
  const lengths: readonly unknown[] = Array.isArray(value[1]) ? value[1] : [];
  if (pattern === "" || lengths.length === 0) return pattern;
  return `(?=${lengths.map((length) => `\\d{${String(length)}}$`).join("|")})(?:${pattern})`;
}

/** One expression for the plan and all its types: to be asked one by one costs as many calls. */
function assignedTest(general: string, lengths: number, types: readonly unknown[]) {
  const patterns = types.map(typePattern).filter((pattern) => pattern !== "");
  if (patterns.length === 0) return () => false;
  const anyType = wholeTest(`(?=(?:${general})$)(?:${patterns.join("|")})`);
  return (national: string): boolean =>
    national.length < 32 && (lengths & (1 << national.length)) !== 0 && anyType(national);
}

function readPlan(region: string, plan: RawPlan): NumberingPlan {
  const lengths = bitsOf(plan[field.lengths]);
  const types: readonly unknown[] = Array.isArray(plan[field.types]) ? (plan[field.types] as unknown[]) : [];
  const general = textOf(plan[field.pattern]);
  const nationalPrefix = textOf(plan[field.nationalPrefix]);
  const parsedPrefix = textOf(plan[field.prefixForParsing]) || nationalPrefix;
  return {
    region,
    callingCode: textOf(plan[field.callingCode]),
    lengths,
    nationalPrefix,
    prefixTransform: textOf(plan[field.prefixTransform]),
    onlyPrefix: /^\d+$/.test(parsedPrefix) ? parsedPrefix : "",
    hasTypes: types.length > 0,
    matches: wholeTest(general),
    isAssigned: assignedTest(general, lengths, types),
    prefix: startOf(parsedPrefix),
    leadingDigits: startOf(plan[field.leadingDigits]),
    idd: startOf(plan[field.idd]),
  };
}

const plans = new Map<string, NumberingPlan>();

function remember(name: string, region: string, plan: RawPlan | undefined): NumberingPlan | undefined {
  if (plan === undefined) return undefined;
  const made = readPlan(region, plan);
  plans.set(name, made);
  return made;
}

/** Plan of an ISO 3166 alpha-2 region; undefined for a region libphonenumber does not know. */
export function planOfRegion(region: string): NumberingPlan | undefined {
  return plans.get(region) ?? remember(region, region, own(metadata().countries, region));
}

/** Regions that share a calling code, the main one first; empty for non-geographic and unknown codes. */
export function regionsOfCallingCode(code: string): readonly string[] {
  return own(metadata().country_calling_codes, code) ?? [];
}

const sharedLengths = new Map<string, number>();

/** Bits of the lengths possible in any region of the plan's calling code. */
export function lengthsOfCallingCode(plan: NumberingPlan): number {
  const known = sharedLengths.get(plan.callingCode);
  if (known !== undefined) return known;
  let bits = plan.lengths;
  for (const region of regionsOfCallingCode(plan.callingCode)) bits |= planOfRegion(region)?.lengths ?? 0;
  sharedLengths.set(plan.callingCode, bits);
  return bits;
}

const leadingDigits = new Map<string, RegExp | undefined>();

function joinLeadingDigits(code: string): RegExp | undefined {
  const sources = regionsOfCallingCode(code).flatMap((region) => {
    const own = planOfRegion(region)?.leadingDigits?.().source;
    return own === undefined ? [] : [own];
  });
  return sources.length === 0 ? undefined : new RegExp(sources.join("|"));
}

/** Matches the start of a national number that belongs to one of the regions told by their leading digits. */
export function anyLeadingDigits(code: string): RegExp | undefined {
  if (!leadingDigits.has(code)) leadingDigits.set(code, joinLeadingDigits(code));
  return leadingDigits.get(code);
}

/** Codes that nobody has are remembered too; callers ask with three digits at most. */
const mains = new Map<string, NumberingPlan | undefined>();

/** Plan of the main region of a calling code, or of a non-geographic code. */
export function planOfCallingCode(code: string): NumberingPlan | undefined {
  const known = mains.get(code);
  if (known !== undefined || mains.has(code)) return known;
  const plan = readPlanOfCallingCode(code);
  mains.set(code, plan);
  return plan;
}

function readPlanOfCallingCode(code: string): NumberingPlan | undefined {
  const main = regionsOfCallingCode(code)[0];
  if (main !== undefined) return planOfRegion(main);
  return plans.get(code) ?? remember(code, "", own(metadata().nonGeographic, code));
}

/** All regions of the metadata, for tests and configuration checks. */
export function phoneRegions(): readonly string[] {
  return Object.keys(metadata().countries);
}

/** Keys come from payload digits and configuration: names of Object.prototype must not answer. */
function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
