import type { spec } from "./remove.spec.ts";
import type { Command } from "../definition/command.ts";
import { entriesOf } from "../../core/dns/entry-plan.ts";
import { checkZoneName, entryName } from "../../core/dns/names.ts";
import { checkNotOwn } from "../../core/dns/refusals.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { canonicalTarget } from "../../core/dns/target.ts";
import { QuantsError } from "../../core/errors.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { changeEntries } from "./change.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { type, target, yes = false, dryRun = false, ifExists = false } = options;
  const zone = checkZoneName(options.argument);
  const name = entryName(options.name, zone);
  checkNotOwn({ name, type }, zone);
  const asks = !yes && !dryRun;
  if (asks) requireTerminal(context.host, `remove ${type} entries of ${name}`);
  const { domains } = await context.manager(DOMAINS_REGION);
  const { entries } = await domains.get(zone, { signal: context.signal });
  const before = entriesOf(entries, { name, type });
  const after =
    target === undefined
      ? (context.resuming.after ?? [])
      : before.filter((it) => canonicalTarget(type, it.target) !== canonicalTarget(type, target));
  if (after.length === before.length && !ifExists) {
    const which = target === undefined ? "" : ` that points at ${target}`;
    throw new QuantsError("not_found", `${name} has no entry of type ${type}${which}.`, {
      hint: advice`See: ${toRun("dns list", { argument: zone })}`,
      resource: name,
    });
  }
  const asked = { action: "remove", zone, name, type } as const;
  return changeEntries({ ...asked, domains, before, after }, { dryRun, asks }, context);
};
