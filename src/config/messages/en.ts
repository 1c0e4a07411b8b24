/* Refusals in English. `{things}` is the list of what to take out, `{code}` the error code. */

import type { Wording } from "./wording.js";

export const en: Wording = {
  and: " and ",
  sentences: {
    pii_rejected: "Please take out {things} and send it again. Nothing was stored.",
    mask_written_back:
      "A field would be overwritten with one of our masks. Leave that field out and send it again.",
    attachment_unscannable: "This file cannot be read and was not accepted. Please send its content as text.",
    body_too_large: "This is too large. Please send less at once.",
    other: "This request could not be accepted ({code}). Nothing was stored.",
  },
  entities: {
    EMAIL_ADDRESS: "e-mail addresses",
    PHONE_NUMBER: "phone numbers",
    IP_ADDRESS: "IP addresses",
    MAC_ADDRESS: "hardware (MAC) addresses",
    HOSTNAME: "host names",
    URL: "links",
    CREDENTIAL: "passwords, keys and other credentials",
    CREDIT_CARD: "payment card numbers",
    IBAN_CODE: "bank account numbers (IBAN)",
    VAT_NUMBER: "VAT numbers",
    NATIONAL_ID: "identity numbers",
    DATE_OF_BIRTH: "dates of birth",
    PERSON: "names of people",
    ORGANIZATION: "names of organisations",
    POSTAL_ADDRESS: "postal addresses",
    CRYPTO_WALLET: "wallet addresses",
    CC_RECIPIENT: "people in copy (CC)",
  },
};
