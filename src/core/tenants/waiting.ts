import { QuantsError } from "../errors.ts";
import { advice, toRun } from "../text/advice.ts";
import { poll } from "../time/wait.ts";
import { isDown } from "./lost.ts";
import type { Work } from "./work.ts";

const INTERVAL_MS = 500;

/**
 * Until it is certain that nothing of the tenant runs, on any node. One that is lost is believed to run
 * nothing as long as it does not answer.
 */
export async function untilStopped(tenant: string, work: Work): Promise<void> {
  const { engine, clock, signal, timeoutMs, say } = work;
  const lost = (await engine.tenant(tenant))?.lost.filter((it) => isDown(work, it)) ?? [];
  await poll({
    ...{ clock, signal, timeoutMs, intervalMs: INTERVAL_MS },
    look: async () => {
      const alive = (await engine.tasks(tenant)).filter(
        (it) => it.is_alive && (it.node === null || !lost.includes(it.node)),
      );
      if (alive.length === 0) return { done: true, value: null };
      return { done: false, seen: alive.map(({ part, state }) => `${part} ${state}`).join(", ") };
    },
    onChange: (seen) => say(`${tenant}: ${seen}`),
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `${tenant} has not stopped: ${seen}.`, {
        hint: "Nothing of it is copied or deleted before. If its worker is down, bring it back first.",
        resource: tenant,
      }),
  });
}

/** Until all parts that are to run do, and their probes say that they are well. */
export async function untilHealthy(tenant: string, work: Work): Promise<void> {
  const { engine, clock, signal, timeoutMs, say } = work;
  await poll({
    ...{ clock, signal, timeoutMs, intervalMs: INTERVAL_MS },
    look: async () => {
      const found = await engine.tenant(tenant);
      const late = found?.parts.filter((it) => it.wanted && !it.healthy) ?? [];
      if (found !== null && late.length === 0) return { done: true, value: null };
      return { done: false, seen: `waiting for ${late.map(({ name }) => name).join(", ")}` };
    },
    onChange: (seen) => say(`${tenant}: ${seen}`),
    onTimeout: (seen) =>
      new QuantsError("wait_timeout", `${tenant} is not well: ${seen}.`, {
        hint: advice`What its parts say: ${toRun("tenant info", { argument: tenant })}`,
        resource: tenant,
      }),
  });
}
