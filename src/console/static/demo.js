/* Sends the typed ticket to this server, which passes it through the proxy, and shows what the desk stored. */

const byId = (id) => document.getElementById(id);
const label = /\[[A-Z_]+ [0-9A-HJKMNP-TV-Z]{1,6}\]/g;

/** Marks our labels; text nodes only, so that nothing typed can become markup. */
function show(target, text) {
  target.replaceChildren();
  let from = 0;
  for (const match of text.matchAll(label)) {
    target.append(text.slice(from, match.index));
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    target.append(mark);
    from = match.index + match[0].length;
  }
  target.append(text.slice(from));
}

/** Line breaks of the text are shown as such; everything else stays the desk's JSON. */
function pretty(answer) {
  return answer.stored === "" ? answer.answer : answer.stored.replaceAll("\\n", "\n");
}

async function send(event) {
  event.preventDefault();
  const verdict = byId("verdict");
  verdict.textContent = "Sending...";
  verdict.className = "";
  try {
    const response = await fetch("/demo/tickets", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        subject: byId("subject").value,
        cc: byId("cc").value,
        body: byId("body").value,
        request: byId("strict-cc").checked,
      }),
    });
    const answer = await response.json();
    verdict.textContent = `Answer ${answer.status}. ${answer.verdict}`;
    verdict.className = answer.status < 300 ? "" : "refused";
    show(byId("stored"), pretty(answer));
  } catch {
    verdict.textContent = "The demo server did not answer.";
    verdict.className = "refused";
  }
}

byId("ticket").addEventListener("submit", send);
