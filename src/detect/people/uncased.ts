/* Names in scripts without capitals: Arabic and Hebrew by given name, Han and Hangul by family name and length. */

import { isWordAt } from "../natives/characters.js";
import { isGivenName } from "./given-names.js";
import { isUncasedAt } from "./letters.js";

export interface UncasedName {
  readonly end: number;
  /** By a given or family name we know. */
  readonly known: boolean;
}

/** The hundred most common family names of China, and those of two characters. */
const hanFamilies = new Set(
  "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文",
);
const hanDoubles = new Set(
  "欧阳 歐陽 太史 端木 上官 司马 司馬 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 諸葛 尉迟 公羊 赫连 皇甫 宗政 公孙 慕容 钟离 宇文 长孙 司徒 司空 令狐".split(
    " ",
  ),
);
const hangulFamilies = new Set(
  "김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진나지엄채원천방공".split(
    "",
  ),
);

/** The most common family names of Japan. */
const japaneseFamilies = new Set(
  "佐藤 鈴木 高橋 田中 伊藤 渡辺 渡邊 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 齋藤 清水 山崎 池田 橋本 阿部 石川 中島 前田 藤田 後藤 小川 岡田 村上 長谷川 近藤 石井 斉藤 坂本 遠藤 藤井 青木 福田 三浦 西村 藤原 太田 松田 原田 岡本 中川 中野 小野 田村 竹内 金子 和田 中山 石田 上田 森田 川島 大野 宮崎 酒井 工藤 横山 内田 高木 安藤 島田 谷口 今井 河野 藤本 村田 武田 上野 杉山 増田 平野 大塚 千葉 久保 松井 小島 岩崎 桜井 野口 松尾 野村 木下 菊地 佐野 大西 杉本 新井 浜田 菅原 市川 水野 小松 島村 吉川 山内 西田 菊池 西川 五十嵐 北村 安田 中田 川口 平田 川崎 飯田 本田 久保田 吉村 中西 岩田 服部 樋口 福島 川上 永井 松岡 田口 山中 森本 土屋 矢野 広瀬 秋山 石原 松下 大橋 松浦 吉岡 小池 馬場 浅野 荒木 大久保 野田 小沢 田辺 川村 星野 黒田 堀内 尾崎 望月 永田 熊谷 内藤 松村 西山 大谷 平井 大島 岩本 片山 本間 早川 横田 岡崎 荒井 大石 鎌田 成田 宮本 小田 石橋".split(
    " ",
  ),
);
/** What follows a name in a sentence of Japanese: `佐々木です`, `田中と申します`. */
const japaneseTails = /^(?:です|と申|と言|といい|様|さん|氏|より|の方|で[、。]|まで|から)/u;
/** What hangs on a name in Korean. */
const koreanTails =
  /^(?:입니다|이고|이며|이라고|라고|이에요|예요|인데|[님씨의은는이가]|에게|과장|대리|부장|팀장)(?:\P{L}|$|고 |며 )/u;

const han = /^\p{sc=Han}$/u;
const kana = /^[\p{sc=Hiragana}\p{sc=Katakana}ー]$/u;
const hangul = /^\p{sc=Hangul}$/u;

function runEnd(text: string, at: number, script: RegExp): number {
  let end = at;
  while (end < at + 8 && script.test(text.charAt(end))) end++;
  return end;
}

/** Longest word of a name in Arabic or Hebrew letters. */
const longestWord = 14;

function wordEnd(text: string, at: number): number {
  let end = at;
  while (end <= at + longestWord && isUncasedAt(text, end)) end++;
  return end > at + longestWord || isWordAt(text, end) ? at : end;
}

/** The name that begins at `at`; undefined when none does. */
export function readUncasedName(text: string, at: number): UncasedName | undefined {
  if (!isUncasedAt(text, at)) return undefined;
  const char = text.charAt(at);
  if (han.test(char)) return readHan(text, at);
  if (hangul.test(char)) return readHangul(text, at);
  return kana.test(char) ? undefined : readSemitic(text, at);
}

/** Two to four characters; in Japan family and given name stand apart. */
function readHan(text: string, at: number): UncasedName | undefined {
  const end = runEnd(text, at, han);
  const apart = end - at <= 3 ? apartEnd(text, at, end) : -1;
  if (apart !== -1) return { end: apart, known: true };
  const length = end - at;
  if (japaneseFamilies.has(text.slice(at, end)) && japaneseTails.test(text.slice(end, end + 4)))
    return { end, known: true };
  if (length < 2 || length > 4 || isWordAt(text, end)) return undefined;
  const known = hanDoubles.has(text.slice(at, at + 2)) || (length <= 3 && hanFamilies.has(text.charAt(at)));
  return { end, known };
}

/** End of the given name behind a blank; -1 without one. */
function apartEnd(text: string, at: number, end: number): number {
  const gap = text.charCodeAt(end);
  if (gap !== 0x20 && gap !== 0x3000) return -1;
  const second = runEnd(text, end + 1, han);
  return second > end + 1 && second - at <= 5 && !isWordAt(text, second) ? second : -1;
}

function readHangul(text: string, at: number): UncasedName | undefined {
  const end = runEnd(text, at, hangul);
  const length = end - at;
  if (length < 2 || !hangulFamilies.has(text.charAt(at))) return undefined;
  const stem = at + 3;
  if (length > 3 && koreanTails.test(text.slice(stem, stem + 6))) return { end: stem, known: true };
  return length > 4 ? undefined : { end, known: length === 3 };
}

/** A given name we know, with up to two more words when they end the phrase. */
function readSemitic(text: string, at: number): UncasedName | undefined {
  const first = wordEnd(text, at);
  if (first <= at + 1 || !isKnownSemitic(text, at, first)) return undefined;
  let end = first;
  for (let more = 0; more < 2 && text.charCodeAt(end) === 0x20; more++) {
    const next = wordEnd(text, end + 1);
    if (next <= end + 2) break;
    end = next;
  }
  const whole = text.charCodeAt(end) !== 0x20 || end === first;
  return { end: whole ? end : first, known: true };
}

/** `أبو فيصل`, `بن`: kinship words lead a name. */
const kinship = new Set(["أبو", "ابو", "أم", "ام", "بن", "عبد", "בן", "בת"]);

function isKnownSemitic(text: string, at: number, end: number): boolean {
  const word = text.slice(at, end);
  return isGivenName(word) || kinship.has(word);
}
