/* Words around four dotted numbers that tell an address from a version, a section or an object identifier. */

import { lazily } from "../../core/lazily.js";
import { createWordTrie } from "../word-trie.js";
import { unitAt, type Units, type UnitText } from "../units.js";
import { isAsciiLetter, isDigit, isWordUnitAt } from "./characters.js";

/** A trailing `*` takes every word that begins so. Lower case; matched after lower-casing the text's words. */
const addressWords = `
ip ips ipv4 ipv6 ipaddress* ipaddr* addr addrs address* adresse* adressen adres* adress* indirizz* direcci* endereç*
endereco* адрес* адресу* διεύθυνσ* כתובת عنوان
ping* traceroute tracert mtr ssh sshd scp sftp ftp telnet rdp curl wget nmap nslookup dig whois snmp vnc
dns nameserver* resolver* gateway* gw passerelle router* routeur* маршрутизатор* subnet* subnetz* netz netzwerk*
sous-réseau* subred* sottorete* подсет* cidr vlan nat vpn proxy firewall* iptables fail2ban-client peer endpoint*
allowedips listen* bind* forwarded originating remote rip lip src dst xff
blacklist* blocklist* blacklisted blocked blockiert* gesperrt* bloqu* blocat* заблок* ban bans banned unban* denied
whitelist* allowlist* record* a-record* ptr aaaa range* plage rango* intervall* диапазон* unreachable reachable erreichbar*
host_ip clientip srcip dstip serverip hostip myip realip remoteip publicip localip
`;

/** Machines: they carry addresses and versions alike, so they only tip the scales. */
const machineWords = `
server* host hosts hostname* serveur* servidor* servern servere сервер* sunucu* szerver* palvelin* máquina* maquina*
machine* maschine* rechner computer client* node nodes knoten nœud nodo* vps box instance* printer drucker kamera camera
device* gerät* login* logged connect* verbind* connexion* conexión* connessione*
خادم الخادم שרת
`;

const versionWords = `
v ver vers version* verze* verzi* versie* versio versione* versión versão* versiun* wersj* verzió* верси* версі* sürüm*
surum* έκδοσ* גרסה إصدار الإصدار نسخة النسخة संस्करण bản
rev rév rév* revision* révision* revisión* release* rel build* builds kernel* noyau* núcleo* nucleo* nucleu* ядр* jądr*
jádr* kärn* çekirde* firmware* micrologiciel* прошивк* bios bmc uefi driver* treiber* pilote* sterownik* драйвер*
stuurprogramma* update* updated upgrade* upgraded downgrade* aktualis* aktualiz* actualiz* aggiorna* atualiz* обновлен*
оновлен* güncelle* uppdater* opdater* oppdater* päivit* frissít* bijwerk* patch* parche* correctif* hotfix* yama*
section* sections sect sec chapter* chap paragraph* paragraphe* clause* appendix annex* annexe* anexo* allegato* figure fig
abschnitt* kapitel* absatz ziffer abs fassung* ausgabe* apartado* sección seccion capítulo* capitulo* párrafo* parrafo*
capitolo* sezione* paragrafo* secção seção parágrafo* alínea* alinéa* chapitre* hoofdstuk* paragraaf* sectie*
rozdział* rozdzial* sekcj* paragraf* punkt* pkt pkt. oddíl* kapitol* odstavec* раздел* розділ* глав* пункт* п пп параграф*
стать* приложени* ветк* сборк* збірк* релиз* випуск* bölüm* bolum* madde* avsnitt* afsnit* utgåva* luku kohta fejezet*
szakasz* secțiun* ενότητ* κεφάλαι* القسم الفصل phần mục bab
fix fixes fixed changelog oid agent plugin* module* extension* package* paket* paquet* pakiet* пакет* pacchetto* pacote*
software* app sprachpaket* microcode dpkg apt unpacking setting
guide guides manual* manuel* handbuch* handleiding* kılavuz* руководств* podręcznik* footnote* doc docs page seite
`;

/** Products: a version follows right behind, or it is the name of something that has an address (`redis host 10.0.0.5`). */
const productWords = `
nginx apache mysql mariadb postgres* redis chrome chromium firefox edge safari opera openssl openssh libssl* debian ubuntu
docker plesk cpanel wordpress proxmox windows office java jdk jre node.js python dotnet kubernetes veeam esxi vmware
exchange flash player fail2ban php roundcube postfix dovecot
`;

interface WordTable {
  readonly whole: ReadonlyMap<string, number>;
  readonly stems: ReadonlyMap<string, number>;
}

/** Points of a word right beside the numbers; farther words count half. */
const addressPoints = 4;
const machinePoints = 1;
const productPoints = -3.5;

function table(groups: readonly (readonly [string, number])[]): WordTable {
  const whole = new Map<string, number>();
  const stems = new Map<string, number>();
  for (const [words, points] of groups) {
    for (const word of words.split(/\s+/)) {
      if (word.endsWith("*")) stems.set(word.slice(0, -1), points);
      else if (word !== "") whole.set(word, points);
    }
  }
  return { whole, stems };
}

const words = lazily(() =>
  table([
    [addressWords, addressPoints],
    [machineWords, machinePoints],
    [versionWords, -addressPoints],
    [productWords, productPoints],
  ]),
);

const longestWord = 20;

const asciiPoints = createWordTrie(() => [
  ...[...words().whole].map(([word, value]) => ({ word, value })),
  ...[...words().stems].map(([word, value]) => ({ word, value, stem: true })),
]);

/** Points of one word in lower case; 0 for a word that tells nothing. */
function wordPoints(word: string): number {
  const { whole, stems } = words();
  const exact = whole.get(word);
  if (exact !== undefined) return exact;
  for (let length = Math.min(word.length, longestWord); length >= 3; length--) {
    const points = stems.get(word.slice(0, length));
    if (points !== undefined) return points;
  }
  return 0;
}

const dense = /[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;
const denseAddress = /IP|地址|アドレス|주소|아이피|服务器|サーバ|서버|主机|ホスト/gi;
const denseVersion = /版本|[版第章節节]|バージョン|버전|更新|内核|固件|カーネル|ファーム/g;

function lastIndex(pattern: RegExp, text: string): number {
  let last = -1;
  for (const match of text.matchAll(pattern)) last = match.index;
  return last;
}

/** Scripts written without blanks: what stands last before the numbers decides. */
function densePoints({ text, units }: UnitText, lowest: number, start: number): number {
  const from = Math.max(lowest, start - denseReach);
  return isWestern(units, from, start) ? 0 : densePointsOf(text.slice(from, start));
}

/** True when no unit is of a script that `dense` knows. */
function isWestern(units: Units, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (unitAt(units, at) >= 0xe00) return false;
  return true;
}

function densePointsOf(near: string): number {
  if (!dense.test(near)) return 0;
  const address = lastIndex(denseAddress, near);
  const version = lastIndex(denseVersion, near);
  if (address === version) return 0;
  return address > version ? addressPoints : -addressPoints;
}

/** How far words are looked for, in UTF-16 units. */
const reach = 48;
const denseReach = 12;
const farWords = 7;

/** An opening bracket, or an end of sentence: full stop after a long word, or `!`, `?`, `;` before a blank. */
function endsClause(units: Units, at: number, lowest: number): boolean {
  const sign = unitAt(units, at);
  if (sign === 0x20) return false;
  if (sign === 0x0a || sign === 0x28) return true;
  if (unitAt(units, at + 1) !== 0x20) return false;
  const full = sign === 0x2e && at - wordStart(units, at, lowest) > 4;
  return full || sign === 0x21 || sign === 0x3f || sign === 0x3b;
}

/** Start of the word that ends before `end`; words are letters, digits and inner marks of any script. */
function wordStart(units: Units, end: number, floor: number): number {
  let start = end;
  while (start > floor && isWordUnitAt(units, start - 1) && unitAt(units, start - 1) !== 95) start--;
  return start;
}

export interface Surroundings {
  /** Points of the words before: positive for an address, negative for a version. */
  readonly points: number;
  /** Whether a word decided; if not, an earlier candidate close by may. */
  readonly decided: boolean;
}

/** Points that end the search; the points of machines and of products farther off do not. */
function decides(points: number, seen: number): boolean {
  return points !== 0 && points !== machinePoints && (points !== productPoints || seen === 0);
}

const isAsciiWordUnit = (code: number): boolean => isDigit(code) || isAsciiLetter(code);

/** Points of the word `[start, end)` in any case. */
function pointsBetween({ text, units }: UnitText, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (unitAt(units, at) >= 0x80) return wordPoints(text.slice(start, end).toLowerCase());
  }
  return asciiPoints.inUnits(units, start, end);
}

function weighWords(source: UnitText, start: number, lowest: number): Surroundings {
  const { units } = source;
  let tipped = 0;
  let seen = 0;
  let at = start;
  while (at > lowest && seen < farWords) {
    const from = wordStart(units, at, lowest);
    if (from === at) {
      at--;
      if (at < start - 1 && endsClause(units, at, lowest)) break;
      continue;
    }
    const points = pointsBetween(source, from, at);
    if (decides(points, seen)) return { points: tipped + (seen < 3 ? points : points / 2), decided: true };
    if (points === machinePoints) tipped = machinePoints;
    seen++;
    at = from;
  }
  return { points: tipped, decided: false };
}

/** Weighs the words before `start` on the same line, nearest first, never before `floor`. */
export function weighBefore(source: UnitText, start: number, floor: number): Surroundings {
  const lowest = Math.max(floor, start - reach);
  const packed = densePoints(source, lowest, start);
  return packed === 0 ? weighWords(source, start, lowest) : { points: packed, decided: true };
}

const afterWords = 3;
const afterReach = 28;
const clauseEnd = /[,.;:!?()[\]\n]/;
const wordBreak = /[^\p{L}\p{N}]+/u;

const endsClauseAfter = new Uint8Array(0x80);
for (const unit of ",.;:!?()[]\n") endsClauseAfter[unit.charCodeAt(0)] = 1;

/** Weighs the words right after `end`, up to the end of the clause. */
export function weighAfter({ text, units }: UnitText, end: number): number {
  const limit = Math.min(text.length, end + afterReach);
  let words = 0;
  let from = end;
  for (let at = end; at <= limit; at++) {
    const code = at < limit ? unitAt(units, at) : 0x2e;
    if (code >= 0x80) return weighForeignAfter(text.slice(end, limit));
    if (isAsciiWordUnit(code)) continue;
    const points = asciiPoints.inUnits(units, from, at);
    if (Math.abs(points) === addressPoints) return points > 0 ? 3 : -3;
    if (endsClauseAfter[code] === 1 || ++words > afterWords) return 0;
    while (at + 1 < limit && isGap(unitAt(units, at + 1))) at++;
    from = at + 1;
  }
  return 0;
}

/** ASCII between words of a clause. */
function isGap(code: number): boolean {
  return code < 0x80 && !isAsciiWordUnit(code) && endsClauseAfter[code] !== 1;
}

function weighForeignAfter(near: string): number {
  const stop = near.search(clauseEnd);
  const clause = (stop < 0 ? near : near.slice(0, stop)).toLowerCase();
  for (const word of clause.split(wordBreak, afterWords + 1)) {
    const points = wordPoints(word);
    if (Math.abs(points) === addressPoints) return points > 0 ? 3 : -3;
  }
  return 0;
}

const addressKey =
  /(?:^|[^a-z])ips?(?:v[46])?(?:$|[^a-z])|[a-z](?:IP|Ip)(?:$|[^a-z])|addr|remote|gateway|nameserver|host/;
const versionKey = /version|build|release|firmware|kernel|revision/i;

/** Points of the name of the field that holds nothing but the numbers. */
export function keyPoints(key: string | undefined): number {
  if (key === undefined) return 0;
  if (versionKey.test(key)) return -6;
  return addressKey.test(key) || addressKey.test(key.toLowerCase()) ? addressPoints : 0;
}
