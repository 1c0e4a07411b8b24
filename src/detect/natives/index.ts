/* The hand-written detectors by name; the names are the keys of the configuration. */

import { authorizationHeader } from "../credential/authorization.js";
import { credentialKey } from "../credential/credential-key.js";
import { keyBlock } from "../credential/key-block.js";
import { labelledPassword } from "../credential/labelled.js";
import { loginPair } from "../credential/login-pair.js";
import { webToken } from "../credential/web-token.js";
import { ccHeaderLine } from "../header-lines.js";
import type { NativeDetector } from "../detector.js";
import { people } from "../people/index.js";
import { card } from "./card.js";
import { email } from "./email.js";
import { iban } from "./iban.js";
import { ip } from "./ip.js";
import { mac } from "./mac.js";
import { phone } from "../phone/phone.js";
import { urlUserinfo } from "./url-userinfo.js";

export const natives = {
  "authorization-header": authorizationHeader,
  card,
  "cc-header-line": ccHeaderLine,
  "credential-key": credentialKey,
  email,
  iban,
  ip,
  "json-web-token": webToken,
  "labelled-password": labelledPassword,
  "login-pair": loginPair,
  mac,
  ...people,
  phone,
  "private-key-block": keyBlock,
  "url-userinfo": urlUserinfo,
} as const satisfies Record<string, NativeDetector>;

export type NativeName = keyof typeof natives;
