/* Addresses in Chinese, Japanese and Korean: from the largest place to the door, around the number of the house. */

import type { Span } from "../../core/types.js";
import { unitAt, type UnitText } from "../units.js";
import { hao, mayBeEastAsian, postMark } from "./place-touch.js";

const reach = 48;
const provinces =
  "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|臺灣|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台北|臺北|新北|高雄";
const chineseHead = new RegExp(
  `(?:(?:${provinces})[^\\s，。：:,;；]{0,24}|[\\u4e00-\\u9fff]{2,4}[市区县區縣][^\\s，。：:,;；]{0,20})(?:[路街道巷弄村里]|胡同|大厦)[^\\s，。：:,;；路街]{0,8}$`,
);
const chineseTail =
  /号(?:[\u4e00-\u9fff\dA-Z-]{0,20}?(?:[室楼樓层栋幢座户屋]|单元)){0,5}(?:[ \u3000]\d{6}(?!\d))?/iy;

const streetSigns = new Uint8Array(0x10000);
for (const sign of "路街道巷弄村里同厦") streetSigns[sign.charCodeAt(0)] = 1;

/** Whether a street stands in the few units before the number. */
function hasStreet(text: string, from: number, to: number): boolean {
  for (let at = to - 1; at >= from; at--) if (streetSigns[text.charCodeAt(at)] === 1) return true;
  return false;
}

/** Units between the sign of a street and the number. */
const streetReach = 9;

function readChinese(text: string, { start, end }: Span): Span | undefined {
  const from = Math.max(0, start - reach);
  if (!hasStreet(text, Math.max(0, start - streetReach), start)) return undefined;
  const head = chineseHead.exec(text.slice(from, start));
  chineseTail.lastIndex = end;
  if (head === null || !chineseTail.test(text)) return undefined;
  return { start: from + head.index, end: chineseTail.lastIndex };
}

const japanese =
  /〒? ?\d{3}-\d{4}[ \u3000\n]{0,2}[\u4e00-\u9fff\u3040-\u30ff]{2,30}[\d\uff10-\uff19\u4e00-\u9fff\u3040-\u30ff\-－‐]{1,40}(?:[ \u3000][\u4e00-\u9fff\u3040-\u30ffA-Za-z]{1,24}[\d\uff10-\uff19]{0,5}(?:号室|階|F)?)?/y;
/** Prefectures end with one of these, and towns with the others. */
const japanesePlace = /[都道府県市区町村]/;

function readJapanese(text: string, { start }: Span): Span | undefined {
  const isMarked = text.charCodeAt(start - 1) === postMark || text.charCodeAt(start - 2) === postMark;
  const from = isMarked ? text.lastIndexOf("〒", start) : start;
  japanese.lastIndex = from;
  const found = japanese.exec(text);
  return found !== null && japanesePlace.test(found[0])
    ? { start: from, end: japanese.lastIndex }
    : undefined;
}

const koreanHead =
  /(?:(?:\p{Script=Hangul}{2,7}(?:특별자치시|특별자치도|특별시|광역시|시|도)|서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|제주) )?(?:\p{Script=Hangul}{1,6}[시군구] ){1,2}(?:\p{Script=Hangul}{1,6}[읍면동] )?[\p{Script=Hangul}\d]{1,12}[로길] $/u;
const koreanTail =
  /\d{1,5}(?:-\d{1,4})?(?:,? ?(?:[\p{Script=Hangul}A-Za-z]{1,16} ?)?\d{1,4}[층호동])*(?: ?\([\p{Script=Hangul}, ]{1,24}\))?/uy;

function readKorean(text: string, { start }: Span): Span | undefined {
  const from = Math.max(0, start - reach);
  const head = koreanHead.exec(text.slice(from, start));
  koreanTail.lastIndex = start;
  if (head === null || !koreanTail.test(text)) return undefined;
  return { start: from + head.index, end: koreanTail.lastIndex };
}

/** The address around or behind a run of digits; undefined for nearly all runs, by a look at what touches them. */
export function readEastAsian({ text, units }: UnitText, run: Span): Span | undefined {
  const { start, end } = run;
  if (!mayBeEastAsian(units, start, end)) return undefined;
  const next = unitAt(units, end);
  if (next === hao) return readChinese(text, run);
  const isCode = end - start === 3 && next === 45;
  if (isCode && (unitAt(units, start - 1) === postMark || unitAt(units, end + 6) >= 0x3000))
    return readJapanese(text, run);
  return readKorean(text, run);
}
