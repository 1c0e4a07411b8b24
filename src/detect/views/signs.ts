/* Words people say for the signs of an address, and the words round a bare `at` that make it one. */

const dots = "dot punkt point punto ponto punt kropka точка pont";
const dashes = "dash hyphen minus tiret trattino guión guion hífen hifen streepje bindestrich дефис myślnik";
const underscores = "underscore unterstrich subrayado podkreślnik";

const table = (words: string, sign: string): readonly (readonly [string, string])[] =>
  words.split(" ").map((word) => [word, sign] as const);

/** By lower-case word. */
export const signs: ReadonlyMap<string, string> = new Map([
  ...table(dots, "."),
  ...table(dashes, "-"),
  ...table(underscores, "_"),
]);

/** Second words that make a dash an underscore: `tiret bas`, `guion bajo`. */
export const lowWords = new Set("bas bajo baixo basso".split(" "));

/** Words that stand before a bare `at` in prose and name no mailbox. */
export const noMailbox = new Set(
  (
    "is are was were be been being me us you him her it them this that these those what who which there here now then " +
    "look looks looking looked meet met arrive arrived located hosted found site website webpage page shop store office " +
    "home domain server host hosts run running runs live lives living work works working stay up down out over back in on " +
    "online reach visit find go going and or not only just even service url address e-mail email mail mailbox account one " +
    "some any all each available reachable stopped failed bought sold starting ending pointed pointing aimed good bad better"
  ).split(" "),
);

/** First words of what stands behind `at` in prose. */
export const noDomain = new Set(
  "the a an this that these those my your our his her its their some any all each every least most first last once one which what work lunch night noon".split(
    " ",
  ),
);

/** Mailboxes that are said as they are, whatever stands before. */
export const roleMailboxes = new Set(
  "info support sales office admin contact kontakt hello billing postmaster webmaster service abuse noreply help".split(
    " ",
  ),
);

/** Words before an address that say what comes. */
export const mailWords =
  /(?<!\p{L})(?:e-?mails?|mails?|mailbox|mail-?adresse|courriel|correo|adresse|address|write|send(?: \p{L}{1,12}){0,3}? to|forward(?: \p{L}{1,12}){0,3}? to|reply to|schreib\p{L}{0,3}|schick\p{L}{0,3}|escr[ií]b\p{L}{0,4})(?!\p{L})/iu;
