/* Words that stand for a secret in manuals: `curl -u user:password`, and references to where it is kept. */

const generic = new Set(
  [
    "password passwd pass pwd pw secret token key passphrase value string user username login name xxx xxxx",
    "yourpassword mypassword your_password my_password thepassword userpass yourpass mypass passwort kennwort",
    "ssha sha sha1 sha256 sha512 md5 bcrypt argon2 argon2i argon2id scrypt pbkdf2 crypt plain plaintext cleartext scram ntlm",
    "feld field champ campo veld kennwort-feld passwortfeld parola jelszó lösenord salasana adgangskode пароля",
    "contraseña contrasena clave senha motdepasse mdp wachtwoord haslo hasło heslo пароль parola sifre şifre",
    "changeme change_me changethis community yourcommunity strong_password newpassword new_password oldpassword password_here secretpassword",
  ]
    .join(" ")
    .split(" "),
);

/** True for the names of a secret, which manuals write in its place. */
export function isGenericWord(token: string): boolean {
  return generic.has(token.toLowerCase().replace(/:$/, ""));
}

/** True for variables of shells, files, prompts: the secret is elsewhere. */
export function isBackReference(token: string): boolean {
  return /^(?:\$[A-Za-z_{(]|%\w{1,40}%|[`@<!]|\*$|env:|file:|fd:|stdin$|prompt$|\{\{)/.test(token);
}
