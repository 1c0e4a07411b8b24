/* Card numbers of every scheme and grouping, against decimals, ids, timestamps and device numbers. */

import { describe, expect, it } from "vitest";
import { luhnDigit } from "../../../src/detect/checks/luhn.js";
import { seeded } from "../../../src/detect/checks/seeded.js";
import { issuers } from "../../../src/detect/natives/card-issuers.js";
import { card } from "../../../src/detect/natives/card.js";
import { candidates, detect, values } from "./detect.js";

function complete(prefix: string, length: number, seed = 1): string {
  const below = seeded(seed);
  let payload = prefix;
  while (payload.length < length - 1) payload += String(below(10));
  return payload + luhnDigit(payload);
}

const found: readonly (readonly [string, string, string])[] = [
  ["Visa", "card 4111 1111 1111 1111.", "4111 1111 1111 1111"],
  ["dashes", "es 4111-1111-1111-1111, vto. 10/28", "4111-1111-1111-1111"],
  ["dots", "4111.1111.1111.1111", "4111.1111.1111.1111"],
  ["no-break spaces", "4111\u00a01111\u00a01111\u00a01111", "4111\u00a01111\u00a01111\u00a01111"],
  ["spaced dashes", "4111 - 1111 - 1111 - 1111", "4111 - 1111 - 1111 - 1111"],
  ["expiry behind", "4242 4242 4242 4242 12 27", "4242 4242 4242 4242"],
  ["number before", "paid 2024 4242 4242 4242 4242", "4242 4242 4242 4242"],
  ["bare", "5555555555554444", "5555555555554444"],
  ["Mastercard 2-series", complete("222155", 16), complete("222155", 16)],
  ["Amex", "3782 822463 10005", "3782 822463 10005"],
  ["JCB", "3530 1113 3330 0000", "3530 1113 3330 0000"],
  ["JCB of 15 digits", complete("2131", 15), complete("2131", 15)],
  ["Visa of 19 digits", complete("4000", 19), complete("4000", 19)],
  ["Maestro of 12 digits", complete("5018", 12), complete("5018", 12)],
  ["Diners", "3056 930902 5904", "3056 930902 5904"],
  ["after CJK", "银行卡4111111111111111", "4111111111111111"],
  ["odd grouping", "41111111 11111111", "41111111 11111111"],
  ["digit by digit", "my card 4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 please", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"],
  ["commas", "pay by card: 4111, 1111, 1111, 1111", "4111, 1111, 1111, 1111"],
  ["a line per group", "card\n4111\n1111\n1111\n1111", "4111\n1111\n1111\n1111"],
  ["odd grouping, expiry below", "41111111-11111111\n12/28", "41111111-11111111"],
  ["short for credit card", "CC# 42222222-22222, thanks", "42222222-22222"],
];

const spared: readonly (readonly [string, string])[] = [
  ["Luhn", "4111 1111 1111 1112"],
  ["decimal", "0.250750683890174 and 1.4111111111111111"],
  ["nobody's range", complete("9999", 16)],
  ["IMEI", `IMEI: ${complete("37", 15)}`],
  ["tracking", `tracking number ${complete("4", 16)}`],
  ["N01 timestamp", "1718064000000 and 1718064000"],
  ["N01 EAN", "EAN 4006381333931"],
  ["13 digits without a word", complete("4", 13)],
  ["letters around", `INV${complete("4", 16)} and ${complete("4", 16)}X`],
  ["longer chain", `88-${complete("4", 16)}`],
  ["phone", `+${complete("49", 13)}`],
  ["single digits", "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1"],
  ["repeated digit", "4444444444444448 0000000000000000".slice(17)],
  ["three groups of four", "The card reader 1234 5678 9012 3456 is offline."],
  ["list without a word", "4111, 1111, 1111, 1111"],
  ["account that holds", "direct debit from HN32 BHDU 2023 4979 9557 3361 3636 failed"],
  ["number in a path", `/orders/${complete("4", 16)}`],
  ["reference", "4500 1182 7712 0032"],
];

describe("card", () => {
  it.each(found)("finds %s", (_, text, value) => {
    expect(values(card, text)).toEqual([value]);
  });

  it.each(spared)("spares %s", (_, text) => {
    expect(values(card, text)).toEqual([]);
  });

  it("leaves doubtful lengths to the words beside them", () => {
    const [found] = candidates(card, complete("4", 13));
    expect(found?.confidence).toBeLessThan(0.5);
    for (const text of [
      "my card is {}",
      "{} (Visa, 12/28)",
      "meine Kreditkarte {}",
      "карта {}",
      "银行卡号{}",
    ]) {
      expect(detect(card, text.replace("{}", complete("4", 13)))[0]?.confidence, text).toBe(0.95);
    }
  });

  it("reads the key of a field, also for JSON numbers", () => {
    const thirteen = complete("4", 13);
    expect(values(card, thirteen, { hint: { key: "card_number", numeric: true } })).toEqual([thirteen]);
    expect(values(card, "4111111111111111", { hint: { key: "total", numeric: true } })).toEqual([]);
    expect(values(card, "4111111111111111", { hint: { key: "ticket_id" } })).toEqual([]);
    expect(values(card, "4111111111111111", { hint: { key: "custom" } })).toEqual(["4111111111111111"]);
  });

  it("finds 2,000 generated cards of every issuer, exactly", () => {
    const below = seeded(7);
    for (let round = 0; round < 2000; round++) {
      const issuer = issuers[below(issuers.length)]!;
      if (issuer.name === "uatp") continue;
      const prefix = String(issuer.from + below(issuer.to - issuer.from + 1)).padStart(
        issuer.prefixDigits,
        "0",
      );
      const digits = complete(prefix, issuer.lengths[below(issuer.lengths.length)]!, round);
      const sign = [" ", "-", ".", ""][below(4)]!;
      const value = digits.replace(/\d{4}(?=\d)/g, (group) => group + sign);
      const all = candidates(card, `Bitte von ${value}, danke.`).map((each) => each.value);
      expect(all, value).toEqual([value]);
    }
  });

  it("is surer of embossed groups than of bare digits", () => {
    const grouped = detect(card, "4111 1111 1111 1111")[0]?.confidence ?? 0;
    const bare = detect(card, "4111111111111111")[0]?.confidence ?? 0;
    expect(grouped).toBeGreaterThan(bare);
  });
});
