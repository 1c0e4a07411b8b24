/* Closed words around a labelled secret: copulas, fillers, words that say there is no secret here. */

const set = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.join(" ").split(" "));

/** Many people write them without the marks of their letters: `niezgodne haslo`, `expire`. */
const folded = (word: string): string =>
  word
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replaceAll("ł", "l");
const withFolded = (words: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...words, ...[...words].filter((word) => /[\u00e0-\u017e]/.test(word)).map(folded)]);

/** Words between label and value that state what the value is. */
export const copulas = set(
  "is was are were be been equals ist war lautet lautete heißt heisst est était etait c'est c’est sera",
  "es era será è é era e' sarà luidt jest brzmi je bylo bolo byla это был было будет це є az este",
  "är var er var oli είναι ήταν là adalah ialah està هو هي كان היא הוא है คือ",
  "remains stays bleibt blieb reste continua continúa permanece rimane blijft pozostaje остался остаётся zůstává",
  "és being it's it’s zijn sein ser être essere być быть",
  "c cest c'etait c'était ets isch iz's ist's war's dürfte sollte müsste moet debe debería deve dovrebbe devrait doit powinno",
  "е saya aku mám mam máme mamy",
);

/** Words that may stand between copula and value, or between label and value without a copula. */
export const fillers = set(
  "désormais dorénavant seither inzwischen mittlerweile fortan odtąd отныне ormai numera voortaan bisher now currently still just actually probably temporarily again simply set to jetzt nun derzeit aktuell momentan",
  "wieder noch maintenant actuellement toujours ahora todavía hoy adesso ora sempre agora ainda nu nog teraz",
  "obecnie teď nyní сейчас теперь пока зараз şimdi acum nyt the following wie folgt folgendes la suivante siguiente",
  "always fortfarande alltid alltjämt stadig alltid fremdeles altid edelleen vielä aina wciąż nadal ciągle zawsze stále pořád vždy mindig még hala hâlâ hep încă mereu tot tuttora immer weiterhin bislang siempre steeds altijd todavia aun aún ещё еще всегда всё-таки досі ще завжди vẫn masih",
  "btw übrigens wohl wahrscheinlich vermutlich angeblich eben halt leider nämlich eigentlich einfach d'ailleurs probablement apparemment simplement juste normalement encore probablemente seguramente simplemente normalmente solamente probabilmente semplicemente soltanto provavelmente simplesmente apenas waarschijnlijk blijkbaar gewoon trouwens normaal chyba prawdopodobnie podobno zwykle po prostu asi pravděpodobně prý prostě кстати вроде видимо наверное вероятно похоже просто обычно zřejmě sanırım galiba sadece muhtemelen troligen nog bara vanligen vist bare vanligvis varmaan muuten talán probabil apparently supposedly presumably literally exactly basically usually normally namely like",
  "er uh um el le il o a as follows",
  "below here underneath unten hier folgend folgendermaßen ci-dessous dessous abajo aquí abaixo aqui sotto qui",
  "hieronder volgende poniżej níže nedan nedenfor alla ниже нижче здесь aşağıda następujące следующий такой",
);

/** Participles of change: `the password was reset to VALUE`, `Passwort geändert auf VALUE`. */
export const changes = set(
  "changed reset set updated modified switched rotated renewed geändert gesetzt zurückgesetzt umgestellt angepasst",
  "zmenil změnila zmenila zmieniłem zmieniłam cambié cambiei cambiai troquei alterei ändrade bytte",
  "changé modifié réinitialisé défini mis cambiada cambiado modificada restablecida puesta alterada mudada redefinida",
  "trocada definida cambiata modificata reimpostata impostata gewijzigd veranderd ingesteld zmienione zmieniono ustawione",
  "změněno změnil nastaveno nastavil nastavené zmenené изменён изменен сменён сменен изменили сменили установлен поменял",
  "поменяли змінено değiştirildi ayarlandı ändrat ändrats bytt ændret endret vaihdettu schimbată schimbat setată",
  "been got be werden wurde worden été sido fue foi stata został została zostało był bylo blev ble",
);

/** Words that stand for the password in the clause behind: `; it is VALUE`. */
export const pronouns = set(
  "it that this er es das dieses il elle él ella ello esso essa ele ela hij to ono он она оно это den det se",
);

/** Words before `key` or `token` that make it something public: public key, primary key, sort key. */
export const publicWords = set(
  "public primary foreign duplicate unique sort cache partition row object registry hash map index translation meta",
  "hot arrow shift ctrl enter escape return function any home power shortcut usb ssh-rsa page next",
  "bucket project col column uniq",
  "gpg pgp ssh fingerprint csrf xsrf unexpected invalid primäre öffentlicher öffentliche duplicate открытый первичный внешний ключ",
);

/** Words before `clave`, `chave` that make it a keyword. */
export const keywordWords = set("palabra palabras palavra palavras mot mots");

/** Words right behind a label that make it the name of something else: `API key ID`, `clave primaria`. */
export const otherTails = set(
  "id ids type types name names prefix version format size pair pairs index count primaria primária primaire foránea",
  "foranea ajena externa estrangeira étrangère publique pública pubblica única chiave primär exchange mismatch rotation",
);

/** Prepositions before the value a password was set to. */
export const targets = set(
  "to as como comme jako auf in para por na naar på till til till do su в на a à en into als durch",
  "إلى الى thành sang menjadi ke",
);
/** Prepositions before the value a password was changed from. */
export const origins = set("from von de da från fra van od с со із desde z ze iz dal del");

/** Words behind a label after which no value follows in this sentence. */
export const blockers = set(
  "resets resetting policy policies requirement requirements manager managers length expiry expires expired",
  "hint prompt field fields box page link links mail email form forms strength generator generators protected",
  "protection recovery must should shall cannot can't can could will would does did doesn't didn't has hasn't have",
  "had not never no or and but because since when if while that which who after before until unless than then",
  "muss soll darf kann konnte wird nicht und oder aber weil wenn dass nach seit bis läuft",
  "n'est ne et ou mais parce quand si que qui doit peut oublié no y o pero porque cuando debe puede",
  "non e ma perché quando deve può não mas quando nie i ale lub musi nemá a ale nebo musí",
  "не и или но потому если что который должен нет en maar niet och eller inte men og ikke",
  "password passwords passwort pass pw username user login contraseña senha пароль passwd pwd",
  "invalid incorrect wrong error errors failed failure stored saved forgotten required",
);

/** Words before a label that make the label the name of what stands before them: `use X as the password`. */
export const asWords = set("as als como come comme jako как як som ca olarak sebagai kuin");

/** Prepositions before a label that may do the same: `use X for the password`. */
export const forWords = set("for für pour para per voor för для");

/** What a password has without being it: a number or name behind them says how long, how old, how made it is. */
export const properties = set(
  "length age expiry expiration lifetime timeout interval complexity rounds iterations attempts tries count history",
  "algorithm algorithms hashing encoding cipher algorithmus algorithme algoritmo länge gültigkeit longueur longitud",
);

/** Words that point to the next line: `the password for the shop below`. */
export const pointers = set(
  "below underneath here unten hier ci-dessous dessous abajo aquí abaixo sotto qui hieronder poniżej níže nedan",
  "nedenfor alla ниже нижче здесь aşağıda",
);

/**
 * A lone word behind `label:` that states something and is no secret; whole words only, never parts of words,
 * for a password may contain any of them.
 */
export const stateWords = withFolded(
  set(
    // English
    "required optional missing incorrect correct wrong invalid valid expired same below above separately forgotten",
    "none null nil undefined empty blank unknown hidden redacted masked removed unchanged changed reset yes no true",
    "fine secure safe temporary mandatory needed known lost gone strange refused ignored identical different uncertain false ok okay n/a na not set unset see ask sent send enter confirm confirmation weak strong medium good bad fair",
    "disabled enabled inactive active locked blocked denied rejected accepted failed success passed pending error help",
    "and or the a an is was with your my our their his her it this that what which why how where when please show hide",
    "default standard change update forgot remember submit login logout email username user never always already",
    "does do must should at min max minimum maximum contains too short long doesn't isn't cannot can't has use using",
    "verbally orally skipped shown tested idem ditto timed vault keychain rotated supplied provided assigned pasted omitted censored withheld confidential private invisible stored saved entered created accepted verified matching mismatch mismatched outdated compromised leaked working works dead broken off on default-password withdrawn revoked unlocked field box",
    "description available attached tbd todo string text varchar boolean optional encrypted secret here soon later",
    // German
    "falsch richtig abgelaufen vergessen ungültig gültig korrekt leer fehlt erforderlich pflichtfeld siehe unbekannt",
    "vorhanden keine keins kein ja nein gleich unverändert geändert gesperrt stimmt bekannt folgt separat unten oben",
    "mündlich schriftlich postalisch bereits verschickt gesendet versendet zugeschickt hinterlegt gesetzt vergeben festgelegt abgelehnt akzeptiert deaktiviert aktiviert identisch verschieden verloren privat vertraulich geheim entfernt geschwärzt ausgeblendet gespeichert neu alt feld eingegeben",
    "haben habe hat hatte hatten wurde wurden werden bekommen bekam erhalten erhältst finden findest steht stehen gibt liegt geht teilen teilt kommt",
    "anzeigen ändern zurücksetzen wiederholen bestätigen optional nicht wird ist bitte wie das die der dein ihr",
    // French
    "incorrect incorrecte erroné oublié oubliée obligatoire requis requise inconnu inconnue expiré expirée invalide",
    "inchangé inchangée téléphone oralement perdu perdue envoyé envoyée transmis transmise masqué masquée caché cachée supprimé supprimée retiré retirée effacé secret confidentiel communiqué bloqué bloquée désactivé activé enregistré défini définie créé ignoré champ réinitialisé périmé actuel nouveau ancien",
    "valide vide aucun aucune oui non voir même identique identifiant faux mauvais modifié refusé accepté manquant le la",
    "vous nous avez avons ont fourni fournie reçu reçue donné donnée figure trouverez sera serait",
    // Spanish, Portuguese, Italian
    "usted ustedes hemos han tiene tienen recibirá recibió figura aparece você vocês recebeu receberá consta foi será serão lei voi avete hanno abbiamo riceverà ricevuta trovate trova",
    "incorrecta incorrecto correcta olvidada obligatoria obligatorio requerida requerido inválida inválido válida",
    "invariable verbalmente telefónicamente perdida enviada enviado oculta oculto borrada eliminada bloqueada bloqueado desactivada activada guardada puesta definida creada desconocida desconocido cambiada vencida campo secreta confidencial nueva vieja anterior rechazada aceptada",
    "perdeu perdida bloqueado bloqueada desativada ativada salva alterada trocada desconhecida desconhecido removida oculta rejeitada aceita vencida recuperada redefinida",
    "smarrita inviata nascosta rimossa bloccata bloccato disattivata attivata salvata impostata cambiata sconosciuta segreta rifiutata accettata persa cancellata modificata",
    "vacía vacio ninguna ninguno sí misma mismo igual caducada errada errado incorreta incorreto correta esquecida",
    "obrigatória obrigatório inválida expirada vazia nenhuma nenhum sim não mesma mesmo ver errata sbagliata scaduta",
    "dimenticata obbligatoria obbligatorio valida vuota nessuna nessuno sì stessa stesso vedi scorretta corretta",
    // Dutch, Scandinavian, Finnish
    "heeft hebt hebben kreeg krijgt vindt staat wordt werd ontvangt ontvangen du ni har får fick finns står saat sait on",
    "onjuist verkeerd fout verlopen vergeten verplicht ongeldig leeg geen zelfde hetzelfde zie onbekend juist",
    "ongewijzigd telefonisch mondeling schriftelijk ingesteld gewijzigd veranderd verzonden verstuurd geblokkeerd verwijderd opgeslagen uitgeschakeld ingeschakeld verborgen geheim kwijt bekend geweigerd geaccepteerd aangepast hersteld gereset vervallen veld nieuw oud goed klopt",
    "skickat bytt ändrat låst spärrat borttaget dolt hemligt sparat känt sendt ændret låst spærret fjernet skjult gemt endret sperret fjernet lagret ukjent kjent vaihdettu lukittu poistettu piilotettu tallennettu tuntematon lähetetty",
    "fel felaktigt saknas glömt utgånget obligatoriskt ogiltigt tomt ingen samma se okänt forkert mangler glemt udløbet",
    "feil ugyldig påkrevd ingen samme väärä puuttuu unohtunut pakollinen virheellinen vanhentunut tyhjä sama katso",
    // Slavic, Hungarian, Romanian
    "masz macie otrzymasz otrzymałeś znajduje jest został została máte máš dostanete dostal najdete je byl bylo вы ты вам тебе получите получили находится есть был была будет надійде отримаєте",
    "błędne niepoprawne nieprawidłowe poprawne wygasło zapomniane wymagane puste brak takie samo nieznane",
    "zapomniałem zapomniałam zgubione wysłane zmienione zablokowane usunięte ukryte tajne zapisane znane odrzucone przyjęte ustawione ważne nieważne pole nowe stare dobre",
    "ztracené odeslané změněné zablokované odstraněné skryté tajné uložené známé neznámé odmítnuté přijaté nastavené nové staré stratené odoslané zmenené",
    "špatné chybné neplatné správné vypršelo zapomenuté povinné prázdné žádné stejné nesprávne zabudnuté",
    "неверный неверен неправильный верный истёк истек забыт забыла забыл обязательно обязателен пустой нет да тот",
    "забыто утерян утеряно потерян потерян отправлен отправлено выслан изменён изменен изменено скрыт скрыто скрытый удалён удален удалено заблокирован заблокировано сохранён сохранен сохранено известен известно отклонён отклонен принят сброшен сброшено установлен установлено просрочен поле новый старый указан отсутствует неверно верно правильно неправильно",
    "забуто забула забув втрачено надіслано змінено приховано видалено заблоковано збережено відомий відоме невідоме відхилено прийнято скинуто встановлено прострочено поле новий старий вказано відсутній відсутнє невірно вірно правильно неправильно обов'язково так ні",
    "забравена загубена изпратена сменена скрита изтрита блокирана непозната грешно вярно няма",
    "такой прежний неизвестен невірний хибний забутий порожній немає грешна невалидна изтекла",
    "hibás helytelen érvénytelen lejárt elfelejtett kötelező üres nincs ugyanaz",
    "elveszett elküldve módosítva zárolva törölve rejtett titkos ismert ismeretlen megváltozott beállítva új régi",
    "pierdută trimisă schimbată blocată ștearsă ascunsă secretă salvată necunoscută cunoscută setată nouă veche",
    "greșită gresita incorectă expirată uitată obligatorie goală aceeași invalidă lipsă",
    // Turkish, Greek, Arabic, Hebrew, Vietnamese, Indonesian
    "hatalı yanlış geçersiz unutuldu zorunlu gerekli boş yok aynı doğru λάθος λανθασμένος έληξε απαιτείται κενό",
    "gönderildi değişti değiştirildi kilitli kilitlendi silindi gizli kayıtlı bilinmiyor biliniyor sıfırlandı ayarlandı geçerli doğrulandı yeni eski var kayıp χάθηκε άλλαξε άγνωστος κλειδωμένος κρυφός",
    "خاطئة خطأ مطلوبة مطلوب منسية فارغة صحيحة نفسها שגויה שגוי חובה נשכחה ריק נכונה sai đúng trống salah wajib kosong",
    // Chinese, Japanese, Korean
    "已过期 已修改 已重置 已忘记 未设置 已锁定 已发送 不详 未知 相同 同上 保密 已隐藏 変更済み 変更なし 不明 同じ 非公開 失効 期限切れ 送信済み 잊음 분실 변경됨 잠김 알수없음 동일함 비공개",
    "错误 忘记 不能为空 必填 无效 正确 錯誤 忘記 必須 無効 違います 忘れました 正しい 未設定 なし 오류 필수 없음 동일 잘못됨 만료",
    "ebenda ebd daselbst dortselbst ibid ibidem idem tamże tamtéž aldaar ebenso analog",
    "minimaal maximaal minstens hoogstens mindestens höchstens wenigstens minimal maximal almeno minimo massimo mínimo máximo minst högst mindst højst vähintään enintään minimálně nejméně alespoň maximálně najmniej najwyżej legalább legfeljebb не менее более минимум максимум мінімум",
    "süresi dolmuş doldu geçti geçmiş henüz belirlenmedi belirlenmemiş açılmıyor ayarlanmadı ayarlanmamış tanımlanmamış girilmedi",
    "mismatch mismatched unmatched unequal unterschiedlich abweichend différente différents distinta distinto distintas diferente diferentes diversa diversi niezgodne niezgodny niezgodna różne různé rozdílné ongelijk verschillend verschillende olika ulige ulik eltérő diferite farklı несовпадают несовпадение отличается відрізняється різні",
  ),
);

/** Endings of participles and adjectives: `Passwort: geändert`, `Contraseña: caducada`, `Password: unreadable`. */
export const stateEndings =
  /(?:ing|able|ible|ated|ired|iven|tten|cted|lich|bar|iert|tuell|oire|ique|ada|ado|ida|ido|ata|ato|uta|ante|ente|ção|ción|zione|(?:aan|af|door|op|uit|over|kwijt|mee|na|om|onder|toe|voor|weg|ein|aus|auf|ab|an|zu|zurück|um|nach|mit|vor|hinter|fest|los)ge\p{L}{2,12}(?:t|d|en)|ный|ная|ное|ные|ться|ится|owane|ane|ené|ová)$/u;

/** Versions of products and names of algorithms: a letter-digit mix, but nobody's password. */
export const productShape =
  /^(?:1password|(?:phase|stage|level|srv|host|vm|db|vlan|eth|php|python|node|java|debian|ubuntu|centos|windows|win|office|exchange|outlook|server|iphone|android|ios|mysql|mariadb|http|https|sha|md|base|utf|ipv|tls|tlsv|ssl|sslv|wpa|web|mx|ns|port|step|line|version|error|fehler|code|rfc|aes|rsa|pkcs|x|v)[-_.]?v?\d[\w.-]{0,8})$/iu;
