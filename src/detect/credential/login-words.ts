/* Words that stand beside `user / password`: services one logs in to, words for access, names of known users. */

import { joinedWords } from "./spelled-word.js";

/** User names that come with machines and software. */
export const userWords: readonly string[] = [
  "root",
  "admin",
  "administrator",
  "sysadmin",
  "superuser",
  "administrador",
  "administrateur",
  "amministratore",
  "администратор",
  "postgres",
  "ubuntu",
  "ec2-user",
  "deploy",
  "webadmin",
  "oracle",
];

/** Services and words for access, many languages. */
export const loginWords: readonly string[] = [
  "관리자|관리자페이지|管理员|管理者|http auth|back-office|backoffice|back office|htaccess|basic auth|entre com|entrem com|entrar com|acesse com|acessar com|logue com|entrad con|ingresa con|ingresen con|ingresar con|accede con|entrate con|accedete con|wchodzi się|logujemy się|заходим|заходите|логинимся|melden uns an|melde mich an|inloggen met|aanmelden met|loggar in|logger inn|logger på|kirjaudun|lépjenek be|lépjen be|belépni|bejelentkezni",
  "locked out|locked me|logged me out|logs me out|kicked me out|signs in|signed in|authenticates|logs in|opens with|opened with|unlocked with|when prompted|enter the",
  "bloqué|bloccato|bloqueado|gesperrt|ausgesperrt|entra com|entro con|entro com|accedo|connecter|connecte|komme rein|komm rein|einzuloggen|logge|zaloguje|loguję|входит|захожу|заходит|заходить|kilitlendi",
  "joins it with|connects with|connect with|entered|typed|tippe|eingegeben|eingetippt|taper|tapé|on tape|ingresé|tecleé|digito|digitato|digitei|wpisuję|wpisałem|wpisałam|zadávám|zadal|zadala|ввожу|ввёл|ввел|ввела|набираю|girdim|giriyorum|beírom|beírtam|skrev inn|ingevoerd",
  "вхожу|логинюсь|авторизуюсь|под логином|под учёткой|под учеткой|заходжу|входжу|логінюся|влизам с|wchodzę|zalogowałem|zalogowałam|zalogował|přihlašuji|přihlásil|přihlásila|loguji|prihlasujem|prihlásil",
  "eingeloggt als|angemeldet als|anmelden mit|anmelden als|logge mich|inicio sesión|ingreso con|entro como|accedo como|me logueo|faço login|logo com|acesso com|accedo come|entro come|ik log in|log ik in|logde in|loggade in|loggar på|logger ind|logget inn|kirjauduin|belépek|bejelentkezem|bejelentkeztem|mă loghez|mă conectez|intru cu|giriş yapıyorum|giriş yaptım|συνδέομαι|เข้าสู่ระบบ|ล็อกอิน|लॉगिन",
  "sticky note|post-it|postit|klebezettel|pense-bête|papelito|foglietto|geeltje|karteczce|karteczka|na lístku|стикере|на стикере|бумажке|gul lapp|付箋|포스트잇",
  "parola chiave|palabra clave|palavra-chave|mot clé|mot-clé|schlüsselwort",
  "let me in|lets me in|let you in|lets you in|let us in|get in|gets you in|get you in|get me in|gets me in|got in|got me in|log on|logging on|logged on|sign on|deets|logon",
  "ssh|sftp|ftp|ftps|rdp|vnc|smb|imap|smtp|pop3|ldap|snmp|vpn|login|log in|log-in|logging in|logged in|logins|signin|sign in|signing in|auth",
  "connectez-vous|se connecter|connecte-toi|melden sie sich|einloggen|eingeloggt|iniciar sesión|inicie sesión|iniciar sessão|entra con|accedi con|accedere|log på|logga in|logge inn|inloggen|zalogować|zaloguj|přihlásit|přihlaste|prihlásiť|войти|войдите|увійти",
  "wifi|wi-fi|wlan|ssid|panel|cpanel|whm|plesk|directadmin|webmin|phpmyadmin|wp-admin|wp admin|wp-login|wordpress|backend|dashboard",
  "idrac|ilo|ipmi|bmc|kvm|router|nas|webmail|account|accounts|credentials|creds|access|user|username|database|db",
  "zugang|zugänge|zugangsdaten|anmeldung|anmeldedaten|benutzer|benutzername|konto|logindaten|admin-zugang",
  "accès|acces|identifiants|identifiant|connexion|compte|utilisateur|acceso|accesos|usuario|cuenta|credenciales",
  "accesso|credenziali|utente|acesso|conta|usuário|credenciais|toegang|inloggegevens|gebruiker|gegevens",
  "inloggning|användare|inloggningsuppgifter|adgang|bruger|tilgang|bruker|tunnus|tunnukset|käyttäjä|kirjautuminen",
  "dostęp|dane logowania|logowanie|użytkownik|přístup|přihlášení|uživatel|prístup|hozzáférés|belépés|cont|autentificare",
  "вход|доступ|доступы|логин|учётка|учетка|учётные данные|доступ ssh|вхід|логін|достъп|σύνδεση|πρόσβαση",
  "giriş|girişi|erişim|kullanıcı|hesap|الدخول|حساب|المستخدم|כניסה|משתמש|đăng nhập|tài khoản|akun|masuk",
  "登录|登入|账号|账户|帳號|用户名|ログイン|アカウント|로그인|계정|아이디",
].flatMap((line) => line.split("|"));

/** How a secret is spelled. */
export const spellingWords: readonly string[] = [
  ...joinedWords,
  ..."lower case|lowercase|upper case|uppercase|all caps|caps lock|kleingeschrieben|großgeschrieben|klein geschrieben|groß geschrieben|minuscule|minuscules|majuscule|minúsculas|mayúscula|mayúsculas|minuscolo|maiuscola|hoofdletter|kleine letters|exclamation marks".split(
    "|",
  ),
];
