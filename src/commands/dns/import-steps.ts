import type { Context } from "../../core/context.ts";
import type { Domain, Domains } from "../../core/contracts/domains.ts";
import { changesTowards } from "../../core/dns/entry-plan.ts";
import { entryStep } from "../../core/dns/entry-step.ts";
import type { ImportPlan } from "../../core/dns/import-plan.ts";
import { recently } from "../../core/dns/recently.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import type { QuantsError } from "../../core/errors.ts";
import { REQUEST_TAG } from "../../core/instances/request-tag.ts";
import { type TargetRef, dnsRecordTarget } from "../../core/journal/target.ts";
import { execute } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";

export interface ImportWork {
  zone: string;
  /** Null: it is to be made. */
  there: Domain | null;
  plan: ImportPlan;
  /** Marks the zone that it makes, or that the interrupted run made; null if it makes none. */
  request: string | null;
}

interface ImportStep extends Step {
  target: TargetRef;
}

/** Makes the zone, where there is none, and then changes one name and type after the other. */
export function importSteps(
  { zone, there, plan, request }: ImportWork,
  domains: Domains,
  context: Context,
  on: { zone?: (made: Domain) => void; change?: () => void } = {},
): ImportStep[] {
  const call = { signal: context.signal };
  const making: ImportStep = {
    name: "zone",
    target: targetOf(zone),
    changes: () =>
      there === null
        ? [{ action: "create", kind: "dns_zone", name: zone, region: DOMAINS_REGION, detail: "" }]
        : [],
    carryOut: async () => {
      if (there !== null || request === null) return;
      on.zone?.(await domains.create(zone, { ...call, tags: { [REQUEST_TAG]: request } }));
      context.narrator.step(`${zone}: zone created`);
    },
  };
  const changing = plan.sets.map(({ name, type, before, after }): ImportStep => {
    const changes = changesTowards(before, after);
    const onStep = (text: string): void => {
      on.change?.();
      context.narrator.step(text);
    };
    const step = entryStep({ domains, zone, name, type, before, changes, call, onStep });
    return { ...step, target: targetOf(`${name} ${type}`) };
  });
  return request === null ? changing : [making, ...changing];
}

/** Carries all of it out until something fails. Never throws. */
export async function carryOut(
  work: ImportWork,
  given: Domains,
  context: Context,
): Promise<{ applied: number; error: QuantsError | null; now: Domain | null }> {
  let applied = 0;
  let now = work.there;
  const { journal, clock } = context;
  const steps = importSteps(work, recently(given, clock), context, {
    zone: (made) => (now = made),
    change: () => (applied += 1),
  });
  journal.recordTargets(steps.map(({ target }) => target));
  for (const [index, step] of steps.entries()) {
    const { error } = await journal.about(step.target, () => execute([step]));
    if (error === null) continue;
    // Where nothing was changed nothing is half done: the others failed as the first one did.
    const others = applied === 0 && now === work.there ? steps.slice(index + 1) : [];
    for (const { target } of others) await journal.about(target, () => Promise.resolve({ error }));
    return { applied, error, now };
  }
  return { applied, error: null, now };
}

function targetOf(name: string): TargetRef {
  return dnsRecordTarget({ region: DOMAINS_REGION, name });
}
