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

/** As fast as it is taken. Answers with what was sent and what the desk says it got. */
function sendLog({ url, bytes }) {
  let [sent, lines] = [0, 0];
  const headers = { "content-length": bytes };
  const req = request(url, { method: "POST", headers }, (res) => {
    let text = "";
    res.on("data", (chunk) => (text += chunk));
    res.on("end", () => parentPort.postMessage({ status: res.statusCode, sent, lines, text }));
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
    req.end();
  };
  write();
}

if (workerData.url === undefined) serveDesk();
else sendLog(workerData);
