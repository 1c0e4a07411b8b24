/* PERSON: names in header lines that were pasted into a text: `From:`, `Von:`, `Cc:`, and before any address. */

import type { LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { personGrades } from "./grades.js";
import { isBreakAt, isLetterAt, skipGap, skipLineMarks, startsLine } from "./letters.js";
import { addListed, addNameBefore, addressOpening, isRoleMailbox } from "./mailbox.js";

const grades = personGrades("name-in-header", "header line");

/** What mail programs write in front of senders and recipients. */
const labels: readonly string[] = [
  "from|to|cc|bcc|reply-to|sender|von|an|kopie|de|à|para|pour|copie|copie à|cópia|copia|da|per|van|aan|od|do|dw|komu|kopia",
  "från|till|kopia|fra|til|kopi|lähettäjä|vastaanottaja|kopio|kimden|kime|bilgi|de la|către|feladó|címzett|od|komu|kopie",
  "от|кому|копия|від|από|προς|κοιν|من|إلى|נשלח|מאת|אל|发件人|收件人|抄送|寄件者|差出人|宛先|보낸 사람|받는 사람|từ|đến|dari|kepada",
].flatMap((line) => line.split("|"));

const marks = [":", " :", "\u00a0:", "：", "*:", ":*"];

const longestLine = 2000;

function lineEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && end < at + longestLine && !isBreakAt(text, end)) end++;
  return end;
}

function onLabel({ text, budget }: Scan, sink: Sink, hit: LiteralHit): void {
  if (!startsLine(text, hit.start)) return;
  const start = skipGap(text, hit.end);
  const end = lineEnd(text, start);
  budget.spend(end - start);
  if (text.slice(start, end).includes("@") || !standsInBlock(text, hit.start, end)) return;
  addListed(text, sink, { start, end, grades });
}

/** One header line alone is a phrase (`From: Berlin`): the line before or behind has to be one as well. */
function standsInBlock(text: string, start: number, end: number): boolean {
  let line = start;
  while (line > 0 && line > start - 32 && !isBreakAt(text, line - 1)) line--;
  const behind = text.charCodeAt(end) === 0x0d ? end + 2 : end + 1;
  if (behind < text.length && isHeaderLine(text, behind)) return true;
  if (line < 2) return false;
  let before = text.charCodeAt(line - 2) === 0x0d ? line - 2 : line - 1;
  const stop = Math.max(0, before - 200);
  while (before > stop && !isBreakAt(text, before - 1)) before--;
  return isHeaderLine(text, before);
}

const longestLabel = 24;

/** `Word:` and a blank: a short label with something behind it. */
function isHeaderLine(text: string, at: number): boolean {
  const start = skipLineMarks(text, at);
  if (!isLetterAt(text, start)) return false;
  for (let end = start + 1; end < start + longestLabel; end++) {
    const unit = text.charAt(end);
    if (unit === ":" || unit === "：") return end > start + 1;
    if (!isLetterAt(text, end) && !/[ .\u00a0-]/.test(unit)) return false;
  }
  return false;
}

/** Most addresses of one text whose names are read; lists beyond that are address books. */
const mostAddresses = 2000;

function scan({ text, units, budget }: Scan, sink: Sink): void {
  let count = 0;
  for (let sign = text.indexOf("@"); sign !== -1; sign = text.indexOf("@", sign + 1)) {
    if (++count > mostAddresses) return;
    const opening = addressOpening(units, sign);
    if (opening < 1 || isRoleMailbox(text, opening)) continue;
    budget.spend(longestLabel);
    addNameBefore(text, sink, { opening, grades });
  }
}

export const nameInHeader: NativeDetector = {
  id: "name-in-header",
  entities: ["PERSON"],
  literals: labels.flatMap((label) => marks.map((mark) => ({ text: label + mark }))),
  scan,
  onLiteral: onLabel,
};
