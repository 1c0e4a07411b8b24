/* Refusals in French. `{things}` is the list of what to take out, `{code}` the error code. */

import type { Wording } from "./wording.js";

export const fr: Wording = {
  and: " et ",
  sentences: {
    pii_rejected: "Veuillez retirer {things} et renvoyer votre message. Rien n’a été enregistré.",
    mask_written_back:
      "Un champ serait remplacé par l’un de nos masques. Retirez ce champ et renvoyez votre message.",
    attachment_unscannable:
      "Ce fichier ne peut pas être lu et n’a pas été accepté. Veuillez en envoyer le contenu sous forme de texte.",
    body_too_large: "C’est trop volumineux. Veuillez en envoyer moins à la fois.",
    other: "Cette demande n’a pas pu être acceptée ({code}). Rien n’a été enregistré.",
  },
  entities: {
    EMAIL_ADDRESS: "les adresses e-mail",
    PHONE_NUMBER: "les numéros de téléphone",
    IP_ADDRESS: "les adresses IP",
    MAC_ADDRESS: "les adresses matérielles (MAC)",
    HOSTNAME: "les noms de machines",
    URL: "les liens",
    CREDENTIAL: "les mots de passe, clés et autres identifiants secrets",
    CREDIT_CARD: "les numéros de carte bancaire",
    IBAN_CODE: "les numéros de compte (IBAN)",
    VAT_NUMBER: "les numéros de TVA",
    NATIONAL_ID: "les numéros d'identité",
    DATE_OF_BIRTH: "les dates de naissance",
    PERSON: "les noms de personnes",
    ORGANIZATION: "les noms d'organisations",
    POSTAL_ADDRESS: "les adresses postales",
    CRYPTO_WALLET: "les adresses de portefeuille",
    CC_RECIPIENT: "les personnes en copie (CC)",
  },
};
