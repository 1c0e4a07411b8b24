/* Words that stand for a secret in manuals: `curl -u user:password`, and references to where it is kept. */

const generic = new Set(
  [
    "password passwd pass pwd pw secret token key passphrase value string user username login name xxx xxxx",
    "yourpassword mypassword your_password my_password thepassword userpass yourpass mypass passwort kennwort",
    "sso ldap saml oidc oauth ad mfa 2fa pam okta keycloak kerberos keepass keepassxc bitwarden lastpass passkey webauthn vault certificate",
    "ssha sha sha1 sha256 sha512 md5 bcrypt argon2 argon2i argon2id scrypt pbkdf2 crypt plain plaintext cleartext scram ntlm",
    "feld field champ campo veld kennwort-feld passwortfeld parola jelszó lösenord salasana adgangskode пароля",
    "contraseña contrasena clave senha motdepasse mdp wachtwoord haslo hasło heslo пароль parola sifre şifre",
    "changeme change_me changethis community yourcommunity strong_password newpassword new_password oldpassword password_here secretpassword",
  ]
    .join(" ")
    .split(" "),
);

/** What a secret is called. */
const nouns = new Set(
  [
    "password passwd passphrase passcode secret token key apikey pin passwort kennwort schlüssel schluessel geheimnis",
    "passe mdp clé cle jeton contraseña contrasena clave llave senha chave palavra parola chiave segreto segreta",
    "wachtwoord sleutel hasło haslo klucz heslo klíč jelszó kulcs parolă parolei cheie lösenord losenord nyckel nøgle",
    "adgangskode kodeord passord nøkkel salasana avain şifre sifre şifreniz anahtar пароль ключ токен пароля",
  ]
    .join(" ")
    .split(" "),
);
/** What is written beside that name in the place of a value. */
const beside = new Set(
  [
    "your my our the a an new old current same some any this that here goes enter insert type put paste add fill in change change me",
    "choose pick set strong secure super very long random complex good db database user username admin root login api app",
    "example sample dummy placeholder replace with",
    "ihr ihre dein deine mein meine neues neue altes alte hier eingeben einfügen einsetzen eintragen eigenes eigene sicheres starkes geheimes",
    "votre ton ta mon ma le la de nouveau ancien ici saisir entrer mettre insérer mot secret secrète",
    "tu su mi el nueva nuevo vieja aquí aqui introduce escribe poner inserta segura secreta sua seu minha meu nova velha insira digite coloque",
    "tuo tua il nuova vecchia qui inserisci inserire scrivi sicura jouw uw mijn nieuw nieuwe oud hier invullen vul sterk",
    "twoje twój moje nowe stare tutaj wpisz wstaw podaj silne tvoje tvé vaše nové staré sem zadejte vložte",
    "ide írja új az ön a ta parola introdu aici ditt din dit nya nyt nytt här her indtast ange sätt tähän uusi",
    "buraya yeni girin yazın sizin ваш твой мой новый старый сюда введите вставьте укажите здесь",
  ]
    .join(" ")
    .split(" "),
);
const parted = /^\p{L}{1,16}(?:[-_.]\p{L}{1,16}){1,5}$/u;

/** `new-password-here`, `TU_CONTRASEÑA`, `ihr_passwort`: a secret's name and what points to its place. */
function isNamedPlace(token: string): boolean {
  if (!parted.test(token)) return false;
  const parts = token.toLowerCase().split(/[-_.]/);
  return parts.some((part) => nouns.has(part)) && parts.every((part) => nouns.has(part) || beside.has(part));
}

/** True for the names of a secret, which manuals write in its place. */
export function isGenericWord(token: string): boolean {
  return generic.has(token.toLowerCase().replace(/:$/, "")) || isNamedPlace(token);
}

/** True for variables of shells, files, prompts: the secret is elsewhere. */
export function isBackReference(token: string): boolean {
  return /^(?:\$[A-Za-z_{(]|%\w{1,40}%|[`@<!]|\*$|env:|file:|fd:|stdin$|prompt$|\{\{)/.test(token);
}
