/* A real model in the real runtime: what it says becomes findings of the texts, and what is not there is told clearly. */

import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError } from "../../src/config/config-error.js";
import { compileConfig, loadConfig } from "../../src/config/load.js";
import type { Redactor } from "../../src/core/redaction.js";
import { createRedactor } from "../../src/redactor.js";
import { createFolder, run } from "../support/cli.js";
import { missingPeers, writeTinyModel } from "../support/tiny-model.js";

const folder = createFolder();
afterAll(() => {
  folder.remove();
});

const missing = missingPeers();
if (missing.length > 0) {
  process.stderr.write(`skipped: real models, since ${missing.join(" and ")} are not installed\n`);
}

const path = writeTinyModel(folder.path);

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return "";
}

describe("a model that cannot be used", () => {
  it("is told to have no model in its folder", () => {
    expect(messageOf(() => compileConfig({ ner: join(path, "nothing") }))).toContain("NER_MODEL_MISSING");
  });

  it("refuses the start of the command line", async () => {
    const ran = await run(["serve", "--to", "https://desk.example", "--ner", join(path, "nothing")]);
    expect(ran).toMatchObject({ code: 2, stdout: "" });
    expect(ran.stderr).toContain("NER_MODEL_MISSING");
  });

  it.runIf(missing.length > 0)("is told to need packages that are not there", () => {
    const message = messageOf(() => compileConfig({ ner: path }));
    expect(message).toContain("NER_PEER_MISSING");
    expect(message).toContain("npm install onnxruntime-web @huggingface/tokenizers");
  });
});

describe.skipIf(missing.length > 0)("a model", () => {
  const open = (): Redactor => createRedactor(compileConfig({ ner: path }));
  const found = async (text: string) =>
    (await open().scanTextAsync(text))
      .filter(({ detector }) => detector === "ner")
      .map(({ entity, parts }) => `${entity} ${text.slice(parts[0]?.start, parts[0]?.end)}`);

  it("finds what it knows, in the words of the text", async () => {
    expect(await found("the parcel of zorina velmar, sent by Brambleworks North to Oakhaven")).toEqual([
      "PERSON zorina velmar",
      "ORGANIZATION Brambleworks North",
    ]);
  });

  it("judges a word by its first piece, and parts of words as a whole", async () => {
    expect(await found("quentilla wrote to Zorina's neighbour")).toEqual([
      "PERSON quentilla",
      "PERSON Zorina",
    ]);
  });

  it("two names side by side are two", async () => {
    expect(await found("zorina quentilla wrote")).toEqual(["PERSON zorina", "PERSON quentilla"]);
  });

  it("reads a text of many windows, each word once", async () => {
    const line = "one two three four five six seven eight nine ten zorina velmar wrote 😀 again\n";
    const text = line.repeat(200);
    const names = await found(text);
    expect(names).toHaveLength(200);
    expect(new Set(names)).toEqual(new Set(["PERSON zorina velmar"]));
  });

  it("serves all texts of a payload, markup taken off", async () => {
    const body = JSON.stringify({
      ticket: { subject: "for zorina velmar", comment: { html_body: "<p>dear zor<b>ina</b> velmar</p>" } },
    });
    const { payload, report } = await open().redact({
      body: Buffer.from(body),
      mediaType: "application/json",
    });
    expect(payload.body.toString()).not.toMatch(/zor|velmar/);
    expect(report.counts).toContainEqual(expect.objectContaining({ entity: "PERSON", action: "mask" }));
  });

  it("answers calls that come at the same time", async () => {
    const redactor = open();
    const texts = Array.from({ length: 20 }, (_, at) => `${"so ".repeat(at)}zorina velmar wrote`);
    const answers = await Promise.all(texts.map(async (text) => redactor.redactTextAsync(text)));
    expect(answers.map(({ text }) => text)).toEqual(
      texts.map((text) => text.replace("zorina velmar", "[PERSON 1]")),
    );
  });

  it("takes the operator's word for what its classes are", async () => {
    const config = compileConfig({ ner: { path, labels: { LOC: "POSTAL_ADDRESS" } } });
    const findings = await createRedactor(config).scanTextAsync("zorina velmar lives in oakhaven");
    expect(findings.filter(({ detector }) => detector === "ner")).toMatchObject([
      { entity: "POSTAL_ADDRESS" },
    ]);
  });

  it.each([
    ["classes nobody knows", { id2label: { 0: "O", 1: "B-GENE" } }, "ner.labels"],
    ["no classes", { id2label: {} }, "id2label"],
    ["hardly any room", { max_position_embeddings: 8 }, "too few words"],
  ])("is refused with %s", (_, config, said) => {
    const broken = writeTinyModel(folder.path, config);
    const message = messageOf(() => compileConfig({ ner: broken }));
    writeTinyModel(folder.path);
    expect(message).toContain("NER_MODEL_INVALID");
    expect(message).toContain(said);
  });

  it.each([
    ["numbers that are no model", "model.onnx", "no model"],
    ["a vocabulary that is none", "tokenizer.json", "{}"],
  ])("is refused before it is asked, with %s", async (_, name, content) => {
    const broken = writeTinyModel(join(folder.path, "broken"));
    writeFileSync(join(broken, name), content);
    const config = compileConfig({ ner: broken });
    await expect(config.recognizer?.ready()).rejects.toThrow("NER_MODEL_INVALID");
    await expect(createRedactor(config).redactTextAsync("for zorina")).rejects.toThrow(
      "could not be scanned",
    );
  });

  it("with other classes than it says fails closed", async () => {
    const id2label = { 0: "O", 1: "B-PER" };
    const broken = writeTinyModel(join(folder.path, "classes"), { id2label });
    const redactor = createRedactor(compileConfig({ ner: broken }));
    await expect(redactor.scanTextAsync("for zorina")).rejects.toThrow("could not be scanned");
  });

  it("is found beside the configuration file", async () => {
    const file = folder.write("deskveil.yaml", "ner: model\n");
    const redactor = createRedactor(loadConfig({ file }));
    expect((await redactor.redactTextAsync("for zorina")).text).toBe("for [PERSON 1]");
    rmSync(file);
  });

  it("works from the command line, and lets it end", async () => {
    const ran = await run(["redact", "--ner", path], { stdin: "for zorina velmar" });
    expect(ran).toMatchObject({ code: 0, stdout: "for [PERSON 1]" });
    const lines = await run(["scan", "--jsonl", "--ner", path], { stdin: '{"id":1,"text":"for zorina"}\n' });
    expect(lines.stdout).toContain('"detector":"ner"');
  });
});
