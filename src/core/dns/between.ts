import type { NewDomainEntry } from "../contracts/domains.ts";
import { QuantsError } from "../errors.ts";
import { without } from "./entry-plan.ts";

/** The entries of one name and type, as an interrupted run found them and as it wanted them. */
export interface NotedSet {
  name: string;
  type: string;
  before: readonly NewDomainEntry[];
  after: readonly NewDomainEntry[];
}

/** Whether nobody but that run has changed them: interrupted, it left some of both. */
export function isBetween(
  { before, after }: Pick<NotedSet, "before" | "after">,
  now: readonly NewDomainEntry[],
): boolean {
  return without(now, [...before, ...after]).length === 0;
}

/** An interrupted run finishes its own work, and overwrites nobody's. */
export function checkBetween(noted: NotedSet, now: readonly NewDomainEntry[]): void {
  if (isBetween(noted, now)) return;
  const { name, type } = noted;
  throw new QuantsError("conflict", `The ${type} entries of ${name} were changed since.`, {
    hint: "Nothing is done: somebody else has set them since. Run the command anew if you mean it.",
    resource: name,
  });
}
