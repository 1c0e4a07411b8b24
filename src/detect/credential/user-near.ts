/* Tells whether a user stands close to a label for a password: on the line above, right before it, or behind its value. */

import type { Judged } from "./judged.js";
import { isProductName } from "./value-shape.js";

const userAbove =
  /(?:^|[\n:] ?)(?:[\p{L}-]{1,16} ){0,2}(?:user(?: ?name)?|login(?: name)?|log-in|id|account|benutzer(?:name)?|usuario|usuário|identifiant|utente|gebruiker(?:snaam)?|логин|пользователь|логін|użytkownik|uživatel|användare|bruker|bruger|kullanıcı|felhasználó|utilizator|ユーザー|用户名|账号|アカウント) ?(?:[-–—:：=]|\. \.) ?[^\n]{1,60}\n[^\n]{0,32}$/iu;

/** The line above is its user's. */
export const isBelowUser = ({ before }: Judged): boolean => userAbove.test(before());

/** `user ann pass VALUE`, `host 192.0.2.5 pass VALUE`. */
export function isBehindUser({ token, before }: Judged): boolean {
  if (token.length < 6 || isProductName(token)) return false;
  const text = before();
  if (/(?:^|[\s(,;@/])(?:\d{1,3}\.){3}\d{1,3}[\s,;]{1,3}$/.test(text)) return true;
  return /(?:^|[\s(,;])(?:user(?:name)?|usr|login|benutzer|usuario|utente|utilisateur|логин|юзер|пользователь|konto|compte|cuenta|conta|bruker|användare|bruger|tunnus|felhasználó|uživatel|użytkownik|kullanıcı)[:=]?\s\S{1,40}[\s,;]{1,3}(?:and |und |y |и |with |mit |avec |con |com |met )?$/iu.test(
    text,
  );
}

const userBehind =
  /^[\s,;/|]{1,3}(?:user|user ?name|usr|login|benutzer|benutzername|usuario|utilisateur|utente|логин)\s?[:=]/iu;

/** `pass: VALUE user: ann` */
export const isBeforeUser = ({ behind }: Judged): boolean => userBehind.test(behind());
