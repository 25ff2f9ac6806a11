import { advice, toRun } from "../../../core/text/advice.ts";
import type { spec } from "./move.spec.ts";
import type { Command, OptionsFor } from "../../definition/command.ts";
import { type QuantsError, amended } from "../../../core/errors.ts";
import { staticIpTarget } from "../../../core/journal/target.ts";
import { checkName } from "../../../core/instances/names.ts";
import { type Attaching, attachSteps } from "../../../core/static-ips/attach-steps.ts";
import { planAttachment } from "../../../core/static-ips/attachment.ts";
import { execute, foresee } from "../../../core/plan/execute.ts";
import { planned } from "../../shared/planned.ts";
import { oneRegion } from "../../shared/regions.ts";
import { addressesAfter, ipRecord } from "./record.ts";
import type { Context } from "../../../core/context.ts";
import type { CommandResult } from "../../../core/result.ts";
import type { IpAction, IpRecord } from "../../../core/records/ip.ts";

export interface AttachOptions {
  /** The static IP. */
  name: string;
  /** The instance. */
  to: string;
  dryRun?: boolean;
}

export type MoveOptions = OptionsFor<typeof spec>;

export const command: Command<typeof spec> = ({ argument, ...options }, context) =>
  attachTo("move", { ...options, name: checkName(argument, "static IP name") }, context);

/** Attaches a static IP; only a move takes it from another instance. */
export async function attachTo(
  action: Extract<IpAction, "attach" | "move">,
  { name, to, dryRun }: AttachOptions,
  context: Context,
): Promise<CommandResult<IpRecord>> {
  const manager = await oneRegion(context);
  const call = { signal: context.signal };
  const plan = await planAttachment(manager, { ip: name, to, mayTake: action === "move" }, call);
  const { ip, target, source } = plan;
  const from = ip.attached_to;
  const isThere = from === to;
  const attaching: Attaching = {
    ...{ manager, name, ip, target, call },
    hooks: {
      clock: context.clock,
      onStep: (text) => context.narrator.step(text),
      remember: (facts) => context.journal.remember(facts),
    },
  };
  const steps = attachSteps(attaching);
  if (dryRun === true) return planned(await foresee(steps));
  if (isThere) context.narrator.step(`${name}: is attached to ${to} already`);
  const about = staticIpTarget(ip);
  context.journal.recordTargets([about]);
  const { error } = await context.journal.about(about, () => execute(steps));
  if (error !== null) {
    throw error.code === "conflict"
      ? error
      : unfinished(error, { name, to, from, region: ip.region });
  }
  const now = attaching.ip ?? ip;
  const { addresses, stopped } = isThere
    ? { addresses: [], stopped: null }
    : await addressesAfter(manager, [source, target], now, call, context);
  const record = ipRecord(action, now, {
    changed: !isThere,
    previously_attached_to: from,
    addresses,
  });
  return { kind: "report", data: record, names: [name], error: stopped };
}

/** Between two instances the address serves nobody, so say at once how to go on. */
function unfinished(
  error: QuantsError,
  { name, to, from, region }: { name: string; to: string; from: string | null; region: string },
): QuantsError {
  const finish = toRun("infra ip move", { argument: name, to, region });
  const undo =
    from === null
      ? ""
      : advice`\nOr give it back: ${toRun("infra ip move", { argument: name, to: from, region })}`;
  return amended(error, {
    message: `The static IP ${name} may not be attached: ${error.message}`,
    hint: advice`Finish with: ${finish}${undo}`,
    resource: name,
    cause: error,
  });
}
