import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Clock } from "../../core/clock.ts";
import { QuantsError } from "../../core/errors.ts";
import type { SandboxControl, SandboxStatus } from "../../core/contracts/sandbox-control.ts";
import { REGIONS } from "./catalogue/regions.ts";
import { createDispatch } from "./dispatch.ts";
import { type FaultPlan, readFaultPlan } from "./fault-plan.ts";
import { parseAccountId } from "./identity.ts";
import { seed } from "./seed.ts";
import { withLock } from "./state/lock.ts";
import { Store } from "./state/store.ts";
import { createUpstream } from "./upstream/index.ts";

export interface ControlOptions {
  readonly store: Store;
  readonly clock: Clock;
}

export function createControl({ store, clock }: ControlOptions): SandboxControl {
  const { directory } = store;
  return {
    async start({ port, pace, faultsFile, addressPool, accountId, upstream }) {
      const { claim, release, runningServer, serverRuns } = await import("./server-file.ts");
      const { startServer } = await import("./server.ts");
      const faults = faultsFile === undefined ? {} : await readFaultPlan(faultsFile);
      refuseKills(faults, faultsFile);
      const running = await runningServer(directory);
      if (running !== undefined) throw serverRuns(directory, running);
      const account = parseAccountId(accountId);
      const served = new Store(directory, addressPool);
      const dispatch = createDispatch({
        ...{ store: served, clock, pace, faults, account },
        upstream: createUpstream(async () => upstream),
      });
      const server = await startServer(dispatch, port, { passesOn: upstream !== undefined });
      const entry = { endpoint: server.endpoint, pid: process.pid, upstream };
      try {
        refuseItself(server.endpoint, upstream);
        await claim(directory, entry);
      } catch (error) {
        await server.stop();
        throw error;
      }
      return {
        endpoint: server.endpoint,
        upstream: upstream ?? null,
        closed: server.closed,
        async stop() {
          release(directory, entry);
          await server.stop();
        },
      };
    },

    async startDetached(options) {
      const { startDetached } = await import("./detached.ts");
      return await startDetached(directory, clock, options);
    },

    async stop(signal) {
      const { stopServer } = await import("./detached.ts");
      return await stopServer(directory, clock, signal);
    },

    async status() {
      const { runningServer } = await import("./server-file.ts");
      const server = await runningServer(directory);
      const status: SandboxStatus = {
        directory,
        endpoint: server?.endpoint ?? null,
        pid: server?.pid ?? null,
        upstream: server?.upstream ?? null,
        regions: [],
        damaged: [],
      };
      for (const region of store.regions()) {
        try {
          const state = store.read(region);
          status.regions.push({
            region,
            instances: state.list("Instance").length,
            static_ips: state.list("StaticIp").length,
            snapshots: state.list("InstanceSnapshot").length,
          });
        } catch (error) {
          if (!(error instanceof QuantsError)) throw error;
          status.damaged.push({ region, reason: error.message });
        }
      }
      return status;
    },

    seed: (options) => seed(store, clock.now(), options),

    async reset() {
      const { runningServer, serverRuns } = await import("./server-file.ts");
      const server = await runningServer(directory);
      if (server !== undefined) throw serverRuns(directory, server);
      await withLock(directory, () => {
        // The folder may be shared with other files: only our own are deleted.
        for (const name of readdirSync(directory)) {
          if (isOurs(name)) rmSync(join(directory, name), { force: true });
        }
      });
    },
  };
}

/** Every request that is not its own would go round in a circle. */
function refuseItself(endpoint: string, upstream: string | undefined): void {
  if (upstream === undefined || portOf(upstream) !== portOf(endpoint)) return;
  throw new QuantsError("invalid_input", `The upstream ${upstream} is the sandbox itself.`, {
    hint: "Give the address of another emulator, or the sandbox another --port.",
    resource: upstream,
  });
}

const portOf = (origin: string): string => new URL(origin).port;

const OURS = new Set([
  "addresses.json",
  "server.json",
  "server.log",
  ...REGIONS.map(({ name }) => `${name}.json`),
]);

/** State files, and the temporary ones that a killed process left beside them. */
const isOurs = (name: string): boolean => OURS.has(name.replace(/\.\d+$/, ""));

/** They end the process that the sandbox runs in, and that is no client of a server. */
function refuseKills({ rules = [] }: FaultPlan, file: string | undefined): void {
  if (!rules.some(({ fault }) => fault === "kill_before" || fault === "kill_after")) return;
  throw new QuantsError(
    "config_invalid",
    "A server's fault plan can't have kill_before or kill_after.",
    {
      hint: "They are for the sandbox inside of a command: set QUANTS_CTL_SANDBOX_FAULTS for that.",
      resource: file,
    },
  );
}
