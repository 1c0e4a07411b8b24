/* Broken images and archives are refused or read, never a fault: every reader, thousands of small damages. */

import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { AppError } from "../../../src/core/errors.js";
import type { OpenedFile } from "../../../src/core/files.js";
import { defaultHttpLimits } from "../../../src/core/limits.js";
import { openGzip } from "../../../src/document/files/gzip.js";
import { openGif } from "../../../src/document/files/image/gif.js";
import { openJpeg } from "../../../src/document/files/image/jpeg.js";
import { openPng } from "../../../src/document/files/image/png.js";
import { openWebp } from "../../../src/document/files/image/webp.js";
import { openTar } from "../../../src/document/files/tar.js";
import { openZip } from "../../../src/document/files/zip.js";
import { exifSegment, gif, gifBlock, jpeg, png, tiff, webp } from "../../support/images.js";
import { randomFrom, type Random } from "../../support/random.js";
import { pythonTar } from "../../support/tar.js";
import { zip } from "../../support/zip.js";

const limits = defaultHttpLimits;

const samples: Readonly<Record<string, readonly [(bytes: Buffer) => OpenedFile, Buffer]>> = {
  jpeg: [openJpeg, jpeg([exifSegment(6, "maker"), [0xfe, "comment"]])],
  png: [openPng, png([["eXIf", tiff(6, "maker")]])],
  gif: [openGif, gif([gifBlock("\xfe", "comment"), gifBlock("\xff", "NETSCAPE2.0", "\x01\0\0")])],
  webp: [openWebp, webp([["EXIF", tiff(6, "maker")]])],
  zip: [(bytes) => openZip(bytes, limits), zip([{ name: "a.txt", content: "text", comment: "c" }], "of all")],
  gzip: [(bytes) => openGzip(bytes, limits), gzipSync("text")],
  tar: [
    (bytes) => openTar(bytes, limits),
    pythonTar([{ name: "ä".repeat(80), content: "text", user: "u" }], {}),
  ],
};

function damaged(random: Random, bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const at = random(copy.length);
  if (random(4) === 0) return copy.subarray(0, at);
  for (let times = random(3); times >= 0; times--) {
    copy[random(2) === 0 ? at + times : random(copy.length)] = [0, 0xff, 0x7f, random(256)][random(4)] ?? 0;
  }
  return copy;
}

describe("damages", () => {
  it.each(Object.entries(samples))("%s", (_name, [open, sample]) => {
    const random = randomFrom(7);
    let [refused, read] = [0, 0];
    for (let round = 0; round < 1500; round++) {
      try {
        const { document, metadata } = open(damaged(random, sample));
        document.write(metadata.map((remove) => ({ remove })));
        read++;
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused++;
      }
    }
    expect(Math.min(refused, read)).toBeGreaterThan(10);
  });
});
