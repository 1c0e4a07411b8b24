/* Finds answers to security questions: `Security question: first pet` and `Answer: X`, `Mother's maiden name: X`. */

import type { CandidateShape, LiteralHit, NativeDetector, Scan, Sink } from "../detector.js";
import { isLetterAt } from "./characters.js";
import { blockers, stateWords } from "./lexicon-words.js";
import { isPlaceholder } from "./value-shape.js";

const shape: CandidateShape = {
  detector: "security-answer",
  entity: "CREDENTIAL",
  kind: "security-answer",
  confidence: 0.7,
  evidence: [{ by: "label", name: "security answer" }],
};

/** Behind them the answer follows at once. */
const answers: readonly string[] = [
  "security answer|secret answer|answer to the security question|answer to my security question|answer to the secret question",
  "mother's maiden name|mothers maiden name|mother’s maiden name|memorable word|memorable answer|security word|sicherheitsantwort",
  "geheime antwort|antwort auf die sicherheitsfrage|mädchenname der mutter|réponse secrète|réponse de sécurité",
  "réponse à la question secrète|réponse à la question de sécurité|respuesta secreta|respuesta de seguridad",
  "respuesta a la pregunta de seguridad|respuesta a la pregunta secreta|resposta secreta|resposta de segurança",
  "resposta à pergunta de segurança|risposta segreta|risposta di sicurezza|risposta alla domanda di sicurezza",
  "antwoord op de beveiligingsvraag|odpowiedź na pytanie pomocnicze|odpowiedź na pytanie zabezpieczające",
  "ответ на секретный вопрос|ответ на контрольный вопрос|секретное слово|кодовое слово|девичья фамилия матери",
  "відповідь на секретне питання|odpověď na bezpečnostní otázku|güvenlik sorusunun cevabı|güvenlik sorusu cevabı",
  "svar på säkerhetsfrågan|svar på sikkerhedsspørgsmålet|密保答案|安全问题答案|秘密の質問の答え|비밀번호 찾기 답변",
].flatMap((line) => line.split("|"));

/** Behind them the question, and then a label for its answer. */
const questions: readonly string[] = [
  "security question|secret question|recovery question|sicherheitsfrage|geheimfrage|question secrète|question de sécurité",
  "pregunta secreta|pregunta de seguridad|pergunta secreta|pergunta de segurança|domanda segreta|domanda di sicurezza",
  "beveiligingsvraag|geheime vraag|pytanie pomocnicze|pytanie zabezpieczające|секретный вопрос|контрольный вопрос",
  "секретне питання|контрольне питання|bezpečnostní otázka|kontrolní otázka|güvenlik sorusu|säkerhetsfråga|biztonsági kérdés",
  "sikkerhedsspørgsmål|sikkerhetsspørsmål|turvakysymys|întrebare de securitate|密保问题|安全问题|秘密の質問|보안 질문",
].flatMap((line) => line.split("|"));

const reach = 160;
const answerWord =
  "(?:my |the |meine |ma |mi |la |le )?(?:answer|ans|a|antwort|réponse|reponse|respuesta|resposta|risposta|antwoord|odpowiedź|odpověď|ответ|відповідь|cevap|cevabı|svar|válasz|vastaus|răspuns|答案|答え|回答|답변|답)";
/** The answer's label and what joins it to the answer. */
const toAnswer = new RegExp(
  `[\\s(,;.?"*_>]${answerWord}["*_]{0,3}(?:\\s?[:=：]["*_]{0,3}\\s{0,3}|\\s(?:is|ist|lautet|est|es|to|это|[éè—])\\s)`,
  "iu",
);
/** Line breaks between question and answer. */
const mostBreaks = 2;

/** Units from the question's label to the answer; -1 when none is there. */
function readToAnswer(ahead: string): number {
  const found = toAnswer.exec(ahead);
  if (found === null) return -1;
  const breaks = ahead.slice(0, found.index + 1).split("\n").length - 1;
  return breaks > mostBreaks ? -1 : found.index + found[0].length;
}
const direct =
  /^["*_]{0,3}(?:\s?\([^)\n]{1,40}\)| (?:on file|there|here|was set|hinterlegt))?(?:\s?(?:[:=：→]|[-=]>)["*_]{0,3}\s{0,3}|\s(?:is|was|ist|lautet|est|es|[éè—\-]|to|это)\s|[是は은는]\s?)/iu;
/** `The answer to my security question is X`. */
const asked = /(?:answer|antwort|réponse|respuesta|resposta|risposta|antwoord|ответ)[^\n.:]{1,24}$/iu;

/** At most this many words: what people answer is a name or two. */
const mostWords = 4;
const opening = /^["'“„«`]/;

function readAnswer(text: string, at: number): number {
  const clause = /^[^\n<,;.!?()"“”»`|]{2,48}/.exec(text.slice(at, at + 64))?.[0] ?? "";
  const line = clause.replace(/\s(?:and|but|und|aber|et|mais|[yeи]|pero|ma|но) .{0,48}$/iu, "").trimEnd();
  const words = line.split(" ");
  if (line === "" || words.length > mostWords || isPlaceholder(line)) return -1;
  const told = words.some((word) => {
    const small = word.toLowerCase();
    return stateWords.has(small) || blockers.has(small);
  });
  return told || !/^[\p{L}\p{N}]/u.test(line) ? -1 : at + line.length;
}

function offer({ text }: Scan, sink: Sink, at: number): void {
  const start = opening.test(text.slice(at, at + 1)) ? at + 1 : at;
  const end = readAnswer(text, start);
  if (end > start) sink.add(shape, start, end);
}

function onLiteral(scan: Scan, sink: Sink, { literal, start, end }: LiteralHit): void {
  const { text, budget } = scan;
  if (isLetterAt(text, start - 1) && text.charCodeAt(start) < 0x2e80) return;
  budget.spend(64);
  const ahead = text.slice(end, end + reach);
  const isAnswer = literal < answers.length || asked.test(text.slice(Math.max(0, start - 32), start));
  const length = isAnswer ? (direct.exec(ahead)?.[0].length ?? -1) : readToAnswer(ahead);
  if (length >= 0) offer(scan, sink, end + length);
}

export const securityAnswer: NativeDetector = {
  id: "security-answer",
  entities: ["CREDENTIAL"],
  literals: [...answers, ...questions].map((text) => ({ text })),
  onLiteral,
};
