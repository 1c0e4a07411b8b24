/* Remembers what was read out of names of members, which repeat from payload to payload. */

/** Keys may be addresses and numbers too, which must not stay in memory: only names of members are remembered. */
const memberName = /^[A-Z][A-Z_.-]{0,39}$/i;
/** Names come from payloads: what is remembered is bounded. */
const mostRemembered = 2000;

/** `read` with its answers remembered; it must depend on the name alone. */
export function memoByKey<T>(read: (key: string) => T): (key: string) => T {
  const memo = new Map<string, T>();
  return (key) => {
    const known = memo.get(key);
    if (known !== undefined || memo.has(key)) return known as T;
    const answer = read(key);
    if (!memberName.test(key)) return answer;
    if (memo.size >= mostRemembered) memo.clear();
    memo.set(key, answer);
    return answer;
  };
}
