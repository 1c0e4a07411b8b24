/* Remembers what was read out of names of members, which repeat from payload to payload. */

/** Longer names, UTF-16 units, are prose and stand there once. */
const longestKey = 80;
/** Names come from payloads: what is remembered is bounded. */
const mostRemembered = 2000;

/** `read` with its answers remembered; it must depend on the name alone. */
export function memoByKey<T>(read: (key: string) => T): (key: string) => T {
  const memo = new Map<string, T>();
  return (key) => {
    const known = memo.get(key);
    if (known !== undefined || memo.has(key)) return known as T;
    const answer = read(key);
    if (key.length > longestKey) return answer;
    if (memo.size >= mostRemembered) memo.clear();
    memo.set(key, answer);
    return answer;
  };
}
