/* Valid fixed and mobile numbers of every region of libphonenumber, in the ways people write them. */

import { createRequire } from "node:module";
import { parsePhoneNumberFromString, type PhoneNumber } from "libphonenumber-js/max";
import { drawFrom, pick } from "./phone-sampler.js";

type Plan = readonly unknown[];

const metadata = createRequire(import.meta.url)("libphonenumber-js/metadata.max.json") as {
  readonly countries: Readonly<Record<string, Plan>>;
};

export const regions: readonly string[] = Object.keys(metadata.countries);

/** Fewest digits of a number in running text: islands with four or five are read under their key alone. */
const fewest = 7;

/** A valid number; undefined for regions whose numbers are all shorter. */
export function drawPhone(region: string, random: () => number): PhoneNumber | undefined {
  const plan = metadata.countries[region]!;
  const types = (plan[11] as readonly (0 | readonly [string])[] | 0 | undefined) || [];
  const patterns = types.slice(0, 2).flatMap((type) => (type ? [type[0]] : []));
  for (let attempt = 0; attempt < 40; attempt++) {
    const national = drawFrom(patterns.length === 0 ? (plan[2] as string) : pick(random, patterns), random);
    const phone = parsePhoneNumberFromString(`+${String(plan[0])}${national}`);
    if (phone?.isValid() === true && phone.nationalNumber.length >= fewest) return phone;
  }
  return undefined;
}

const spellings: readonly ((phone: PhoneNumber) => string)[] = [
  (phone) => phone.number,
  (phone) => phone.formatInternational(),
  (phone) => phone.formatNational(),
  (phone) => phone.formatNational(),
  (phone) => phone.formatNational().replace(/\D/g, ""),
  (phone) => `00${phone.number.slice(1)}`,
  (phone) => phone.formatInternational().replace(/[ -]/g, "."),
  (phone) => phone.formatNational().replace(/[()]/g, "").replace(/[ -]/, "/"),
];

export const spellPhone = (phone: PhoneNumber, random: () => number): string =>
  pick(random, spellings)(phone);

/** `{}` is the place of the number. */
export const labels: readonly string[] = `
phone: {}
Tel. {}
Telephone number {}
mobile {} (mornings)
my phone number is {}, thanks
Contact number: {}
call me on {}
WhatsApp: {}
Handynummer {}
Telefon: {}
Meine Telefonnummer lautet {}.
Tél. : {}
Mon numéro est le {}
Portable : {}
Teléfono: {}
Mi celular es {}
Cellulare: {}
Il mio numero di telefono è {}
Telemóvel: {}
Telefoonnummer: {}
Numer telefonu: {}
Телефон: {}
Mobilnummer: {}
Puhelin: {}
Cep telefonu: {}
Telefonszám: {}
Τηλέφωνο: {}
电话：{}
電話番号：{}
전화번호: {}
هاتف: {}
Số điện thoại: {}
Nomor telepon: {}
`
  .trim()
  .split("\n");
