import type { Context } from "../../../core/context.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import type { TargetRef } from "../../../core/journal/target.ts";
import type { StaticIp } from "../../../core/model.ts";
import { attachSteps } from "../../../core/static-ips/attach-steps.ts";
import { planAttachment } from "../../../core/static-ips/attachment.ts";
import { takeFrom } from "../../../core/static-ips/take.ts";
import { execute } from "../../../core/plan/execute.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";
import type { Undoer, UndoStep } from "./step.ts";

/** Gives a static IP back to whom it was taken from; one that was allocated is released. */
export const undoAddress: Undoer = async (target, operation, context) => {
  const { region, name } = target;
  const { ip, from = null, to = null, allocates, address } = operation.remembered;
  if (ip === undefined) return null;
  const manager = await context.manager(region);
  const call = { signal: context.signal };
  if (allocates === true && (await nullIfMissing(manager.getStaticIp(name, call))) === null) {
    return { target, changes: [], changed: null, apply: async () => undefined };
  }
  const now = await manager.getStaticIp(name, call);
  if (typeof address === "string" && address !== now.ip_address) {
    throw new QuantsError("conflict", `${name} is a different static IP now and was left alone.`, {
      hint: "The one that the operation changed was released.",
      resource: name,
    });
  }
  const left = typeof to === "string" ? to : null;
  const before = typeof from === "string" ? from : null;
  const isAsBefore = now.attached_to === before && allocates !== true;
  const changed =
    isAsBefore || now.attached_to === left
      ? null
      : `the static IP ${name} is now ${holderText(now.attached_to)}`;
  if (allocates === true) return releasing(target, now, changed, context);
  // Says now what would fail half-way.
  if (!isAsBefore && before !== null) {
    await planAttachment(manager, { ip: name, to: before, mayTake: true }, call);
  }
  return {
    target,
    changes: isAsBefore
      ? []
      : [
          {
            what: "holder",
            now: holderText(now.attached_to),
            was: holderText(before),
            monthly_usd: staticIpCost({ is_attached: before !== null }) - staticIpCost(now),
          },
        ],
    changed,
    apply: () => giveTo(before, now, context),
  };
};

function releasing(
  target: TargetRef,
  now: StaticIp,
  changed: string | null,
  context: Context,
): UndoStep {
  return {
    target,
    changes: [
      {
        what: `address ${now.ip_address}`,
        now: holderText(now.attached_to),
        was: "released; it can't be recovered",
        monthly_usd: 0 - staticIpCost(now),
      },
    ],
    changed,
    apply: async () => {
      if (now.attached_to !== null) await giveTo(null, now, context);
      const manager = await context.manager(now.region);
      await manager.releaseStaticIp(now.name, { signal: context.signal });
    },
  };
}

async function giveTo(holder: string | null, ip: StaticIp, context: Context): Promise<void> {
  const { clock, signal, narrator } = context;
  const manager = await context.manager(ip.region);
  if (holder === null) {
    if (ip.attached_to !== null) await takeFrom(manager, ip, ip.attached_to, { signal }, clock);
    return;
  }
  const names = { ip: ip.name, to: holder, mayTake: true };
  const plan = await planAttachment(manager, names, { signal });
  const hooks = {
    clock,
    onStep: (text: string) => narrator.step(text),
    remember: () => undefined,
  };
  const attaching = { ...plan, name: ip.name, manager, call: { signal }, hooks };
  const { error } = await execute(attachSteps(attaching));
  if (error !== null) throw error;
}

function holderText(holder: string | null): string {
  return holder === null ? "unattached" : `attached to ${holder}`;
}
