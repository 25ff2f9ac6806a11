import type { Clock } from "../clock.ts";
import { QuantsError, nullIfMissing, toQuantsError } from "../errors.ts";
import type { BaseInfraManager, CallOptions, WaitOptions } from "../infra-manager.ts";
import type { StaticIp } from "../model.ts";
import { poll } from "../time/wait.ts";

/** Releases the static IP of a deleted instance, which may still hold it for a moment. */
export async function releaseFreed(
  manager: BaseInfraManager,
  ip: StaticIp,
  instance: string,
  clock: Clock,
  wait: WaitOptions,
): Promise<void> {
  // A failure for any other reason than the attachment ends the wait at once.
  const failure = await poll<QuantsError | null>({
    clock,
    timeoutMs: wait.timeoutMs ?? 300_000,
    intervalMs: wait.pollIntervalMs ?? 2_000,
    signal: wait.signal,
    look: async () => {
      try {
        const now = await manager.getStaticIp(ip.name, wait);
        // Somebody allocated the name anew: the original address is gone.
        if (now.ip_address !== ip.ip_address) return { done: true, value: null };
        if (now.attached_to !== null) {
          await assertNobodys(manager, now, instance, wait);
          await manager.detachStaticIp(ip.name, wait);
        }
        await manager.releaseStaticIp(ip.name, wait);
      } catch (error) {
        if (error instanceof QuantsError && error.code === "not_found")
          return { done: true, value: null };
        if (error instanceof QuantsError && error.code === "invalid_state")
          return { done: false, seen: "still attached" };
        return { done: true, value: toQuantsError(error) };
      }
      return { done: true, value: null };
    },
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `The static IP ${ip.name} could not be released: ${seen}.`, {
        resource: ip.name,
        retryable: true,
      }),
  });
  if (failure !== null) throw failure;
}

/** Whoever created an instance of the same name meanwhile rightly has it. */
async function assertNobodys(
  manager: BaseInfraManager,
  { name, attached_to }: StaticIp,
  destroyed: string,
  call: CallOptions,
): Promise<void> {
  const isLeft =
    attached_to === destroyed &&
    (await nullIfMissing(manager.getInstance(destroyed, call))) === null;
  if (isLeft) return;
  throw new QuantsError("conflict", `The static IP ${name} is now attached to ${attached_to}.`, {
    hint: "Someone else uses it, so it was not released.",
    resource: name,
  });
}
