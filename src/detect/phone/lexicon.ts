/* Words that stand before phone numbers, and words that stand before numbers of other kinds, in many languages. */

import { lazily } from "../../core/lazily.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { createWordTrie } from "../word-trie.js";

/**
 * `strong`: names a phone. `weak`: asks for a call. `number`: says "number" and no more. `not`: names another number.
 * `party`: whose file it is; forbids only beside a `number` word (customer number). `own`: makes a `number` word a call word.
 * `contact`: asks for a call, and names a phone with a `number` word. `caller`: the same, with an `id` too.
 */
const wordKinds = ["strong", "weak", "number", "not", "party", "own", "contact", "caller"] as const;
export type WordKind = (typeof wordKinds)[number];

/**
 * Words of scripts with spaces. `*` at the end: the word may go on (`telefon*`: Telefonnummer).
 * Lower case, as `toLowerCase` gives it.
 */
const words: Readonly<Record<WordKind, string>> = {
  strong: `
    tel tels ph telno tele teleph* telnr telephon* téléphon* telefon* teléfono* telefóni* telefoon* telefone* telef tlf tlfno tlfn tfno tél
    phone* cellphone* smartphone mobile mobiles mobil mobilnr mobilnu* mobilne* mobilte* mobiel* mob cell celular* cellular*
    cel handy handynr handynu* landline* fax faxnr faxnu* telefax* faks* whatsapp* viber gsm sms rückruf* ruckruf* callback* hotline* durchwahl*
    festnetz* rufnummer* rufnr kontaktnu* callerid portable* fixe móvil* movil* fijo telemóvel telemovel tlm celulares fono telefo* cepte* komórk* komork*
    komórkow* komorkow* stacjonarn* puhelin* puh matkapuhelin* gsm-nummer mobitel* mobiln* telepon* sđt ponsel seluler sími* sími simi telefón* telefons tālrunis*
    тел телефон* моб мобильн* мобільн* сотов* факс* вайбер ватсап вотсап τηλ τηλέφων* κιν κινητ* φαξ msisdn`,
  weak: `
    call calls called calling texts ring ringing dial dialling dialing reach reachable reached text try callable kom
    anruf* anrufen ruf rufen rufe ruft angerufen erreich* kontakt* melde* joindre joign* appel* rappel* contacter contactez contactar
    llám* llam* contáct* ligue ligar liga contactar contacte chiam* telefona* contatt* recapito bel bellen bereik* bereikba* dzwoń* dzwon* zadzwo*
    kontakt* звони* позвони* набер* дзвони* набрати volej* zavolej* volat ara arayın arayin ulaş* ring* ringa ringe ringer nå soita* soitt*
    sunați* sunati* suna apelați* hívj* hívjon hívható καλέστε καλεστε dostihnete hubungi contactarm* contattarm* voicemail otp escríb* escrib* escreva`,
  contact: `contact contacto contato*`,
  caller: `caller callers`,
  number: `number numbers num no nr nummer nummern numer numéro numero número números numeri номер* номеру číslo cislo numara* numarası numarasi numărul numar αριθμός számom numeroni`,
  not: `
    order* orders ticket* invoice* inv ref refs refer* id ids uid gid pid uuid guid isbn issn ean gtin upc imei imsi iccid serial sn serie serien* seria série tracking track
    parcel* shipment* awb vat tax taxid account* acct iban bic swift policy contract* case version* ver build* release rev
    error* code codes exit sku part article art item items batch lot zip zipcode postcode postal plz date dates datum amount* total* price* sum siret siren nip regon krs kvk btw cif nif
    nie dni ssn pesel hrb hra registry license* licence* token* hash* sha sha1 sha256 md5 checksum session* request* transaction* transfer payment* paid credit card visa mastercard amex cost costs kostet coûte cuesta
    app apps data queue buffer usd eur gbp chf pln czk huf sek nok dkk ron rub uah jpy cny inr brl mxn kernel firmware wwn lun model revision incident* issue* bug cve rfc page pages section chapter block* byte* bytes size* offset length membership badge room
    kunden* kdnr kd teil teile teilenr teilenu* bestell* auftrag* rechnung* rechn vorgang* aktenzeichen referenz* lieferschein* sendung* paket* vertrag* konto* kto blz steuer* ust ustid umsatzsteuer* mwst mehrwertsteuer* moms artikel*
    seriennr seriennummer fehler* preis* betrag* lizenz* angebot* gutschrift* mitglied* ausweis* zähler* zahler* build-nr
    ersatzteil* formulaire* formular* formulario* formulário* onderdeel* ricambi* repuesto* recambio* pièce pièces peça peças запчаст*
    matrikel* personaln* personalau* flugn* buchungsn* reservierungsn* versicherungsn* versichertenn* sozialvers* patientenn* fahrgestell* identifik* inventarn* passn* reisepassn*
    organisasjonsn* organisationsn* personnu* fødselsn* burgerservice* polisn* reserverings*
    commande* facture* dossier* devis réf réfé* suivi colis siège tva compte* montant* contrat* erreur* avoir
    pedido* factura* orden* envío envio seguimiento operación operacion incidencia* expediente cuenta* importe contrato* error* presupuesto albarán nit cuit rut rfc curp
    encomenda* fatura* fiscal cpf cnpj nipc nif iva conta* rastreio processo chamado protocolo
    ordine* fattura* iva piva cf codice spedizione pratica preventivo conto* importo bolla ddt
    bestelling* bestelnr bestelnu* factuur* klant* ordernr ordernummer offerte* rekening* zending* dossiernummer
    zamówieni* zamowieni* faktur* zgłoszeni* zgloszeni* przesyłk* umow* konta rachunk*
    заказ* счет* счёт* договор* инн кпп огрн снилс бик накладн* отправлени* артикул* заявк* обращени* код кода версия замовлен* рахун* рахунок
    objednávk* objednavk* faktúr* ičo ico dič dic zásilk* smlouv* sipariş* siparis* fatura* kargo takip vergi hesap*
    beställning* bestallning* ordre* ordrenr kundnr kundnu* kundenr kvitto* sändning* tilaus* lasku* asiakas* viitenumero viite comand* comenzi factur* cui cnp reg
    rendelés* rendeles* számla* szamla* adószám* παραγγελί* τιμολόγιο αφμ`,
  own: `my mine his her our their your meine mein meiner unsere ihre mon ma notre votre mi mis su nuestro meu minha mio mia suo mijn onze moj mój moja moje mój мой моя наш мій min mit benim saját`,
  party: `customer customers sec client clients user users member members agent agents cliente clientes klienta klient kunde kund klant utente usuario клиент клиента müşteri musteri
    security insurance medicare nhs passport* booking* confirmation reservation* employee* staff routing student* meter* patient* flight*
    sécurité securite sécu sociale fiscale seguridad social sociaal réservation* étudiant* salarié* reserva* empleado* paciente* póliza* poliza*
    matricola dowodu pacjenta`,
};

/** Parts of words in scripts that put nothing between words, or join particles to them. First match decides. */
const parts: readonly (readonly [WordKind, readonly string[]])[] = [
  [
    "strong",
    [
      "电话",
      "電話",
      "手机",
      "手機",
      "携帯",
      "传真",
      "傳真",
      "热线",
      "熱線",
      "联系方式",
      "聯絡方式",
      "联系人",
      "連絡先",
      "座机",
      "微信",
      "전화",
      "휴대폰",
      "핸드폰",
      "연락처",
      "팩스",
      "هاتف",
      "جوال",
      "موبايل",
      "تلفون",
      "تليفون",
      "واتساب",
      "واتس",
      "فاكس",
      "محمول",
      "تلفن",
      "موبایل",
      "طوفون",
      "טלפון",
      "נייד",
      "פקס",
      "ווטסאפ",
      "thoại",
      "फोन",
      "मोबाइल",
      "फ़ोन",
      "โทร",
      "มือถือ",
    ],
  ],
  [
    "not",
    [
      "订单",
      "訂單",
      "注文",
      "カード",
      "口座",
      "信用卡",
      "银行卡",
      "卡号",
      "카드",
      "单号",
      "單號",
      "发票",
      "發票",
      "请求書",
      "請求書",
      "見積",
      "伝票",
      "快递",
      "账号",
      "帳號",
      "주문",
      "송장",
      "طلب",
      "فاتورة",
      "הזמנה",
      "חשבונית",
    ],
  ],
  [
    "weak",
    [
      "致电",
      "拨打",
      "联系",
      "聯絡",
      "打给",
      "连络",
      "ご連絡",
      "اتصل",
      "للتواصل",
      "تواصل",
      "להתקשר",
      "התקשר",
      "कॉल",
      "gọi",
    ],
  ],
  ["number", ["号码", "號碼", "番号", "번호", "رقم", "מספר", "नंबर"]],
];

interface Stem {
  readonly text: string;
  readonly open: boolean;
  readonly kind: WordKind;
}

/** Stems by their first two letters; the longest first, so that the most exact wins. */
const stems = lazily(() => {
  const buckets = new Map<string, Stem[]>();
  for (const kind of wordKinds) {
    for (const word of words[kind].trim().split(/\s+/)) {
      const isOpen = word.endsWith("*");
      const text = isOpen ? word.slice(0, -1) : word;
      const bucket = buckets.get(text.slice(0, 2)) ?? [];
      bucket.push({ text, open: isOpen, kind });
      buckets.set(text.slice(0, 2), bucket);
    }
  }
  for (const bucket of buckets.values()) bucket.sort((a, b) => b.text.length - a.text.length);
  return buckets;
});

const joinedScript = /[\u0590-\u1fff\u3041-\ud7ff]/;

/** Kind of a lower-case word; undefined for words that say nothing about numbers. */
export function kindOfWord(word: string): WordKind | undefined {
  if (joinedScript.test(word)) return parts.find(([, list]) => list.some((part) => word.includes(part)))?.[0];
  const bucket = stems().get(word.slice(0, 2));
  return bucket?.find(({ text, open }) => (open ? word.startsWith(text) : word === text))?.kind;
}

const asciiKind = createWordTrie(() =>
  [...stems().values()].flat().map(({ text, open, kind }) => ({
    word: text,
    value: wordKinds.indexOf(kind) + 1,
    stem: open,
  })),
);

function isAscii(units: Units, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (unitAt(units, at) > 0x7f) return false;
  return true;
}

/** The same for the word `[start, end)` of a text, in any case. */
export function kindOfWordAt({ text, units }: UnitText, start: number, end: number): WordKind | undefined {
  if (!isAscii(units, start, end)) return kindOfWord(text.slice(start, end).toLowerCase());
  return wordKinds[asciiKind.inUnits(units, start, end) - 1];
}

/** Words after a number that make it a quantity. */
export const unitAfter =
  /[ \t\u00a0\u202f]{0,2}(?:[kmgtp]i?b\b|b\b|bytes?\b|bits?\b|blocks?\b|байт|octets?\b|mva\b|rows?\b|records?\b|files?\b|ms\b|mhz\b|ghz\b|kg\b|km\b|eur\b|usd\b|gbp\b|chf\b|pln\b|sek\b|nok\b|dkk\b|czk\b|huf\b|jpy\b|krw\b|idr\b|vnd\b|inr\b|thb\b|brl\b|mxn\b|clp\b|cop\b|ars\b|uah\b|rub\b|aud\b|cad\b|yen\b|pesos?\b|rupees?\b|rupiah\b|руб|[€$£¥₽%°円元]|users?\b|seconds?\b|inodes?\b|tokens?\b|requests?\b|dollars?\b|euros?\b)/iy;
