/* The hand-written detectors by name; the names are the keys of the configuration. */

import { authorizationHeader } from "../credential/authorization.js";
import { backupCodes } from "../credential/backup-codes.js";
import { commandLine } from "../credential/command-line.js";
import { commandPlace } from "../credential/command-places.js";
import { configLine } from "../credential/config-line.js";
import { connectionCall } from "../credential/connection-call.js";
import { credentialKey } from "../credential/credential-key.js";
import { dumpedHash } from "../credential/dumped-hash.js";
import { emailPair } from "../credential/email-pair.js";
import { keyBlock } from "../credential/key-block.js";
import { labelledPassword } from "../credential/labelled.js";
import { loginLink } from "../credential/login-link.js";
import { loginPair } from "../credential/login-pair.js";
import { namedToken } from "../credential/named-token.js";
import { oneTimeCode } from "../credential/one-time-code.js";
import { securityAnswer } from "../credential/security-answer.js";
import { sessionCookie } from "../credential/session-cookie.js";
import { sqlInsert } from "../credential/sql-insert.js";
import { webToken } from "../credential/web-token.js";
import { wifiCode } from "../credential/wifi-code.js";
import { ccHeaderLine } from "../header-lines.js";
import { hostname } from "../hosts/hostname.js";
import { webAddress } from "../hosts/url.js";
import { birthDate } from "../identifiers/birth-date.js";
import { nationalId } from "../identifiers/national-id.js";
import { vatNumber } from "../identifiers/vat.js";
import { cryptoWallet } from "../identifiers/wallet.js";
import type { NativeDetector } from "../detector.js";
import { people } from "../people/index.js";
import { card } from "./card.js";
import { email } from "./email.js";
import { iban } from "./iban.js";
import { ip } from "./ip.js";
import { mac } from "./mac.js";
import { postalAddress } from "../places/address.js";
import { phone } from "../phone/phone.js";
import { urlUserinfo } from "./url-userinfo.js";

export const natives = {
  "authorization-header": authorizationHeader,
  "backup-codes": backupCodes,
  card,
  "cc-header-line": ccHeaderLine,
  "command-line": commandLine,
  "command-place": commandPlace,
  "config-line": configLine,
  "connection-call": connectionCall,
  "credential-key": credentialKey,
  "crypto-wallet": cryptoWallet,
  "date-of-birth": birthDate,
  "dumped-hash": dumpedHash,
  email,
  "email-pair": emailPair,
  hostname,
  iban,
  ip,
  "json-web-token": webToken,
  "labelled-password": labelledPassword,
  "login-link": loginLink,
  "login-pair": loginPair,
  mac,
  "named-token": namedToken,
  "national-id": nationalId,
  "one-time-code": oneTimeCode,
  ...people,
  phone,
  "postal-address": postalAddress,
  "private-key-block": keyBlock,
  "security-answer": securityAnswer,
  "session-cookie": sessionCookie,
  "sql-insert": sqlInsert,
  "url-userinfo": urlUserinfo,
  url: webAddress,
  "vat-number": vatNumber,
  "wifi-code": wifiCode,
} as const satisfies Record<string, NativeDetector>;

export type NativeName = keyof typeof natives;
