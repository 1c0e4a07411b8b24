/* How a place in a payload is named where a desk's own errors name fields. */

/** `/ticket/cc_emails/*` is the field `ticket.cc_emails`; the whole payload is `base`. */
export function fieldName(template: string): string {
  const steps = template.split("/").slice(1);
  while (steps.at(-1) === "*") steps.pop();
  return steps.length === 0 ? "base" : steps.join(".");
}
