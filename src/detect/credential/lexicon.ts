/* Words people put in front of a secret, in over 30 languages, as data. */

import { weakGroups } from "./lexicon-weak.js";
import { misspelt, slipsOf } from "./misspelt.js";

/**
 * What a label lets pass as its value: `password` anything chosen-looking and, behind a strong separator, a lone
 * word; `brief` (pass, clave, parola: words with other meanings) chosen-looking values only; `opaque` (api key)
 * machine-made values; `grouped` (licence) groups of capitals and digits; `seed` base32; `quoted` (SQL) whatever stands in quotes right behind it; `weak` (key, token) long machine-made values behind a strong separator; `pin` digits.
 */
export type LabelGate = "password" | "brief" | "opaque" | "weak" | "pin" | "quoted" | "grouped" | "seed";

export const credentialKinds = [
  "password",
  "passphrase",
  "pin",
  "api-key",
  "token",
  "secret",
  "key",
] as const;
export type CredentialKind = (typeof credentialKinds)[number];

export interface LabelWord {
  /** Lower case. */
  readonly text: string;
  readonly kind: CredentialKind;
  readonly gate: LabelGate;
  /** May end a longer word: Rootpasswort, DBPassword. */
  readonly joins: boolean;
  /** Inflections that may follow without a break: lösenord-et, şifre-niz. */
  readonly endings: ReadonlySet<string>;
  /** Written without spaces around it (Chinese, Japanese, Korean, Thai): no word boundary is asked for. */
  readonly unspaced: boolean;
}

export interface Group {
  readonly kind?: CredentialKind;
  readonly gate?: LabelGate;
  readonly joins?: boolean;
  readonly endings?: string;
  readonly unspaced?: boolean;
  /** Separated by `|`; a `+` stands for nothing, blank, hyphen or underscore. */
  readonly words: string;
}

const groups: readonly Group[] = [
  // Western and Northern Europe
  {
    joins: true,
    endings: "s es nya mu ku i u",
    words:
      "password|passwd|passcode|pasword|passwrod|passwrd|passowrd|passwod|pssword|psswd|pswrd|passwor|pword",
  },
  { joins: true, endings: "et s en ene", words: "lösenord|losenord|passord|kodeord|kodeordet|lykilorð" },
  { joins: true, endings: "n r en er", words: "adgangskode|adgangskoder" },
  {
    joins: true,
    endings: "s es e",
    words: "passwort|paswort|passwrot|kennwort|kenwort|losungswort|zugangscode|zugangskennung",
  },
  { joins: true, endings: "en", words: "wachtwoord|paswoord|toegangscode|wagwoord" },
  { joins: true, endings: "ni n si nne a ksi na nsa lla llani llasi ani", words: "salasana|salasõna|parool" },
  {
    words:
      "pwd|pswd|psw|pw|p/w|mdp|pwort|passw|pass-word|pass word|temp pass|temporary pass|one-time pass|onetime pass|requirepass|masterauth|secret word|code word|codeword|lösen|geheime woord|geheim woord|geheimes wort|geheimwort|mot secret|palabra secreta|parola segreta|palavra secreta|tajne słowo|tajné slovo|секретное слово|pa5sword|p4ssword|passw0rd|pa55word|p@ssword|p@ssw0rd",
  },
  { words: "mot de passe|mots de passe|mot-de-passe|code d'accès|code d’accès|phrase de passe" },
  { endings: "s", words: "contraseña|contrasena|contrasenya|contrasinal|clave de acceso|pasahitza" },
  { endings: "s", words: "senha|palavra+passe|palavra-chave de acesso|código de acesso" },
  {
    words:
      "parola d'accesso|parola d’accesso|parola d'ordine|parola d’ordine|parola chiave di accesso|codice di accesso|codice d'accesso",
  },
  // Central, Eastern and Southern Europe
  {
    endings: "m u",
    words: "hasło|hasła|hasłem|haslo|hasla|haslem|heslo|hesla|geslo|gesla|heslem|geslom|kod dostępu",
  },
  {
    words: "parol|parolu|parolim|lozinka|lozinku|lozinke|zaporka|zaporku|slaptažodis|slaptažodį|fjalëkalimi",
  },
  {
    endings: "m d k t val ja mat",
    words:
      "jelszavát|jelszavad|jelszavunkat|jelszavamat|jelszavuk|jelszó|jelszo|jelszava|jelszavam|jelszavunk",
  },
  { endings: "i", words: "parolă|parole de acces|parola de acces" },
  { joins: true, words: "пароль|пароля|паролем|паролю|пароле|пароли|парола|паролата|лозинка|лозинку|шифра" },
  { words: "κωδικός πρόσβασης|κωδικό πρόσβασης|κωδικός|κωδικό|κωδικος|συνθηματικό" },
  {
    endings:
      "m n si sini miz niz mi nı sı sını mız nız lar ler mle yle nizi yi ye den nin siyle sine sinde mizi mize yı ya mı mizin",
    words: "şifre|sifre|şifresi|parolası|parolam|parolamız",
  },
  // Middle East and Asia
  { joins: true, words: "كلمة المرور|كلمه المرور|كلمة السر|كلمه السر|كلمة مرور|الرقم السري|باسورد|الباسورد" },
  { joins: true, words: "סיסמה|סיסמא|הסיסמה|סיסמתי|رمز عبور|گذرواژه|پسورد|پاس ورڈ" },
  { endings: "s nya mu ku", words: "mật khẩu|mat khau|kata sandi|kata laluan|kata kunci" },
  {
    unspaced: true,
    words:
      "पासवर्ड|পাসওয়ার্ড|รหัสผ่าน|รหัสผ่านใหม่|รหัสผ่านเดิม|พาสเวิร์ด|รหัส wifi|รหัสไวไฟ|รหัสเข้า|密码|密碼|口令|パスワード|비밀번호|비번|암호|패스워드|合言葉|合い言葉|暗号",
  },
  { gate: "quoted", words: "identified by" },
  // Words with other meanings
  { gate: "brief", words: "pass|parola|paroli|parole|clave|claves|chave|пасс|sandi|contra|ww|sésame" },
  { gate: "brief", endings: "s", words: "login secret|passe" },
  {
    gate: "brief",
    words:
      "inlogcode|logincode|login code|access code|anmeldecode|zugriffscode|code de connexion|codice di accesso|código de acceso|åtkomstkod|adgangskod",
  },
  {
    gate: "brief",
    words:
      "protected with|protected by|secured with|locked with|unlocks with|geschützt mit|gesichert mit|protégé par|protegido con|protetto con|beveiligd met|zabezpieczone hasłem",
  },
  { kind: "passphrase", joins: true, endings: "s n", words: "passphrase|pass+phrase|passfrase|passphras" },
  {
    kind: "passphrase",
    words:
      "phrase secrète|кодовая фраза|парольная фраза|frase de contraseña|recovery phrase|seed phrase|seed words|secret phrase|mnemonic phrase|mnemonic|backup phrase|wallet phrase|frase semilla|frase de recuperación|phrase de récupération|twelve words|12 words|24 words|twenty-four words|zwölf wörter|12 wörter|24 wörter|12 palabras|24 palabras|12 mots|24 mots|doce palabras|douze mots|wiederherstellungsphrase|seed-фраза|сид-фраза",
  },
  {
    kind: "pin",
    gate: "pin",
    words:
      "pin|puk|pin-ul|pinul|pin-kod|pinkod|pinkoden|pin-koden|pinkode|pin-koodi|codul pin|pin+code|puk+code|pin+nummer|geheimzahl|door code|gate code|alarm code|keypad code|unlock code|unlock pin|lock code|safe code|safe combination|keypad combination|door combination|lock combination|entry code|garage code|türcode|alarmcode|entsperrcode|tresorcode|zahlenkombination|gerätecode|digicode|keypad|lockbox|key safe|key box|padlock|door lock|garage door|outer gate|main gate|front gate|back gate|side gate|barrier|turnstile|roller door|zahlenschloss|codeschloss|schlüsselsafe|schlüsselkasten|tor-code|torcode|hoftor|code d'entrée|code du digicode|código de la alarma|codice allarme|codice cancello|código do portão|código do alarme|code de l'alarme|alarmkode|alarmkod|portkod|dörrkod|ovikoodi|код сигнализации|code de déverrouillage|code de la porte|code du portail|código de desbloqueo|código de la puerta|codice di sblocco|ontgrendelcode|deurcode|kod do drzwi|код разблокировки|код от двери|код домофона|código pin|codice pin|kod pin|пин|пин-код|пін|пін-код|entry number|geheimnummer|praxis-pin|karten-pin",
  },
  { kind: "pin", gate: "pin", unspaced: true, words: "暗証番号|핀번호" },
  // Machine-made values
  { kind: "api-key", gate: "opaque", endings: "s", words: "api+key|api+secret|app+key|application+key" },
  {
    kind: "api-key",
    gate: "opaque",
    endings: "s",
    words: "access+key|secret+key|secret+access+key|account+key",
  },
  {
    kind: "key",
    gate: "opaque",
    endings: "s",
    words: "private+key|shared+key|master+key",
  },
  {
    kind: "key",
    gate: "opaque",
    endings: "s",
    words: "encryption+key|license+key|licence+key|signing+key|auth+key|registration+key",
  },
  {
    kind: "key",
    gate: "opaque",
    words: "secure_auth_key|logged_in_key|nonce_key|auth_salt|secure_auth_salt|nonce_salt",
  },
  {
    kind: "password",
    words:
      "preshared+key|pre-shared+key|pre shared key|clé wifi|clé wi-fi|clef wifi|clé wpa|clave wifi|chave wifi|network key|wlan-passwort",
  },
  {
    kind: "password",
    words:
      "code admin|admin code|admin-code|code d'admin|code administrateur|código admin|codice admin|admincode|kod wifi|code wifi|wifi code|wi-fi code|wpa2+key|wpa2-schlüssel|wlan-code|contraseña wifi|пароль wifi",
  },
  {
    kind: "password",
    words:
      "chiave della rete|chiave di rete|chiave wi+fi|chiave del wifi|clé du wi+fi|clé réseau|clave del wi+fi|clave de red|clave de la red|chave da rede|chave do wi+fi|klucz sieci|klucz do wifi|ключ wpa|ключ wpa2|ключ wi+fi|ключ wlan|clé wpa2|clave wpa|clave wpa2|chave wpa|chave wpa2|chiave wpa|chiave wpa2|klucz wpa|klucz wpa2|sleutel wpa2|schlüssel wpa2|ключ сети|netwerksleutel|nätverksnyckel",
  },
  {
    kind: "key",
    gate: "opaque",
    endings: "s",
    words:
      "product+key|activation+key|license code|licence code|cd+key|serial+key|produktschlüssel|aktivierungsschlüssel|clé de licence|clé produit",
  },
  {
    kind: "key",
    gate: "opaque",
    words:
      "clave de licencia|clave de producto|licentiesleutel|klucz licencyjny|licenční klíč|лицензионный ключ|ключ продукта",
  },
  {
    kind: "key",
    gate: "opaque",
    words:
      "chiave di licenza|chave de licença|lisans anahtarı|licensnyckel|licensnøgle|lisensnøkkel|lisenssiavain|licenckulcs",
  },
  {
    kind: "key",
    gate: "opaque",
    unspaced: true,
    words:
      "アクセストークン|リフレッシュトークン|シークレットキー|クライアントシークレット|액세스 토큰|접근 토큰|시크릿 키|비밀 키|访问令牌|刷新令牌|访问密钥|秘钥|客户端密钥|授权码|许可证密钥|产品密钥|ライセンスキー|プロダクトキー|라이선스 키|제품 키",
  },
  {
    kind: "key",
    gate: "grouped",
    words:
      "licence|license|serial|lizenz|licencia|licenza|licença|лицензия|activation code|mã kích hoạt|kod aktywacyjny|aktivační kód|aktivačný kód|код активации|код активації|activatiecode|código de ativação|aktivasyon kodu|aktiveringskod|aktiveringskode|aktiváló kód|cod de activare|κωδικός ενεργοποίησης|kode aktivasi|aktivointikoodi|aktivierungscode|freischaltcode|code d'activation|código de activación|codice di attivazione|registration code|registrierungscode|unlock key|installation id",
  },
  {
    kind: "password",
    words: "wpa+key|wifi+key|wi-fi key|wlan+key|wlan+schlüssel|netzwerkschlüssel|psk|wpa+psk",
  },
  {
    kind: "secret",
    gate: "opaque",
    endings: "s",
    words: "client+secret|app+secret|webhook+secret|signing+secret",
  },
  {
    kind: "secret",
    gate: "opaque",
    words: "jwt+secret|consumer+secret|session+secret|shared+secret",
  },
  {
    kind: "token",
    gate: "opaque",
    endings: "s",
    words: "api+token|access+token|auth+token|refresh+token|bearer+token",
  },
  {
    kind: "token",
    gate: "opaque",
    endings: "s",
    words: "session+token|personal access token|bot+token|git+token|id+token",
  },
  {
    kind: "secret",
    gate: "opaque",
    words:
      "hash_salt|auth_salt|nonce_salt|logged_in_salt|secure_auth_salt|인증코드|인증 코드|이전코드|转移码|轉移碼|域名密码|epp+code|epp|auth/epp code|auth+code|authinfo|auth+info|epp key|passwordsalt|password_salt|communauté snmp|comunidad snmp|comunità snmp|comunidade snmp|community snmp|コミュニティ名|phpsessid|jsessionid|remember_me|remember_token|asp.net_sessionid|laravel_session|ci_session|connect.sid|auktoriseringskod|autorizační kód|kod autoryzacyjny|kod transferu|transfer kodu|yetkilendirme kodu|autorisationskode|mã auth|mã chuyển|erlang+cookie|erlang.cookie|transfer code|transfer key|autorisatiecode|codice auth|codice epp|code auth|code authinfo|kod auth|kód auth|autorisierungscode|autorisierungsschlüssel|code d'autorisation|código de autorización|codice di autorizzazione|autorisationskod|авторизационный код|transferschlüssel|código epp|código auth|код переноса|recovery+code|backup+code|beitrittscode|einladungscode|invite code|invitation code|join code|code d'invitation|código de invitación|codice di invito|código de convite|kod zaproszenia|uitnodigingscode",
  },
  {
    kind: "api-key",
    gate: "opaque",
    words: "api+schlüssel|zugangsschlüssel|geheimer schlüssel|zugriffsschlüssel",
  },
  { kind: "key", gate: "opaque", words: "lizenzschlüssel|sicherheitsschlüssel|zugriffstoken|zugangstoken" },
  {
    kind: "api-key",
    gate: "opaque",
    words: "clé api|cle api|clé d'api|clé d’api|clef api|clé secrète|clé d'accès",
  },
  {
    kind: "api-key",
    gate: "opaque",
    words: "clave api|clave de api|clave secreta|llave api|chiave api|chiave segreta",
  },
  {
    kind: "api-key",
    gate: "opaque",
    words: "chave api|chave de api|chave da api|chave secreta|chave de acesso",
  },
  {
    kind: "api-key",
    gate: "opaque",
    words: "api-sleutel|api sleutel|klucz api|api+klíč|api-nyckel|api-nøgle|api-avain",
  },
  {
    kind: "api-key",
    gate: "opaque",
    words: "api-ключ|api ключ|ключ api|секретный ключ|api anahtarı|api kulcs|cheie api",
  },
  {
    kind: "token",
    gate: "opaque",
    words: "jeton d'accès|jeton d’accès|token de acceso|token d'accesso|token de acesso",
  },
  {
    kind: "api-key",
    gate: "opaque",
    unspaced: true,
    words: "api密钥|api 密钥|密钥|密鑰|apiキー|アクセスキー|인증키|api 키|api키",
  },
  {
    kind: "secret",
    gate: "seed",
    words:
      "totp+secret|totp+seed|totp+key|otp+secret|otp+seed|otp+key|2fa+secret|2fa+key|2fa+seed|mfa+secret|mfa+key",
  },
  {
    kind: "secret",
    gate: "seed",
    words:
      "two+factor+key|manual key|manual entry key|setup code|manual setup code|manual setup key|authenticator+key|authenticator+secret|authenticator+seed|setup+key|two-factor secret|2fa-schlüssel|clé totp|2fa-geheimnis",
  },
  ...weakGroups,
];

const joints = ["", " ", "-", "_"];

/** Writes out the joints: `api+key` gives apikey, api key, api-key and api_key. */
function spellings(word: string): readonly string[] {
  const [head = "", ...tail] = word.split("+");
  return tail.reduce<readonly string[]>(
    (starts, part) => starts.flatMap((start) => joints.map((joint) => start + joint + part)),
    [head],
  );
}

function expand(group: Group): readonly LabelWord[] {
  const endings = new Set(group.endings?.split(" ") ?? []);
  return group.words
    .split("|")
    .flatMap(spellings)
    .map((text) => ({
      text,
      kind: group.kind ?? "password",
      gate: group.gate ?? "password",
      joins: group.joins ?? false,
      endings,
      unspaced: group.unspaced ?? false,
    }));
}

/** Behind the others: a spelling that is a label itself stays one. */
const slips: Group = { endings: "s", words: misspelt.flatMap(slipsOf).join("|") };

/** Every label, each once; the position is the number of its literal. */
export const labelWords: readonly LabelWord[] = [
  ...new Map([slips, ...groups].flatMap(expand).map((word) => [word.text, word])).values(),
];
