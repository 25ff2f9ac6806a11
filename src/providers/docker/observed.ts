import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { ServiceAction } from "../../core/contracts/service-action.ts";
import type { TenantEngine } from "../../core/contracts/tenant-engine.ts";

type Reading =
  | ("nodes" | "tenants" | "tenant" | "tasks" | "remains" | "pending")
  | ("sumVolumes" | "lookAtVolumes" | "lock" | "locks" | "lockOf" | "unlock");

/** What each call changes, for the journal. A lock is not work that could be left undone. */
const ACTIONS: Readonly<Record<Exclude<keyof TenantEngine, Reading>, ServiceAction | null>> = {
  ...{ makeSecret: null, removeSecrets: null, removeNetwork: null },
  ...{ setPending: "change_tenant", removePending: "change_tenant" },
  ...{ deploy: "make_tenant", mark: "change_tenant", pin: "change_tenant" },
  ...{ scale: "change_tenant", removeParts: "remove_tenant", makeVolumes: "change_tenant" },
  ...{ copyVolumes: "change_tenant", adoptVolumes: "change_tenant" },
  takeRestored: "change_tenant",
  ...{ removeVolumes: "change_tenant", setTaking: "change_worker", removeNode: "remove_worker" },
};

type Call = (...args: unknown[]) => Promise<unknown>;

/** Tells the journal of each call that changes something, before it is made. No values go there. */
export function observed(observe: CallObserver, engine: TenantEngine): TenantEngine {
  const calls = Object.entries(ACTIONS).map(([name, action]) => {
    const call = (engine as unknown as Record<string, Call>)[name] as Call;
    return [name, observing(observe, name, action, call)];
  });
  return { ...engine, ...(Object.fromEntries(calls) as Partial<TenantEngine>) };
}

function observing(
  observe: CallObserver,
  operation: string,
  action: ServiceAction | null,
  call: Call,
): Call {
  return async (...args) => {
    const [subject] = args as [string | { name: string }];
    const resource = typeof subject === "string" ? subject : subject.name;
    const answer = observe({ operation, action, region: "-", resource, isChange: true });
    let isGood = false;
    try {
      const result = await call(...args);
      isGood = true;
      return result;
    } finally {
      const outcome = isGood ? "ok" : "failed";
      answer({ requestId: undefined, outcome, effect: isGood ? "done" : "unknown" });
    }
  };
}
