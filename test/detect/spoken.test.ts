/* Numbers and addresses in words, as call transcripts hold them: each is found on exactly the words that spell it. */

import { describe, expect, it } from "vitest";
import { growthOf } from "../support/cpu.js";
import { allIn } from "../support/found.js";
import { redactor } from "../support/redactor.js";

/** What is found stands between `«` and `»`. */
type Row = readonly [entity: string, text: string];

const numbers: readonly Row[] = [
  ["PHONE_NUMBER", "My number is «oh seven seven double oh, nine hundred, one two three»."],
  ["PHONE_NUMBER", "Reach me on «plus four four seven seven double oh nine hundred one two three» please."],
  ["PHONE_NUMBER", "Ring «plus sign four nine, one five one, two three four five six seven eight»."],
  ["PHONE_NUMBER", "Call me back at «five five five, zero one four two»."],
  ["PHONE_NUMBER", "Tel. «nine one six five five five oh one four two extension four two», thanks."],
  ["PHONE_NUMBER", "A: And a number?\nC: «zero one six three two, nine six oh, one two three»."],
  ["PHONE_NUMBER", "C: «Zero one six three two nine six oh one two three», in the evening."],
  ["PHONE_NUMBER", "Her phone: «six one seven - five five five - oh one one nine»."],
  ["PHONE_NUMBER", "call «+49 one five one two three four five six seven eight» now"],
  ["PHONE_NUMBER", "Meine Nummer ist «null sieben sieben, eins zwei drei, vier fünf sechs sieben»."],
  [
    "PHONE_NUMBER",
    "Rückruf: «plus neunundvierzig, dreißig, zwei drei eins zwei fünf, null eins vier, Durchwahl vier zwei».",
  ],
  ["PHONE_NUMBER", "Mon numéro : «zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit»."],
  ["PHONE_NUMBER", "Appelez le «zéro six trente neuf quatre-vingt-dix-huit quarante cinq zéro sept»."],
  ["PHONE_NUMBER", "Mi teléfono es «seis uno dos, treinta y cuatro, cincuenta y seis, setenta y ocho»."],
  ["PHONE_NUMBER", "Llámeme al «más treinta y cuatro seis uno dos tres cuatro cinco seis siete ocho»."],
  ["PHONE_NUMBER", "Il mio telefono: «zero due, ventuno trentotto, quarantasei settantotto»."],
  ["PHONE_NUMBER", "Mijn nummer is «nul twintig, vijf vijf vijf, nul een, negen acht»."],
  ["PHONE_NUMBER", "O telefone é «nove três três, quatro cinco cinco, seis sete oito»."],
  ["CREDENTIAL", "The one-time code is «seven three nine two one four»."],
  ["CREDENTIAL", "My verification code was «four, four, nine, oh, two, one»."],
  ["IP_ADDRESS", "The server is «two oh three dot zero dot one one three dot seven»."],
  ["IP_ADDRESS", "The server is «two hundred and three dot zero dot one hundred thirteen dot seven»."],
  ["IP_ADDRESS", "Der Server hat «zweihundertdrei Punkt null Punkt hundertdreizehn Punkt sieben»."],
  ["IP_ADDRESS", "Serveur : «deux cent trois point zéro point cent treize point sept»."],
  ["IP_ADDRESS", "El servidor es «doscientos tres punto cero punto ciento trece punto siete»."],
];

const addresses: readonly Row[] = [
  ["EMAIL_ADDRESS", "It is «john dot smith at example dot com»."],
  ["EMAIL_ADDRESS", "mail me: «anna underscore lee at mail dot example dot org» please"],
  ["EMAIL_ADDRESS", "send the invoice to «j smith at example dot net» today"],
  ["EMAIL_ADDRESS", "My e-mail? «quinn at harbour lights dot example», one word."],
  ["EMAIL_ADDRESS", "«info at example dot com»"],
  ["EMAIL_ADDRESS", "Meine Mail ist «max punkt muster ät beispiel punkt d e» danke"],
  ["EMAIL_ADDRESS", "«max unterstrich muster klammeraffe beispiel bindestrich firma punkt example»"],
  ["EMAIL_ADDRESS", "Écrivez à «jean point dupont arobase exemple point fr»."],
  ["EMAIL_ADDRESS", "«jean tiret bas dupont arobase exemple point fr»"],
  ["EMAIL_ADDRESS", "Mi correo: «juan guion bajo perez arroba ejemplo punto es»."],
];

const expected = ([entity, text]: Row): readonly string[] => [
  `${entity} ${text.slice(text.indexOf("«") + 1, text.indexOf("»"))}`,
];

describe("spoken", () => {
  it.each([...numbers, ...addresses])("%s: %s", (entity, text) => {
    expect(allIn(text.replace(/[«»]/g, ""))).toEqual(expected([entity, text]));
  });
});

const innocent: readonly string[] = [
  "One or two of the servers failed at ten past nine.",
  "Meet me at two dot thirty, look at the dot on the map.",
  "We have four five six seven disks and one two three four fans.",
  "My order number is four four seven one zero eight one nine two.",
  "Count: one, two, three, four, five, six, seven, eight, nine, ten.",
  "Countdown: ten nine eight seven six five four three two one",
  "Version eighteen dot zero dot sixty one, then version two dot one dot zero dot seven is out.",
  "Ticket two two oh four one eight eight three is still open.",
  "The case reference is zero zero four eight one five one six two three.",
  "Twenty twenty four was a good year, nineteen ninety nine too.",
  "I bought it at amazon dot com and was surprised; please look at our shop at example dot com.",
  "He was at lunch when the dot com bubble burst.",
  "My mail said to look at this point in time, nobody can log in at some point in the day.",
  "Nous avons deux ou trois serveurs à ce point de vue, quatre cinq six sept fois.",
  "Es waren zwei, drei, vier oder fünf Leute, um acht Uhr dreißig.",
  "Uno, dos, tres, cuatro, cinco, probando.",
  "The log says null null null null null null null null null.",
];

describe("words that are no number to dial and no address", () => {
  it.each(innocent)("%s", (text) => {
    expect(allIn(text)).toEqual([]);
  });

  it("tells numbers of one language from a word of another", () => {
    expect(allIn("My phone is five five five zero one four two, due in ten days.")).toEqual([
      "PHONE_NUMBER five five five zero one four two",
    ]);
  });
});

const repeats: readonly string[] = [
  "seven ",
  "seven, ",
  "double ",
  "plus ",
  "one hundred and ",
  "quatre vingt ",
  "ten dot ",
  "dot ",
  "a at a dot ",
  "a dot a at ",
  "mail at at dot ",
  "1 seven ",
  "zero uh ",
  "seven eight nine due ",
];

describe("spoken forms on hostile repeats", () => {
  it.each(repeats)("are read in linear time: %j", async (piece) => {
    const fill = (length: number): string => piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
    // Eight times the text: 64 times the time if quadratic.
    const limit = { limit: 12, patienceMs: 10_000 };
    const scan = (text: string): unknown => redactor.scanText(text);
    expect(await growthOf(scan, [fill(8_000), fill(64_000)], limit)).toBeLessThanOrEqual(12);
  });
});
