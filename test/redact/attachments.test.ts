/* D18, D22: what becomes of a file, for each class, action and state; docs/attachments.md has the same table. */

import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import type { RedactOptions, Redactor } from "../../src/core/redaction.js";
import { desks } from "../../src/desks/index.js";
import { filesOfRefusal } from "../../src/core/errors.js";
import { fileClasses, type FileClass } from "../../src/core/files.js";
import { createRedactor } from "../../src/redactor.js";
import { readDocument } from "../../src/document/index.js";
import { parseMediaType } from "../../src/document/media-type.js";
import { planFile } from "../../src/redact/file-plans.js";
import type { FileRead } from "../../src/redact/opening.js";
import { annotateAll } from "../../src/core/annotation.js";
import { exifSegment, jpeg } from "../support/images.js";
import { docx, paragraph } from "../support/office.js";
import { show, simplePdf } from "../support/pdf.js";
import { python, pythonZip } from "../support/python.js";
import { zip } from "../support/zip.js";

const mail = "jane@leak.test";
const upload = desks.zendesk.route("POST", "/api/v2/uploads");

/** Compiling costs far more than redacting. */
const made = new Map<string, Redactor>();

function redactorFor(config: ConfigInput): Redactor {
  const name = JSON.stringify(config);
  const redactor = made.get(name) ?? createRedactor(compileConfig(config));
  made.set(name, redactor);
  return redactor;
}

async function fateOf(body: Buffer, config: ConfigInput, options: RedactOptions = {}) {
  const redactor = redactorFor(config);
  try {
    const { payload, report } = await redactor.redact(
      { body, mediaType: "image/png" },
      { desk: desks.zendesk, route: upload, ...options },
    );
    return {
      verdict: report.verdict as string,
      report,
      out: payload.body,
      same: payload.body === body,
    };
  } catch (error) {
    return {
      verdict: (error as { code?: string }).code ?? String(error),
      refused: filesOfRefusal(error),
      same: false,
    };
  }
}

const allow = { permissions: ["unscanned-attachments"] } satisfies ConfigInput;
const deny = { permissions: [] } satisfies ConfigInput;
type Actions = NonNullable<ConfigInput["attachments"]>;

const mailOf = (text: string): Buffer =>
  Buffer.from(`Message-ID: <1@mail.example>\r\nMIME-Version: 1.0\r\nSubject: hello\r\n\r\n${text}\r\n`);

const files = {
  "text clean": Buffer.from("nothing here"),
  "text found": Buffer.from(`write to ${mail}`),
  "archive clean": zip([{ name: "a.txt", content: "nothing here" }]),
  "archive found": zip([{ name: "a.txt", content: `write to ${mail}` }]),
  "archive unreadable": zip([{ name: "a.txt", content: "x", flags: 1 }]),
  "archive without reader": Buffer.from("7z\xbc\xaf\x27\x1c\0\x04", "latin1"),
  "image with metadata": jpeg([exifSegment(1, mail)]),
  "image without": jpeg(),
  "image unreadable": jpeg().subarray(0, -2),
  "mail found": mailOf(`write to ${mail}`),
  "office clean": docx(paragraph("nothing here")),
  "office found": docx(paragraph("write to ja", "ne@leak.test")),
  "pdf clean": simplePdf({ pages: [show("nothing here")] }),
  "pdf found": simplePdf({ pages: [show(`write to ${mail}`)] }),
  "pdf unreadable": Buffer.from("%PDF-1.7\n\xff\xff\xff\xff", "latin1"),
  "office unreadable": Buffer.from("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "latin1"),
  "other of a known kind": Buffer.from("ID3\x04\0\0\0\0\0\0", "latin1"),
  "other unknown": Buffer.from([0, 1, 2, 255, 254]),
} as const;
type FileName = keyof typeof files;

const refused = "attachment_unscannable";

/** Verdict or code with the permission, and without it. */
const table: Readonly<Record<FileName, Readonly<Partial<Record<string, readonly [string, string]>>>>> = {
  "text clean": rows("pass", "pass", "pass"),
  "text found": rows("redact", "redact", "reject"),
  "archive clean": rows("pass", "pass", "pass"),
  "archive found": rows("redact", "redact", "reject"),
  "archive unreadable": rows(["pass", refused], "redact", refused),
  "archive without reader": rows(["pass", refused], "redact", refused),
  "image with metadata": rows(["redact", refused], "redact", refused),
  "image without": rows(["pass", refused], "redact", refused),
  "image unreadable": rows(["pass", refused], "redact", refused),
  "mail found": rows("redact", "redact", "reject"),
  "office clean": rows("pass", "pass", "pass"),
  "office found": rows("redact", "redact", "reject"),
  // Each of these starts a thread.
  "pdf clean": { reject: ["pass", ""] },
  "pdf found": {
    remove: ["redact", ""],
    quarantine: ["reject", ""],
    pass: ["pass", ""],
  },
  "pdf unreadable": { remove: ["redact", ""], reject: [refused, ""] },
  "office unreadable": rows(["pass", refused], "redact", refused),
  "other of a known kind": rows(["pass", refused], "redact", refused),
  "other unknown": { ...rows(refused, "redact", refused), pass: [refused, ""] },
};

function rows(
  mask: string | readonly [string, string],
  remove: string,
  reject: string,
): Readonly<Partial<Record<string, readonly [string, string]>>> {
  const both = typeof mask === "string" ? ([mask, mask] as const) : mask;
  return {
    mask: both,
    remove: [remove, remove],
    reject: [reject, reject],
    quarantine: [reject, reject],
    pass: ["pass", ""],
  };
}

const cells = Object.entries(table).flatMap(([name, actions]) =>
  Object.entries(actions).map(([action, expected]) => [name as FileName, action, expected ?? []] as const),
);

/** The same for every class; a PDF cannot be masked. */
const every = (action: string): Actions =>
  Object.fromEntries(
    fileClasses.map((name) => [name, name === "pdf" && action === "mask" ? "remove" : action]),
  ) as Actions;

describe("the table", () => {
  it.each(cells)("%s, %s", async (name, action, [allowed = "", denied = ""]) => {
    const attachments = every(action);
    const body = files[name];
    const got = await fateOf(body, { ...allow, attachments });
    expect(got.verdict).toBe(allowed);
    if (allowed === "pass") expect(got.same).toBe(true);
    if (denied !== "") expect((await fateOf(body, { ...deny, attachments })).verdict).toBe(denied);
  });
});

describe("what is told of files", () => {
  it.each<[FileName, Actions, readonly unknown[], readonly string[]]>([
    ["text found", {}, [["text", "masked"]], []],
    ["text found", { text: "remove" }, [["text", "removed"]], []],
    ["text found", { text: "reject" }, [["text", "rejected"]], []],
    ["text found", { text: "pass" }, [["text", "unread"]], ["unscanned-attachments"]],
    ["archive found", { archive: "remove" }, [["archive", "removed"]], []],
    [
      "archive found",
      { text: "remove" },
      [
        ["archive", "masked"],
        ["text", "removed"],
      ],
      [],
    ],
    [
      "archive found",
      { text: "reject" },
      [
        ["archive", "rejected"],
        ["text", "rejected"],
      ],
      [],
    ],
    ["image with metadata", {}, [["image", "masked"]], ["unscanned-attachments"]],
    ["image without", {}, [["image", "unread"]], ["unscanned-attachments"]],
  ])("%s, %j", async (name, attachments, expected, permissions) => {
    const { report } = await fateOf(files[name], { ...allow, attachments });
    expect(report?.files?.map((file) => [file.class, file.fate])).toEqual(expected);
    expect(report?.permissions).toEqual(permissions);
  });

  it.each<[string, Buffer, ConfigInput, FileClass]>([
    ["a file that cannot be read", Buffer.from("\0\x01"), {}, "other"],
    ["an image without the permission", files["image without"], deny, "image"],
    ["an archive that holds one", zip([{ name: "a.bin", content: "\0\x01" }]), deny, "archive"],
    [
      "a text over its limit",
      Buffer.from("x ".repeat(900)),
      { limits: { "upload-text-bytes": "1KiB" } },
      "text",
    ],
    [
      "an archive that is too deep",
      [1, 2, 3].reduce(
        (inner) => zip([{ name: "a.zip", content: inner }]),
        zip([{ name: "a.txt", content: "x" }]),
      ),
      allow,
      "archive",
    ],
  ])(
    "%s is told of with the refusal, by the file that stands in the payload",
    async (_, body, config, own) => {
      const { refused: told = [] } = await fateOf(body, config);
      expect(told[0]).toEqual({ class: own, fate: "refused", count: 1 });
      expect(told.every(({ fate }) => fate === "refused")).toBe(true);
    },
  );

  it("findings count as what was decided of the file", async () => {
    const { report } = await fateOf(files["archive found"], {
      attachments: { archive: "remove" },
    });
    expect(report?.counts).toEqual([
      {
        entity: "EMAIL_ADDRESS",
        action: "remove",
        rule: "attachments.archive",
        count: 1,
      },
    ]);
  });

  it("a rejected file names the rule, the entity and the field", async () => {
    const body = Buffer.from(
      JSON.stringify({
        Attachments: [{ FileContent: files["archive found"].toString("base64") }],
      }),
    );
    const desk = desks["request-tracker"];
    const redactor = createRedactor(compileConfig({ attachments: { archive: "quarantine" } }));
    const { report } = await redactor.redact(
      { body, mediaType: "application/json" },
      { desk, route: desk.route("POST", "/REST/2.0/ticket") },
    );
    expect(report.rejected).toEqual([
      {
        entity: "EMAIL_ADDRESS",
        rule: "attachments.archive",
        field: "/Attachments/*/FileContent",
      },
    ]);
  });

  it("flagged values change nothing", async () => {
    const rules: ConfigInput["rules"] = [{ name: "look", entity: "EMAIL_ADDRESS", action: "flag" }];
    const { verdict, same } = await fateOf(files["archive found"], {
      rules,
      attachments: { archive: "reject" },
    });
    expect([verdict, same]).toEqual(["pass", true]);
  });
});

describe("D22", () => {
  it.each([
    ["text called an image", files["text found"]],
    ["HTML called an image", Buffer.from(`<p>write to ${mail}</p>`)],
    ["JSON called an image", Buffer.from(`{"to":"${mail}"}`)],
    ["text that begins as a GIF", Buffer.from(`GIF89a ${mail}`)],
    ["text that begins as sound", Buffer.from(`ID3 ${mail}`)],
    ["text that begins as a gzip would in UTF-8", Buffer.from(`BZh ${mail}`)],
  ])("%s is read as what it is", async (_name, body) => {
    const { out } = await fateOf(body, {});
    expect(out?.toString()).toContain("[EMAIL_ADDRESS 1]");
    expect(out?.toString()).not.toContain(mail);
  });
});

describe("a rule that rejects, in a file", () => {
  const rules: ConfigInput["rules"] = [{ name: "no", entity: "EMAIL_ADDRESS", action: "reject" }];

  it("refuses the request where files are masked", async () => {
    const { report } = await fateOf(files["archive found"], { rules });
    expect(report?.rejected).toEqual([{ entity: "EMAIL_ADDRESS", rule: "no", field: "" }]);
  });

  it("is content with a note where they are removed", async () => {
    const { verdict, out } = await fateOf(files["archive found"], {
      rules,
      attachments: { archive: "remove" },
    });
    expect([verdict, out?.toString()]).toEqual([
      "redact",
      "This file was removed. It held:\nEMAIL_ADDRESS\n",
    ]);
  });
});

describe("in an answer", () => {
  it.each<[Actions, RegExp]>([
    [{ text: "reject" }, /^write to \[EMAIL_ADDRESS 1\]$/],
    [{ text: "remove" }, /removed/],
  ])("%j: nobody can take anything out", async (attachments, expected) => {
    const { verdict, out } = await fateOf(files["text found"], { attachments }, { direction: "response" });
    expect([verdict, expected.test(out?.toString() ?? "")]).toEqual(["redact", true]);
  });
});

it("in shadow mode the original is what is forwarded", async () => {
  const { report, same } = await fateOf(files["archive found"], {
    mode: "shadow",
  });
  expect([same, report?.verdict, report?.files?.[0]?.fate]).toEqual([true, "redact", "masked"]);
});

describe("a file that cannot be written anew", () => {
  const document = readDocument(Buffer.from(`write to ${mail}`), parseMediaType("text/plain"));
  const read = (action: FileRead["action"], held = document): FileRead => ({
    class: "pdf",
    action,
    mayPassUnread: true,
    opened: {
      document: held,
      annotation: annotateAll("attachment"),
      writable: false,
      unread: false,
      metadata: [],
      files: [],
    },
  });
  const found = {
    edits: [{ node: 0, start: 9, end: 23, replacement: "" }],
    rejected: [],
    counts: [{ entity: "EMAIL_ADDRESS", action: "mask", rule: "default", count: 1 }] as const,
  };
  const plan = (action: FileRead["action"], own = found, direction: "request" | "response" = "request") =>
    planFile(read(action), { direction, plan: () => own });

  it("is never masked", () => {
    expect(plan("mask")).toMatchObject({ refused: true });
    expect(plan("mask")).not.toHaveProperty("content");
  });

  it("is rejected, and goes from an answer", () => {
    expect(plan("reject").rejected).toEqual([{ entity: "EMAIL_ADDRESS", rule: "attachments.pdf" }]);
    expect(plan("reject", found, "response").files).toEqual([{ class: "pdf", fate: "removed", count: 1 }]);
  });

  it("stays as it is where nothing was found", () => {
    const none = { edits: [], rejected: [], counts: [] };
    expect(planFile(read("reject"), { direction: "request", plan: () => none })).toMatchObject({
      found: false,
      refused: false,
      files: [{ class: "pdf", fate: "clean", count: 1 }],
    });
  });

  it("a PDF of one page stands in its place, with sound offsets", () => {
    const note = plan("remove").content ?? Buffer.alloc(0);
    const program = `
import re, sys
data = sys.stdin.buffer.read()
start = int(re.search(rb"startxref\\n(\\d+)\\n%%EOF\\n$", data).group(1))
assert data[start:].startswith(b"xref\\n0 6\\n")
offsets = [int(n) for n in re.findall(rb"(\\d{10}) 00000 n \\n", data[start:])]
assert all(data[at:].startswith(b"%d 0 obj\\n" % (n + 1)) for n, at in enumerate(offsets)) and len(offsets) == 5
stream = re.search(rb"/Length (\\d+) >>\\nstream\\n(.*)\\nendstream", data)
assert len(stream.group(2)) == int(stream.group(1))
print(b" ".join(re.findall(rb"\\((.*?)\\) Tj", stream.group(2))).decode())
`;
    expect(python(program, note).toString()).toBe("This file was removed. It held: EMAIL_ADDRESS\n");
  });
});

it("an image may be larger than what is inflated, an archive may not", async () => {
  const limited: ConfigInput = { limits: { "opened-bytes": "100 KiB" } };
  const large = Buffer.concat([jpeg().subarray(0, -2), Buffer.alloc(200_000, 7), jpeg().subarray(-2)]);
  expect(await fateOf(large, limited)).toMatchObject({
    verdict: "pass",
    same: true,
  });
  const archive = zip([{ name: "a.jpg", content: large, stored: true }]);
  expect(await fateOf(archive, limited)).toMatchObject({
    verdict: "body_too_large",
  });
});

it("an archive made on a Mac passes by permission with what its file manager left in it", async () => {
  const notes = Buffer.from("\0\x05\x16\x07\0\x02\0\0Mac OS X", "latin1");
  const body = zip([
    { name: "a.txt", content: "nothing" },
    { name: "__MACOSX/._a.txt", content: notes },
  ]);
  expect(await fateOf(body, {})).toMatchObject({ verdict: "pass", same: true });
  expect(await fateOf(body, deny)).toMatchObject({ verdict: refused });
});

it("D18 a note in an archive stands in the place of the entry alone", async () => {
  const body = zip([
    { name: "a.pdf", content: files["pdf unreadable"], stored: true },
    { name: "b.txt", content: "nothing" },
  ]);
  const { out } = await fateOf(body, {});
  const [pdf, text] = pythonZip(out ?? Buffer.alloc(0));
  expect(pdf?.content).toMatch(/^%PDF-1\.4[\s\S]*cannot be read/);
  expect(text?.content).toBe("nothing");
});

describe("configuration", () => {
  const fault = (config: ConfigInput): string => {
    try {
      compileConfig(config);
    } catch (error) {
      return String(error);
    }
    return "none";
  };

  it.each<[ConfigInput, RegExp]>([
    [
      { attachments: { pdf: "mask" } },
      /attachments\.pdf: a PDF cannot be edited in place: say remove, reject/,
    ],
    [
      { ...deny, attachments: { other: "pass" } },
      /attachments\.other: .*needs the permission unscanned-attach/,
    ],
    [
      {
        preset: "none",
        attachments: { image: "pass" },
        "allow-passthrough": true,
      },
      /attachments\.image: /,
    ],
    [{ attachments: { other: "pass" } }, /^none$/],
    [{ attachments: { pdf: "quarantine" } }, /^none$/],
  ])("%j", (config, expected) => {
    expect(fault(config)).toMatch(expected);
  });
});
