import pLimit from "p-limit";
import type { Context } from "../../core/context.ts";
import type { DesiredKeyPair } from "../../core/fleet/desired.ts";
import type { DnsMove } from "../../core/fleet/failover/dns.ts";
import type { FailoverPlan, Replacement } from "../../core/fleet/failover/plan.ts";
import {
  type FailingOver,
  dnsStep,
  keyPairStep,
  replacementSteps,
} from "../../core/fleet/failover/steps.ts";
import type { Lease } from "../../core/fleet/lock.ts";
import type { WaitOptions } from "../../core/infra-manager.ts";
import {
  type TargetRef,
  dnsRecordTarget,
  instanceTarget,
  keyPairTarget,
} from "../../core/journal/target.ts";
import type { Instance } from "../../core/model.ts";
import { type Progress, execute } from "../../core/plan/execute.ts";
import type { Step } from "../../core/plan/step.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";

const CONCURRENCY = 20;

/** A failover that is to be carried out. */
export interface Undertaking {
  plan: FailoverPlan;
  moves: readonly DnsMove[];
  dnsLeft: string | null;
  /** The region answers, though it is said to be lost. */
  isAnswering: boolean;
  /** Those that the region has not. */
  keyPairs: readonly DesiredKeyPair[];
  failing: FailingOver;
  wait: (name: string) => WaitOptions;
}

/** One part of it: a key pair, an instance, or a DNS entry. */
export interface Part {
  target: TargetRef;
  steps: Step[];
  replacement?: Replacement;
  move?: DnsMove;
  made: () => Instance | null;
  staticIp: () => string | null;
}

export interface PartOutcome extends Progress {
  part: Part;
}

/** Key pairs, then instances, then DNS entries: each may need those before it. */
export function stepsFor({ plan, moves, keyPairs, failing, wait }: Undertaking): Part[] {
  const region = plan.to;
  const made = new Map<string, () => Instance | null>();
  const instances = plan.replacements.map((replacement): Part => {
    const { name } = replacement;
    const own = replacementSteps(replacement, failing);
    made.set(replacement.id, own.made);
    return { target: instanceTarget({ region, name }), replacement, ...own };
  });
  const none = (): null => null;
  return [
    ...keyPairs.map((it): Part => ({
      target: keyPairTarget({ region, name: it.name }),
      steps: [keyPairStep(it, failing)],
      ...{ made: none, staticIp: none },
    })),
    ...instances,
    ...moves.map((move): Part => {
      const instance = made.get(move.id) ?? none;
      const { name } = move.entry;
      return {
        target: dnsRecordTarget({ region: DOMAINS_REGION, name: `${name} ${move.entry.id}` }),
        steps: [dnsStep(move, instance, failing, wait(name))],
        ...{ move, made: none, staticIp: none },
      };
    }),
  ];
}

/** One failure does not stop the others. */
export async function carryOut(
  undertaking: Undertaking,
  lease: Lease,
  context: Context,
): Promise<PartOutcome[]> {
  const parts = stepsFor(undertaking);
  const limit = pLimit(CONCURRENCY);
  context.journal.recordTargets(parts.map(({ target }) => target));
  const outcomes: PartOutcome[] = [];
  const phases = [
    parts.filter(({ target }) => target.kind === "key_pair"),
    parts.filter(({ replacement }) => replacement !== undefined),
    parts.filter(({ move }) => move !== undefined),
  ];
  for (const phase of phases) {
    const done = phase.map((part) =>
      limit(() => context.journal.about(part.target, () => carryOutOne(part, lease))),
    );
    outcomes.push(...(await Promise.all(done)));
  }
  context.narrator.idle();
  return outcomes;
}

async function carryOutOne(part: Part, lease: Lease): Promise<PartOutcome> {
  const checked = part.steps.map((step) => ({
    ...step,
    carryOut: async () => {
      await lease.hold();
      await step.carryOut();
    },
  }));
  return { part, ...(await execute(checked)) };
}
