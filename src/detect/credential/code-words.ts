/* Words for one-time codes and backup codes in many languages, and the words around them, as data. */

const split = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split("|"));

/** Nothing else is called like this: a number behind it is the code. */
export const sureCodes: readonly string[] = split([
  "one-time passcode|one time passcode|onetime passcode|one-time password|one time password|onetime password|one-time pin|2fa|mfa|einmalpasswort|einmalkennwort",
  "mot de passe à usage unique|contraseña de un solo uso|одноразовый пароль|ワンタイムパスワード|일회용 비밀번호|动态密码",
  "verification code|verify code|security code|one-time code|one time code|onetime code|otp code|otp|2fa code|mfa code",
  "two-factor code|authentication code|authenticator code|login code|log-in code|sign-in code|signin code|sms code",
  "access code|activation code|single-use code|your code is|your code:|ihr code lautet|dein code lautet|votre code est|tu código es|su código es|seu código é|il tuo codice è|ваш код|code by sms|code by text|code from the sms|totp code|confirmation pin",
  "bestätigungscode|verifizierungscode|sicherheitscode|sms-code|smscode|einmalcode|anmeldecode|freischaltcode|2fa-code",
  "authentifizierungscode|mtan|tan-generator|tan generator|phototan|pushtan|chiptan|tan-verfahren|smstan|sms-tan|code aus der sms|prüfcode",
  "code de vérification|code de verification|code de sécurité|code sms|code reçu|code d'authentification|code de connexion",
  "code de confirmation|código de confirmación|codice di conferma|código de confirmação|kod potwierdzenia|potvrzovací kód|bevestigingscode|code à usage unique|code otp|code d’authentification|code de validation",
  "código de verificación|codigo de verificacion|código de seguridad|codigo de seguridad|código sms|código otp",
  "código de autenticación|código de un solo uso|código de verificação|codigo de verificacao|código de segurança",
  "código de autenticação|codice di verifica|codice di sicurezza|codice otp|codice sms|codice di autenticazione",
  "verificatiecode|beveiligingscode|inlogcode|eenmalige code|kod weryfikacyjny|kod sms|kod autoryzacyjny",
  "kod jednorazowy|kod bezpieczeństwa|ověřovací kód|sms kód|overovací kód|jednorázový kód|ellenőrző kód|biztonsági kód",
  "megerősítő kód|cod de verificare|codul de verificare|cod de autentificare|codul de autentificare|codul dvs. de autentificare|cod de confirmare|codul de confirmare|codul sms|cod sms|doğrulama kodu|onay kodu|güvenlik kodu|sms kodu",
  "verifieringskod|engångskod|säkerhetskod|verifikationskod|engangskode|verifiseringskode|sikkerhedskode|sms-kode|sms-kod",
  "vahvistuskoodi|kertakäyttökoodi|verifikacijski kod|potvrdni kod|kod za potvrdu|koda za preverjanje|kinnituskood",
  "код подтверждения|код из смс|код из sms|код проверки|проверочный код|одноразовый код|смс-код|код авторизации|код безопасности",
  "код з смс|код підтвердження|одноразовий код|код за потвърждение|κωδικός επαλήθευσης|κωδικό επαλήθευσης",
  "رمز التحقق|كود التحقق|رمز التأكيد|رمز التفعيل|קוד אימות|קוד האימות|کد تایید|کد تأیید|सत्यापन कोड|ओटीपी",
  "验证码|驗證碼|校验码|动态码|認証コード|確認コード|認証番号|ワンタイムコード|인증번호|인증 번호|인증코드|인증 코드|보안 코드",
  "mã otp|mã xác nhận|mã xác minh|mã xác thực|kode otp|kode verifikasi|kod otp|รหัส otp|รหัสยืนยัน",
]);

/** Everyday words: a number behind them is a code only in talk about logging in or short messages. */
export const everydayCodes: readonly string[] = split([
  "code|codes|código|codigo|codice|kode|koden|kód|kodu|codul|koodi|koodin|код|кода|رمز|الرمز|الكود|קוד|代码|コード|코드|mã",
  "kod",
  "six digits|six numbers|6 digits|6 numbers|six-digit number|sechs ziffern|6 ziffern|six chiffres|6 chiffres|seis cifras|sei cifre|zes cijfers|шесть цифр",
]);

/** Right before an everyday word they make it another kind of code. */
export const otherCodes: ReadonlySet<string> = new Set(
  [
    "error exit zip post postal promo promotion country area status http https qr bar source voucher discount coupon",
    "gift product article item tax swift sort dial dialling dialing return response reason service express colour color",
    "event stop fault machine branch bank customer reference tracking error-exit this that fehler produkt artikel",
    "kunden erreur produit promo client article d'erreur fout fel fejl virhe hata błąd błędu chybový ошибки ошибка",
    "sipariş posta ürün şube hata indirim kupon kampanya takip ülke alan vergi barkod müşteri durum замовлення заказа товара поштовий",
    "почтовый помилки pocztowy zamówienia objednávky poštovní irányító rendelési rendelés poștal comandă bestelling postnummer",
    "ohne with without hex our your-zip rückgabe status- antwort reply 错误 エラー 오류 lỗi",
  ]
    .join(" ")
    .split(" "),
);

/** Right behind an everyday word (`código de error`, `code erreur`, `код ошибки`, `code postal`). */
export const otherTails =
  /^\s{0,2}(?:de |d'|d’|di |do |da |dell'|del |della )?(?:erro|erreur|ошибк|помилк|błęd|chyb|fejl|fel|hata|postal|promo|article|artículo|articolo|produit|producto|prodotto|produto|país|pays|client|desc|barr|coupon|retour|sortie|salida|salir|statut|estado|state|review|lỗi|centro|colegio|escuela|empresa|tienda|curso|sede|école|établissement|magasin|agence|azienda|negozio|filiale|escola|loja|winkel|szkoł|sklep|школ|магазин|http|\d{3}\b(?![ -]\d{3}))/iu;

/** Talk in which an everyday word for code means a one-time code. */
export const codeTalk =
  /(?:\bsms|verif|vérif|\b2fa|\bmfa|\botp|authenticat|one-time|two-factor|second factor|\btexted|text message|\b(?:a|the) text\b|sent (?:you )?a (?:text|(?:[\w-]{1,8} ){0,2}code)|just sent|code (?:that )?(?:i|we) (?:just |have |have just )?(?:sent|emailed|mailed)|(?:[468]|four|six|eight)[ -]digit code|(?:read|tell|give) me the code|code (?:that )?(?:i|we) (?:just |have |have just )?(?:received|got|get)\b|log ?in code|zwei-faktor|zweifaktor|einmal|bestätig|handy|anmeld|mensaje|celular|móvil|(?:me|te|le) (?:ha )?lleg[óoa]|avez reçu|zugeschickt|erhalten haben|le è arrivato|recebeu|ontvangen|otrzyman|przyszedł|при(?:шёл|шел|дёт|дет)|messaggi|telefonin|chegou|mensagem|подтвержд|смс|двухфакт|potvrz|potwierdz|ověř|doğrula|engång|engang|bekräft|bekræft|التحقق|وصل|رسالة|אימות|验证|驗證|認証|인증|短信|xác)/iu;

/** Codes of which one gets a whole list. */
export const backupCodes: readonly string[] = split([
  "backup code|backup-code|2fa backup|mfa backup|2fa recovery|mfa recovery|2fa-backup|2fa codes|recovery code|recovery-code|scratch code|emergency code|rescue code|reserve code|backup key",
  "wiederherstellungscode|notfallcode|ersatzcode|backupcode|codes de secours|code de secours|codes de récupération",
  "code de récupération|códigos de respaldo|código de respaldo|códigos de recuperación|código de recuperación",
  "códigos de backup|códigos de recuperação|código de recuperação|códigos de segurança|codici di backup|codici di recupero",
  "codici di riserva|codice di recupero|back-upcode|herstelcode|noodcode|kody zapasowe|kody odzyskiwania|kod zapasowy",
  "záložní kód|obnovovací kód|záložné kódy|biztonsági kódok|tartalék kód|coduri de rezervă|coduri de recuperare",
  "yedek kod|kurtarma kod|återställningskod|reservkod|backupkod|gendannelseskode|reservekode|gjenopprettingskode",
  "varakood|varmistuskood|palautuskood|резервные коды|резервный код|коды восстановления|код восстановления|запасные коды",
  "резервні коди|коди відновлення|резервни кодове|εφεδρικοί κωδικοί|رموز الاحتياط|الرموز الاحتياطية|رموز الاسترداد|קודי גיבוי",
  "备用码|备用验证码|恢复码|恢复代码|備用碼|バックアップコード|リカバリーコード|백업 코드|백업코드|복구 코드|mã dự phòng|mã khôi phục",
  "kode cadangan|kode pemulihan",
]);
