import type { HeldLock, LockHolder, TenantEngine } from "../../core/contracts/tenant-engine.ts";
import { QuantsError } from "../../core/errors.ts";
import { LABEL } from "../../core/tenants/labels.ts";
import type { DockerCli } from "./cli.ts";
import type { ConfigAnswer } from "./shapes.ts";
import { steady } from "./steady.ts";

const nameOf = (tenant: string): string => `qt-lock-${tenant}`;

/** A lock is a config of the Swarm: of two that make one of a name, one is refused. */
export function lockCalls(
  cli: DockerCli,
): Pick<TenantEngine, "lock" | "locks" | "unlock" | "lockOf"> {
  const lockOf = async (tenant: string): Promise<HeldLock | null> => {
    try {
      const [found] = await cli.inspect<ConfigAnswer>(["config", "inspect", nameOf(tenant)]);
      if (found === undefined) return null;
      return { id: found.ID, holder: holderFrom(found.Spec?.Labels?.[LABEL.lock]) };
    } catch (error) {
      if (error instanceof QuantsError && error.code === "not_found") return null;
      throw error;
    }
  };
  return {
    lockOf,
    locks: () =>
      steady(async () => {
        const filter = ["--filter", `label=${LABEL.lock}`];
        const lines = await cli.lines<{ ID: string }>(["config", "ls", ...filter]);
        if (lines.length === 0) return [];
        const ids = lines.map(({ ID }) => ID);
        const found = await cli.inspect<ConfigAnswer>(["config", "inspect", ...ids]);
        return found.map(({ ID: id, Spec }) => ({
          ...{ id, holder: holderFrom(Spec?.Labels?.[LABEL.lock]) },
        }));
      }),
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
      await cli.run(["config", "rm", id]).catch((error: unknown) => {
        if (!(error instanceof QuantsError) || error.code !== "not_found") throw error;
      });
    },
  };
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
