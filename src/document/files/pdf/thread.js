/* Reads a PDF in a thread of its own: nothing in it may stop or outgrow the process. Plain JavaScript: it is started as a file. */

import { parentPort, workerData } from "node:worker_threads";
import { collectText, Found, namesPictures } from "./text.js";

const { library, bytes, limits } = workerData;

/** Bytes of all buffers made, counted as they are made: the heap's limit does not count them. */
let allocated = 0;

function counting(constructor) {
  const proxy = new Proxy(constructor, {
    construct(target, given, called) {
      const [size] = given;
      if (typeof size === "number" && size > 0) {
        allocated += size * (target.BYTES_PER_ELEMENT ?? 1);
        if (allocated > limits.allocated) throw new RangeError("too much memory");
      }
      return Reflect.construct(target, given, called === proxy ? target : called);
    },
  });
  return proxy;
}

for (const name of [
  "ArrayBuffer",
  "Uint8Array",
  "Uint8ClampedArray",
  "Uint16Array",
  "Uint32Array",
  "Int8Array",
  "Int16Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
]) {
  globalThis[name] = counting(globalThis[name]);
}

/** What the library would draw with, fetch with, inflate with without our counting, or compile. */
const unwanted = ["fetch", "DecompressionStream", "XMLHttpRequest", "WebSocket", "OffscreenCanvas"];
for (const name of unwanted) globalThis[name] = undefined;
// eslint-disable-next-line typescript/no-extraneous-class -- names that pdfjs asks for at its start
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] = class {};

/** Files of the library itself (tables of characters), and nothing else of the system. */
const system = process.getBuiltinModule.bind(process);
const readFile = async (path) => {
  if (!String(path).startsWith(library.tables) || String(path).includes(".."))
    throw new Error("no such file");
  return system("fs").promises.readFile(path);
};
process.getBuiltinModule = (name) => {
  if (name === "fs") return { promises: { readFile } };
  throw new Error("no such module");
};

const options = {
  verbosity: 0,
  isEvalSupported: false,
  useSystemFonts: false,
  useWorkerFetch: false,
  useWasm: false,
  disableFontFace: true,
  enableXfa: false,
  isOffscreenCanvasSupported: false,
  isImageDecoderSupported: false,
  cMapUrl: library.tables,
  cMapPacked: true,
};

const found = new Found(limits);

async function read(data, stopAtErrors) {
  const { getDocument, OPS } = await import(library.script);
  const pictures = Object.keys(OPS).filter((name) => name.startsWith("paint") && name.includes("Image"));
  const task = getDocument({ ...options, stopAtErrors, data: data.slice() });
  try {
    await collectText(await task.promise, found, new Set(pictures.map((name) => OPS[name])));
    found.unread ||= !stopAtErrors;
  } finally {
    await task.destroy();
  }
}

/** The library catches many errors, ours too. */
const isOver = () => allocated > limits.allocated;

/** Refused for what it is, not for an error in it: no second try helps. */
const isFinal = (error) => error?.name === "PasswordException" || error instanceof RangeError || isOver();

/** With errors in it, it is read as far as possible. */
async function readLatest() {
  try {
    await read(bytes, true);
  } catch (error) {
    if (isFinal(error)) throw error;
    await read(bytes, false);
  }
}

const endMark = "%%EOF";
/** Each costs as much as the file; forms and signatures add some. */
const mostRevisions = 8;

/** Who saves changes may leave all that was there before them in the file: it is what stands before an earlier end. */
async function readEarlier() {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const ends = [];
  for (let at = all.indexOf(endMark); at !== -1; at = all.indexOf(endMark, at + 1))
    ends.push(at + endMark.length);
  ends.pop();
  if (ends.length > mostRevisions) found.unread = true;
  for (const end of ends.slice(-mostRevisions)) {
    // The first end of a file made for the web is the end of no revision.
    await read(bytes.subarray(0, end), true).catch(() => undefined);
  }
}

/** Nothing of an error leaves the thread: messages may quote the file. */
async function answer() {
  try {
    found.pictures = namesPictures(bytes);
    await readLatest();
    await readEarlier();
  } catch {
    return {};
  }
  const { texts, files, unread, pictures } = found;
  return isOver() ? {} : { texts, files, unread, pictures };
}

parentPort.postMessage(await answer());
process.exit();
