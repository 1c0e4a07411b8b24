/* What is wrong with the user's configuration, where it stands, and what was expected. */

export interface ConfigFault {
  /** Stable, as `CONFIG_UNKNOWN_KEY`. */
  readonly code: string;
  /** Counted from 1; absent when the fault has no place in a file. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
}

/** More are not worded: one slip can cause hundreds. */
const mostWorded = 20;

/** The start is refused (exit code 2). Messages show the user's own keys, never values of secrets. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(file: string, faults: readonly ConfigFault[]) {
    const lines = faults.slice(0, mostWorded).map((fault) => faultLine(file, fault));
    const more = faults.length - lines.length;
    super([...lines, ...(more > 0 ? [`${file}: and ${String(more)} more.`] : [])].join("\n"));
    this.name = "ConfigError";
    this.faults = faults;
  }
}

function faultLine(file: string, { line, column, code, message }: ConfigFault): string {
  const place = line === undefined ? file : `${file}:${String(line)}:${String(column ?? 1)}`;
  return `${place} ${code} ${message}`;
}
