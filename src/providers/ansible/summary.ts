import * as z from "zod";
import type {
  DeployOutcome,
  DeployRequest,
  HostSummary,
  Service,
} from "../../core/contracts/ansible-control.ts";
import { readIfThere } from "../../core/files/whole-file.ts";

const count = z.number().int().min(0);

/** What the callback plugin writes (ansible/callback_plugins/quants_summary.py). */
const document = z.object({
  complete: z.boolean(),
  targets: z.array(z.string()),
  playbooks: z.array(z.object({ file: z.string(), hosts: z.array(z.string()) })),
  hosts: z.record(
    z.string(),
    z.object({
      ok: count,
      changed: count,
      failures: count,
      unreachable: count,
      skipped: count,
      rescued: count,
      ignored: count,
    }),
  ),
  reasons: z.record(z.string(), z.string()),
  unfinished: z.array(z.string()),
});

type Written = z.infer<typeof document>;

const NOTHING: Written = {
  complete: false,
  targets: [],
  playbooks: [],
  hosts: {},
  reasons: {},
  unfinished: [],
};

type Counted = Pick<DeployOutcome, "hosts" | "reasons" | "withoutHosts" | "notBegun" | "counted">;

/** What the run did to each host, as far as it got. */
export function readSummary(file: string, { services, hosts }: DeployRequest): Counted {
  const text = readIfThere(file);
  const written = text === null || text === "" ? NOTHING : parse(text);
  const reached = new Map(services.map((it) => [it.name, hostsOf(it, written)]));
  const begun = services.filter((it) => reached.get(it.name) !== null);
  const isComplete = written.complete && begun.length === services.length;
  const names = written.targets.length > 0 ? written.targets : (hosts ?? []);
  return {
    hosts: names.map((host) => {
      const its = services.filter(({ name }) => reached.get(name)?.has(host) === true);
      return hostSummary(host, written, its, isComplete);
    }),
    reasons: new Map(Object.entries(written.reasons)),
    withoutHosts: written.complete
      ? begun.filter(({ name }) => reached.get(name)?.size === 0).map(({ name }) => name)
      : [],
    notBegun: services.filter((it) => !begun.includes(it)).map(({ name }) => name),
    counted: written.complete,
  };
}

function parse(text: string): Written {
  try {
    return document.parse(JSON.parse(text));
  } catch {
    // Truncated when the process was killed while writing.
    return NOTHING;
  }
}

/** Null when its playbook did not start. */
function hostsOf({ file }: Service, { playbooks }: Written): Set<string> | null {
  const found = playbooks.find((it) => it.file === file);
  return found === undefined ? null : new Set(found.hosts);
}

function hostSummary(
  host: string,
  written: Written,
  services: readonly Service[],
  isComplete: boolean,
): HostSummary {
  const counts = Object.hasOwn(written.hosts, host) ? written.hosts[host] : undefined;
  const { failures = 0, ok = 0, changed = 0, unreachable = 0 } = counts ?? {};
  const { skipped = 0, rescued = 0, ignored = 0 } = counts ?? {};
  const status = (): HostSummary["status"] => {
    if (unreachable > 0) return "unreachable";
    if (failures > 0) return "failed";
    if (written.unfinished.includes(host)) return "not_reached";
    if (changed > 0) return "changed";
    if (services.length > 0 && (counts !== undefined || isComplete)) return "ok";
    return isComplete ? "not_targeted" : "not_reached";
  };
  return {
    host,
    status: status(),
    ok,
    changed,
    failed: failures,
    unreachable,
    skipped,
    rescued,
    ignored,
    services: services.map(({ name }) => name),
  };
}
