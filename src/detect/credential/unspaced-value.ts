/* Reads a value in a script without blanks: letters with figures and marks behind them, up to what ends the sentence. */

import type { Span } from "../../core/types.js";
import { isUnspacedAt } from "./characters.js";
import { stateWords } from "./lexicon-words.js";

const reach = 48;
const form =
  /^(?:[은는이가はがも是为為]\s?|\s?[:：=]\s?|\s)["'「『“]?([\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Thai}]{1,10}(?=[\p{N}\p{P}\p{S}]*\d)[-\d!@#$%^&*~_+=?]{1,10})["'」』”]?(?=$|[\s,.。，、)）/였だでにと的]|이고|입니다|이에요|예요|인데|이며|로 |으로|라고)/u;
/** Numbers of something else. */
const other =
  /错误|錯誤|代码|代碼|编号|編號|版本|工单|订单|エラー|番号|コード|バージョン|最低|最大|最小|以上|半角|全角|오류|코드|번호|버전|최소|최대|이상|[약총共第]|至少|最少|ข้อ|อย่าง/u;

/** A blank, a colon, an equals sign, or a unit of these scripts. */
const mayLead = (unit: number): boolean => unit === 0x20 || unit === 0x3a || unit === 0x3d || unit >= 0x3000;

const isTold = (token: string, hard: boolean): boolean =>
  token.length >= 4 &&
  !other.test(token) &&
  !stateWords.has(token.slice(0, token.search(/[-\d!@#$%^&*~_+=?]/))) &&
  (hard || /[!@#$%^&*~+=?]/.test(token));

/** The value behind a label of these languages; undefined in most texts. */
export function readUnspacedValue(text: string, labelEnd: number): Span | undefined {
  if (!mayLead(text.charCodeAt(labelEnd))) return undefined;
  const found = form.exec(text.slice(labelEnd, labelEnd + reach));
  const token = found?.[1];
  if (found === null || token === undefined || !isTold(token, /^\s?[:：=]/.test(found[0]))) return undefined;
  const start = labelEnd + found[0].indexOf(token);
  return isUnspacedAt(text, start) ? { start, end: start + token.length } : undefined;
}
