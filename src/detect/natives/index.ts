/* The hand-written detectors by name; the names are the keys of the configuration. */

import { authorizationHeader } from "../credential/authorization.js";
import { credentialKey } from "../credential/credential-key.js";
import { keyBlock } from "../credential/key-block.js";
import { labelledPassword } from "../credential/labelled.js";
import { loginPair } from "../credential/login-pair.js";
import { webToken } from "../credential/web-token.js";
import { ccHeaderLine } from "../header-lines.js";
import { hostname } from "../hosts/hostname.js";
import { webAddress } from "../hosts/url.js";
import { birthDate } from "../identifiers/birth-date.js";
import { nationalId } from "../identifiers/national-id.js";
import { vatNumber } from "../identifiers/vat.js";
import { cryptoWallet } from "../identifiers/wallet.js";
import type { NativeDetector } from "../detector.js";
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
  card,
  "cc-header-line": ccHeaderLine,
  "credential-key": credentialKey,
  "crypto-wallet": cryptoWallet,
  "date-of-birth": birthDate,
  email,
  hostname,
  iban,
  ip,
  "json-web-token": webToken,
  "labelled-password": labelledPassword,
  "login-pair": loginPair,
  mac,
  "national-id": nationalId,
  phone,
  "postal-address": postalAddress,
  "private-key-block": keyBlock,
  url: webAddress,
  "url-userinfo": urlUserinfo,
  "vat-number": vatNumber,
} as const satisfies Record<string, NativeDetector>;

export type NativeName = keyof typeof natives;
