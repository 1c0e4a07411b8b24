/* Refusals in Spanish. `{things}` is the list of what to take out, `{code}` the error code. */

import type { Wording } from "./wording.js";

export const es: Wording = {
  and: " y ",
  sentences: {
    pii_rejected: "Quite {things} y vuelva a enviarlo, por favor. No se ha guardado nada.",
    mask_written_back:
      "Un campo se sobrescribiría con una de nuestras máscaras. Quite ese campo y vuelva a enviarlo.",
    attachment_unscannable:
      "Este archivo no se puede leer y no se ha aceptado. Envíe su contenido como texto, por favor.",
    body_too_large: "Es demasiado grande. Envíe menos de una vez, por favor.",
    other: "No se ha podido aceptar esta solicitud ({code}). No se ha guardado nada.",
  },
  entities: {
    EMAIL_ADDRESS: "las direcciones de correo",
    PHONE_NUMBER: "los números de teléfono",
    IP_ADDRESS: "las direcciones IP",
    MAC_ADDRESS: "las direcciones físicas (MAC)",
    HOSTNAME: "los nombres de equipos",
    URL: "los enlaces",
    CREDENTIAL: "las contraseñas, claves y otras credenciales",
    CREDIT_CARD: "los números de tarjeta",
    IBAN_CODE: "los números de cuenta (IBAN)",
    VAT_NUMBER: "los números de IVA",
    NATIONAL_ID: "los números de identidad",
    DATE_OF_BIRTH: "las fechas de nacimiento",
    PERSON: "los nombres de personas",
    ORGANIZATION: "los nombres de organizaciones",
    POSTAL_ADDRESS: "las direcciones postales",
    CRYPTO_WALLET: "las direcciones de monedero",
    CC_RECIPIENT: "las personas en copia (CC)",
  },
};
