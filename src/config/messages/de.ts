/* Refusals in German. `{things}` is the list of what to take out, `{code}` the error code. */

import type { Wording } from "./wording.js";

export const de: Wording = {
  and: " und ",
  sentences: {
    pii_rejected:
      "Bitte entfernen Sie {things} und senden Sie die Nachricht noch einmal. Es wurde nichts gespeichert.",
    mask_written_back:
      "Ein Feld würde mit einer unserer Masken überschrieben. Lassen Sie dieses Feld weg und senden Sie noch einmal.",
    attachment_unscannable:
      "Diese Datei kann nicht gelesen werden und wurde nicht angenommen. Bitte senden Sie den Inhalt als Text.",
    body_too_large: "Das ist zu groß. Bitte senden Sie weniger auf einmal.",
    other: "Diese Anfrage konnte nicht angenommen werden ({code}). Es wurde nichts gespeichert.",
  },
  entities: {
    EMAIL_ADDRESS: "E-Mail-Adressen",
    PHONE_NUMBER: "Telefonnummern",
    IP_ADDRESS: "IP-Adressen",
    MAC_ADDRESS: "Hardware-Adressen (MAC)",
    HOSTNAME: "Rechnernamen",
    URL: "Links",
    CREDENTIAL: "Passwörter, Schlüssel und andere Zugangsdaten",
    CREDIT_CARD: "Kartennummern",
    IBAN_CODE: "Kontonummern (IBAN)",
    VAT_NUMBER: "Umsatzsteuernummern",
    NATIONAL_ID: "Ausweisnummern",
    DATE_OF_BIRTH: "Geburtsdaten",
    PERSON: "Namen von Personen",
    ORGANIZATION: "Namen von Organisationen",
    POSTAL_ADDRESS: "Postanschriften",
    CRYPTO_WALLET: "Wallet-Adressen",
    CC_RECIPIENT: "Personen in Kopie (CC)",
  },
};
