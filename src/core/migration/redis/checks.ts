import { QuantsError } from "../../errors.ts";
import { checkVersions } from "./dump-version.ts";
import type { RedisStore } from "./store.ts";

/** Throws what speaks against a copy, and resolves with what is only worth a warning. */
export async function checkStores(source: RedisStore, target: RedisStore): Promise<string[]> {
  const warnings: string[] = [];
  for (const { node, facts } of [...source.primaries, ...target.primaries]) {
    if (!facts.isLoading) continue;
    throw new QuantsError("service_unavailable", `${node.name} is still loading its data.`, {
      hint: "Nothing was changed. Begin when it has done so.",
      resource: node.name,
      retryable: true,
    });
  }
  const runs = new Set(source.primaries.map(({ facts }) => facts.runId));
  const same = target.primaries.find(({ facts }) => facts.runId !== null && runs.has(facts.runId));
  if (same !== undefined) {
    throw new QuantsError(
      "invalid_input",
      `Source and target are the same server, ${same.node.name}.`,
      {
        hint: "Nothing was changed. Give the address of the new one with --to.",
        resource: same.node.name,
      },
    );
  }
  for (const { node, facts } of target.primaries) {
    if (facts.isPrimary) continue;
    throw new QuantsError(
      "invalid_state",
      `The target ${node.name} is a replica, which takes no writes.`,
      {
        hint: "Nothing was changed. Give the address of its primary.",
        resource: node.name,
      },
    );
  }
  if (target.isCluster && target.database !== 0) throw oneDatabase("target", target);
  if (source.isCluster && source.database !== 0) throw oneDatabase("source", source);
  await checkVersions(source, target);
  warnings.push(...checkMemory(source, target));
  return warnings;
}

function oneDatabase(which: string, { address }: RedisStore): QuantsError {
  return new QuantsError("invalid_input", `The ${which} is a cluster, which has only database 0.`, {
    hint: "Nothing was changed. End its address with /0, or with no number at all.",
    resource: address,
  });
}

/** Why a part of the keys may not fit, or not stay. */
function checkMemory(source: RedisStore, target: RedisStore): string[] {
  const needed = source.primaries.reduce((sum, { facts }) => sum + facts.usedBytes, 0);
  const limits = target.primaries.map(({ facts }) => facts);
  const evicting = limits.find(
    ({ maxBytes, evictionPolicy }) => maxBytes > 0 && evictionPolicy !== "noeviction",
  );
  const warnings =
    evicting === undefined
      ? []
      : [`the target evicts keys when its memory is full (${evicting.evictionPolicy})`];
  if (limits.some(({ maxBytes }) => maxBytes === 0)) return warnings;
  const free = limits.reduce((sum, it) => sum + Math.max(0, it.maxBytes - it.usedBytes), 0);
  if (free >= needed) return warnings;
  const text = `the target has ${megabytes(free)} free, the source uses ${megabytes(needed)}`;
  return [...warnings, `${text}: it may not be enough`];
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString("en")} MB`;
}
