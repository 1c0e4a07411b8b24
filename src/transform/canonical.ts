/* One spelling per value, so that the same value gets the same tag however it was written. */

import { Address4, Address6 } from "ip-address";
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
    return bare.includes(":") ? new Address6(bare).canonicalForm() : new Address4(bare).correctForm();
  } catch {
    return bare;
  }
}

type Canonical = (value: string, regions: readonly string[]) => string;

const byEntity: Partial<Record<EntityType, Canonical>> = {
  EMAIL_ADDRESS: (value) => value.toLowerCase().replace(/\s/g, ""),
  PHONE_NUMBER: canonicalPhone,
  IP_ADDRESS: canonicalIp,
  MAC_ADDRESS: (value) => value.toLowerCase().replace(/[^\da-f]/g, ""),
  CREDIT_CARD: digitsOf,
  IBAN_CODE: (value) => value.toUpperCase().replace(/[^\dA-Z]/g, ""),
  HOSTNAME: (value) => value.toLowerCase(),
};

/** `regions`: ISO 3166 codes for phone numbers without `+`, most likely first. */
export function canonicalValue(entity: EntityType, value: string, regions: readonly string[]): string {
  const plain = (ascii.test(value) ? value : value.normalize("NFKC")).trim();
  if (plain.length > longest) return plain;
  return byEntity[entity]?.(plain, regions) ?? plain;
}
