/* Tax, identity and registration numbers by country: how they look, who checks them, and what people call them. */

import { lazily } from "../../core/lazily.js";
import type { EntityType } from "../../core/types.js";

/** One kind of number that is found behind its label. */
export interface IdentifierKind {
  readonly kind: string;
  readonly entity: Extract<EntityType, "VAT_NUMBER" | "NATIONAL_ID">;
  /** Characters that count, the longest first. */
  readonly lengths: readonly number[];
  readonly shape: () => RegExp;
  readonly validators: readonly string[];
  /** The label alone is proof enough: a mistyped number is still somebody's. */
  readonly trusted: boolean;
  /** Lower case. */
  readonly labels: readonly string[];
}

/**
 * Rows: kind; lengths; shape of the compact number; validators; labels. `!` behind the kind: the label is proof enough.
 * Lengths and check digits are those of the issuing authorities; validators are modules of stdnum, or `-`.
 */
const identities = `
us-ssn!; 9; \\d{9}; us/ssn; ssn|ssns|s.s.n|ss#|ss #|soc. sec|my social|social security number|social security no|social:|social is|social #|social security #|social security|soc sec|social sec
us-itin!; 9; 9\\d{8}; -; itin
us-ein!; 9; \\d{9}; us/ein; employer identification|federal tax id|ein:|ein number|ein #
ca-sin!; 9; \\d{9}; ca/sin; social insurance number|social insurance no|numéro d'assurance sociale|sin number|sin #|sin:
gb-nino!; 9,8; [A-Z]{2}\\d{6}[A-D]?; gb/nino; national insurance|nino|ni number|ni no|n.i. number
gb-utr!; 10; \\d{10}; gb/utr; unique taxpayer reference|utr
gb-nhs!; 10; \\d{10}; -; nhs number|nhs no
ie-pps!; 9,8; \\d{7}[A-W][A-IW]?; ie/pps; pps number|ppsn|pps no|pps:
de-idnr!; 11; \\d{11}; de/idnr; steuer-id|steuerid|steueridentifikationsnummer|steuer-identifikationsnummer|steuerliche identifikationsnummer|identifikationsnummer|steuer-idnr|idnr
de-steuernummer; 13,11,10; \\d+; de/stnr; steuernummer|steuer-nr|steuernr|st.-nr|st-nr
de-svnr!; 12; \\d{8}[A-Z]\\d{3}; de/svnr; sozialversicherungsnummer|sozialversicherungsnr|sv-nummer|sv-nr|rentenversicherungsnummer|rv-nummer
at-svnr!; 10; \\d{10}; at/vnr; sozialversicherungsnummer|svnr|sv-nummer|sv-nr|sozialversicherungsnr
de-ausweis!; 10,9; [CFGHJKLMNPRTVWXYZ\\d]{2}[\\dA-Z]{5,8}; -; personalausweisnummer|personalausweis-nr|personalausweis nr|personalausweisnr|ausweisnummer|ausweis-nr|reisepassnummer|reisepass-nr|reisepass nr
ch-ahv!; 13; 756\\d{10}; ch/ssn; ahv|ahv-nr|ahv-nummer|ahvn13|avs|navs13|numéro avs|oasi|assicurazione sociale
fr-nir!; 15,13; [1-478]\\d{4}[\\dAB]\\d{6,9}; fr/nir; sécurité sociale|securite sociale|numéro de sécu|n° de sécu|n° sécu|n° ss|numéro ss|insee
fr-siret; 14; \\d{14}; fr/siret; siret
fr-siren; 9; \\d{9}; fr/siren; siren|rcs
it-codice-fiscale!; 16; [A-Z]{6}[\\dLMNP-V]{2}[A-EHLMPRST][\\dLMNP-V]{2}[A-Z][\\dLMNP-V]{3}[A-Z]; it/codicefiscale; codice fiscale|codicefiscale|cod. fisc|cod.fisc|cod fisc|c.f.|cf:
es-dni!; 9; \\d{8}[A-Z]; es/dni; dni|d.n.i|nif|n.i.f|documento de identidad|documento nacional
es-nie!; 9; [XYZ]\\d{7}[A-Z]; es/nie; nie|n.i.e|dni|nif|documento de identidad|número de identidad de extranjero
es-nss; 12,11; \\d+; es/nss; seguridad social|nuss|n.s.s
ar-dni!; 8,7; \\d{7,8}; -; dni|d.n.i|documento nacional
ar-cuil; 11; \\d{11}; ar/cuit; cuil
pt-cc!; 12; \\d{9}[A-Z\\d]{2}\\d; pt/cc; cartão de cidadão|cartao de cidadao
pt-nif; 9; [1-35689]\\d{8}; pt/nif; número de identificação fiscal|bilhete de identidade
nl-bsn!; 9; \\d{9}; nl/bsn; bsn|bsn-nummer|burgerservicenummer|sofinummer
nl-kvk!; 8; \\d{8}; -; kvk|kvk-nummer|kvk nummer|kamer van koophandel
be-nn!; 11; \\d{11}; be/nn|be/bis; rijksregisternummer|rijksregister|numéro national|registre national|numéro de registre national|insz|niss
dk-cpr!; 10; [0-3]\\d[01]\\d{7}; dk/cpr; cpr|cpr-nr|cpr-nummer|cpr nr|personnummer
se-personnummer!; 12,10; (?:19|20)?\\d{2}[01]\\d[0-9]\\d{5}; se/personnummer; personnummer|personnr|person-nr|pers.nr|personal identity number
se-orgnr; 10; \\d{10}; se/orgnr; organisationsnummer|org.nr|orgnr|org nr
no-fodselsnummer!; 11; [0-7]\\d{10}; no/fodselsnummer; fødselsnummer|fodselsnummer|personnummer|f.nr|fødselsnr
no-orgnr; 9; [89]\\d{8}; no/orgnr; organisasjonsnummer|org.nr|orgnr|org nr|foretaksregisteret
fi-hetu!; 11,10; \\d{6}[A-FU-Y]?\\d{3}[\\dA-Y]; fi/hetu; henkilötunnus|henkilotunnus|hetu|sosiaaliturvatunnus|sotu
fi-ytunnus; 8; \\d{8}; fi/ytunnus; y-tunnus|y-tunnuksemme
is-kennitala!; 10; \\d{10}; is/kennitala; kennitala|kennitölu|kt.
pl-pesel!; 11; \\d{11}; pl/pesel; pesel|nr pesel|numer pesel
pl-regon; 14,9; \\d+; pl/regon; regon
pl-krs!; 10; 0\\d{9}; -; krs|nr krs
pl-dowod!; 9; [A-Z]{3}\\d{6}; -; dowód osobisty|dowodu osobistego|dowod osobisty|nr dowodu|numer dowodu
cz-rc!; 10,9; \\d{9,10}; cz/rc|sk/rc; rodné číslo|rodne cislo|rodného čísla|r.č.|r. č.
cz-ico; 8; \\d{8}; cz/ico; ičo|ičo:|ičo |ico:|ič:
hu-adoazonosito!; 10; 8\\d{9}; -; adóazonosító|adóazonosító jel|adoazonosito
hu-taj!; 9; \\d{9}; -; taj szám|taj-szám|taj szam|tajszám
hu-personal!; 11; [1-8]\\d{10}; -; személyi szám|személyi azonosító
ro-cnp!; 13; [1-9]\\d{12}; ro/cnp; cnp|cod numeric personal
bg-egn!; 10; \\d{10}; bg/egn|bg/pnf; егн|egn|единен граждански номер|лнч
bg-eik; 13,9; \\d+; bg/vat; еик|булстат|eik
hr-oib; 11; \\d{11}; hr/oib; oib
si-emso!; 13; [0-3]\\d{12}; si/emso; emšo|emso
rs-jmbg!; 13; [0-3]\\d{12}; rs/jmbg|ba/jmbg|me/jmbg|mk/jmbg; jmbg|јмбг|матични број|matični broj|ембг|матичен број
ee-ik!; 11; [1-8]\\d{10}; ee/ik; isikukood|isikukoodi
ee-registrikood; 8; \\d{8}; ee/registrikood; registrikood
lv-pk!; 11; \\d{11}; lv/pvn; personas kods|personas kodu
lt-asmens!; 11; [1-6]\\d{10}; lt/asmens; asmens kodas|asmens kodo
gr-amka!; 11; [0-3]\\d{10}; gr/amka; αμκα|α.μ.κ.α|amka
gr-adt!; 8; [A-ZΑ-Ω]{2}\\d{6}; -; αδτ|α.δ.τ|αριθμός ταυτότητας
tr-tckn!; 11; [1-9]\\d{10}; tr/tckimlik; tc kimlik|t.c. kimlik|tckn|kimlik no|kimlik numara|tc no|t.c. no
ru-snils!; 11; \\d{11}; ru/snils; снилс|snils
ru-passport!; 10; \\d{10}; -; паспорт|паспорта|паспортные данные
ru-ogrn; 15,13; [15]\\d{12,14}; -; огрн|огрнип
ua-rntrc!; 10; \\d{10}; ua/rntrc; рнокпп|іпн|ідентифікаційний код|ідентифікаційний номер
ua-edrpou; 8; \\d{8}; ua/edrpou; єдрпоу|едрпоу
br-cpf!; 11; \\d{11}; br/cpf; cpf
br-rg!; 9; \\d{8}[\\dX]; -; rg:|rg nº|rg n°|registro geral
mx-curp!; 18; [A-Z]{4}\\d{6}[HMX][A-Z]{5}[A-Z\\d]\\d; mx/curp; curp
cl-rut!; 9,8; \\d{7,8}[\\dK]; cl/rut; rut|rut:|r.u.t|rol único
co-cc!; 10,8,7; \\d+; -; cédula de ciudadanía|cedula de ciudadania|cédula|cedula
pe-dni!; 8; \\d{8}; -; dni|documento nacional
uy-ci!; 8,7; \\d{7,8}; uy/cedula; cédula de identidad|cedula de identidad
cn-id!; 18,15; \\d{15}(?:\\d{2}[\\dX])?; cn/ric; 身份证|身份证号|身份证号码|身分证|身分證|身份證|居民身份证|公民身份号码|resident identity
tw-id!; 10; [A-Z][1289A-D]\\d{8}; tw/natid; 身分證|身分證字號|身份證字號
hk-id!; 9,8; [A-Z]{1,2}\\d{6}[\\dA]; hk/hkid; hkid|香港身份證|香港身份证|身份證號碼
jp-my-number!; 12; \\d{12}; jp/individual; 個人番号|マイナンバー|個人ナンバー
jp-my-number; 12; \\d{12}; jp/individual; my number
kr-rrn!; 13; \\d{13}; kr/rrn; 주민등록번호|주민번호|외국인등록번호
sg-nric!; 9; [STFGM]\\d{7}[A-Z]; -; nric|fin number|fin no
my-nric!; 12; \\d{12}; my/nric; mykad|nric|kad pengenalan
in-aadhaar!; 12; [2-9]\\d{11}; in/aadhaar; aadhaar|aadhar|adhaar|आधार|uidai
in-pan!; 10; [A-Z]{5}\\d{4}[A-Z]; in/pan; pan card|pan number|pan no|pan:|permanent account number|पैन
id-nik!; 16; \\d{16}; -; nik:|nik |nomor induk|nomor ktp|no ktp|no. ktp|ktp:
th-id!; 13; \\d{13}; th/idnr; เลขประจำตัวประชาชน|เลขบัตรประชาชน|บัตรประชาชน|thai id
vn-cccd!; 12,9; \\d{9}(?:\\d{3})?; -; cccd|cmnd|căn cước|chứng minh nhân dân
pk-cnic!; 13; \\d{13}; -; cnic|nadra
il-id!; 9; \\d{9}; il/idnr; תעודת זהות|ת.ז|ת"ז|מספר זהות|teudat zehut
ae-eid!; 15; 784\\d{12}; -; emirates id|الهوية الإماراتية|رقم الهوية
sa-id!; 10; [12]\\d{9}; -; رقم الهوية|الهوية الوطنية|رقم الإقامة|iqama
eg-id!; 14; [23]\\d{13}; -; الرقم القومي|رقم قومي|رقم البطاقة
ir-id!; 10; \\d{10}; -; کد ملی|کدملی|شماره ملی
za-id; 13; \\d{13}; za/idnr; rsa id|sa id|south african id|id number|identity number|id no
au-tfn!; 9,8; \\d{8,9}; au/tfn; tfn|tax file number
au-acn; 9; \\d{9}; au/acn; acn|company number
nz-ird!; 9,8; \\d{8,9}; nz/ird; ird number|ird no|ird:
ke-id!; 8; \\d{8}; -; huduma namba|kenyan id
ng-nin!; 11; \\d{11}; -; national identification number|nin:|nin number|bvn
de-hrb!; 6,5,4; \\d{4,6}; -; hrb|hra
gb-company!; 8; (?:\\d{2}|[A-Z]{2})\\d{6}; -; company number|company registration|company reg|companies house|registered number|registration no|registration number
national-id!; 13,12,11,10,9,8,7; [A-Z]{0,2}\\d{7,13}; -; national id|national identity|national identification|identity card number|id card number|nationale id|documento de identidad|carta d'identità|carte d'identité|carte nationale d'identité|numer dowodu
passport!; 10,9,8,7; [A-Z]{0,2}\\d{6,9}[A-Z]?; -; passport no|passport number|passport nr|passport:|passport #|passeport n°|numéro de passeport|passeport :|pasaporte|passaporto|passaporte|paspoortnummer|numer paszportu|паспорт №|číslo pasu|pasaport no|护照|護照|パスポート番号|여권번호
`;

const companies = `
de-ust-idnr; 9; \\d{9}; de/vat; ust-id|ust-idnr|ust.-id|ust.-idnr|ust.-id-nr|ust-id-nr|ust.id|ustid|ust. id|umsatzsteuer-id|umsatzsteuer-identifikationsnummer|umsatzsteueridentifikationsnummer|vat
at-uid; 9; U\\d{8}; at/uid; uid|uid-nr|uid-nummer|ust-id|ustid|vat
fr-tva; 11; [0-9A-HJ-NP-Z]{2}\\d{9}; fr/tva; tva|tva intracommunautaire|n° tva|numéro de tva|tva intra|vat
it-iva; 11; \\d{11}; it/iva; p. iva|p.iva|p.i.|partita iva|piva|part. iva|partita i.v.a|vat
es-cif; 9; [A-HJNP-SUVW]\\d{7}[\\dA-J]; es/cif; cif|c.i.f|nif|n.i.f|iva|vat
pt-nif; 9; [1-35689]\\d{8}; pt/nif; nif|n.i.f|nipc|contribuinte|nº contribuinte|vat
nl-btw; 12; \\d{9}B\\d{2}; nl/btw; btw|btw-nummer|btw-nr|btw nummer|btw-id|vat
be-vat; 10,9; [01]?\\d{9}; be/vat; btw|btw-nummer|tva|n° tva|numéro d'entreprise|ondernemingsnummer|kbo|bce|vat
lu-tva; 8; \\d{8}; lu/tva; tva|n° tva|vat
gb-vat; 12,9; \\d{9}(?:\\d{3})?; gb/vat; vat|vat reg|vat number|vat no
ie-vat; 9,8; \\d[0-9A-Z]\\d{5}[A-W][A-I]?; ie/vat; vat
pl-nip; 10; \\d{10}; pl/nip; nip|nr nip|vat
cz-dic; 10,9,8; \\d{8,10}; cz/dic; dič|dič:|dic:|vat
sk-dph; 10; \\d{10}; sk/dph; ič dph|dič|ic dph|vat
hu-adoszam!; 11,8; \\d{8}(?:[1-5]\\d{2})?; hu/anum; adószám|adoszam|adószáma|közösségi adószám|vat
ro-cui; 10,9,8,7,6; \\d+; ro/cui; cui|c.u.i|cod fiscal|cod unic|cif|vat
bg-vat; 10,9; \\d+; bg/vat; ддс|ддс номер|зддс|vat
gr-afm; 9; \\d{9}; gr/vat; αφμ|α.φ.μ|afm|φπα|vat
se-vat; 12; \\d{10}01; se/vat; moms|momsnr|momsregistreringsnummer|vat
dk-cvr; 8; \\d{8}; dk/cvr; cvr|cvr-nr|cvr nr|momsnr|vat
no-mva; 9; [89]\\d{8}; no/orgnr; mva|mva-nr|momsnr|vat
fi-alv; 8; \\d{8}; fi/alv; alv|alv-nro|alv nro|vat
hr-oib; 11; \\d{11}; hr/oib; pdv|pdv id|vat
si-ddv; 8; \\d{8}; si/ddv; davčna številka|davcna stevilka|id za ddv|ddv|vat
ee-kmkr; 9; 10\\d{7}; ee/kmkr; kmkr|käibemaksukohustuslase|vat
lt-pvm; 12,9; \\d+; lt/pvm; pvm|pvm kodas|pvm mokėtojo|vat
lv-pvn; 11; \\d{11}; lv/pvn; pvn|pvn reģ|pvn reg|vat
mt-vat; 8; \\d{8}; mt/vat; vat
cy-vat; 9; \\d{8}[A-Z]; cy/vat; φπα|vat
ch-uid; 9; \\d{9}; ch/uid; uid|mwst|mwst-nr|mwst-nummer|tva|iva|ide
rs-pib; 9; \\d{9}; rs/pib; pib|пиб|пиб:
ua-ipn; 12,10; \\d+; ua/rntrc|-; пдв|іпн платника
ru-inn!; 12,10; \\d{10}(?:\\d{2})?; ru/inn; инн|инн/кпп|inn:
tr-vkn!; 10; \\d{10}; tr/vkn; vergi no|vergi numara|vergi kimlik|vkn|v.k.n|vergi dairesi
il-hp!; 9; \\d{9}; il/hp; ח.פ|ח"פ|עוסק מורשה|עוסק פטור
ar-cuit!; 11; [23]\\d{10}; ar/cuit; cuit|c.u.i.t
br-cnpj!; 14; \\d{14}; br/cnpj; cnpj
mx-rfc!; 13,12; [A-ZÑ&]{3,4}\\d{6}[A-Z\\d]{3}; mx/rfc; rfc|rfc:|r.f.c
co-nit!; 10,9; \\d+; co/nit; nit|nit:|nit.
pe-ruc!; 11; [12]\\d{10}; pe/ruc; ruc|r.u.c
ec-ruc!; 13; \\d{10}001; ec/ruc; ruc|r.u.c
ve-rif!; 10; [VEJPG]\\d{9}; ve/rif; rif|rif:
cl-rut; 9,8; \\d{7,8}[\\dK]; cl/rut; rol único tributario|rut empresa
au-abn; 11; \\d{11}; au/abn; abn|australian business number
in-gstin!; 15; \\d{2}[A-Z]{5}\\d{4}[A-Z][\\dA-Z]Z[\\dA-Z]; in/gstin; gstin|gst number|gst no|gst in|gst:
nz-gst; 9,8; \\d{8,9}; nz/ird; gst number|gst no|gst:
sg-uen!; 10,9; \\d{8,9}[A-Z]|[TSR]\\d{2}[A-Z]{2}\\d{4}[A-Z]; sg/uen; uen|gst reg
ca-gst; 15,9; \\d{9}(?:RT\\d{4})?; ca/bn|ca/gst; gst/hst|hst|business number|gst number
za-vat; 10; 4\\d{9}; za/vat; vat
ae-trn!; 15; 1\\d{14}; -; trn|tax registration number|رقم التسجيل الضريبي
sa-vat!; 15; 3\\d{13}3; -; الرقم الضريبي|vat
cn-uscc!; 18; [\\dA-HJ-NPQRTUWXY]{18}; cn/uscc; 统一社会信用代码|社会信用代码|信用代码|税号|纳税人识别号
jp-cn!; 13; \\d{13}; jp/cn; 法人番号|登録番号|適格請求書
kr-brn!; 10; \\d{10}; kr/brn; 사업자등록번호|사업자번호
tw-ubn!; 8; \\d{8}; tw/ubn; 統一編號|統編
id-npwp!; 15; \\d{15}; id/npwp; npwp
vn-mst!; 13,10; \\d{10}(?:\\d{3})?; vn/mst; mã số thuế|mst:|mst
th-tin!; 13; \\d{13}; th/tin; เลขประจำตัวผู้เสียภาษี
ke-pin!; 11; [AP]\\d{9}[A-Z]; ke/pin; kra pin
my-sst!; 12,10; [A-Z\\d]\\d{9,11}; -; sst no|sst number
tax-number; 1; -; -; dph|vatin|vat_id|vat_number|vat_no|tax id|tax_id|tax number|tax no|tax identification|tax reg
`;

type Entity = IdentifierKind["entity"];

function readRow(row: string, entity: Entity): IdentifierKind {
  const [name = "", lengths = "", shape = "", validators = "", labels = ""] = row.split("; ");
  return {
    kind: name.replace("!", ""),
    entity,
    lengths: lengths.split(",").map(Number),
    shape: lazily(() => new RegExp(`^(?:${shape})$`)),
    validators: validators.split("|").filter((one) => one !== "-"),
    trusted: name.endsWith("!"),
    labels: labels.split("|"),
  };
}

const readRows = (rows: string, entity: Entity): readonly IdentifierKind[] =>
  rows
    .trim()
    .split("\n")
    .map((row) => readRow(row, entity));

export const nationalIdKinds = readRows(identities, "NATIONAL_ID");
export const taxNumberKinds = readRows(companies, "VAT_NUMBER");
