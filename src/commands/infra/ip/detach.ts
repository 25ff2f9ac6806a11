import type { spec } from "./detach.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import { staticIpTarget } from "../../../core/journal/target.ts";
import type { StaticIp } from "../../../core/model.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import type { Step } from "../../../core/plan/step.ts";
import { detachChange } from "../../../core/static-ips/attach-steps.ts";
import { freeFrom } from "../../../core/static-ips/take.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import { planned } from "../../shared/planned.ts";
import { confirmByTyping, requireTerminal } from "../../shared/prompt.ts";
import { oneRegion } from "../../shared/regions.ts";
import { addressesAfter, ipRecord } from "./record.ts";

export type DetachOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = async (options, context) => {
  const { name } = options;
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const ip = await manager.getStaticIp(name, call);
  const holder = ip.attached_to;
  if (holder === null) {
    if (options.dryRun === true) return planned([]);
    context.narrator.step(`${name}: is attached to nothing`);
    const record = ipRecord("detach", ip, { changed: false });
    return { kind: "report", data: record, names: [name] };
  }
  let changed = false;
  const step: Step = {
    name: "detach",
    changes: () => [detachChange(ip, holder)],
    carryOut: async () => {
      context.journal.remember({ ip: name, from: holder });
      changed = await freeFrom(manager, ip, holder, call, context.clock);
      context.narrator.step(
        changed ? `${name}: detached from ${holder}` : `${name}: is no longer attached to anything`,
      );
    },
  };
  if (options.dryRun === true) return planned(await foresee([step]));
  const cost = staticIpCost({ is_attached: false }).toFixed(2);
  const facts = [
    `${holder} loses ${ip.ip_address} and gets another address.`,
    `${name} stays allocated, and costs $${cost} a month until it is attached or released.`,
  ];
  if (options.yes !== true) {
    requireTerminal(context.host, `detach ${name} from ${holder}`);
    await confirmByTyping(context, {
      facts,
      question: `Type ${name} to detach it`,
      expected: name,
    });
    const now = await manager.getStaticIp(name, call);
    if (now.attached_to !== holder) throw elsewhere(name, now.attached_to);
  } else for (const fact of facts) context.narrator.warn(fact);
  const before = await nullIfMissing(manager.getInstance(holder, call));
  context.journal.recordTargets([staticIpTarget(ip)]);
  const { error } = await context.journal.about(staticIpTarget(ip), () => execute([step]));
  if (error !== null) throw error;
  const free: StaticIp = { ...ip, attached_to: null, is_attached: false };
  const { addresses, stopped } = await addressesAfter(manager, [before], free, call, context);
  const record = ipRecord("detach", free, {
    changed,
    previously_attached_to: holder,
    addresses,
  });
  return { kind: "report", data: record, names: [name], error: stopped };
};

function elsewhere(name: string, holder: string | null): QuantsError {
  return new QuantsError(
    "conflict",
    `The static IP ${name} is attached to ${holder ?? "nothing"} now; nothing was changed.`,
    { hint: "Someone else moved it; run the command again if you still want to.", resource: name },
  );
}
