import { advice, toRun } from "../../../core/text/advice.ts";
import { QuantsError, nullIfMissing } from "../../../core/errors.ts";
import { identityOf, mayBeSame } from "../../../core/instances/identity.ts";
import type { CallOptions } from "../../../core/infra-manager.ts";
import type { RetirePlan } from "../../../core/instances/plan-retirement.ts";
import { type Target, refuseProtected } from "../../shared/targets.ts";

/**
 * Looks at the instance again right before it is deleted: it may have been listed a while ago, or
 * somebody took a long time to answer. What has its name by then is not what was shown, and one
 * that is protected by then stays. Of one that is gone, only what it leaves is dealt with.
 */
export async function lookedAtAgain(
  target: Target,
  plan: RetirePlan,
  call: CallOptions,
): Promise<RetirePlan> {
  const { name, region, instance } = plan;
  if (instance === null) return plan;
  const now = await nullIfMissing(target.manager.getInstance(name, call));
  if (now === null) return { ...plan, instance: null };
  if (!mayBeSame(identityOf(now), identityOf(instance))) {
    throw new QuantsError(
      "conflict",
      `${name} is a different instance now, created at ${now.created_at ?? "an unknown time"}; it was not destroyed.`,
      {
        hint: advice`To destroy it anyway: ${toRun("infra destroy", { name, region })}`,
        resource: name,
      },
    );
  }
  refuseProtected({ ...target, instance: now }, "destroyed");
  return { ...plan, instance: now };
}
