import type { NotedSet } from "../../../core/dns/between.ts";
import { isBetween } from "../../../core/dns/between.ts";
import { entriesOf, targetText } from "../../../core/dns/entry-plan.ts";
import { notedSet } from "../../../core/dns/noted-sets.ts";
import type { JournalOperation } from "../../../core/journal/operation.ts";
import { readNoted } from "../../../core/journal/shapes.ts";
import { dnsRecordTarget } from "../../../core/journal/target.ts";
import { DOMAINS_REGION } from "../../../core/dns/region.ts";
import { advice, toRun } from "../../../core/text/advice.ts";
import { DNS_NOTES } from "../../dns/noted.ts";
import { type Judge, madeAndLost } from "./judge.ts";

/** Of `dns set`, `remove` and `import`: what somebody has set since stays as it is. */
export const judgeDns: Judge = async (target, look) => {
  const { operation } = look;
  const noted = readNoted(DNS_NOTES, operation.remembered);
  const { zone } = noted;
  if (zone === undefined) return null;
  const now = await look.present.zone(zone);
  if (now === null) {
    const wasNew =
      noted.request !== undefined &&
      !(await madeAndLost(dnsRecordTarget({ region: DOMAINS_REGION, name: zone }), look));
    return wasNew ? null : { why: `the zone ${zone} has been deleted since` };
  }
  const set = notedSet(target, noted);
  if (set === null) return null;
  const entries = entriesOf(now.entries, set);
  if (isBetween(set, entries)) return null;
  const is = entries.map(targetText).join(", ") || "gone";
  return {
    why: advice`the ${set.type} entries of ${set.name} were set by somebody since, and stay: ${is}; to go on all the same: ${again(operation, set)}`,
  };
};

/** The command itself, which takes what is there now as it is. */
function again({ command, options }: JournalOperation, { after }: NotedSet) {
  const isOne = command === "dns set" && after.length === 1;
  const { argument, name, type, target, aliasOf, region, add, replace, file, prune } = options;
  return toRun(command, {
    ...{ argument, name, type, target, aliasOf, region, add, file, prune },
    ...(isOne ? { replace: true, add: undefined } : { replace }),
  });
}
