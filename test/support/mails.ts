/* Mails as second readers see them: Python's `email` for many at once, and postal-mime. */

import PostalMime from "postal-mime";
import { python } from "./python.js";

/** Everything a mail says, in one text: headers under both policies, names of files, texts, and bytes that are no text. */
const program = `
import base64, email, email.header, email.policy, sys

def told(message):
    out = []
    for part in message.walk():
        for name, value in part.items():
            out.append(name + ": " + str(value))
            try:
                out.append(str(email.header.make_header(email.header.decode_header(str(value)))))
            except Exception:
                pass
            if hasattr(value, "addresses"):
                out.extend(str(one) for one in value.addresses)
        out.append(str(part.get_filename("")))
        out.append(str(part.preamble or ""))
        out.append(str(part.epilogue or ""))
        if part.is_multipart():
            continue
        content = part.get_payload(decode=True) or b""
        charset = part.get_content_charset("utf-8")
        try:
            text = content.decode(charset, "replace")
        except LookupError:
            text = content.decode("latin1")
        out.append(text)
        if part.get_param("format") == "flowed":
            out.append(text.replace(" \\r\\n", " ").replace(" \\n", " "))
            out.append(text.replace(" \\r\\n", "").replace(" \\n", ""))
    return "\\n".join(out)

for line in sys.stdin.buffer:
    raw = base64.b64decode(line)
    texts = []
    for policy in (email.policy.default, email.policy.compat32):
        try:
            texts.append(told(email.message_from_bytes(raw, policy=policy)))
        except Exception as error:
            texts.append("error " + repr(error))
    print(base64.b64encode("\\n".join(texts).encode("utf-8", "surrogateescape")).decode())
`;

export function toldByPython(mails: readonly Buffer[]): readonly string[] {
  const input = mails.map((mail) => `${mail.toString("base64")}\n`).join("");
  const lines = python(program, Buffer.from(input)).toString().split("\n");
  return mails.map((_mail, at) => Buffer.from(lines[at] ?? "", "base64").toString("utf8"));
}

export async function toldByPostalMime(mail: Buffer): Promise<string> {
  const parsed = await PostalMime.parse(mail);
  const attachments = parsed.attachments.map(({ filename, content }) => [
    filename,
    typeof content === "string" ? content : Buffer.from(content as ArrayBuffer).toString("utf8"),
  ]);
  return JSON.stringify([{ ...parsed, attachments: [] }, attachments]);
}
