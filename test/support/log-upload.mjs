/* Beside a measurement, in threads of their own: a desk that keeps nothing of an upload but its account, and who sends it a log. */

import { createServer, request } from "node:http";
import { parentPort, workerData } from "node:worker_threads";

/** An access log; every hundredth line holds something. */
function line(at) {
  const found = at % 100 === 0 ? ` from 203.0.113.${at % 250} by jane${at % 7}@leak.test` : "";
  const time = `2026-01-02T03:04:${String(at % 60).padStart(2, "0")}Z`;
  return `${time} GET /api/v1/items/${at} 200 ${(at * 7) % 9999} ms${found} agent="Mozilla/5.0 (X11; Linux x86_64)"\n`;
}

function countOf(bytes, text) {
  let count = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + 1)) count++;
  return count;
}

function serveDesk() {
  const server = createServer((req, res) => {
    const account = { bytes: 0, lines: 0, masked: 0, leaked: 0 };
    let rest = Buffer.alloc(0);
    req.on("data", (chunk) => {
      account.bytes += chunk.length;
      if (!req.url.includes("uploads")) return;
      const bytes = Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf("\n") + 1;
      const whole = bytes.subarray(0, end);
      rest = bytes.subarray(end);
      account.lines += countOf(whole, "\n");
      account.masked += countOf(whole, "[EMAIL_ADDRESS ");
      account.leaked += countOf(whole, "leak.test") + countOf(whole, "203.0.113");
    });
    req.on("end", () => {
      res.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify(account));
    });
  });
  server.listen(0, "127.0.0.1", () => parentPort.postMessage({ port: server.address().port }));
}

const boundary = "----log7MA4YWxk";

/** What stands around the log: nothing, or a form with fields before and behind it. */
function around(isForm) {
  if (!isForm) return { before: "", behind: "", headers: {} };
  const field = (name, text) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="access.log"\r\n\r\n`;
  return {
    before: field("note", "host 203.0.113.7 is down") + file,
    behind: `\r\n${field("options", "call jane@leak.test")}--${boundary}--\r\n`,
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}

/** As fast as it is taken. Answers with what was sent of the log and what the desk says it got. */
function sendLog({ url, bytes, isForm }) {
  let [sent, lines] = [0, 0];
  const { before, behind, headers: own } = around(isForm);
  const lineEnds = countOf(Buffer.from(before + behind), "\n");
  const headers = { ...own, "content-length": before.length + bytes + behind.length };
  const req = request(url, { method: "POST", headers }, (res) => {
    let text = "";
    res.on("data", (chunk) => (text += chunk));
    res.on("end", () =>
      parentPort.postMessage({ status: res.statusCode, sent, lines, around: lineEnds, text }),
    );
  });
  const write = () => {
    while (sent < bytes) {
      let text = "";
      while (text.length < 64_000 && sent + text.length < bytes - 500) text += line(lines++);
      if (bytes - sent - text.length <= 500) {
        text += `${"-".repeat(bytes - sent - text.length - 1)}\n`;
        lines++;
      }
      sent += text.length;
      if (!req.write(text)) return void req.once("drain", write);
    }
    req.end(behind);
  };
  req.write(before);
  write();
}

if (workerData.url === undefined) serveDesk();
else sendLog(workerData);
