import { resolve } from "node:path";
import { QuantsError, UsageError } from "../../core/errors.ts";
import type { DesiredFleet } from "../../core/fleet/desired.ts";
import { dnsMoves } from "../../core/fleet/failover/dns.ts";
import { planFailover } from "../../core/fleet/failover/plan.ts";
import { foreseeEach } from "../../core/plan/execute.ts";
import { combineErrors } from "../../core/errors.ts";
import type { Command } from "../definition/command.ts";
import { confirmByTyping, requireTerminal } from "../shared/prompt.ts";
import { planned } from "../shared/planned.ts";
import { waitOptions } from "../shared/waiting.ts";
import { checkAccount } from "./account.ts";
import { carryOut, stepsFor, type Undertaking } from "./failing-over.ts";
import { DOMAINS_REGION } from "../../core/dns/region.ts";
import { look, targetRegion } from "./failover-facts.ts";
import type { spec } from "./failover.spec.ts";
import { failoverLines, failoverResult } from "./failed-over.ts";
import { withFleetLock } from "./lock.ts";
import { readFleet } from "./read.ts";
import { keepRegion } from "./record.ts";

export const command: Command<typeof spec> = async (options, context) => {
  const fleet = await readFleet(options.argument, context);
  const { from } = options;
  const to = options.to ?? targetRegion(fleet, from);
  if (from === to) {
    throw new UsageError(`${from} can't stand in for itself.`, { hint: "Give another --to." });
  }
  const asks = options.yes !== true && options.dryRun !== true;
  if (asks) requireTerminal(context.host, `fail the fleet ${fleet.name} over`);
  // What the lost region would be asked, the other one is.
  const near: DesiredFleet = { ...fleet, home: fleet.home === from ? to : fleet.home };
  await checkAccount({ ...fleet, home: to }, context);
  const { facts, domains, dnsLeft } = await look(fleet, { from, to }, context);
  const plan = planFailover(fleet, facts);
  if (plan.replacements.length === 0) {
    throw new QuantsError("not_found", `The fleet ${fleet.name} has nothing in ${from}.`, {
      hint: "Check --from: instances that stand elsewhere already are not counted.",
      resource: from,
    });
  }
  const refused =
    options.partial === true ? [] : plan.replacements.filter((it) => it.blocked !== null);
  const refusal = combineErrors(
    refused.map(
      ({ id, blocked }) =>
        new QuantsError("conflict", `${id}: ${blocked}`, {
          hint: "Add --partial to make the others.",
          resource: id,
        }),
    ),
    refused.length,
    "instances",
  );
  const wait = (name: string) => waitOptions(options, context, name);
  const undertaking: Undertaking = {
    ...{ plan, wait, dnsLeft, isAnswering: facts.lost !== null },
    moves: dnsMoves(domains, plan.replacements, [facts.to, ...facts.others]),
    failing: {
      ...{ fleet, wait },
      manager: await context.manager(to),
      domains: (await context.manager(DOMAINS_REGION)).domains,
      onStep: (text) => context.narrator.step(text),
    },
    keyPairs: fleet.keyPairs.filter(
      ({ name }, index, all) =>
        plan.replacements.some(
          (it) => it.keyPair === name && it.there === null && it.blocked === null,
        ) &&
        !facts.to.keyPairs.some((it) => it.name === name) &&
        all.findIndex((it) => it.name === name) === index,
    ),
  };
  if (options.dryRun === true) {
    const all = stepsFor(undertaking).filter((it) => it.replacement?.copy !== null);
    const { changes, errors } = await foreseeEach(all.map(({ steps }) => steps));
    return planned(changes, refusal ?? combineErrors(errors, all.length, "instances"));
  }
  if (refusal !== null) throw refusal;
  for (const { id, wanted, there } of plan.replacements) {
    if (wanted.rules !== null || there !== null) continue;
    context.narrator.warn(
      `${id} gets its image's own firewall, open to the world: its files do not say which it has`,
    );
  }
  const now = context.clock.now();
  if (asks) {
    await confirmByTyping(context, {
      facts: failoverLines(undertaking, now),
      question: `Type ${fleet.name} to make this in ${to}`,
      expected: fleet.name,
    });
  }
  return withFleetLock(near, context, 0, async (lease) => {
    const { cwd } = context.host;
    const files = (options.argument ?? []).map((it) => resolve(cwd, it));
    context.journal.remember({ fleet: fleet.name, files });
    const outcomes = await carryOut(undertaking, lease, context);
    await keepRegion({ ...fleet, home: to }, to, context);
    return failoverResult(undertaking, outcomes, now, options);
  });
};
