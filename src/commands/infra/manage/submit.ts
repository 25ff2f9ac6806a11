import { QuantsError } from "../../../core/errors.ts";
import type { BaseInfraManager, WaitOptions } from "../../../core/infra-manager.ts";
import { isReached, needsRequest } from "./states.ts";
import { type Action } from "../../../core/records/managed.ts";

/**
 * Sends the request; the ids of its operations. Null when it was refused because somebody else
 * asked for the same in the same moment: then it is on its way, or done, as was wanted.
 */
export async function submit(
  manager: BaseInfraManager,
  name: string,
  { action, force = false }: { action: Action; force?: boolean },
  wait: WaitOptions,
): Promise<string[] | null> {
  if (action === "reboot") return manager.rebootInstance(name, wait);
  try {
    if (action === "start") return await manager.startInstance(name, wait);
    return await manager.stopInstance(name, { signal: wait.signal, force });
  } catch (error) {
    if (!(error instanceof QuantsError) || error.code !== "invalid_state") throw error;
    const now = await manager.getInstance(name, wait);
    if (isReached(now, action) || !needsRequest(now, { action })) return null;
    throw error;
  }
}
