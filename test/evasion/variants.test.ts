/* Evasion cases E and F with other values than addresses: phones, IPs, accounts, cards, tokens and passwords behind labels. */

import { describe, expect, it } from "vitest";
import { redactor } from "../support/redactor.js";
import { base64, leftOfJson, leftOfText, tags, unmark } from "../support/readings.js";

const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const account = "DE89 3704 0044 0532 0130 00";
const card = "4111 1111 1111 1111";
const phone = "+44 7700 900123";
const password = "Elm8tree!x9";

const fullwidth = (text: string): string =>
  text.replace(/[\x21-\x7e]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0));
const invisible = (text: string): string =>
  text.replace(/^(.{3})/, "$1\u200b").replace(/(.{3})$/, "\u2060$1");
const struck = (text: string): string => text.replace(/[a-z\d]/gi, (char) => `${char}\u0336`);
const blanks = (text: string, blank: string): string => text.replaceAll(" ", blank);

const backwards = (text: string): string => [...text].reverse().join("");

/** Row id, and the text with [[marks]] round what must be replaced. */
const rows: readonly (readonly [string, string])[] = [
  ["E03 invisible in an account", `IBAN [[${invisible(account)}]] ok`],
  ["E03 invisible in a token", `key [[${invisible(token)}]] ok`],
  ["E03 invisible in a card", `card [[${card.replace("11 1", "1\u200b1 1")}]] ok`],
  ["E03 invisible in a label", `pass\u200bword: [[${password}]] ok`],
  ["E03 soft hyphen in a label", `pass\u00adword: [[${password}]] ok`],
  ["E03 invisible in a password", "password: [[Elm8\u200btree!x9]] ok"],
  ["E05 account in tag characters", `see [[${tags(account)}]] ok`],
  ["E05 phone in tag characters", `see [[${tags(phone)}]] ok`],
  ["E05 token in tag characters", `see [[${tags(token)}]] ok`],
  ["E05 label and password in tag characters", `see ${tags("password: ")}[[${tags(password)}]] ok`],
  ["E06 account under an override", `IBAN \u202e[[${backwards(account)}]]\u202c ok`],
  ["E06 card under an override", `card \u202e[[${backwards(card)}]]\u202c ok`],
  ["E06 token under an override", `key \u202e[[${backwards(token)}]]\u202c ok`],
  ["E06 IPv6 under an override", `host \u202e[[${backwards("2001:db8:85a3::8a2e:370:7334")}]]\u202c ok`],
  ["E06 label and password under an override", `see \u202e[[9x!eert8mlE]] :drowssap\u202c ok`],
  ["E06 override without an end", "write \u202e[[tset.kael@enaj]]\nok"],
  [
    "E06 two overrides",
    `write \u202e[[${backwards("jane@leak.test")}]]\u202c or \u202e[[${backwards("bob@leak.test")}]]\u202c ok`,
  ],
  ["E08 look-alike in a MAC", "mac [[00:1\u0410:2B:3C:4D:5E]] ok"],
  ["E09 fullwidth account", `IBAN [[${fullwidth(account.replaceAll(" ", ""))}]] ok`],
  ["E09 fullwidth token", `key [[${fullwidth(token)}]] ok`],
  ["E09 fullwidth label", `${fullwidth("password")}: [[${password}]] ok`],
  ["E10 Arabic digits in a card", "card [[٤١١١ ١١١١ ١١١١ ١١١١]] ok"],
  ["E10 Devanagari digits in an account", "IBAN [[DE८९ ३७०४ ००४४ ०५३२ ०१३० ००]] ok"],
  ["E12 phone struck through", `call [[${struck(phone)}]] ok`],
  ["E12 IP struck through", `host [[${struck("203.0.113.77")}]] ok`],
  ["E13 NBSP in an account", `IBAN [[${blanks(account, "\u00a0")}]] ok`],
  ["E13 narrow NBSP in a card", `card [[${blanks(card, "\u202f")}]] ok`],
  ["E13 NBSP behind a label", `password:\u00a0[[${password}]] ok`],
  ["E14 en dashes in a card", `card [[${blanks(card, "\u2013")}]] ok`],
  ["E16 brackets in an IP", "host [[203[.]0[.]113[.]77]] ok"],
  ["E22 fullwidth colons", "host [[2001：db8：：1：2]] ok"],
  ["F01 references in a phone", "call [[&#43;44 7700 900123]] ok"],
  ["F01 reference in a label", `password&#58; [[${password}]] ok`],
  ["F01 references in an IP", "host [[203&#46;0&#46;113&#46;77]] ok"],
  ["F01 names", "write [[jane&commat;leak&period;test]] ok"],
  ["F02 escaped twice", "write [[jane&amp;#64;leak.test]] ok"],
  ["F12 the sign", "write [[jane%40leak.test]] ok"],
  ["F12 twice", "write [[jane%2540leak.test]] ok"],
  ["F12 %u", "write [[jane%u0040leak.test]] ok"],
  ["F12 phone", "q=[[%2B44%207700%20900123]]&x"],
  ["F12 phone of a form", "q=[[%2B44+7700+900123]]&x"],
  ["F12 account", "q=[[DE89%203704%200044%200532%200130%2000]]&x"],
  ["F12 password", "user=jane&password%3D[[Elm8tree%21x9]]&x=1"],
  ["F12 IP", "q=[[203%2E0%2E113%2E77]]&x"],
  ["F11 header block", "From: [[Jane Doe]] <[[jane@leak.test]]>\nSubject: x\n\nok"],
  ["F11 German header block", "Von: [[Jane Doe]] [mailto:[[jane@leak.test]]]\nBetreff: x\n\nok"],
  ["F17 environment", `DB_PASSWORD=[[${password}]]\nAPI_TOKEN=[[${token}]]`],
  ["F17 command", `curl -u jane:[[${password}]] -H "Authorization: Bearer [[${token}]]" https://x.example/`],
  ["F17 YAML", `db:\n  password: "[[${password}]]"\n  port: 1`],
  ["F17 SQL", `CREATE USER jane IDENTIFIED BY '[[${password}]]';`],
  ["F17 URL", `https://jane:[[${password}]]@h.example/`],
  ["F17 stack trace", "at com.x.Mail(Mail.java:12) caused by: [[jane@leak.test]] not found"],
  ["F19 marks touch", '*[[jane@leak.test]]*, ([[c@leak.test]]), "[[d@leak.test]]", [[e@leak.test]].'],
  ["F19 underscores touch", "_[[bob@leak.test]]_ ok"],
  ["F20 address in a URL", "https://x.example/[[jane@leak.test]]?x=1"],
];

describe("E and F with other values", () => {
  it.each(rows)("%s", async (_id, marked) => {
    const { text, left } = unmark(marked);
    expect(leftOfText(text)).toBe(left);
    expect(await leftOfJson(text)).toBe(left);
  });
});

describe("F over a whole text", () => {
  it("F18 the same value 10,000 times has one label", () => {
    const { text } = redactor.redactText("jane@leak.test ".repeat(10_000));
    expect(text).toBe("[EMAIL_ADDRESS 1] ".repeat(10_000));
  });

  it("F18 a value and its spellings have one label", () => {
    const { text } = redactor.redactText(
      `jane@leak.test jane\\u0040leak.test ${base64("jane@leak.test")} jane=40leak.test`,
    );
    expect(text).toBe("[EMAIL_ADDRESS 1] [EMAIL_ADDRESS 1] [EMAIL_ADDRESS 1] [EMAIL_ADDRESS 1]");
  });

  it("F20 what overlaps is masked as one, the same every time", () => {
    const text = `see https://x.example/?t=${token}&u=jane@leak.test now`;
    const once = redactor.redactText(text).text;
    expect(once).not.toMatch(/ghp_|jane/);
    expect(redactor.redactText(text).text).toBe(once);
  });
});
