/* Everyday words for a key, a token, a secret: only a long value drawn at random, or a loud one, is one behind them. */

import type { Group } from "./lexicon.js";

export const weakGroups: readonly Group[] = [
  { kind: "token", gate: "weak", joins: true, endings: "s en et ul a u", words: "token" },
  { kind: "token", gate: "weak", endings: "s", words: "jeton|токен|żeton|tóken|belirteç|belirteci" },
  { kind: "token", gate: "weak", unspaced: true, words: "トークン|토큰|令牌" },
  {
    kind: "secret",
    gate: "weak",
    words: "secret|geheimnis|secreto|segreto|segredo|секрет|sekret|tajemství|hemlighet",
  },
  { kind: "secret", gate: "weak", unspaced: true, words: "シークレット|시크릿" },
  {
    kind: "key",
    gate: "weak",
    joins: true,
    words: "schlüssel|sleutel|nyckeln|nyckel|nøgle|nøglen|nøkkel|nøkkelen",
  },
  {
    kind: "key",
    gate: "weak",
    words:
      "key|klucz|ключ|chiave|klíč|kulcs|clé|clef|llave|cheie|cheia|anahtar|anahtarı|avain|κλειδί|المفتاح|مفتاح|khóa",
  },
];
