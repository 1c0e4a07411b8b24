/* Shows an answer: as a ticket with its labels marked, or as a refusal with what to take out. Text nodes only. */

const byId = (id) => document.getElementById(id);
const label = /\[([A-Z_]+) [0-9A-HJKMNP-TV-Z]{1,6}\]/g;

const names = {
  EMAIL_ADDRESS: ["e-mail address", "e-mail addresses"],
  PHONE_NUMBER: ["phone number", "phone numbers"],
  IP_ADDRESS: ["IP address", "IP addresses"],
  MAC_ADDRESS: ["MAC address", "MAC addresses"],
  CREDENTIAL: ["password or key", "passwords and keys"],
  CREDIT_CARD: ["card number", "card numbers"],
  IBAN_CODE: ["bank account", "bank accounts"],
  CC_RECIPIENT: ["person in copy", "people in copy"],
};

function element(name, content = "", className = "") {
  const made = document.createElement(name);
  made.textContent = content;
  if (className !== "") made.className = className;
  return made;
}

/** The text with each label as a mark; nothing typed can become markup. */
function marked(name, text, className) {
  const target = element(name, "", className);
  let from = 0;
  for (const match of text.matchAll(label)) {
    const mark = element("mark", match[0]);
    mark.dataset.entity = match[1];
    target.append(text.slice(from, match.index), mark);
    from = match.index + match[0].length;
  }
  target.append(text.slice(from));
  return target;
}

/** `redact; IP_ADDRESS=2; policy=...` as chips. */
function showCounts(verdict) {
  const counts = [...verdict.matchAll(/([A-Z_]+)=(\d+)/g)].map(([, entity, count]) => {
    const chip = element("li", `${count} ${(names[entity] ?? [entity, entity])[count === "1" ? 0 : 1]}`);
    chip.dataset.entity = entity;
    return chip;
  });
  byId("counts").replaceChildren(...counts);
}

function showTicket(ticket) {
  const facts = element("dl");
  const fact = (term, text) => facts.append(element("dt", term), marked("dd", text));
  fact("From", ticket.requester?.email ?? "unknown");
  fact("In copy", "collaborators" in ticket ? JSON.stringify(ticket.collaborators) : "nobody");
  const comments = ticket.comments.map(({ body, html_body: html }, at) => {
    const comment = element("li");
    comment.append(
      element("h4", at === 0 ? "Message" : `Comment ${String(at)}`),
      marked("p", html ?? body, "text"),
    );
    return comment;
  });
  const list = element("ol");
  list.append(...comments);
  byId("stored").replaceChildren(marked("h3", ticket.subject ?? "(no subject)"), facts, list);
}

function showRefusal({ answer, reason }) {
  const { details, description } = JSON.parse(answer);
  const entries = Object.values(details ?? {}).flat();
  const sentences = entries.length > 0 ? entries.map((entry) => entry.description) : [description];
  const list = element("ul");
  list.append(...sentences.slice(1).map((sentence) => element("li", sentence)));
  const from = reason === "" ? "the desk itself" : `the proxy, reason ${reason}`;
  byId("stored").replaceChildren(
    element("h3", sentences[0]),
    list,
    element("p", `Refused by ${from}. Nothing was stored.`, "hint"),
  );
}

function announce(text, kind) {
  const verdict = byId("verdict");
  verdict.textContent = text;
  verdict.className = kind;
  byId("steps").hidden = true;
}

const said = (verdict) =>
  verdict.startsWith("redact") ? "after redaction" : "unchanged, there was nothing to hide";

export function showAnswer(given) {
  const { status, verdict, ticket, stored, answer } = given;
  const isStored = stored !== "";
  if (isStored) announce(`Ticket #${String(ticket)} is stored, ${said(verdict)}.`, "good");
  else announce(`Refused with status ${String(status)}.`, "bad");
  showCounts(verdict);
  if (isStored) showTicket(JSON.parse(stored));
  else showRefusal(given);
  byId("raw").replaceChildren(marked("code", isStored ? stored : answer));
  byId("outcome").hidden = false;
}

export function showFault(sentence) {
  announce(sentence, "bad");
  byId("outcome").hidden = true;
}

/** Pointing at a label shows where else the same value stands. */
byId("stored").addEventListener("pointerover", ({ target }) => {
  const text = target instanceof Element && target.matches("mark") ? target.textContent : undefined;
  for (const mark of byId("stored").querySelectorAll("mark"))
    mark.classList.toggle("same", mark.textContent === text);
});
