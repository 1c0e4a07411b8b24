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
  if (length < 2 || length > 4 || !hangulFamilies.has(text.charAt(at))) return undefined;
  return { end, known: length === 3 };
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
