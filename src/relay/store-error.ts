/* Why a store cannot be opened: said to the operator, who can do something about it. */

/**
 * `STORE_LOCKED`: another process has it. `STORE_CORRUPT`: it is damaged, and starting empty would lose events.
 * `STORE_FOREIGN`: the file or schema belongs to something else. `STORE_SCHEMA_NEWER`: a newer deskveil wrote it.
 * `STORE_DRIVER_MISSING`: the package is not installed. `STORE_URL`: the address cannot be read.
 * `STORE_NOT_DURABLE`: the server is set up to lose what it acknowledged. `STORE_UNREACHABLE`: the disk or server does not let us in.
 */
export type StoreErrorCode =
  | "STORE_LOCKED"
  | "STORE_CORRUPT"
  | "STORE_FOREIGN"
  | "STORE_SCHEMA_NEWER"
  | "STORE_DRIVER_MISSING"
  | "STORE_URL"
  | "STORE_NOT_DURABLE"
  | "STORE_UNREACHABLE";

/** Names the store by path or host, never by a URL (it holds a password) nor by what is in it. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string) {
    super(message);
    this.name = "StoreError";
    this.code = code;
  }
}

/** What a driver or the system calls it; empty where it has no name. */
export function errorCodeOf(error: unknown): string {
  const code: unknown = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "";
}
