/* One spelling per value, so that the same value gets the same tag however it was written. */

import { address4 } from "./ip-address.js";
import type { EntityType } from "../core/types.js";
import { canonicalPhone } from "./canonical-phone.js";

const digitsOf = (value: string): string => value.replace(/\D/g, "");

const ascii = /^[\x20-\x7e]*$/;

/** Longest spelling that is looked into, UTF-16 units; longer values stand for themselves. */
const longest = 512;

/** Four numbers without leading zeros are in their one spelling already. */
const plainV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

function canonicalIp(value: string): string {
  if (plainV4.test(value)) return value;
  const bare = value.replace(/^\[|\]$/g, "").toLowerCase();
  try {
    return bare.includes(":") ? canonicalV6(bare) : address4(bare).correctForm();
  } catch {
    return bare;
  }
}

/** As RFC 5952 spells it, which the URL parser does for hosts; a zone is no part of a host and stays behind. */
function canonicalV6(bare: string): string {
  const zone = bare.indexOf("%");
  const [address, rest] = zone === -1 ? [bare, ""] : [bare.slice(0, zone), bare.slice(zone)];
  return new URL(`http://[${address}]/`).hostname.slice(1, -1) + rest;
}

const compact = (value: string): string => value.toUpperCase().replace(/[^\p{L}\d]/gu, "");

/** `Doe, Jane` is Jane Doe, in any case. */
function canonicalName(value: string): string {
  const [family = "", given, ...more] = value.toLowerCase().replace(/\s+/g, " ").split(", ");
  return given === undefined || more.length > 0
    ? value.toLowerCase().replace(/\s+/g, " ")
    : `${given} ${family}`;
}

type Canonical = (value: string, regions: readonly string[]) => string;

const byEntity: Partial<Record<EntityType, Canonical>> = {
  EMAIL_ADDRESS: (value) => value.toLowerCase().replace(/\s/g, ""),
  PHONE_NUMBER: canonicalPhone,
  IP_ADDRESS: canonicalIp,
  MAC_ADDRESS: (value) => value.toLowerCase().replace(/[^\da-f]/g, ""),
  CREDIT_CARD: digitsOf,
  IBAN_CODE: compact,
  VAT_NUMBER: compact,
  NATIONAL_ID: compact,
  PERSON: canonicalName,
  HOSTNAME: (value) => value.toLowerCase(),
};

/** `regions`: ISO 3166 codes for phone numbers without `+`, most likely first. */
export function canonicalValue(entity: EntityType, value: string, regions: readonly string[]): string {
  const plain = (ascii.test(value) ? value : value.normalize("NFKC")).trim();
  if (plain.length > longest) return plain;
  return byEntity[entity]?.(plain, regions) ?? plain;
}
