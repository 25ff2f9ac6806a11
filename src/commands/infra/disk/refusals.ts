import { QuantsError } from "../../../core/errors.ts";
import { protectedBy } from "../../../core/instances/protection.ts";
import type { Disk, Instance } from "../../../core/model.ts";
import { advice, toRun } from "../../../core/text/advice.ts";

/** Lightsail detaches only from a stopped instance. */
export function refuseRunning(
  { name, status, region }: Instance,
  { name: disk }: Disk,
): QuantsError {
  const stop = toRun("infra manage", { name, action: "stop", region });
  const all = toRun("infra disk detach", { name: disk, stop: true, region });
  return new QuantsError(
    "invalid_state",
    `${name} is ${status}, and Lightsail detaches a disk from a stopped instance only.`,
    {
      hint: advice`Stop it first: ${stop}\nOr have it stopped, and started again afterwards: ${all}`,
      resource: disk,
      retryable: status === "stopping",
    },
  );
}

/** Only who names a protected instance may stop it. */
export function checkMayStop(instance: Instance, { name: disk, region }: Disk): void {
  const tag = protectedBy(instance);
  if (tag === null) return;
  const { name } = instance;
  throw new QuantsError("protected", `${name} is protected by ${tag}: not stopped for ${disk}.`, {
    hint: advice`Stop it by its name: ${toRun("infra manage", { name, action: "stop", region })}\nThen: ${toRun("infra disk detach", { name: disk, region })}`,
    resource: name,
  });
}

export function stillAttached({ name, region, attached_to: holder }: Disk): QuantsError {
  return new QuantsError("conflict", `The disk ${name} is attached to ${holder}: not deleted.`, {
    hint: advice`Detach it first: ${toRun("infra disk detach", { name, stop: true, region })}`,
    resource: name,
  });
}
