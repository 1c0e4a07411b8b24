/* Sends the typed ticket to this server, which passes it through the proxy, and shows what the desk stored. */

import { examples } from "./examples.js";
import { showAnswer, showFault } from "./result.js";

const byId = (id) => document.getElementById(id);
const fields = ["from", "cc", "subject", "body"];

/** Number of the ticket a comment would go to. */
let current;

function fill(name) {
  for (const field of fields) byId(field).value = examples[name][field];
}

function typed(isComment) {
  const values = Object.fromEntries(fields.map((field) => [field, byId(field).value]));
  return isComment ? { ...values, ticket: current } : values;
}

function setBusy(busy) {
  byId("result").setAttribute("aria-busy", String(busy));
  for (const button of document.querySelectorAll("button")) button.disabled = busy;
}

async function send(isComment) {
  setBusy(true);
  byId("verdict").textContent = "Sending…";
  try {
    const response = await fetch("/demo/tickets", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(typed(isComment)),
    });
    if (!response.ok) throw new Error(`The demo server answered ${String(response.status)}.`);
    const answer = await response.json();
    showAnswer(answer);
    if (answer.ticket !== 0) offerComment(answer.ticket);
  } catch (error) {
    showFault(
      error instanceof TypeError ? "The demo server does not answer. Is it still running?" : error.message,
    );
  } finally {
    setBusy(false);
    const result = byId("result");
    result.focus({ preventScroll: true });
    result.scrollIntoView({ block: "nearest" });
  }
}

function offerComment(ticket) {
  current = ticket;
  const button = byId("comment");
  button.textContent = `Add as a comment to #${String(ticket)}`;
  button.hidden = false;
}

byId("ticket").addEventListener("submit", (event) => {
  event.preventDefault();
  void send(event.submitter?.id === "comment");
});

byId("ticket").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  if (!byId("send").disabled) void send(false);
});

for (const button of document.querySelectorAll("[data-example]")) {
  button.addEventListener("click", () => fill(button.dataset.example));
}

fill("server");
