import { randomUUID } from "node:crypto";
import type { spec } from "./import.spec.ts";
import type { Command, OptionsFor } from "../definition/command.ts";
import type { DomainEntry } from "../../core/contracts/domains.ts";
import type { Context } from "../../core/context.ts";
import { type ImportPlan, importPlan } from "../../core/dns/import-plan.ts";
import { bare, changesTowards } from "../../core/dns/entry-plan.ts";
import { checkZoneName, plainHost } from "../../core/dns/names.ts";
import { isOwn } from "../../core/dns/refusals.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import type { ZoneFile } from "../../core/dns/zone-file/read.ts";
import { resumedPlan } from "../../core/dns/resumed-plan.ts";
import { QuantsError, UsageError, combineErrors, nullIfMissing } from "../../core/errors.ts";
import { foresee } from "../../core/plan/execute.ts";
import { advice, toRun } from "../../core/text/advice.ts";
import { planned } from "../shared/planned.ts";
import { requireTerminal } from "../shared/prompt.ts";
import { confirmImport } from "./import-confirmation.ts";
import { readImport } from "./import-file.ts";
import { importRecord } from "./import-record.ts";
import { carryOut, importSteps } from "./import-steps.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const { yes = false, dryRun = false, prune = false, createZone = false } = options;
  const zone = checkZoneName(options.argument);
  const { sets: noted, open } = context.resuming;
  const asks = !yes && !dryRun;
  if (asks) checkMayAsk(options, noted === undefined, context);
  const file = noted === undefined ? await readImport(options, zone, context) : null;
  const { domains } = await context.manager(DOMAINS_REGION);
  const there = await nullIfMissing(domains.get(zone, { signal: context.signal }));
  if (there === null && !createZone) throw noZone(options, zone);
  const entries = there?.entries ?? [];
  if (file !== null) tellOfNameServers(file, entries, zone, context);
  const plan =
    file === null
      ? resumedPlan(noted ?? [], open ?? null, entries)
      : importPlan(zone, entries, file.entries, { prune });
  checkNothingInTheWay(plan, zone);
  const request = context.resuming.request ?? (there === null ? randomUUID() : null);
  const work = { zone, there, plan, request };
  if (dryRun) return planned(await foresee(importSteps(work, domains, context)));
  const changes = plan.sets.flatMap(({ before, after }) => changesTowards(before, after));
  if (changes.length === 0 && there !== null) context.narrator.step(`${zone}: is so already`);
  else {
    if (asks) await confirmImport(work, changes, context);
    context.journal.remember({
      zone,
      ...(request !== null && { request }),
      sets: (noted ?? plan.sets).map((it) => ({
        ...{ name: it.name, type: it.type },
        ...{ before: it.before.map(bare), after: it.after.map(bare) },
      })),
    });
  }
  const { applied, error, now } = await carryOut(work, domains, context);
  if (error !== null && applied > 0) {
    context.narrator.warn(`${applied} of ${changes.length} changes were made before the error`);
  }
  const { skipped = [] } = file ?? {};
  const data = importRecord({ ...work, now, changes, applied, skipped });
  if (error !== null && !data.changed) throw error;
  return { kind: "report", data, names: [zone], error };
};

function checkMayAsk(
  { file }: OptionsFor<typeof spec>,
  isRead: boolean,
  { host }: Pick<Context, "host">,
): void {
  requireTerminal(host, "change the entries of a zone");
  if (file !== "-" || !isRead) return;
  throw new UsageError("The file comes on stdin, so nobody can be asked there.", {
    hint: "Add --yes, or give the file by its name.",
    resource: file,
  });
}

function noZone({ file, prune }: OptionsFor<typeof spec>, zone: string): QuantsError {
  return new QuantsError("not_found", `There is no DNS zone ${zone}.`, {
    hint: advice`Check the name with \`${toRun("dns zones")}\`; to make it: ${toRun("dns import", { argument: zone, file, prune, createZone: true })}`,
    resource: zone,
  });
}

/** Silent where the file is an export of the zone. */
function tellOfNameServers(
  { nameServers }: ZoneFile,
  entries: readonly DomainEntry[],
  zone: string,
  { narrator }: Pick<Context, "narrator">,
): void {
  const its = new Set(
    entries.filter((it) => isOwn(it, zone)).map(({ target }) => plainHost(target)),
  );
  const others = nameServers.filter((it) => !its.has(it));
  if (others.length === 0) return;
  narrator.warn(`the zone's name servers are Lightsail's own: ignored are ${others.join(", ")}`);
}

function checkNothingInTheWay({ inTheWay }: ImportPlan, zone: string): void {
  const errors = inTheWay.map(
    ({ name, wanted, there }) =>
      new QuantsError(
        "conflict",
        `${name} has an entry of type ${there}, which the file does not have, and the file's ${wanted} can't be beside it.`,
        {
          hint: advice`A CNAME must be the only entry of its name. Add --prune, or remove it: ${toRun("dns remove", { argument: zone, name, type: there })}`,
          resource: name,
        },
      ),
  );
  const error = combineErrors(
    errors,
    errors.length,
    "names",
    "Each is listed. Nothing was changed.",
  );
  if (error !== null) throw error;
}
