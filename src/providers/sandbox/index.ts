import { type Clock, systemClock } from "../../core/clock.ts";
import type { Pace, SandboxControl } from "../../core/contracts/sandbox-control.ts";
import { parsePool } from "./addresses.ts";
import { createControl } from "./control.ts";
import { defaultDirectory } from "./directory.ts";
import { createDispatch, type Dispatch } from "./dispatch.ts";
import { type FaultPlan, parseFaultPlan } from "./fault-plan.ts";
import { parseAccountId } from "./identity.ts";
import { createRequestHandler, type SandboxRequestHandler } from "./handler.ts";
import { Store } from "./state/store.ts";
import { createUpstream } from "./upstream/index.ts";

export { type FaultPlan, readFaultPlan } from "./fault-plan.ts";

export interface SandboxOptions {
  /** Folder of the state; by default as `env` says, else the user's state folder. */
  directory?: string | undefined;
  clock?: Clock | undefined;
  /** `fast` by default. */
  pace?: Pace | undefined;
  /** Checked here; read a file with `readFaultPlan`. */
  faults?: FaultPlan | undefined;
  /** CIDR that public IPv4 addresses come from instead of the documentation ranges. */
  addressPool?: string | undefined;
  /** Twelve digits; that of the examples by default. */
  accountId?: string | undefined;
  /** Where another emulator is; by default that of a server that runs on the folder. */
  upstream?: string | undefined;
  env?: Readonly<Record<string, string | undefined>> | undefined;
}

export interface Sandbox {
  /** For an SDK client: `new LightsailClient({ requestHandler })`. */
  readonly requestHandler: SandboxRequestHandler;
  /** What the `sandbox` commands do. */
  readonly control: SandboxControl;
  /** The wire in and out, below both doors. */
  readonly dispatch: Dispatch;
}

/** A Lightsail on this machine. Nothing is written before the first change. */
export function createSandbox(options: SandboxOptions = {}): Sandbox {
  const { clock = systemClock, pace = "fast", faults = {}, addressPool } = options;
  const directory = options.directory ?? defaultDirectory(options.env ?? process.env);
  // A wrong pool is to be refused here, not by the first call that needs an address.
  parsePool(addressPool);
  const account = parseAccountId(options.accountId);
  const store = new Store(directory, addressPool);
  const upstream = createUpstream(async () => {
    if (options.upstream !== undefined) return options.upstream;
    const { runningServer } = await import("./server-file.ts");
    return (await runningServer(directory))?.upstream;
  });
  const dispatch = createDispatch({
    ...{ store, clock, pace, account, upstream },
    faults: parseFaultPlan(faults),
  });
  return {
    requestHandler: createRequestHandler(dispatch),
    control: createControl({ store, clock }),
    dispatch,
  };
}
