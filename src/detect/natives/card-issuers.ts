/* Who issues payment cards: number ranges (ISO/IEC 7812 prefixes as the schemes publish them) and lengths. */

export interface Issuer {
  readonly name: string;
  /** First and last prefix, both with the same number of digits. */
  readonly from: number;
  readonly to: number;
  readonly prefixDigits: number;
  readonly lengths: readonly number[];
}

const rows: readonly (readonly [string, string, string])[] = [
  ["visa", "4", "13 16 19"],
  ["mastercard", "51-55 2221-2720", "16"],
  ["amex", "34 37", "15"],
  ["discover", "6011 622126-622925 644-649 65", "16 17 18 19"],
  ["diners", "300-305 3095 36 38-39", "14 15 16 17 18 19"],
  ["jcb", "3528-3589", "16 17 18 19"],
  ["jcb-old", "2131 1800", "15"],
  ["unionpay", "62 81", "16 17 18 19"],
  ["maestro", "5018 5020 5038 5893 6304 6759 6761-6763 6390 0604", "12 13 14 15 16 17 18 19"],
  ["maestro-wide", "50 56-58 67", "12 13 14 15 16 17 18 19"],
  ["mir", "2200-2204", "16 17 18 19"],
  ["rupay", "60 82 508 353 356", "16"],
  [
    "elo",
    "401178-401179 438935 451416 457631-457632 504175 506699-506778 509000-509999 627780 636297 636368 650031-650033",
    "16",
  ],
  ["troy", "9792", "16"],
  ["verve", "506099-506198 650002-650027 507865-507964", "16 18 19"],
  ["dankort", "5019 4571", "16"],
  ["hipercard", "606282 3841", "13 16 19"],
  ["uatp", "1", "15"],
];

function ranges([name, prefixes, lengths]: readonly [string, string, string]): readonly Issuer[] {
  return prefixes.split(" ").map((range) => {
    const [from = "", to = from] = range.split("-");
    return {
      name,
      from: Number(from),
      to: Number(to),
      prefixDigits: from.length,
      lengths: lengths.split(" ").map(Number),
    };
  });
}

export const issuers: readonly Issuer[] = rows.flatMap(ranges);

/** Issuers by first digit, the longest prefixes first. */
const byDigit: readonly (readonly Issuer[])[] = Array.from({ length: 10 }, (_, digit) =>
  issuers
    .filter((issuer) => Number(String(issuer.from).padStart(issuer.prefixDigits, "0")[0]) === digit)
    .sort((a, b) => b.prefixDigits - a.prefixDigits),
);

/** The issuer of a number of ASCII digits; undefined when nobody issues this prefix at this length. */
export function issuerOf(digits: string): Issuer | undefined {
  return byDigit[digits.charCodeAt(0) - 48]?.find((issuer) => {
    if (!issuer.lengths.includes(digits.length)) return false;
    const prefix = Number(digits.slice(0, issuer.prefixDigits));
    return prefix >= issuer.from && prefix <= issuer.to;
  });
}
