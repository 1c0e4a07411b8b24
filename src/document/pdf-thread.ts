/* One thread that reads one PDF: started, waited for within a time, ended. */

import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { AppError } from "../core/errors.js";

/** What a PDF says. */
export interface PdfText {
  readonly texts: readonly { readonly key: string; readonly text: string }[];
  readonly files: readonly Uint8Array[];
  readonly unread: boolean;
  /** Whether it shows pictures, or may. */
  readonly pictures: boolean;
}

export interface PdfLimits {
  readonly pages: number;
  /** UTF-16 units of all its texts. */
  readonly units: number;
  /** Bytes of all buffers that are made while it is read. */
  readonly allocated: number;
  /** Milliseconds for all of it. A page takes some, the library half a second to load. */
  readonly ms: number;
}

/** Beside this folder, or beside the folder of its bundled code. */
const script = new URL("../document/files/pdf/thread.js", import.meta.url);

const heapMiB = 256;
/** At once: each takes a processor. The others wait. */
const mostThreads = 2;

interface Library {
  /** Module to import. */
  readonly script: string;
  /** Folder of its character tables. */
  readonly tables: string;
}

const require = createRequire(import.meta.url);

/** Throws AppError `attachment_unscannable` where `pdfjs-dist` is not installed: it is optional. */
function findLibrary(): Library {
  try {
    const found = require.resolve("pdfjs-dist/legacy/build/pdf.min.mjs");
    const tables = join(dirname(found), "..", "..", "cmaps") + sep;
    return { script: pathToFileURL(found).href, tables };
  } catch {
    throw new AppError("attachment_unscannable");
  }
}

let running = 0;
const waiting: (() => void)[] = [];

/** Throws AppError `attachment_unscannable` for what cannot be read, or not within time and memory. */
export async function readPdfText(bytes: Buffer, limits: PdfLimits): Promise<PdfText> {
  const library = findLibrary();
  while (running >= mostThreads) await new Promise<void>((resolve) => void waiting.push(resolve));
  running++;
  try {
    return await inThread({ library, bytes: new Uint8Array(bytes), limits });
  } finally {
    running--;
    waiting.shift()?.();
  }
}

interface ThreadTask {
  readonly library: Library;
  readonly bytes: Uint8Array;
  readonly limits: PdfLimits;
}

async function inThread(task: ThreadTask): Promise<PdfText> {
  const worker = new Worker(script, {
    workerData: task,
    env: {},
    // Nothing the library says is passed on: it may quote what it was given.
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: heapMiB, maxYoungGenerationSizeMb: 32 },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<PdfText>((resolve, reject) => {
      const fail = (): void => {
        reject(new AppError("attachment_unscannable"));
      };
      timer = setTimeout(fail, task.limits.ms);
      worker.once("error", fail);
      worker.once("exit", fail);
      worker.once("message", (answer: Partial<PdfText>) => {
        const { texts, files, unread, pictures } = answer;
        if (texts === undefined || files === undefined || unread === undefined || pictures === undefined)
          fail();
        else resolve({ texts, files, unread, pictures });
      });
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
