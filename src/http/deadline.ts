/* Work of others that must come to an end: what is late is refused, whatever it would have said. */

import { AppError, type ErrorCode } from "../core/errors.js";

/** Rejects with AppError `code` after `ms`; a result or error that comes later is dropped. */
export async function inTime<T>(work: Promise<T>, ms: number, code: ErrorCode): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError(code));
    }, ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
