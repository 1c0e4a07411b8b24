/* Words that announce a date of birth, and the names of months, by language. Lower case. */

/** Say by themselves that a date of birth follows. */
export const birthLabels: readonly string[] = `
date of birth|birth date|birthdate|date-of-birth|born on|was born|born|d.o.b|dob:|dob |dob\t|dob=|dob;|dob,|dob.|dob/|bday|birthday|birth_date|birthday:|b-day
geburtsdatum|geburtstag|geboren am|geboren|geb.|geb. am|geb.-datum|gebdatum|geb-datum|*geb
date de naissance|né le|née le|né(e) le|née en|nés le|naissance|date naissance|ddn:|ddn
fecha de nacimiento|f. de nacimiento|fecha nacimiento|fecha nac|f. nac|nacido el|nacida el|nació el|nacido|nacida|nacimiento
data di nascita|nato il|nata il|nato/a il|nato a|nata a|nascita
data de nascimento|nascido em|nascida em|nascido a|nascida a|nasceu em|nascimento|data nasc|d. nasc|dt. nasc|dn:
geboortedatum|geb.datum|geboren op|geboorte
data urodzenia|daty urodzenia| ur. |(ur. |urodzony|urodzona|urodzon| ur.:
дата рождения|даты рождения|родился|родилась|рожд.|г.р.|д.р.|дата народження|народився|народилася|нар.
doğum tarihi|doğum tarihim|dogum tarihi|d. tarihi|doğumlu|doğdu
född den|född|födelsedatum|födelsedag|fødselsdato|fødselsdag|født den|født|fødd|fødedato|f. dato
syntymäaika|syntymäpäivä|syntynyt|synt.|s. aika
datum narození|datum narozeni|narozen|narozena| nar. |dátum narodenia|narodený|narodená|rojen|rojena|datum rojstva|datum rođenja|datum rodjenja|rođen|rođena|датум рођења|рођен
születési idő|születési dátum|született|szül.|szül. idő
data nașterii|data nasterii|născut|născută|nascut la|nascuta la
дата на раждане|роден на|родена на|роден|родена
ημερομηνία γέννησης|ημ. γέννησης|γεννήθηκε|γεννηθείς|γεννημένος|γεννημένη|ημερ. γέννησης
sünniaeg|sündinud|sünnikuupäev|dzimšanas datums|dzimis|dzimusi|gimimo data|gimęs|gimusi
tanggal lahir|tgl lahir|lahir|tarikh lahir|ngày sinh|sinh ngày|sinh năm|วันเกิด|เกิดวันที่|วันเดือนปีเกิด
出生日期|出生年月|出生于|出生於|出生|生日|生年月日|誕生日|生まれ|생년월일|생일|출생
تاريخ الميلاد|تاريخ الولادة|مواليد|ولدت|ولد|מיועד|תאריך לידה|נולד|נולדה|ת. לידה|تاریخ تولد|متولد|जन्म तिथि|जन्मतिथि|जन्म
`
  .trim()
  .split(/[|\n]/);

/** What a month may be called in the languages above, by the letters its name begins with. */
const monthStems = `
jan ene gen janv gennaio sty янв січ oca ocak tam tammi led leden ιαν sij siječ яну led
feb febr fév fev févr feb lut фев лют şub sub helmi úno unor φεβ velj
mar mär maa mrt märz mars mac mact бер мар марта maalis bře brez mart μαρ ožu már
apr avr abr kwi апр квіт nis nisan huhti dub duben απρ trav ápr
may mai mei maj mag mayo maio mája мая май трав may toko kvě kvet μαΐ μαϊ μάι svib máj
jun juin giu cze juni июн черв haz haziran kesä čer červ ιουν lip jún
jul juil lug lip juli июл лип tem temmuz heinä čvc ιουλ srp júl
aug août aou ago sie авг серп ağu agu elo srp srpen αυγ kol kolo
sep sept set wrz wrze сен вер eyl eylül syys zář zari σεπ ruj szept
oct okt ott out paź pazd окт жовт eki ekim loka říj rij οκτ lis
nov noiem lis listo ноя лист kas kasım marras list νοε stud
dec dez déc dic gru дек груд ara aralık joulu pro prosin δεκ pros
يناير فبراير مارس أبريل ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค มกรา กุมภา มีนา เมษา พฤษภา มิถุนา กรกฎา สิงหา กันยา ตุลา พฤศจิกา ธันวา
ian iun iul noi januari februari ágú júlí júní maí tháng
`
  .trim()
  .split(/\s+/);

const byHead = new Map<string, string[]>();
for (const stem of monthStems) {
  const head = stem.slice(0, 2);
  byHead.set(head, [...(byHead.get(head) ?? []), stem]);
}

/** Whether a word, in any case, begins as the name of a month does. */
export function isMonth(word: string): boolean {
  const lower = word.toLowerCase();
  return byHead.get(lower.slice(0, 2))?.some((stem) => lower.startsWith(stem)) ?? false;
}
