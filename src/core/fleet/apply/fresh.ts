import { QuantsError } from "../../errors.ts";
import type { BaseInfraManager, CallOptions } from "../../infra-manager.ts";
import { identityOf, mayBeSame } from "../../instances/identity.ts";
import { protectedBy } from "../../instances/protection.ts";
import type { Instance } from "../../model.ts";
import { type LiveInstance } from "../live.ts";
import { ownerOf } from "../ownership.ts";

/**
 * The instance right before it is changed. Throws `conflict` for another one of that name, and for
 * one that another fleet has taken meanwhile; `not_found` if it is gone.
 */
export async function freshOf(
  manager: BaseInfraManager,
  planned: LiveInstance,
  call: CallOptions,
): Promise<LiveInstance> {
  const { name } = planned;
  const [now, extras] = await Promise.all([
    manager.getInstance(name, call),
    manager.getInstanceExtras(name, call),
  ]);
  if (!mayBeSame(identityOf(now), identityOf(planned))) {
    throw new QuantsError("conflict", `${name} is another instance than the plan's.`, {
      hint: "Somebody made it anew meanwhile: plan again.",
      resource: name,
    });
  }
  const [before, owner] = [ownerOf(planned), ownerOf(now)];
  if (JSON.stringify(before) !== JSON.stringify(owner)) {
    throw new QuantsError(
      "conflict",
      `${name} belongs to another fleet than when it was planned.`,
      {
        hint: "Plan again.",
        resource: name,
      },
    );
  }
  return { ...now, ...extras };
}

/** Whatever the files say: the instance itself says that it is protected. */
export function refuseProtected(instance: Instance): void {
  const tag = protectedBy(instance);
  if (tag === null) return;
  throw new QuantsError("protected", `${instance.name} is protected by ${tag}: not deleted.`, {
    hint: "Remove the tag first, by infra tag.",
    resource: instance.name,
  });
}
