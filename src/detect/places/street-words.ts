/* Words of street names in the languages of Europe and the Americas, and words that only look like places. */

const words = `
  street st road rd avenue ave av lane ln drive dr way court ct close crescent cres parade pde terrace tce place pl square sq
  boulevard blvd parkway pkwy highway hwy circle cir trail trl grove gardens mews row walk wharf quay hill rise loop plaza
  side gate green park turnpike pike alley broadway esplanade
  straße strasse str weg gasse allee platz ring damm ufer chaussee graben markt promenade stieg steig
  straat laan plein gracht kade dijk dreef singel steeg dyk wei
  gatan gata vägen väg gate vei veien vegen vej gade allé torg torget plass stræde tie katu polku kuja tori ranta kaari
  rue avenue bd boul boulevard chemin ch allée allées impasse place quai route rte cours square passage sentier faubourg
  ruelle lotissement résidence zone za zi zac lieu-dit
  via viale piazza corso vicolo largo strada località loc piazzale lungomare contrada v.le p.zza c.so p.le salita frazione
  calle c/ avenida avda plaza pza paseo pº camino carretera ctra ronda travesía pasaje calzada polígono pol urb urbanización
  cra carrera transversal diagonal jirón
  rua r travessa praça praceta estrada alameda rodovia beco calçada
  ul ulica al aleja aleje plac os osiedle rynek ulice náměstí nám třída tř nábřeží trg cesta ulici put
  ул улица пр проспект пр-т просп наб набережная пер переулок шоссе ш бульвар б-р бул площадь пл проезд вул вулиця провулок тупик
  cad caddesi cd sok sokak sokağı sk mah mahallesi bulvarı bul blv
  strada bulevardul calea șos șoseaua aleea splaiul intrarea piața
  utca u út útja tér tere körút krt sétány köz
  οδός οδ λεωφόρος λεωφ πλατεία πλ улица бул
  tänav maantee mnt puiestee iela gatve prospektas pr g
`
  .trim()
  .split(/\s+/);

const wordSet = new Set(words);

/** Ends of names that are written in one word: `Dorfstrasse`, `Kanervapolku`, `Storgatan`. */
const endings =
  /.{2}(?:straße|strasse|str|weg|gasse|allee|platz|ring|damm|ufer|chaussee|graben|markt|steig|stieg|kamp|hof|bahnhof|feld|brücke|wall|twiete|pfad|zeile|garten|tor|straat|laan|plein|gracht|kade|dijk|dreef|singel|steeg|gatan|gata|vägen|gate|veien|vei|vegen|vej|gade|stræde|torget|katu|tie|polku|kuja|ranta|kaari|utca)$/u;

/** The shortest of them are three letters behind two others. */
const shortestEnding = 5;
const mayEnd = (word: string): boolean => word.length >= shortestEnding && endings.test(word);

/** Whether a word, in any case, names a kind of street or ends as such names do. */
export function isStreetWord(word: string): boolean {
  const lower = word.toLowerCase();
  const last = lower.charCodeAt(lower.length - 1);
  const bare = last === 46 || last === 44 ? lower.slice(0, -1) : lower;
  return wordSet.has(bare) || (bare !== lower && wordSet.has(lower)) || mayEnd(bare);
}

const particles = new Set(
  `de da do dos das di dei degli delle del della dell la le les las los des du van der den ter ten von vom zum zur am an im in
  auf unter beim of the y e et a aux au en op aan het sur sous lès d' l' i og och na nad u pod v`.split(
    /\s+/,
  ),
);

const longestParticle = Math.max(...[...particles].map((word) => word.length));

const apostrophe = 0x27;
const isQuote = (code: number): boolean => code === apostrophe || code === 0x2019;

export function isParticle(word: string): boolean {
  const { length } = word;
  if (isQuote(word.charCodeAt(length - 1))) return particles.has(`${word.slice(0, -1)}'`);
  if (isQuote(word.charCodeAt(1)) && /^[dl]['’]\p{Lu}/u.test(word)) return true;
  return length <= longestParticle && particles.has(word);
}

/** Numbered and counted things of tickets that are no streets, and nouns that are no towns. */
const nothing = new Set(
  `version versions release rule ticket case page seite step schritt port ports node knoten vm disk disks error fehler code codes
  item items order bestellung invoice rechnung build kernel debian ubuntu windows centos server host rack slot line zeile zeilen
  row rows file files datei dateien user users benutzer kunden client clients image images sector sectors sektoren block blocks
  blöcke bytes byte mb gb tb kb zeichen characters euro eur usd chf gbp minutes minuten hours stunden seconds sekunden days tage
  monate months jahre years uhr stück pieces prozent percent posten position pos nr no num number nummer teil part section
  abschnitt kapitel chapter level stufe phase room raum gate channel kanal queue job jobs process prozess pid thread id uid
  january february march april may june july august september october november december januar februar märz mai juni juli
  oktober dezember monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag
  sonntag janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio
  julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
  tel phone fax mobil call error warning info debug notice since seit von bis from to and und oder or the der die das wir ich
  sie es we you they it is are was were please bitte hallo hello danke thanks total summe gesamt license licence lizenz core
  cores cpu ram ssd hdd raid lan wan vlan http https ssh ftp smtp imap dns ip ipv4 ipv6 mac model modell serie serial
  update updates patch patches table tabelle spalte column artikel article position pakete packages package requests anfragen
  floor suite unit flat apt apartment piso étage etage stock og eg kat daire puerta planta building
  einträge entries records objekte objects seiten pages lizenzen licenses domains postfächer mailboxes konten accounts`.split(
    /\s+/,
  ),
);

export const isNoPlace = (word: string): boolean => nothing.has(word.toLowerCase().replace(/[.,:]$/, ""));
