/* Words that stand before or behind a person's name, in some 30 languages, as data. */

const phrases = (lines: readonly string[]): readonly string[] => [
  ...new Set(lines.flatMap((line) => line.split("|"))),
];

/** Behind these a name follows at once, titles aside. Short ones carry their blank, to be passed over in longer words. */
export const greetings = phrases([
  "hi |hi,|hiya|hello|hey |dear |good morning|good afternoon|good evening|morning |morning,|greetings",
  "hallo|sehr geehrter|sehr geehrte|geehrter|geehrte|lieber |liebe |guten morgen|guten tag|guten abend|moin |moin,|servus",
  "grüezi|grüß gott|grüss gott|grüß dich|werter |werte |hoi |hoi,|ahoi",
  "bonjour|bonsoir|salut |salut,|coucou|cher |chère |chere |re-bonjour|rebonjour",
  "hola |hola,|hola:|buenos días|buenos dias|buenas tardes|buenas noches|buenas |buen día|estimado|estimada|querido|querida|apreciado|apreciada",
  "olá|ola |bom dia|boa tarde|boa noite|caro |cara |prezado|prezada|oi |oi,|exmo. senhor|exma. senhora|viva ",
  "buongiorno|buonasera|buon giorno|buona sera|salve |ciao |ciao,|gentile |egregio|egregia|gentilissimo|gentilissima|spettabile",
  "beste |geachte|goedemorgen|goedemiddag|goedenavond|goedendag|goeiedag|dag |dag,|hé |lieve ",
  "cześć|czesc|dzień dobry|dzien dobry|witaj|witam|szanowny panie|szanowna pani|drogi |droga ",
  "hej |hej,|hejsan|god morgon|god dag|kära |käre |bästa |god morgen|kære |kjære |hei |hei,|moi |terve |hyvä |hyvää päivää|hyvää huomenta",
  "merhaba|selam |sayın |sayin |günaydın|iyi günler|iyi akşamlar",
  "bună ziua|buna ziua|bună |buna |salutare|stimate|stimată|stimata|dragă |draga ",
  "kedves |tisztelt|szia |jó napot|dobrý den|ahoj |vážený pane|vážená paní|milý |milá |dobrý deň|pozdravljeni|poštovani|poštovana|bok ",
  "здравствуйте|здравствуй|добрый день|доброе утро|добрый вечер|привет|уважаемый|уважаемая|дорогой|дорогая",
  "вітаю|добрий день|доброго дня|привіт|шановний|шановна|здравейте|уважаеми|уважаема|поштовани",
  "γεια σου|γεια σας|καλημέρα|καλησπέρα|αγαπητέ|αγαπητή|κύριε |κυρία ",
  "مرحبا|مرحبًا|أهلا|أهلاً|السيد |السيدة |عزيزي|عزيزتي|الأستاذ |الأستاذة |שלום|היי ",
  "xin chào|chào anh|chào chị|kính gửi anh|kính gửi chị|selamat pagi|selamat siang|yth. bapak|yth. ibu|halo |halo,",
]);

/** In front of a name wherever they stand; the stop is part of what people write. */
export const forms = phrases([
  "mr |mr. |mrs |mrs. |ms. |miss |dr. |prof. |sir |herr |herrn |hr. |frau |fr. |dr |mag. |dipl.-ing. ",
  "monsieur |madame |mme |mme. |mlle |m. et mme |señor |señora |señorita |sr. |sra. |srta. |don |doña ",
  "signor |signora |sig. |sig.ra |dott. |dott.ssa |rag. |avv. |geom. |senhor |senhora |dona |dr.ª ",
  "meneer |mevrouw |dhr. |mevr. |mw. |pan |pani |panem |panią |pána |paní |inż. |mgr ",
  "господин |госпожа |г-н |г-жа |пан |пані |κύριος |κύριο |κυρία |domnul |doamna |sayın ",
  "rev. |reverend |fr. |sister |brother |father ",
]);

/** Words that may be names themselves, or common words: what follows has to look like a name. */
export const weakForms: ReadonlySet<string> = new Set([
  "sir ",
  "miss ",
  "don ",
  "dona ",
  "pan ",
  "fr. ",
  "sister ",
  "brother ",
  "father ",
  "dr ",
  "mr ",
  "sr. ",
  "mag. ",
  "mw. ",
  "hr. ",
  "sig. ",
]);

/** Somebody says who they are: the name follows. */
export const introductions = phrases([
  "my name is|my name's|name is|name's|my full name is|i am called|they call me",
  "mein name ist|mein name lautet|ich heiße|ich heisse|name ist",
  "je m'appelle|je m’appelle|mon nom est|je me nomme|me llamo|mi nombre es|mi chiamo|il mio nome è|il mio nome e'",
  "meu nome é|o meu nome é|chamo-me|me chamo|mijn naam is|ik heet|nazywam się|mam na imię|nazywam sie",
  "jag heter|mitt namn är|jeg hedder|mit navn er|jeg heter|mitt navn er|minun nimeni on|nimeni on",
  "mă numesc|ma numesc|numele meu este|mă cheamă|a nevem|a nevem:|jmenuji se|jmenuju se|volám sa|moje ime je|zovem se|ime mi je",
  "benim adım|adım |ismim |меня зовут|мое имя|моё имя|мене звати|казвам се|με λένε|ονομάζομαι|λέγομαι",
  "اسمي|اسمي هو|שמי|השם שלי|tên tôi là|tôi tên là|nama saya|担当の|担当は|私は|名前は|氏名は|我叫|我的名字是|我姓|제 이름은|이름은|성함은|저는|मेरा नाम",
]);

/** They say who they are with words that say many other things: only a name we know counts, or a full one. */
export const selfReferences = phrases([
  "this is |i am |i'm |it's |speaking with |ich bin |hier ist |hier spricht |am apparat ist |je suis |c'est |ici |soy |habla |le habla |sono |parla ",
  "sou o |sou a |aqui é o |aqui é a |fala com |fala o |fala a |ik ben |u spreekt met |met |jestem |mówi |jag är |det är |jeg er |det er ",
  "sunt |aici |vagyok |tady |zde |ja sam |ben |это |говорит |εδώ |είμαι |أنا |معك |אני ",
]);

/** They lead to somebody else. */
export const pointers = phrases([
  "registered to |belongs to |owned by |registered by |issued to |licensed to |billed to |gehört |registriert auf |ausgestellt auf |enregistré par |registrado a nombre de |registrata a |geregistreerd op ",
  "ask for |asking for |spoke with |spoke to |speak to |speak with |spoken to |talk to |talked to |talking to |contact |call |cc'd |handled by |made by |set up by |sent by |assigned to |escalated to |handing you over to |over to |on behalf of |signed by |reported by |opened by |attn |attn. |attention of |created by |approved by |met with |reach |loop in |looping in |adding ",
  "fragen sie nach |sprechen mit |gesprochen mit |sprach mit |spricht mit |wenden an |rücksprache mit |betreut von |erstellt von |weitergeleitet an |verlangen sie |im auftrag von |auf den namen |auf namen |name von ",
  "demandez |demander |parler à |parlé à |parlé avec |contacter |contactez |au nom de |de la part de |signé par |fait par |géré par ",
  "pregunte por |preguntar por |preguntad por |hablé con |hablado con |hablar con |llame a |contactar con |a nombre de |de parte de |atendido por |pedido a |atiende ",
  "perguntar por |falar com |falei com |em nome de |contactar o |contactar a |da parte de |chiedere di |parlare con |parlato con |contattare |a nome di |da parte di |intestato a |intestata a ",
  "vragen naar |vraag naar |gesproken met |spreken met |namens |op naam van |te name van |t.n.v. |pytać o |rozmawiałem z |rozmawiałam z |kontakt z |proszę dzwonić do |prosić ",
  "prata med |fråga efter |pratade med |spørg efter |talte med |snakket med |spør etter |kysykää |puhuin ",
  "спросить |спросите |звать |зовут |говорил с |говорила с |обратиться к |связаться с |от имени |запитати |sunați-l pe |sunați-o pe |sunati-l pe |vorbit cu |întrebați de ",
  "zeptejte se |volat |mluvil s |mluvila s |keressék |beszéltem |pitajte za |ile görüştüm|ile konuştum",
]);

/** They lead to anything; only a given name we know makes it a person. */
export const openPointers = phrases([
  "according to |laut |según |selon |volgens |secondo |według |enligt |ifølge |confirmed by |reviewed by ",
  "please add |please invite |please remove |please inform |please notify |please call |please contact |told |invited |emailed |replaced by |together with ",
  "informieren sie |bitte rufen sie |gemeinsam mit |zusammen mit |ersetzt durch |s'adresser à |prévenir |avvisare |avisar a |avisen a |informować |proszę dodać |prosím přidejte |сообщите |передайте ",
]);

/** Kin and colleagues: the name follows, after a comma or an article. */
export const relations = phrases([
  "our customer|my customer|our client|my client|customer is|client is|cust is|caller is|user is|unser kunde|unsere kundin|unserem kunden|unseren kunden|unserer kundin|notre client|notre cliente|mon client|ma cliente|nuestro cliente|nuestra cliente|nuestra clienta|nosso cliente|nossa cliente|il nostro cliente|la nostra cliente|onze klant|nasz klient|nasza klientka|náš zákazník|наш клиент|vår kund|vores kunde",
  "my wife|my husband|my partner|my son|my daughter|my brother|my sister|my mother|my father|my mum|my dad|my boss|my assistant|colleague|coworker|co-worker|intern |treasurer|manager|director|supervisor|technician|accountant|secretary|owner|landlord|neighbour|neighbor|employee|contractor",
  "meine frau|mein mann|mein sohn|meine tochter|meine schwester|mein bruder|meine mutter|mein vater|kollege|kollegin|kollegen|mitarbeiter|mitarbeiterin|chef |chefin |geschäftsführer|geschäftsführerin|inhaber|inhaberin|kassier|ansprechpartner|ansprechpartnerin|praktikant|praktikantin|techniker|witwe|tochter|nachbar",
  "ma femme|mon mari|mon fils|ma fille|ma soeur|ma sœur|mon frère|ma mère|mon père|collègue|gérant|gérante|directeur|directrice|associé|associée|comptable|stagiaire|patron|patronne",
  "mi mujer|mi esposa|mi marido|mi esposo|mi hijo|mi hija|mi hermano|mi hermana|mi madre|mi padre|compañero|compañera|mi jefe|mi jefa|mi socio|mi socia|colega|interlocutor|gerente|encargado|encargada|contable",
  "minha esposa|minha mulher|meu marido|meu filho|minha filha|minha irmã|meu irmão|minha sócia|meu sócio|sócio|sócia|colega|funcionário|funcionária|gerente",
  "mia moglie|mio marito|mio figlio|mia figlia|mia sorella|mio fratello|mia madre|mio padre|collega|socio|socia|titolare|ragioniere|ragioniera|responsabile",
  "mijn vrouw|mijn man|mijn zoon|mijn dochter|mijn zus|mijn broer|collega|eigenaar|medewerker|medewerkster|stagiair",
  "moja żona|mój mąż|mój syn|moja córka|brat |siostra|kolega|koleżanka|szef|szefowa|księgowa|mąż|żona|min fru|min man|min kone|min mand|kollega|kollegan",
  "моя жена|мой муж|мой сын|моя дочь|дочь|сын |жена|муж|коллега|директор|бухгалтер|сотрудник|eşim|kardeşim|oğlum|kızım|iş arkadaşım|soția mea|soțul meu|kollégám|kollégánk|kolega|kolegyně|moje žena|můj muž|vaimoni|mieheni",
]);

/** Behind a name: somebody wrote a mail. Behind a few the name follows instead. */
export const attributions = phrases([
  "wrote:|writes:|schrieb:|schreibt:|a écrit|escribió:|escribio:|escreveu:|ha scritto:|schreef:|napisał:|napisała:|napisał(a):",
  "skrev:|kirjoitti:|şunu yazdı:|yazdı:|a scris:|napsal:|napsala:|написал:|написала:|пишет:|írta:|έγραψε:|napisao je:|napísal:|je napisal",
]);
export const attributionsBefore = phrases([" schrieb | schreef | skrev | napsal | wrote "]);

/** In front of a name, with a colon, a cell or a copula between: who the contact is. */
export const personLabels = phrases([
  "contact|contact name|contact person|full name|account holder|cardholder|card holder|name on card|requester|requested by|submitted by|reporter|author|attn|attn.|signatory|signed|customer name|client name|your name|first name|last name|surname|given name|family name|caller name|owner name|technician|assignee|employee|beneficiary|payee|recipient|account manager|fn|registrant|registrant name|admin name|tech name|visitor name|guest name|patient|passenger|contact details",
  "ansprechpartner|ansprechpartnerin|kontakt|kontaktperson|kontoinhaber|kontoinhaberin|karteninhaber|vorname|nachname|zuname|familienname|z. hd.|z.hd.|zu händen|zuständig|sachbearbeiter|sachbearbeiterin|bearbeiter|geschäftsführer|geschäftsführung|geschäftsführerin|inhaber|inhaberin|verantwortlich|empfänger|absender|auftraggeber|vertreten durch|ihr ansprechpartner|besteller|versicherungsnehmer|lautend auf|kundenname|bestellername",
  "titulaire|titulaire du compte|à l'attention de|a l'attention de|interlocuteur|interlocutrice|personne à contacter|nom et prénom|nom complet|prénom|nom de famille|responsable|destinataire|demandeur|nom du client|gérant|gérante",
  "titular|titular de la cuenta|a la atención de|persona de contacto|contacto|nombre completo|nombre y apellidos|nombre y apellido|apellidos|apellido|solicitante|destinatario|a nombre de|beneficiario",
  "nome completo|apelido|sobrenome|pessoa de contacto|contato|ao cuidado de|a/c|solicitante|responsável|titular da conta",
  "intestatario|intestataria|intestato a|referente|nome e cognome|cognome|alla cortese attenzione di|c.a.|all'attenzione di|richiedente|titolare|contatto",
  "contactpersoon|rekeninghouder|t.a.v.|ter attentie van|voornaam|achternaam|tenaamstelling|aanvrager|volledige naam",
  "imię i nazwisko|osoba kontaktowa|osoba do kontaktu|właściciel|posiadacz rachunku|nazwisko|zgłaszający|do rąk",
  "kontaktperson|kontohavare|förnamn|efternamn|fornavn|etternavn|efternavn|yhteyshenkilö|tilinhaltija|etunimi|sukunimi",
  "yetkili|yetkili kişi|ad soyad|adı soyadı|hesap sahibi|iletişim|ilgili kişi|persoană de contact|persoana de contact|nume și prenume|nume complet|titularul contului",
  "kapcsolattartó|teljes név|számlatulajdonos|kontaktní osoba|jméno a příjmení|příjmení|majitel účtu|meno a priezvisko|ime i prezime|kontakt osoba|ime in priimek",
  "контактное лицо|фио|ф.и.о.|фамилия|имя и фамилия|владелец счета|владелец|получатель|отправитель|заявитель|піб|контактна особа|лице за контакт|υπεύθυνος|ονοματεπώνυμο|επώνυμο",
  "联系人|姓名|收件人|客户姓名|负责人|聯絡人|お名前|氏名|ご担当者|担当者|担当|이름|성명|담당자|الاسم الكامل|الاسم|جهة الاتصال|שם מלא|איש קשר|họ tên|họ và tên|người liên hệ|nama lengkap|kontak",
]);

/** Labels of all sorts of things: only a name we know counts, or a full one. */
export const looseLabels = phrases([
  "name|customer|client|user|agent|owner|manager|caller|visitor|guest|nom|nombre|nome|cliente|naam|navn|namn|nimi|név|jméno|meno|ime|imię|nazwa|ad|isim|nume|имя|клиент|пользователь|όνομα|kunde|kundin|besitzer|mitarbeiter|utente|usuario|usuária|utilisateur|klient|employee name|by|par|von",
]);

/** Behind these, on the same line or the next, stands who signed. */
export const closings = phrases([
  "best,|best -|rgds|regards|best wishes|kind wishes|sincerely|yours truly|yours faithfully|yours,|respectfully|cordially|cheers|all the best|warmly|take care|many thanks|with thanks|signed,",
  "freundlichen grüßen|freundlichen grüssen|freundlichen gruessen|freundliche grüße|freundliche grüsse|freundlichem gruß|freundlicher gruß|viele grüße|viele grüsse|viele gruesse|beste grüße|beste grüsse|besten grüßen|liebe grüße|liebe grüsse|schöne grüße|herzliche grüße|herzlichen grüßen|grüße|grüsse|gruß|gruss|mfg|vg |vg,|lg |lg,|hochachtungsvoll|besten dank",
  "cordialement|bien cordialement|sincères salutations|salutations distinguées|meilleures salutations|bien à vous|bien à toi|cdlt|cdt,|amicalement|respectueusement|bonne journée|sentiments distingués|bonne réception",
  "un saludo|saludos|cordial saludo|atentamente|atte.|un abrazo|saludos cordiales|cordiales saludos|reciba un cordial saludo|muchas gracias",
  "atenciosamente|cumprimentos|att.,|att,|atentamente|abraços|abraço|saudações|obrigado|obrigada|grato,|grata,",
  "cordiali saluti|distinti saluti|cordialmente|un saluto|saluti|in fede|grazie mille|buona giornata|buon lavoro",
  "met vriendelijke groet|vriendelijke groeten|groeten|groetjes|groet|mvg|hoogachtend|alvast bedankt|bedankt",
  "z poważaniem|pozdrawiam|pozdrowienia|z wyrazami szacunku|łączę pozdrowienia|pozdrawiamy",
  "med vänliga hälsningar|vänliga hälsningar|vänligen|hälsningar|mvh|med venlig hilsen|venlig hilsen|med vennlig hilsen|vennlig hilsen|hilsen|bedste hilsner|ystävällisin terveisin|terveisin|terveisin,",
  "saygılarımla|saygılarımızla|iyi çalışmalar|teşekkürler|cu stimă|cu stima|cu respect|o zi bună|mulțumesc|üdvözlettel|tisztelettel|köszönettel|s pozdravem|s úctou|děkuji|díky|s pozdravom|lijep pozdrav|srdačan pozdrav|lep pozdrav|s poštovanjem|lugupidamisega|pagarbiai|ar cieņu",
  "с уважением|всего доброго|с наилучшими пожеланиями|з повагою|с уважение|спасибо|με εκτίμηση|φιλικά|ευχαριστώ",
  "此致|敬礼|祝好|谢谢|敬具|よろしくお願いいたします|よろしくお願いします|감사합니다|드림|مع التحية|تحياتي|وشكرا|شكرا|בברכה|תודה|trân trọng|hormat saya|salam,|terima kasih",
  "thanks|thank you|thx|danke|vielen dank|merci|gracias|grazie|dank |takk|tack |tak |kiitos|dziękuję|dzięki|sent from my iphone",
]);
