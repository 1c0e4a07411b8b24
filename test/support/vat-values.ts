/* VAT numbers with check digits that hold, drawn by trial, as invoices and tickets write them. */

import { numberHolds } from "../../src/detect/identifiers/validators.js";
import { fillDigits, pickBelow, templatesOf, type Below, type Natural } from "./natural.js";

interface Country {
  readonly prefix: string;
  readonly form: string;
  readonly validator: string;
  /** Put before or behind the number for the validator. */
  readonly lead?: string;
  readonly tail?: string;
}

/** Country, form (`#` a digit, `@` a capital) and who checks it. */
export const countries: readonly Country[] = [
  ..."AT U######## at/uid|BE 0######### be/vat|BG ######### bg/vat|HR ########### hr/oib|CY 1#######@ cy/vat".split(
    "|",
  ),
  ..."CZ ######## cz/dic|DK ######## dk/cvr|EE 10####### ee/kmkr|FI ######## fi/alv|FR ########### fr/tva".split(
    "|",
  ),
  ..."DE ######### de/vat|EL ######### gr/vat|HU ######## hu/anum|IE #######@ ie/vat|IT 0########## it/iva".split(
    "|",
  ),
  ..."LV 4########## lv/pvn|LT ######### lt/pvm|LU ######## lu/tva|MT ######## mt/vat|NL #########B0# nl/btw".split(
    "|",
  ),
  ..."PL ########## pl/nip|PT 5######## pt/nif|RO ######## ro/cui|SK 2######### sk/dph|SI ######## si/ddv".split(
    "|",
  ),
  ..."ES B######## es/cif|SE 55########01 se/vat|GB ######### gb/vat".split("|"),
  ..."BR ############## br/cnpj|AR 30######### ar/cuit|AU ########### au/abn|CO 9######### co/nit".split("|"),
  ..."TR ########## tr/vkn|RU ########## ru/inn|ZA 4######### za/vat|PE 20######### pe/ruc|KR ########## kr/brn".split(
    "|",
  ),
].map((row) => {
  const [prefix = "", form = "", validator = ""] = row.split(" ");
  return { prefix, form, validator };
});

const swiss: Country = { prefix: "CHE", form: "#########", validator: "ch/uid", lead: "CHE" };
const norwegian: Country = { prefix: "NO", form: "9########", validator: "no/mva", tail: "MVA" };

function drawHolding(below: Below, { form, validator, lead = "", tail = "" }: Country): string {
  for (;;) {
    const body = fillDigits(below, form);
    if (numberHolds(validator, lead + body + tail)) return body;
  }
}

const inThrees = (body: string, sign: string): string => body.replace(/.{3}(?=.)/g, `$&${sign}`);

const groupings: readonly ((body: string) => string)[] = [
  (body) => body,
  (body) => inThrees(body, " "),
  (body) => inThrees(body, "."),
  (body) => `${body.slice(0, 3)}-${body.slice(3)}`,
  (body) => `${body.slice(0, 4)}.${inThrees(body.slice(4), ".")}`,
];

function drawVat(below: Below): string {
  const country = pickBelow(below, [...countries, swiss, norwegian]);
  const body = pickBelow(below, groupings)(drawHolding(below, country));
  const { prefix, tail = "" } = country;
  if (prefix === "CHE") return `CHE-${body}`;
  return pickBelow(below, [`${prefix}${body}${tail}`, `${prefix} ${body}${tail}`, body]);
}

export const vatNumbers: Natural = {
  entity: "VAT_NUMBER",
  draw: drawVat,
  templates: templatesOf(`
VAT {}
VAT No. {}
our VAT number is {}
Please put VAT {} on the invoice
VAT reg. no.: {}
VAT ID: {}
USt-IdNr. {}
USt.-IdNr.: {}
Umsatzsteuer-ID: {}
TVA intracommunautaire : {}
Partita IVA: {}
P.IVA {}
NIF: {}
CIF {}
BTW-nummer: {}
Tax ID {}
(VAT {})
`),
};
