import type { HeldLock, LockHolder, TenantEngine } from "../../core/contracts/tenant-engine.ts";
import { QuantsError, nullIfMissing } from "../../core/errors.ts";
import { LABEL } from "../../core/tenants/labels.ts";
import type { DockerCli } from "./cli.ts";
import { configNamed, configsWith } from "./configs.ts";
import type { ConfigAnswer } from "./shapes.ts";
import { steady } from "./steady.ts";

const nameOf = (tenant: string): string => `qt-lock-${tenant}`;

/** A lock is a config of the Swarm: of two that make one of a name, one is refused. */
export function lockCalls(
  cli: DockerCli,
): Pick<TenantEngine, "lock" | "locks" | "unlock" | "lockOf"> {
  const lockOf = async (tenant: string): Promise<HeldLock | null> => {
    const found = await configNamed(cli, nameOf(tenant));
    return found === null ? null : heldBy(found);
  };
  return {
    lockOf,
    locks: () => steady(async () => (await configsWith(cli, LABEL.lock)).map(heldBy)),
    async lock(tenant, holder) {
      const label = `${LABEL.lock}=${JSON.stringify(holder)}`;
      try {
        await cli.run(["config", "create", "--label", label, nameOf(tenant), "-"], "lock");
        return null;
      } catch (error) {
        if (!(error instanceof QuantsError) || error.code !== "name_in_use") throw error;
        return lockOf(tenant);
      }
    },
    async unlock(id) {
      await nullIfMissing(cli.run(["config", "rm", id]));
    },
  };
}

function heldBy({ ID: id, Spec }: ConfigAnswer): HeldLock {
  return { id, holder: holderFrom(Spec?.Labels?.[LABEL.lock]) };
}

function holderFrom(text: string | undefined): LockHolder {
  const nobody = { host: "?", pid: 0, started: null, command: "?" };
  try {
    const read = JSON.parse(text ?? "") as Partial<LockHolder>;
    return { ...nobody, ...read };
  } catch {
    return nobody;
  }
}
