/* What is made when it is first asked for. */

/** The function makes its value once; each module that builds tables when it is loaded makes every start slower. */
export function lazily<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
