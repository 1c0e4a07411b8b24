/* Functions that stand for a speaker of a chat or transcript, in many languages, as data. */

const roles: ReadonlySet<string> = new Set(
  [
    "agent agents support helpdesk operator visitor customer client caller user guest bot chatbot assistant system staff",
    "kunde kundin besucher besucherin berater beraterin mitarbeiter mitarbeiterin gast anrufer anruferin nutzer kundenservice",
    "visiteur visiteuse conseiller conseillère conseillere client cliente agente opérateur opératrice utilisateur appelant",
    "cliente agente asistente visitante operador operadora usuario usuaria soporte atendente atendimento consultor assistente suporte",
    "operatore operatrice cliente utente visitatore assistenza consulente",
    "klant bezoeker medewerker medewerkster beller",
    "klient klientka gość konsultant konsultantka agentka operátor zákazník podpora",
    "kund besökare kunde besøgende kundtjänst medarbejder asiakas vieras asiakaspalvelija agentti",
    "müşteri ziyaretçi temsilci destek client vizitator operator ügyfél látogató ügyintéző",
    "клиент посетитель оператор агент поддержка пользователь консультант клієнт оператор",
    "πελάτης επισκέπτης υποστήριξη",
    "العميل الزائر الموظف الوكيل الدعم לקוח נציג מבקר",
    "客服 客户 客戶 访客 顧客 お客様 オペレーター サポート 担当者 고객 상담원 상담사",
    "khách agent pelanggan agen tamu",
  ].flatMap((line) => line.split(" ")),
);

/** `word` in lower case. */
export const isSpeakerRole = (word: string): boolean => roles.has(word);
