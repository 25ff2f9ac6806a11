import type { spec } from "./set.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { DomainEntry, NewDomainEntry } from "../../core/contracts/domains.ts";
import { entriesOf, sameEntry } from "../../core/dns/entry-plan.ts";
import { checkZoneName, entryName } from "../../core/dns/names.ts";
import { checkBeside, checkNotOwn } from "../../core/dns/refusals.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { QuantsError, UsageError } from "../../core/errors.ts";
import { changeEntries } from "./change.ts";
import { resolvedTarget } from "./resolved-target.ts";

type SetOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  checkUsage(options);
  const { type } = options;
  const zone = checkZoneName(options.argument);
  const name = entryName(options.name, zone);
  checkNotOwn({ name, type }, zone);
  const { domains } = await context.manager(DOMAINS_REGION);
  const { entries } = await domains.get(zone, { signal: context.signal });
  const before = entriesOf(entries, { name, type });
  const asked = { action: "set", zone, name, type, domains, before } as const;
  // What it was to point at is known: the instance may have another address by now.
  const { after } = context.resuming;
  if (after !== undefined) return changeEntries({ ...asked, after }, options, context);
  const wanted: NewDomainEntry = { name, type, ...(await resolvedTarget(options, context)) };
  checkBeside(wanted, entries, zone);
  return changeEntries(
    { ...asked, after: afterSetting(before, wanted, options) },
    options,
    context,
  );
};

function checkUsage({ type, target, aliasOf, add, replace }: SetOptions): void {
  if ((target === undefined) === (aliasOf === undefined)) {
    throw new UsageError("What does it point at? Give either --target or --alias-of.", {
      hint: "E.g. --target 203.0.113.10, or --alias-of with the name of a load balancer.",
    });
  }
  if (aliasOf !== undefined && type !== "A" && type !== "AAAA") {
    throw new UsageError(`An entry of type ${type} can't be an alias.`, {
      hint: "Use --type A or AAAA.",
      resource: type,
    });
  }
  if (add === true && replace === true) {
    throw new UsageError("--add keeps the others, and --replace removes them.", {
      hint: "Give one of the two.",
    });
  }
}

function afterSetting(
  before: readonly DomainEntry[],
  wanted: NewDomainEntry,
  { add = false, replace = false }: SetOptions,
): readonly NewDomainEntry[] {
  const { name, type } = wanted;
  if (replace) return [wanted];
  if (before.some((it) => sameEntry(it, wanted))) return before;
  if (!add && before.length > 1) {
    throw new QuantsError("conflict", `${name} has ${before.length} entries of type ${type}.`, {
      hint: "Add --add to put this one beside them, or --replace to have it alone.",
      resource: name,
    });
  }
  if (!add || before.length === 0) return [wanted];
  if (type === "CNAME") {
    throw new QuantsError("conflict", `${name} has a CNAME entry, and can have one only.`, {
      hint: "Leave --add out to change it.",
      resource: name,
    });
  }
  return [...before, wanted];
}
