/* Legal forms of firms in some 40 countries, and labels that firms stand behind, as data. */

export interface LegalForm {
  readonly text: string;
  /** Case counts: in other spellings it is a word. */
  readonly exact?: true;
  /** Short, or with another meaning. */
  readonly weak?: true;
  /** May begin with a small letter: `s.r.o.`. */
  readonly small?: true;
  /** Written without blanks around it. */
  readonly unspaced?: true;
}

const listed = (words: string, more: Omit<LegalForm, "text"> = {}): readonly LegalForm[] =>
  words.split("|").map((text) => ({ text, ...more }));

export const legalForms: readonly LegalForm[] = [
  ...listed(
    "GmbH|UG (haftungsbeschränkt)|KGaA|OHG|GbR|Pty Ltd|Pty. Ltd|Pte Ltd|Pte. Ltd|Limited|Ltd|Inc|Inc.|LLC|L.L.C|LLP|PLC|Incorporated",
  ),
  ...listed(
    "SARL|S.à r.l|SASU|EURL|S.p.A|S.r.l|S.r.l.s|S.n.c|S.a.s|S.L.U|S.L|S.A|S.C.P|S. Coop|SpA|SRL|S.R.L|S.A.S|S.A. de C.V|Ltda|Lda|Unipessoal|Eireli|EIRL",
  ),
  ...listed(
    "B.V|N.V|BVBA|V.O.F|ApS|Oyj|Sp. z o.o|sp. z o.o|Sp. z.o.o|Sp.j|Kft|Zrt|Nyrt|d.o.o|D.O.O|A.Ş|Ltd. Şti|OÜ|UAB|ООО|ОАО|ЗАО|ПАО|ТОВ|ЕООД|ООД|Α.Ε|Ε.Π.Ε|Sdn Bhd|Sdn. Bhd",
  ),
  ...listed(
    "Foundation|Stiftung|Verein|Genossenschaft|Kommanditgesellschaft|Aktiengesellschaft|Corporation|Company|Holdings",
    { exact: true, weak: true },
  ),
  ...listed("s.r.o|spol. s r.o|a.s|e.V|e.K|e.U|e.G|d.d|plc|llp|mbB|eGbR|gGmbH", { small: true, exact: true }),
  ...listed(
    "AG|KG|UG|SE|AB|AS|A/S|Oy|BV|NV|SA|SAS|SL|SNC|Corp|Co|KK|K.K|ИП|АО|ЧП|ΑΕ|ΕΠΕ|AŞ|EOOD|OOD|JSC|Ky|HB|CV|PT",
    { exact: true },
  ),
  ...listed("有限公司|有限责任公司|股份有限公司|株式会社|有限会社|合同会社|주식회사|유한회사", {
    unspaced: true,
  }),
];

export const companyLabels: readonly string[] = [
  "company|company name|organization|organisation|organization name|organisation name|org|business name|legal name|trading as|employer|registered name|customer company",
  "firma|firmenname|unternehmen|organisation|rechnungsempfänger|raison sociale|société|societe|entreprise|nom de l'entreprise|empresa|razón social|razon social|nombre de la empresa",
  "nome da empresa|razão social|azienda|ragione sociale|società|ditta|bedrijf|bedrijfsnaam|bedrijfsnaam|nazwa firmy|przedsiębiorstwo|företag|företagsnamn|virksomhed|firmanavn|bedrift|yritys|yrityksen nimi",
  "şirket|firma adı|firmă|denumire firmă|cég|cégnév|společnost|název firmy|spoločnosť|podjetje|tvrtka|poduzeće|компания|организация|фирма|название компании|компанія|εταιρεία|επωνυμία",
  "公司|公司名称|会社名|貴社名|회사|회사명|الشركة|اسم الشركة|חברה|công ty|perusahaan",
].flatMap((line) => line.split("|"));
