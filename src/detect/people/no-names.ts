/* Words that are nobody's name where a name could stand, in many languages, as data. */

import { lazily } from "../../core/lazily.js";
import { createWordTrie, type WordEntry } from "../word-trie.js";
import { closings } from "./cues.js";
import { skipAscii } from "./letters.js";

const wordsOf = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(" "));

/** The words are split when they are asked for. */
const wordList = (lines: readonly string[]): (() => readonly string[]) => lazily(() => wordsOf(lines));

/** Small words inside names: Ludwig van Beethoven, Oscar de la Renta, Ibn Sina. */
const particles = wordList([
  "de del della dello dei degli di da do das dos du des la le las los el al y e i",
  "van von vom vander der den dem ter ten te zu zum zur op af av bin bint ibn abu ben ap",
]);

/** Functions, departments and firms: a name with one of them is no person's. */
const roleWords = wordList([
  "support team teams staff helpdesk desk service services servicedesk customer customers care billing sales abuse",
  "hosting licensing license registrar admin admins administrator administration moderator operator agent agents",
  "accounts accounting accountant payable receivable department office operations operation legal compliance privacy",
  "security marketing community engineering engineer engineers developer developers dev devs webmaster postmaster hostmaster",
  "company companies corporation corp inc ltd llc limited group holding holdings gmbh ag kg ohg ug plc srl sarl sas spa bv nv",
  "oy ab aps lda ltda kft sro systems solutions software technologies technology networks network consulting partners bank",
  "kundenservice kundendienst kundenbetreuung buchhaltung vertrieb technik abteilung kollegen kolleginnen kollege team",
  "rechnungsstelle zentrale mitarbeiter mitarbeiterin verwaltung personalabteilung firma redaktion",
  "equipo soporte atención atencion facturación facturacion ventas departamento servicio empresa técnico tecnico",
  "équipe equipe assistance assistenza comptabilité facturation ventes commerciaux entreprise société societe service",
  "suporte atendimento faturação faturamento vendas financeiro apoio fatturazione vendite amministrazione ufficio",
  "afdeling klantenservice facturatie verkoop ondersteuning zespół zespol obsługa wsparcie dział podpora oddělení",
  "asiakaspalvelu kundtjänst kundeservice kundeservicen ekibi destek müşteri echipa suport ügyfélszolgálat",
  "поддержка поддержки поддержке поддержку команда служба отдел техподдержка техподдержки бухгалтерия компания підтримка",
]);

/** People without a name, and what greetings go on with. */
const nobodies = wordList([
  "all everyone everybody anyone somebody someone there guys folks world friend friends both again sir sirs madam ma'am",
  "gents gentlemen ladies gentleman lady mr mrs ms miss dear hi hello hey hiya greetings morning afternoon evening",
  "customer client clients user users member members colleague colleagues guest visitor buyer seller caller owner",
  "alle allen allerseits zusammen leute damen herren herr herrn frau kunde kunden kundin besucher gast nutzer liebe lieber",
  "geehrte geehrter sehr guten gute hallo moin servus tag morgen abend kollegin kollege freunde miteinander ihr euch",
  "todos todas amigos señor señora señores señorita cliente clientes usuario usuaria usuarios visitante hola buenas buenos",
  "tous toutes monsieur madame messieurs mesdames mademoiselle client cliente clients visiteur bonjour bonsoir salut amis",
  "tutti tutte signore signora signori utente ospite buongiorno buonasera salve ciao gentile gentili spett spettabile",
  "senhor senhora senhores visitante olá ola bom boa prezado prezada prezados caro cara caros meu minha",
  "allemaal iedereen meneer mevrouw heer heren dames klant bezoeker beste geachte goedemorgen goedemiddag dag hoi",
  "wszyscy państwo panie pani pan klient klientka gość szanowni szanowny szanowna cześć dzień witam",
  "всем все коллеги господа уважаемый уважаемая уважаемые клиент посетитель оператор агент друзья здравствуйте привет добрый",
  "hej hei alla alle kund kunde besökende asiakas vieras merhaba sayın müşteri müşterimiz ziyaretçi arkadaşlar bey hanım yetkili yetkililer ilgili i̇lgili üye üyemiz misafir kullanıcı",
  "grüß grüss gott grüezi servus ahoj buenas boa dobrý terve moi selam günaydın kalimera",
  "bot chatbot assistant asistente assistent assistente system bot robot virtual ai chat",
]);

/** What begins a sentence, and what stands where a name could. */
const starters = wordList([
  "i i'm i've i'd you you're your he she it it's we we're they the this that these those there here my our his her their its",
  "a an and or but if when while since because so as at by for from in into of on off to up with without about after before",
  "is are was were be been has have had do does did can could would should may might must shall not no yes ok okay please",
  "thanks thank thx cheers regards best kind sincerely sorry see what which who whom whose why how where any each some every",
  "just also only now then today tomorrow yesterday still again already never always once more most much many other another",
  "ich du er sie es wir der die das den dem des ein eine einer einem einen und oder aber wenn weil dass ob als wie mit von zu",
  "für auf aus bei nach nicht kein keine ja nein bitte danke vielen gruß grüße mein meine unser unsere ihre ihr ihnen sein",
  "je tu il elle nous vous ils elles le la les l un une des et ou mais si quand que qui quoi dans sur pour par avec sans",
  "est sont merci cordialement mon ma mes notre nos votre vos ce cette ces oui non bien pas plus très ici",
  "yo tú él ella nosotros ustedes el los las uno una unos y o pero cuando porque que con sin para por en de sí no gracias",
  "saludos mi mis su sus nuestro nuestra este esta esto eso favor aquí ya muy",
  "io lui lei noi voi loro lo gli i un uno una e o ma se quando che con per tra fra non sì grazie saluti cordiali mio mia",
  "eu ele ela nós eles elas os as um uma e ou mas se quando que com sem para por em não sim obrigado obrigada",
  "ik jij hij zij wij jullie het een en of maar als met voor van op niet ja nee dank bedankt groet groeten mijn onze uw",
  "dziękuję proszę pozdrawiam nie tak mój moja nasz takk tack tak kiitos teşekkürler mulțumesc köszönöm děkuji",
  "я ты он она мы вы они это в на с по за для не да нет спасибо мой моя наш ваш ваша если когда что как где пожалуйста",
]);

const calendar = wordList([
  "am pm utc gmt cet cest pst pdt edt bst",
  "monday tuesday wednesday thursday friday saturday sunday january february march july august september october november december",
  "mon tue wed thu fri sat sun feb mar apr jun jul aug sep sept oct nov dec",
  "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz juli oktober dezember",
  "lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril juin juillet août septembre octobre décembre",
  "lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre",
  "lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio aprile maggio giugno luglio settembre ottobre dicembre",
]);

/** What tickets talk of: products, files, states, headings. */
const things = wordList([
  "windows linux ubuntu debian centos fedora macos mac android ios apple google microsoft office outlook exchange teams excel",
  "chrome firefox safari edge apache nginx tomcat docker kubernetes plesk cpanel wordpress joomla drupal magento shopify",
  "amazon azure aws oracle postgres mysql redis java python node php ruby perl bash shell root panel plugin server servers",
  "zendesk freshdesk intercom hubspot jira slack zoom skype telegram whatsapp signal facebook twitter instagram linkedin github",
  "error errors warning warnings info debug fatal notice exception failed failure success status state result results note",
  "notes subject date time from to cc bcc re fwd sent reply received message messages mail email e-mail phone mobile fax",
  "tel telephone name username user login password address city country zip url link website web site domain domains host",
  "hostname ip dns ssl tls vpn http https ftp ssh smtp imap port version build release update upgrade license licence key",
  "token account accounts order orders invoice invoices ticket tickets case cases payment payments bill refund contract",
  "issue issues problem problems question questions answer request requests response backup backups restore disk file files",
  "folder data database table log logs report page pages step steps section chapter appendix figure part item items plan",
  "project product products type mode model size total amount price tax vat id number code reference ref internal external",
  "test demo example sample default custom general standard basic premium professional enterprise pro free trial beta",
  "anhang betreff datum uhrzeit nachricht antwort rechnung rechnungen kundennummer bestellung vertrag kündigung lizenz fehler",
  "hinweis achtung wichtig problem frage passwort kennwort benutzer konto anschrift adresse telefon mobil handy rufnummer",
  "objet fichier facture commande compte mot erreur attention important remarque question adresse téléphone portable",
  "asunto fecha archivo factura pedido cuenta contraseña error nota importante dirección teléfono móvil correo",
  "oggetto data file fattura ordine utenza errore attenzione importante nota indirizzo telefono cellulare",
  "assunto ficheiro arquivo fatura encomenda conta senha erro atenção nota endereço telefone telemóvel",
  "onderwerp datum bestand factuur bestelling wachtwoord fout opmerking adres telefoon temat plik faktura hasło błąd",
  "тема дата файл счет счёт заказ пароль ошибка внимание важно адрес телефон сервер сайт",
  "internet wifi router switch firewall laptop desktop printer monitor cloud storage vm raid cpu ram gpu usb api sdk cli gui",
  "gesendet geschickt envoyé enviado inviato verzonden wysłano отправлено level tier",
]);

/** Words that end a letter: those of the closing phrases, and others that stand alone on a last line. */
const farewells = lazily(() => [
  ...closings.flatMap((phrase) => phrase.match(/\p{L}+/gu) ?? []),
  ...wordsOf([
    "bests bye goodbye later appreciated gratefully respectfully warmly kindly yours ta brgds rgds urgent help asap hugs lg mfg kr gr vg",
    "dankeschön gruss grüsse freundliche herzlich herzlichst hochachtungsvoll tschüss tschau ade adieu salutations bises sincèrement cdlt cdt bàv",
    "abrazos slds salu2 atte agradecido agradecida quedo arrivederci saluto ringrazio cordialmente sds grato grata abç abs",
    "dankjewel vriendelijke hoogachtend pozdrowienia serdecznie pozdrav pozdravy dobranoc hilsner tackar terveiset kiitokset kveðja",
    "ďakujem hvala srdačno lijep salutări multumesc sevgiler saygılar lugupidamisega tänan paldies pagarbiai ačiū faleminderit",
    "diolch sláinte slán agur salutacions gràcies atentament salam благодарю благодаря дякую поздрави хвала",
    "ευχαριστώ ευχαριστούμε χαιρετισμούς φιλικά",
  ]),
]);

/** Particles that may begin a name; `de` and `la` are articles as well. */
export const leadingParticles: readonly string[] = wordsOf(["van von vom zur ten ter af bin ibn abu dos"]);

/** Words that stand before the name of a firm and are no part of it. */
const openers = wordList([
  "firma firmen die der das den dem des bei von vom für company customer client vendor provider employer our the at from by with for",
  "kunde kundin société societe entreprise empresa azienda società ditta bedrijf firmy spółka компания фирма hersteller anbieter",
  "compañía cliente client contact kontakt contacto name and or und oder et ou y o e in im am an auf zu zur zum dear hi hello hallo",
  "sehr geehrte ich wir i we you mr mrs herr frau ceo cto cfo is are was unser unsere ihre copyright hosting-partner",
]);

const noName = 1;
const role = 2;
const particle = 4;
const lead = 8;
const opener = 16;

const values = lazily(() => {
  const marks = new Map<string, number>();
  const mark = (words: Iterable<string>, value: number): void => {
    for (const word of words) marks.set(word, (marks.get(word) ?? 0) | value);
  };
  for (const words of [roleWords(), nobodies(), starters(), calendar(), things(), farewells()])
    mark(words, noName);
  mark(roleWords(), role);
  mark(particles(), particle);
  mark(leadingParticles, lead);
  mark(openers(), opener);
  return marks;
});

const readAscii = createWordTrie(() => [...values()].map(([word, value]): WordEntry => ({ word, value })));

/** What the word `[start, end)` is, case ignored; words of ASCII are read where they stand. */
function valueOf(text: string, start: number, end: number): number {
  if (skipAscii(text, start, end) === end) return readAscii.inText(text, start, end);
  return values().get(text.slice(start, end).toLowerCase()) ?? 0;
}

export const isNoName = (text: string, start: number, end: number): boolean =>
  (valueOf(text, start, end) & noName) !== 0;

export const isRoleWord = (text: string, start: number, end: number): boolean =>
  (valueOf(text, start, end) & role) !== 0;

export const isParticle = (text: string, start: number, end: number): boolean =>
  (valueOf(text, start, end) & particle) !== 0;

export const isLeadingParticle = (text: string, start: number, end: number): boolean =>
  (valueOf(text, start, end) & lead) !== 0;

/**
 * `opener` stands before the name of a firm: `bei der Firma`, `Our`. `other` is nobody's name, and no part of a firm's
 * where a sentence begins. One look instead of four: a firm's name is read at every legal form.
 */
export function firmWord(text: string, start: number, end: number): "opener" | "other" | undefined {
  const value = valueOf(text, start, end);
  if (value === 0 || (value & lead) !== 0) return undefined;
  if ((value & opener) !== 0) return "opener";
  return (value & (noName | role)) === noName ? "other" : undefined;
}
