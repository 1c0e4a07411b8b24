/* Judges a phone number by its numbering plan, as libphonenumber does, without its parser. */

import {
  anyLeadingDigits,
  lengthsOfCallingCode,
  planOfCallingCode,
  planOfRegion,
  regionsOfCallingCode,
  type NumberingPlan,
} from "./plans.js";

export interface PhoneVerdict {
  /** `possible`: the length fits its plan, the digits are not assigned (fiction, new ranges). */
  readonly verdict: "valid" | "possible" | "impossible";
  /** ISO 3166 alpha-2 where it can be told. */
  readonly region?: string;
  readonly callingCode?: string;
  /** Digits after the calling code, without national prefix. */
  readonly national?: string;
}

const impossible: PhoneVerdict = { verdict: "impossible" };

const hasLength = (bits: number, length: number): boolean => length < 32 && (bits & (1 << length)) !== 0;
const minLength = (bits: number): number => 31 - Math.clz32(bits & -bits);
const maxLength = (bits: number): number => 31 - Math.clz32(bits);

const isShared = (callingCode: string): boolean => regionsOfCallingCode(callingCode).length > 1;

/** Region of a national number where several share the calling code: by leading digits, else by its types. */
function homeOf(callingCode: string, national: string): string | undefined {
  const regions = regionsOfCallingCode(callingCode);
  if (regions.length < 2) return regions[0];
  // NANP has 25 regions: one question tells whether any of them is to be asked for its leading digits.
  const mayLead = anyLeadingDigits(callingCode)?.test(national) === true;
  return regions.find((region) => {
    const plan = planOfRegion(region);
    if (plan?.leadingDigits === undefined) return plan?.isAssigned(national) === true;
    return mayLead && plan.leadingDigits().test(national);
  });
}

function withoutPrefix(plan: NumberingPlan, digits: string): string {
  if (plan.onlyPrefix !== "")
    return digits.startsWith(plan.onlyPrefix) ? digits.slice(plan.onlyPrefix.length) : digits;
  const match = plan.prefix?.().exec(digits);
  if (!match) return digits;
  const lastGroup = match.length > 1 ? match[match.length - 1] : undefined;
  if (plan.prefixTransform !== "" && lastGroup) return transformed(plan.prefixTransform, match, digits);
  return digits.slice(match[0].length);
}

/** Expands `$1` in a transform rule: area codes are inserted, carrier codes and old mobile marks dropped. */
function transformed(rule: string, match: RegExpExecArray, digits: string): string {
  const written = rule.replace(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? "");
  return written + digits.slice(match[0].length);
}

/** Strips the national prefix, but only where the rest can still be a number. */
function nationalNumber(plan: NumberingPlan, digits: string): string {
  const rest = withoutPrefix(plan, digits);
  if (rest === digits) return digits;
  if (plan.matches(digits) && !plan.matches(rest)) return digits;
  const shared = lengthsOfCallingCode(plan);
  if (rest.length > maxLength(shared)) return rest;
  if (rest.length < minLength(shared)) return digits;
  const region = homeOf(plan.callingCode, rest);
  const bits = ((region === undefined ? undefined : planOfRegion(region)) ?? plan).lengths;
  const tooLong = rest.length > maxLength(bits);
  return tooLong || hasLength(bits, rest.length) ? rest : digits;
}

function verdictOf(plan: NumberingPlan, digits: string): PhoneVerdict {
  if (digits.length === 0) return impossible;
  const national = nationalNumber(plan, digits);
  // Source: libphonenumber's limits of a national significant number.
  if (national.length < 2 || national.length > 17) return impossible;
  // Asking the regions one by one is the dear part: NANP has 25.
  if (!hasLength(lengthsOfCallingCode(plan), national.length)) return impossible;
  return judgeAtHome(plan, national);
}

function judgeAtHome(plan: NumberingPlan, national: string): PhoneVerdict {
  const { callingCode } = plan;
  const home = homeOf(callingCode, national);
  const used = (home === undefined ? undefined : planOfRegion(home)) ?? plan;
  const region = home ?? plan.region;
  // Where its types have told the home, they need not be asked again.
  const told = home !== undefined && used.leadingDigits === undefined && isShared(callingCode);
  if (told || used.isAssigned(national) || (!used.hasTypes && used.matches(national)))
    return { verdict: "valid", region, callingCode, national };
  const isPossible = hasLength(used.lengths, national.length);
  return isPossible ? { verdict: "possible", region, callingCode, national } : impossible;
}

/** Judges digits after `+` (or after an international access code). */
export function judgeInternational(digits: string): PhoneVerdict {
  if (digits.startsWith("0")) return impossible;
  for (let length = 1; length <= 3 && length <= digits.length; length++) {
    const plan = planOfCallingCode(digits.slice(0, length));
    if (plan !== undefined) return verdictOf(plan, digits.slice(length));
  }
  return impossible;
}

/** What follows the region's international access code; undefined when the digits do not start with it. */
function afterAccessCode(plan: NumberingPlan, digits: string): string | undefined {
  const match = plan.idd?.().exec(digits);
  if (!match) return undefined;
  const rest = digits.slice(match[0].length);
  return rest === "" || rest.startsWith("0") || rest === digits ? undefined : rest;
}

/** What follows a calling code that was written without `+`, where the whole cannot be a national number. */
function afterBareCallingCode(plan: NumberingPlan, digits: string): string | undefined {
  if (!digits.startsWith(plan.callingCode)) return undefined;
  const rest = digits.slice(plan.callingCode.length);
  const whole = nationalNumber(plan, digits);
  const onlyRestMatches = !plan.matches(whole) && plan.matches(nationalNumber(plan, rest));
  return onlyRestMatches || whole.length > maxLength(plan.lengths) ? rest : undefined;
}

/** Judges digits as dialled within a region: national, with its access code, or with its calling code and no `+`. */
export function judgeNational(digits: string, region: string): PhoneVerdict {
  const plan = planOfRegion(region);
  if (plan === undefined) return impossible;
  const international = afterAccessCode(plan, digits);
  if (international !== undefined) return judgeInternational(international);
  const rest = afterBareCallingCode(plan, digits);
  if (rest === undefined) return verdictOf(plan, digits);
  const main = planOfCallingCode(plan.callingCode);
  return main === undefined ? impossible : verdictOf(main, rest);
}
