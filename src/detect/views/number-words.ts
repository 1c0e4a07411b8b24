/* Number words of seven languages, as digits: `seventy seven`, `siebenundsiebzig`, `soixante-dix-sept`. */

interface Language {
  /** 0 to 19. */
  readonly small: string;
  /** 20, 30 ... 90. */
  readonly tens: string;
  /** The phrases of a number from 21 to 99; `tens` and `unit` are words. */
  joined(tens: string, unit: string): readonly string[];
  /** 1 to 9 hundred; other names of one of them behind a bar. */
  readonly hundreds: readonly string[];
  /** Between hundreds and the rest. */
  readonly links: readonly string[];
}

const list = (words: string): readonly string[] => words.split(" ");

const spaced = (tens: string, unit: string): readonly string[] => [`${tens} ${unit}`];
const withAnd =
  (and: string) =>
  (tens: string, unit: string): readonly string[] => [`${tens} ${and} ${unit}`];
/** `einundzwanzig`, `eenentwintig`. */
const unitFirst =
  (and: string) =>
  (tens: string, unit: string): readonly string[] => [`${unit === "eins" ? "ein" : unit}${and}${tens}`];
/** `ventuno`, `ventotto`: a vowel swallows the one before it. */
const elided = (tens: string, unit: string): readonly string[] => [
  `${/^[uo]/.test(unit) ? tens.slice(0, -1) : tens}${unit}`,
];

const counted = (units: string, hundred: string): readonly string[] =>
  list(units).map((unit) =>
    unit
      .split("|")
      .map((name) => `${name}${hundred}`)
      .join("|"),
  );

const languages: readonly Language[] = [
  {
    small:
      "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    tens: "twenty thirty forty fifty sixty seventy eighty ninety",
    joined: spaced,
    hundreds: counted("one two three four five six seven eight nine", " hundred"),
    links: [" ", " and "],
  },
  {
    small:
      "null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn",
    tens: "zwanzig dreissig vierzig funfzig sechzig siebzig achtzig neunzig",
    joined: unitFirst("und"),
    hundreds: counted("|ein zwei drei vier funf sechs sieben acht neun", "hundert"),
    links: ["", "und"],
  },
  {
    small:
      "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix#sept dix#huit dix#neuf",
    tens: "vingt trente quarante cinquante soixante soixante#dix quatre#vingts quatre#vingt#dix",
    joined: (tens, unit) => [`${tens} ${unit}`, ...(unit === "un" ? [`${tens} et un`] : [])],
    hundreds: ["cent", ...counted("deux trois quatre cinq six sept huit neuf", " cent")],
    links: [" "],
  },
  {
    small:
      "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve",
    tens: "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa",
    joined: (tens, unit) => (tens === "veinte" ? [`veinti${unit}`] : [`${tens} y ${unit}`]),
    hundreds: list(
      "ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos",
    ),
    links: [" "],
  },
  {
    small:
      "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    tens: "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    joined: elided,
    hundreds: ["cento", ...counted("due tre quattro cinque sei sette otto nove", "cento")],
    links: ["", " "],
  },
  {
    small:
      "zero um dois tres quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito dezenove",
    tens: "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa",
    joined: withAnd("e"),
    hundreds: list(
      "cento duzentos trezentos quatrocentos quinhentos seiscentos setecentos oitocentos novecentos",
    ),
    links: [" e "],
  },
  {
    small:
      "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien",
    tens: "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    joined: unitFirst("en"),
    hundreds: ["honderd", ...counted("twee drie vier vijf zes zeven acht negen", "honderd")],
    links: ["", " "],
  },
];

/** Other names of numbers, by language in the order above: letters said for digits, spellings without marks, regions. */
const others: readonly Readonly<Record<string, string>>[] = [
  { oh: "0", o: "0", nought: "0", naught: "0" },
  { zwo: "2", fuenf: "5", zwoelf: "12", fuenfzehn: "15", fuenfzig: "50", ein: "1" },
  { une: "1", septante: "70", huitante: "80", octante: "80", nonante: "90" },
  { una: "1", cien: "100" },
  { una: "1" },
  { uma: "1", duas: "2", meia: "6", cem: "100", dezasseis: "16", dezassete: "17", dezanove: "19" },
  {},
];

/** A number in words. */
export interface Spelled {
  readonly digits: string;
  /** One bit for each language that has the phrase. */
  readonly languages: number;
}

/** Of figures and of what all languages share. */
export const allLanguages = 0x7f;

type Phrases = Map<string, Spelled>;

/** Adds phrases of one language. */
type Add = (phrase: string, value: number | string) => void;

const adderTo =
  (phrases: Phrases, language: number): Add =>
  (phrase, value) => {
    const words = phrase.replaceAll("#", " ");
    const known = phrases.get(words)?.languages ?? 0;
    phrases.set(words, { digits: String(value), languages: known | (1 << language) });
  };

/** Seventy and ninety go on in French with the words from eleven to sixteen. */
function addFrench(below: (readonly string[])[], small: readonly string[]): void {
  for (let unit = 11; unit <= 16; unit++) {
    const word = small[unit] ?? "";
    below[60 + unit] = [`soixante ${word}`, ...(unit === 11 ? [`soixante et ${word}`] : [])];
    below[80 + unit] = [`quatre#vingt ${word}`];
  }
}

/** Names of each number below a hundred. */
function addBelowHundred(add: Add, language: Language): readonly (readonly string[])[] {
  const small = list(language.small);
  const below: (readonly string[])[] = small.map((word) => [word]);
  for (const tens of list(language.tens)) {
    const stem = tens.replace(/vingts$/, "vingt");
    below.push(stem === tens ? [tens] : [tens, stem]);
    for (const unit of small.slice(1, 10)) below.push(language.joined(stem, unit));
  }
  if (small[1] === "un") addFrench(below, small);
  for (const [value, names] of below.entries()) for (const name of names) add(name, value);
  return below;
}

/** All tens and units behind one and two hundred (the numbers of a byte), whole hundreds above. */
function addHundreds(add: Add, { hundreds, links }: Language, below: readonly (readonly string[])[]): void {
  for (const [at, names] of hundreds.entries()) {
    const value = (at + 1) * 100;
    for (const hundred of names.split("|")) {
      add(hundred, value);
      if (value > 200) continue;
      const heads = links.map((link) => hundred + link);
      for (const [rest, rests] of below.entries()) {
        if (rest > 0) for (const head of heads) for (const one of rests) add(head + one, value + rest);
      }
    }
  }
}

function buildPhrases(): Phrases {
  const built: Phrases = new Map();
  for (const [at, language] of languages.entries()) {
    const add = adderTo(built, at);
    addHundreds(add, language, addBelowHundred(add, language));
    for (const [word, digits] of Object.entries(others[at] ?? {})) add(word, digits);
  }
  return built;
}

let phrases: Phrases | undefined;
let beginnings: Beginnings | undefined;

interface Beginnings {
  readonly words: ReadonlySet<string>;
  /** Phrases that longer ones begin with. */
  readonly phrases: ReadonlySet<string>;
}

/** The number that a phrase of words spells, in lower case without marks and with blanks for hyphens. */
export const numberOfPhrase = (phrase: string): Spelled | undefined =>
  (phrases ??= buildPhrases()).get(phrase);

function buildBeginnings(): Beginnings {
  phrases ??= buildPhrases();
  const words = new Set<string>();
  const begun = new Set<string>();
  for (const phrase of phrases.keys()) {
    let end = phrase.indexOf(" ");
    words.add(end === -1 ? phrase : phrase.slice(0, end));
    for (; end !== -1; end = phrase.indexOf(" ", end + 1)) begun.add(phrase.slice(0, end));
  }
  return { words, phrases: begun };
}

/** Whether a number may begin with this word. */
export const beginsNumber = (word: string): boolean => (beginnings ??= buildBeginnings()).words.has(word);

/** Whether a longer number begins with these words. */
export const goesOn = (phrase: string): boolean => (beginnings ??= buildBeginnings()).phrases.has(phrase);

const marks = /\p{Mn}/gu;

/** A word as the tables spell it. */
export function foldWord(word: string): string {
  const lower = word.toLowerCase();
  return /[^\0-\x7f]/.test(lower) ? lower.normalize("NFD").replace(marks, "").replaceAll("ß", "ss") : lower;
}
