import type { Context } from "../../core/context.ts";
import type { DomainEntry, Domains, NewDomainEntry } from "../../core/contracts/domains.ts";
import { checkBetween } from "../../core/dns/between.ts";
import { bare, changesTowards, sameEntry, targetText } from "../../core/dns/entry-plan.ts";
import { entryStep } from "../../core/dns/entry-step.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { dnsRecordTarget } from "../../core/journal/target.ts";
import { execute, foresee } from "../../core/plan/execute.ts";
import type { DnsChangedRecord } from "../../core/records/dns-changed.ts";
import type { CommandResult } from "../../core/result.ts";
import { confirmByTyping } from "../shared/prompt.ts";
import { planned } from "../shared/planned.ts";

interface Changing {
  action: DnsChangedRecord["action"];
  domains: Domains;
  zone: string;
  name: string;
  type: string;
  before: readonly DomainEntry[];
  after: readonly NewDomainEntry[];
}

type Entries = readonly NewDomainEntry[];

/** A context of either command: both note the same. */
type ChangeContext = Context & {
  journal: { remember: (facts: { zone?: string; before?: Entries; after?: Entries }) => void };
  resuming: { before?: Entries; after?: Entries };
};

/** Makes the entries of one name and type what they are to be. */
export async function changeEntries(
  { action, domains, zone, name, type, before, after }: Changing,
  { dryRun = false, asks = false }: { dryRun?: boolean; asks?: boolean },
  context: ChangeContext,
): Promise<CommandResult<DnsChangedRecord>> {
  const { before: noted = before, after: meant } = context.resuming;
  if (meant !== undefined) checkBetween({ name, type, before: noted, after: meant }, before);
  const changes = changesTowards(before, after);
  const step = entryStep({
    ...{ domains, zone, name, type, before, changes, call: { signal: context.signal } },
    onStep: (text) => context.narrator.step(text),
  });
  if (dryRun) return planned(await foresee([step]));
  if (changes.length === 0) context.narrator.step(`${name}: is so already`);
  else {
    if (asks) await confirm(name, type, before, after, context);
    context.journal.remember({ zone, before: noted.map(bare), after: after.map(bare) });
  }
  const about = dnsRecordTarget({ region: DOMAINS_REGION, name: `${name} ${type}` });
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute([step]));
  if (error !== null) throw error;
  return {
    kind: "report",
    data: {
      ...{ action, name, type, zone, region: DOMAINS_REGION, changed: changes.length > 0 },
      targets: after.map((it) => it.target),
      previous_targets: before.map((it) => it.target),
    },
    names: [name],
  };
}

async function confirm(
  name: string,
  type: string,
  before: Entries,
  after: Entries,
  context: Context,
): Promise<void> {
  const lost = before.filter((it) => !after.some((other) => sameEntry(it, other)));
  await confirmByTyping(context, {
    facts: [
      "These entries will be removed:",
      ...lost.map((it) => `  ${name} ${type} ${targetText(it)}`),
    ],
    question: `Type ${name} to remove ${lost.length === 1 ? "it" : "them"}`,
    expected: name,
  });
}
