/* Archives as attachments: what is found in any entry is masked in it, and nothing else changes. Python reads the results. */

import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { compileConfig } from "../../src/config/load.js";
import type { ConfigInput } from "../../src/config/schema.js";
import { desks } from "../../src/desks/index.js";
import { createRedactor } from "../../src/redactor.js";
import { findLeaks } from "../support/canary.js";
import { costOf } from "../support/cpu.js";
import { pythonZip } from "../support/python.js";
import { pythonTar, readPythonTar } from "../support/tar.js";
import { zip } from "../support/zip.js";

const route = desks.zendesk.route("POST", "/api/v2/uploads");
const redactorFor = (config: ConfigInput) => createRedactor(compileConfig(config));
const byDefault = redactorFor({});
const strict = redactorFor({ permissions: [] });

async function upload(body: Buffer, redactor = byDefault) {
  const options = { desk: desks.zendesk, route };
  const { payload, report } = await redactor.redact({ body, mediaType: "application/binary" }, options);
  return { out: payload.body, report, same: payload.body === body };
}

const codeOf = async (body: Buffer, redactor = strict): Promise<string> =>
  upload(body, redactor).then(
    ({ report }) => report.verdict,
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );

const mail = "jane@leak.test";
const clean = { name: "clean.txt", content: "nothing here" };

describe("zip", () => {
  const dirty = zip(
    [
      clean,
      { name: `notes of ${mail}.txt`, content: `write to ${mail}`, comment: `from ${mail}` },
      { name: "inner.zip", content: zip([{ name: "a.csv", content: `name;${mail}` }]), stored: true },
      { name: "logs/a.log.gz", content: gzipSync(`host 203.0.113.7 for ${mail}`) },
    ],
    `for ${mail}`,
  );

  it("is masked in contents, names and comments, two archives deep", async () => {
    const { out, report } = await upload(dirty);
    const [first, second, inner, log] = pythonZip(out);
    expect(first).toEqual({ ...clean, comment: "" });
    expect(second).toEqual({
      name: "notes of [EMAIL_ADDRESS 1].txt",
      content: "write to [EMAIL_ADDRESS 1]",
      comment: "from [EMAIL_ADDRESS 1]",
    });
    expect(pythonZip(Buffer.from(inner?.content ?? "", "latin1"))[0]?.content).toBe("name;[EMAIL_ADDRESS 1]");
    expect(gunzipSync(Buffer.from(log?.content ?? "", "latin1")).toString()).toBe(
      "host [IP_ADDRESS 1] for [EMAIL_ADDRESS 1]",
    );
    expect(findLeaks({ out }, [mail, "203.0.113.7"])).toEqual([]);
    expect(report.files).toEqual([
      { class: "archive", fate: "masked", count: 3 },
      { class: "text", fate: "clean", count: 1 },
      { class: "text", fate: "masked", count: 3 },
    ]);
    expect(out.includes("for [EMAIL_ADDRESS 1]")).toBe(true);
  });

  it("without findings it is forwarded byte for byte", async () => {
    const { same, report } = await upload(
      zip([clean, { name: "d/", content: "", stored: true }], "of monday"),
    );
    expect([same, report.verdict]).toEqual([true, "pass"]);
  });

  it("names that become one are told apart", async () => {
    const { out } = await upload(
      zip([
        { name: "a/jane@leak.test.txt", content: "x" },
        { name: "a/[EMAIL_ADDRESS 1].txt", content: "y" },
      ]),
    );
    expect(new Set(pythonZip(out).map(({ name }) => name)).size).toBe(2);
    expect(findLeaks({ out }, [mail])).toEqual([]);
  });

  const nested = (depth: number): Buffer =>
    depth === 0 ? Buffer.from("text") : zip([{ name: "a", content: nested(depth - 1) }]);

  it("D20 three archives in one another are refused, whatever the permission", async () => {
    expect(await codeOf(nested(2))).toBe("pass");
    expect(await codeOf(nested(3))).toBe("attachment_unscannable");
    expect(await codeOf(nested(3), byDefault)).toBe("attachment_unscannable");
  });

  it("D20 100 000 entries are refused", async () => {
    const many = zip(
      Array.from({ length: 65_000 }, (_, at) => ({ name: String(at), content: "", stored: true })),
    );
    expect(await codeOf(many, byDefault)).toBe("body_too_large");
  });

  it("what all archives of a payload grow by is bounded together", async () => {
    const block = Buffer.alloc(600_000, "nothing here\n");
    const inner = zip([{ name: "a.txt", content: block }]);
    const outer = zip([0, 1, 2].map((at) => ({ name: `${String(at)}.zip`, content: inner })));
    const limited = redactorFor({ limits: { "opened-bytes": "1 MiB" } });
    expect(await codeOf(outer, limited)).toBe("body_too_large");
    expect(await codeOf(outer)).toBe("pass");
  });

  it("D20 an encrypted entry passes by permission, counted, and is refused without", async () => {
    const encrypted = zip([{ ...clean, flags: 1 }]);
    expect((await upload(encrypted)).report.files).toEqual([{ class: "archive", fate: "unread", count: 1 }]);
    expect(await codeOf(encrypted)).toBe("attachment_unscannable");
  });

  it("an office file is told by the names of the archive itself", async () => {
    const document = zip([{ name: "[Content_Types].xml", content: "<Types/>" }], "");
    const { report } = await upload(zip([{ name: "a.docx", content: document, stored: true }]));
    expect(report.files?.map((file) => file.class)).toEqual(["archive", "office"]);
  });
});

describe("gzip", () => {
  it("F16 is masked inside, also in base64", async () => {
    const { out } = await upload(gzipSync(`write to ${mail}`));
    expect(gunzipSync(out).toString()).toBe("write to [EMAIL_ADDRESS 1]");
  });

  it("has a name and a comment", async () => {
    const plain = gzipSync("nothing");
    const named = Buffer.concat([
      plain.subarray(0, 3),
      Buffer.from([0x18]),
      plain.subarray(4, 10),
      Buffer.from(`${mail}.log\0of ${mail}\0`),
      plain.subarray(10),
    ]);
    const { out } = await upload(named);
    expect(out.toString("latin1", 10)).toMatch(/^\[EMAIL_ADDRESS 1\]\.log\0of \[EMAIL_ADDRESS 1\]\0/);
    expect(gunzipSync(out).toString()).toBe("nothing");
  });

  it.each([
    ["two members", Buffer.concat([gzipSync("a"), gzipSync(mail)])],
    ["bytes behind its end", Buffer.concat([gzipSync("a"), Buffer.from(mail)])],
    ["another check sum", Buffer.concat([gzipSync("a").subarray(0, -8), Buffer.alloc(8)])],
    ["a cut end", gzipSync("a".repeat(99)).subarray(0, -9)],
  ])("with %s it cannot be read", async (_name, bytes) => {
    expect(await codeOf(bytes)).toBe("attachment_unscannable");
  });

  it("D20 a bomb is refused within 50 ms", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const refuse = async (): Promise<void> => {
      expect(await codeOf(bomb)).toMatch(/body_too_large|decompression_ratio/);
    };
    expect(await costOf(refuse, { limit: 50, patienceMs: 5000 })).toBeLessThanOrEqual(50);
  });
});

describe("tar", () => {
  const long = `${"folder/".repeat(20)}notes of ${mail}.txt`;
  const entries = [
    { ...clean, user: "www", group: "www" },
    { name: `of ${mail}.txt`, content: `write to ${mail}`, user: mail, group: "g" },
    { name: long, content: "nothing" },
    { name: "ä.txt", content: "x", pax: { comment: `from ${mail}` } },
  ];

  it.each(["USTAR_FORMAT", "GNU_FORMAT", "PAX_FORMAT"])(
    "%s: names, owners, records and contents",
    async (format) => {
      const tar = pythonTar(format === "USTAR_FORMAT" ? entries.slice(0, 2) : entries, { format });
      const { out } = await upload(tar);
      const read = readPythonTar(out);
      expect(read.slice(0, 2)).toEqual([
        { ...clean, user: "www", group: "www" },
        {
          name: "of [EMAIL_ADDRESS 1].txt",
          content: "write to [EMAIL_ADDRESS 1]",
          user: "[EMAIL_ADDRESS 1]",
          group: "g",
        },
      ]);
      if (read.length > 2) expect(read[2]?.name).toBe(long.replace(mail, "[EMAIL_ADDRESS 1]"));
      expect(findLeaks({ out }, [mail])).toEqual([]);
    },
  );

  it("in gzip it counts as one archive", async () => {
    const tar = pythonTar(entries, { packing: "gz" });
    const { out } = await upload(tar);
    expect(findLeaks({ out: gunzipSync(out) }, [mail])).toEqual([]);
    expect(readPythonTar(out)).toHaveLength(4);
    expect(await codeOf(zip([{ name: "a.tgz", content: tar }]))).toBe("redact");
  });

  it("without findings it is forwarded byte for byte", async () => {
    expect((await upload(pythonTar([clean]))).same).toBe(true);
  });

  const tar = pythonTar([clean], { format: "USTAR_FORMAT" });
  const changed = (at: number, byte: number): Buffer => {
    const copy = Buffer.from(tar);
    copy[at] = byte;
    let sum = 256;
    for (let one = 0; one < 512; one++) if (one < 148 || one >= 156) sum += copy[one] ?? 0;
    copy.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
    return copy;
  };
  it.each([
    ["a link", changed(156, 0x32)],
    ["a name out of it", changed(0, 0x2f)],
    ["a wrong check sum", Buffer.from(tar).fill(0x41, 0, 1)],
    ["bytes behind a name", changed(50, 0x41)],
    ["bytes in the padding of a file", Buffer.from(tar).fill(0x41, 600, 601)],
    ["bytes behind its end", Buffer.from(tar).fill(0x41, tar.length - 1)],
    ["no end", tar.subarray(0, 1024)],
    ["two entries of one name", pythonTar([clean, clean])],
  ])("D20 with %s it cannot be read", async (_name, bytes) => {
    expect(await codeOf(bytes)).toBe("attachment_unscannable");
  });
});
