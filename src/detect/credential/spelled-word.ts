/* Finds a plain word that is spelled out: `the wifi? it's just seagullsteal, all one word`. */

import type { Span } from "../../core/types.js";
import { isQualityWord } from "./quality-words.js";
import { stateWords } from "./lexicon-words.js";
import { isGenericWord } from "./stand-in-words.js";

/** How a secret is written. */
export const joinedWords: readonly string[] = [
  "all one word|one word|no spaces|without spaces|no blanks|all together|in einem wort|ein wort|zusammengeschrieben",
  "zusammen geschrieben|ohne leerzeichen|en un seul mot|en un mot|tout attaché|tout collé|sans espace|todo junto|todo seguido",
  "una sola palabra|sin espacios|tutto attaccato|tutto unito|una parola sola|senza spazi|tudo junto|sem espaços|numa palavra",
  "aan elkaar|één woord|zonder spaties|jednym słowem|razem pisane|bez spacji|dohromady|bez mezer|jedno slovo|bez medzier",
  "слитно|в одно слово|одним словом|без пробелов|разом|без пробілів|bitişik|boşluksuz|tek kelime|ett ord|ihopskrivet",
  "utan mellanslag|i ét ord|uden mellemrum|i ett ord|uten mellomrom|yhteen kirjoitettuna|egybeírva|szóköz nélkül|fără spații|legat",
].flatMap((line) => line.split("|"));

const reach = 80;
const copula =
  "is|it's|its|it is|was|that's|ist|lautet|heißt|heisst|c'est|est|es|[èé:=→-]|era|jest|brzmi|to|je|это|är|er|on|este";
const adverb =
  "just|simply|now|still|einfach|nur|jetzt|noch|juste|simplement|maintenant|solo|sólo|simplemente|ahora|semplicemente|adesso|só|agora|gewoon|nu|po prostu|tylko|jen|teď|просто|теперь|sadece|bara|bare|vain";
const before = new RegExp(
  `(?:^|\\s)(?:${copula}) ?(?: ?(?:${adverb}) ){0,2}["'„“«]?([\\p{L}\\d]{6,24})["'”»]?[,;]? ?\\(?(?:(?:all|alles|tout|todo|tutto|tudo|allt|alt|in|as|written|geschrieben|écrit|escrito|scritto|napisane|psáno|пишется|skrivs|kirjoitetaan) ){0,2}$`,
  "iu",
);
/** `the name of the network is VALUE` */
const naming =
  /(?<!\p{L})(?:(?:user|host|domain|net|file|last|first)?names?|ssid|user|login|konto|account|benutzername|netzname|nom|nombre|nome|naam|nazwa|název|jméno|имя|название|логин|namn|navn|adı|nimi|neve|nume)(?: (?:of|for|von|vom|de|du|des|del|della|da|do|van|för|для) [^\n.?!]{0,28})?\s?$/iu;
const talkBefore = 200;
const talkBehind = 100;
const talk =
  /wi-?fi|wlan|\bssid|passw|passcode|\bpwd?\b|kennwort|log-?in|router|netzwerk|network|mot de passe|réseau|contrase|clave|senha|\brede\b|\bred\b|parola|rete\b|wachtwoord|netwerk|hasło|sieć|sieci|heslo|síť|парол|сет[ьи]|вайфай|şifre|lösenord|adgangskode|passord|nätverk|salasana|jelszó|hálózat/iu;

/** The word right before one of these at `hit`; undefined where no secret is spoken of. */
export function readSpelledWord(text: string, hit: Span): Span | undefined {
  const from = Math.max(0, hit.start - reach);
  const found = before.exec(text.slice(from, hit.start));
  const word = found?.[1];
  if (
    found === null ||
    word === undefined ||
    stateWords.has(word.toLowerCase()) ||
    isGenericWord(word) ||
    isQualityWord(word.toLowerCase())
  )
    return undefined;
  const around = text.slice(Math.max(0, hit.start - talkBefore), hit.end + talkBehind);
  if (!talk.test(around) || naming.test(text.slice(Math.max(0, from - 32), from + found.index + 1)))
    return undefined;
  const start = from + found.index + found[0].lastIndexOf(word);
  return { start, end: start + word.length };
}
