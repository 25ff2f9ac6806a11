import type { DomainEntry, Domains } from "../contracts/domains.ts";
import { QuantsError } from "../errors.ts";
import type { CallOptions } from "../infra-manager.ts";
import type { Step, StepChange } from "../plan/step.ts";
import { type EntryChange, entriesOf, sameEntries, targetText } from "./entry-plan.ts";
import { DOMAINS_REGION } from "./region.ts";

export interface EntryWork {
  domains: Domains;
  zone: string;
  name: string;
  type: string;
  /** The entries of that name and type, as the changes were planned for. */
  before: readonly DomainEntry[];
  changes: readonly EntryChange[];
  call: CallOptions;
  onStep: (text: string) => void;
}

/** Makes the changes, unless somebody changed these entries since they were planned. */
export function entryStep(work: EntryWork): Step<"entries"> {
  const { domains, zone, name, type, before, changes, call, onStep } = work;
  return {
    name: "entries",
    changes: () => changes.map((it) => changeOf(it)),
    carryOut: async () => {
      if (changes.length === 0) return;
      const now = entriesOf((await domains.get(zone, call)).entries, work);
      if (!sameEntries(now, before)) throw changedMeanwhile(name, type);
      for (const change of changes) {
        await applyChange(domains, zone, change, call);
        onStep(`${name}: ${changeOf(change).action} ${changeText(change)}`);
      }
    },
  };
}

export async function applyChange(
  domains: Domains,
  zone: string,
  change: EntryChange,
  call: CallOptions,
): Promise<void> {
  switch (change.action) {
    case "create":
      return domains.createEntry(zone, change.entry, call);
    case "change":
      return domains.updateEntry(zone, { ...change.entry, id: change.before.id }, call);
    case "delete":
      return domains.deleteEntry(zone, change.entry, call);
  }
}

function changeOf(change: EntryChange): StepChange {
  const { name } = change.entry;
  return {
    ...{ action: change.action, kind: "dns_record", name, region: DOMAINS_REGION },
    detail: changeText(change),
  };
}

function changeText(change: EntryChange): string {
  const { type } = change.entry;
  const was = change.action === "change" ? `${targetText(change.before)} -> ` : "";
  return `${type} ${was}${targetText(change.entry)}`;
}

function changedMeanwhile(name: string, type: string): QuantsError {
  return new QuantsError("conflict", `The ${type} entries of ${name} were changed meanwhile.`, {
    hint: "Nothing was changed by this command. Look at them, and repeat it.",
    resource: name,
    retryable: true,
  });
}
