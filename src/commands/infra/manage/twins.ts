import { advice, toRun } from "../../../core/text/advice.ts";
import type { Context } from "../../../core/context.ts";
import { QuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import type { Instance } from "../../../core/model.ts";
import { type Twin, twinInTheWay } from "../../../core/resize/twins.ts";
import type { Target } from "../../shared/targets.ts";

/** Two of a kind must never run at once because a selection met both. */
export async function withoutTwins(
  targets: readonly Target[],
  call: CallOptions,
  { narrator }: Context,
): Promise<Target[]> {
  const looked = await Promise.all(
    targets.map(async (target) => {
      const { instance, isNamed, manager } = target;
      // One that is named is refused when its turn comes; one that runs is not started.
      const isAsked = instance !== null && !isNamed && instance.status !== "running";
      const twin = isAsked ? await twinInTheWay(manager, instance, call) : null;
      return { target, error: instance !== null && twin !== null ? beside(instance, twin) : null };
    }),
  );
  const left = looked.flatMap(({ target, error }) => (error === null ? [target] : []));
  const errors = looked.flatMap(({ error }) => (error === null ? [] : [error]));
  if (left.length === 0 && errors[0] !== undefined) throw errors[0];
  for (const { message } of errors) narrator.warn(`left out: ${message}`);
  return left;
}

/** Throws `conflict` when another instance would do the same work beside it. */
export async function refuseTwin(
  manager: BaseInfraManager,
  instance: Instance,
  call: CallOptions,
): Promise<void> {
  const twin = await twinInTheWay(manager, instance, call);
  if (twin !== null) throw beside(instance, twin);
}

function beside({ name, region }: Instance, { instance: twin, is }: Twin): QuantsError {
  const why =
    is === "successor"
      ? `a resize has replaced it by ${twin.name} (${twin.status})`
      : `it has replaced ${twin.name}, which is ${twin.status}`;
  const instead =
    is === "successor"
      ? advice`If ${twin.name} is not needed: ${toRun("infra resize", { name, bundle: twin.bundle_id, to: twin.name, undo: true, region })}`
      : advice`Stop that first: ${toRun("infra manage", { name: twin.name, action: "stop", region })}`;
  return new QuantsError(
    "conflict",
    `${name} is not started: ${why}, and the two must not both run.`,
    {
      hint: advice`${instead}\nTo run both anyway: --beside-twin.`,
      resource: name,
    },
  );
}
