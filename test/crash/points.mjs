/** Operations that need capacity, and those that a quota bounds. */
const LAUNCHING = new Set(["CreateInstances", "CreateInstancesFromSnapshot", "StartInstance"]);
const QUOTA_BOUND = new Set(["CreateInstances", "CreateInstancesFromSnapshot", "AllocateStaticIp"]);

const PASSING = ["throttle", "server_error", "reset_before", "reset_after"];
/** Throttling that lasts costs half a minute each time, and is told from an error by nothing else. */
const LASTING = PASSING.filter((fault) => fault !== "throttle");
const FINAL = ["expired_credentials", "region_disabled"];
/** More than a call is tried. */
const EVERY_TRY = 8;

/**
 * Everything that can go wrong with each of the recorded calls: one point each. A call is
 * named by its operation and how many of the same came before it, as reads at once may
 * change places.
 */
export function pointsOf(recorded) {
  const counts = new Map();
  return recorded.flatMap(({ operation, change }) => {
    const k = (counts.get(operation) ?? 0) + 1;
    counts.set(operation, k);
    const at = (title, rule, which = [k]) => ({
      title: `${title} at ${operation} ${k}`,
      rule: { operation, calls: which, ...rule },
    });
    const kills = ["SIGKILL", "SIGINT"].flatMap((signal) =>
      ["before", "after"].map((when) => at(`${signal} ${when}`, { fault: `kill_${when}`, signal })),
    );
    const every = Array.from({ length: EVERY_TRY }, (_, index) => k + index);
    return [
      ...kills,
      ...[...PASSING, ...FINAL].map((fault) => at(fault, { fault })),
      at("latency", { fault: "latency", ms: 30 }),
      ...(change ? LASTING.map((fault) => at(`lasting ${fault}`, { fault }, every)) : []),
      ...(LAUNCHING.has(operation) ? ["capacity", "late_address"] : []).map((fault) =>
        at(fault, { fault }),
      ),
      ...(QUOTA_BOUND.has(operation) ? [at("quota", { fault: "quota" })] : []),
    ];
  });
}
