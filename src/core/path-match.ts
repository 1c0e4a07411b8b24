/* Path patterns of rules: `*` is one step, `**` any number of steps. */

const escape = (text: string): string => text.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&");

function stepSource(step: string): string {
  if (step === "**") return "(?:/[^/]*)*";
  return step === "*" ? "/[^/]*" : `/${escape(step)}`;
}

/** Consecutive `**` mean the same as one: merged, so that matching stays linear in practice. */
export function createPathMatch(pattern: string): (path: string) => boolean {
  const steps = pattern.split("/").slice(pattern.startsWith("/") ? 1 : 0);
  const merged = steps.filter((step, at) => !(step === "**" && steps[at - 1] === "**"));
  const shape = new RegExp(`^${merged.map(stepSource).join("")}$`);
  return (path) => shape.test(path);
}
