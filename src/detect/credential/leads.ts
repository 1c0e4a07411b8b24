/* What the words right beside a token say of it: that it is given as a secret, or that it names something else. */

import type { Span } from "../../core/types.js";

const wordsOf = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(" ").split(" "));

/** Places and owners: what follows is named, not told. */
const placing = wordsOf(
  "my the a an for of from in at by our your his her their this that new old named version model type",
  "mein meine meinen meinem der die das den dem des im am vom zum zur für von bei unser unsere ein eine einen",
  "le la les du de des un une mon ma sur pour chez el los las del mi para uno una il lo gli della di per o os",
  "het een van bij do w dla od в для от у из до min mitt mit för",
);

/** Copulas, prepositions and conjunctions that may lead to a secret. */
const leading = wordsOf(
  "is was are were ist war wäre est était es era è é jest je är var er это был было be being use usual",
  "with avec con com met z via as als como comme come som and und et y e en och og und or oder ou eller of lub",
  "still noch again nochmal now jetzt like probably exactly simply just sondern but aber sino ma mais i.e viz eg",
  "has have had hatte hat avait a tenía tiene aveva ha dit became steht reads normally normal default standard temporary",
);

/** Verbs of saying, giving and having, by their stems. */
const giving =
  /^(?:say|said|tell|told|sent|send|gave|give|put|chose|choose|pick|took|take|call|need|show|mail|text|read|left|leave|sag|geb|gab|schick|nenn|nehm|nahm|nimm|hinterl|brauch|dit|donn|envoy|laiss|choisi|dijo|dio|dej|env[ií]|eleg|puso|disse|deu|mand|scel|lasci|zei|gaf|stuur|koos|powiedz|da[łl]|wybra|řek|vybra|сказал|дал|присл|выбра|söyle|verd|seçt|gav|valgt?e?)/u;
/** Verbs of typing, using and changing, by their stems. */
const typing =
  /^(?:typ(?:e|ed|ing)$|tried|try|enter(?:ed|ing)?$|wrote|write|written|used$|using$|uses$|chang|reset|set$|been$|worked|works$|meant|key(?:ed|ing)$|punch|tipp|eingeg|eingeb|eintipp|gesetzt|geändert|verwend|benutz|nutz|probier|versuch|tap(?:e|er|é|ez|ons)$|saisi|utilis|essa|entr(?:e|é|er|ez)$|ingres|introdu|us(?:[oéa]|amos|ando|ar|aba|avo|avamo|iamo|ei|ado)$|puse|pongo|prueb|escrib|cambi|digit|inseri|scriv|scritt|mess|mett|prov|troqu|coloqu|gebruik|ingevo|getypt|probeer|gewijzigd|używ|użył|wpis|zmien|ustaw|zad[aá]v|zadal|napsal|použ|введ|ввод|ввел|ввёл|ввож|набир|набра|использ|постав|помен|giriyor|girdim|yaz[ıd]|kullan|beír|írt|használ|skriver|skrev|brukt?e?r?|anvä|indtast|tast)/u;
const sure = wordsOf(
  "it's its it’s that's that’s lautet lautete heißt c'est c’est lautet: luidt brzmi either entweder antingen soit cioè cioe",
  "ovvero namely nämlich namelijk czyli",
);

/** Names of users, machines and records. */
const names = wordsOf(
  "user username users login log-in account konto compte benutzer benutzername nutzer usuario usuário utilisateur identifiant",
  "utente gebruiker użytkownik логин пользователь аккаунт name names host hostname server machine client customer kunde",
  "ticket case order invoice number no nr id ids sku part build release file folder page room gate flight device firmware",
  "error failed failure reason ref reference status code commit branch tag serial ssid network wlan bucket domain site url",
  "email e-mail nick handle alias profile team project re agent version model typ type module package port step phase level",
  "nombre nome nom naam navn namn nazwa nazwę nazwie jméno název názov név neve nevű nume numele adı adi ismi nimi имя имени название названием сеть сети netz netzwerk réseau red rete rede netwerk sieć síť hálózat ağ ağı",
  "application app registration program programm programme programma application aplicación aplicação aplikace aplikacja программа приложение",
  "class function method field column table variable plan product phone laptop tablet browser nickname userid kundennummer",
);
/** `gäste-ssid`, `foutcode`, `kundennummer` */
const named =
  /-(?:ssid|id|name|host|server|nr|number)$|^(?:fout|fehler|error|kunden|auftrags|rechnungs|bestell|artikel|serien|vorgangs|ticket|post|zip)(?:code|nummer|nr)$/;
const calling = wordsOf("called named heißt s'appelle llama chiama heet nazywa называется titled");
const copulas = wordsOf("is was ist war lautet est es è é jest je это");

/** Pronouns that stand with a copula, and objects of giving. */
const pronouns = wordsOf(
  "it that this er es das dies sie il elle ça él ella ello esso essa ele ela hij het он она оно это to ono den det should must they",
);
const objects = wordsOf(
  "us me him her them you uns mir ihm ihr ihnen nous moi lui leur vous nos le les ci mi gli te ons mij hem нам мне ему mu nam mi oss ham",
);
const aloneBefore =
  /(?:^|\n)[>\s*-]{0,8}(?:[^\n:]{0,32}\d\d?[:.]\d\d(?::\d\d)?\]?\)?:? ?)?(?:[\p{L}\p{N} ._()→-]{1,32}: ?)?(?:[^\p{L}\p{N}\n]{1,8}\s)?["'`„“«]?$/u;
const aloneBehind = /^["'`”»“]?[.!,;)]{0,2}[^\S\n]{0,3}(?:\r?\n|$)/;
const beforeReach = 64;

function weightOf(word: string): number {
  if (sure.has(word) || typing.test(word)) return 2;
  if (leading.has(word) || giving.test(word)) return 1;
  return placing.has(word) ? -2 : 0;
}

function weightOfWords(far: string, middle: string, word: string): number {
  const own = weightOf(word);
  if (own === 1 && pronouns.has(middle)) return 2;
  // `was it X`, `gave us X`
  if (pronouns.has(word) && leading.has(middle)) return 2;
  if (objects.has(word) && weightOf(middle) > 0) return Math.max(1, weightOf(middle));
  return own === 0 && /(?:ly|mal|mente|ment)$/u.test(word) && (leading.has(middle) || pronouns.has(far))
    ? 1
    : own;
}

/** Alone on its line or in its turn of a chat. */
export const standsAlone = (text: string, { start, end }: Span): boolean =>
  aloneBehind.test(text.slice(end, end + 8)) &&
  aloneBefore.test(text.slice(Math.max(0, start - beforeReach), start));

/** Letters, digits and what stands inside words. */
const isWordUnit = (unit: number): boolean =>
  unit >= 0xc0
    ? unit !== 0xd7 && (unit < 0x2000 || unit === 0x2019)
    : (unit >= 0x61 && unit <= 0x7a) ||
      (unit >= 0x41 && unit <= 0x5a) ||
      (unit >= 0x30 && unit <= 0x39) ||
      unit === 0x27 ||
      unit === 0x2d ||
      unit === 0x2e;

const longestWord = 24;
const longestMark = 6;

function wordStart(text: string, end: number): number {
  let start = end;
  while (start > end - longestWord && start > 0 && isWordUnit(text.charCodeAt(start - 1))) start--;
  return start;
}

/** End of the word before `start`, behind marks and blanks. */
function wordEnd(text: string, start: number): number {
  let end = start;
  while (end > start - longestMark && end > 0 && !isWordUnit(text.charCodeAt(end - 1))) end--;
  return end;
}

const plain = (word: string): string => word.toLowerCase().replace(/[.-]{1,3}$/, "");

/** What stands right before a token: -4 and -2 name it, 0 says nothing, 1 and 2 give it. */
export function leadOf(text: string, { start }: Span): number {
  const end = wordEnd(text, start);
  const first = wordStart(text, end);
  const before = wordEnd(text, first);
  const second = wordStart(text, before);
  const word = plain(text.slice(first, end));
  const middle = plain(text.slice(second, before));
  const mark = text.slice(end, start);
  // `ik typ VALUE`, not `der Typ VALUE`.
  if (word === "typ" && (middle === "ik" || middle === "ich")) return 2;
  if (names.has(word) || named.test(word) || calling.has(word) || (copulas.has(word) && names.has(middle)))
    return -4;
  const far = wordEnd(text, second);
  const weight = weightOfWords(plain(text.slice(wordStart(text, far), far)), middle, word);
  return weight < 2 && /(?:[:=→➜"'`„“«(]|[-=]>)\s*$|\s[-–—]\s$/.test(mark) ? 1 : weight;
}

/** What is said of a token that was refused, or is used. */
const refused =
  /^["'`”»“)]{0,2},? (?:(?:but |and |it |that |is |was |still |just |also |aber |das |wird |ist |mais |ça |pero |ma |não |nie |не |ne |n'est |wurde ){0,3}(?:work(?:s|ed)?|doesn'?t|does not|won'?t|isn'?t|not |rejected|refused|denied|accepted|wrong|geht|funktioniert|klappt|nicht |abgelehnt|akzeptiert|falsch|marche|passe|fonctionne|refusé|funciona|va |sirve|funziona|działa|nefunguje|подходит|работает|принима|kabul|çalış)|to (?:log|sign|get|start)\b|einloggen|anmelden|eingeloggt|ile (?:gir|bağlan|aç)|и не|を入力|でログイン)/iu;

/** What stands right behind a token: 1 when it is said to work or not. */
export const tailOf = (text: string, end: number): number =>
  refused.test(text.slice(end, end + 48)) ? 1 : 0;
