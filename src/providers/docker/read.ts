import type {
  EngineNode,
  EnginePart,
  EngineTask,
  EngineTenant,
} from "../../core/contracts/tenant-engine.ts";
import {
  botsFrom,
  LABEL,
  lostFrom,
  moveFrom,
  NODE_LABEL,
  stageFrom,
} from "../../core/tenants/labels.ts";
import { isTenantName } from "../../core/tenants/name.ts";
import type { NodeAnswer, ServiceAnswer, TaskLine } from "./shapes.ts";

const BYTES_PER_MB = 1_048_576;

/** Of texts from outside: no name that means anything is longer, and tables stay tables. */
const LONGEST = 100;
const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;

export function nodeFrom({ ID: id, CreatedAt, Spec, Description, Status }: NodeAnswer): EngineNode {
  const pool = Spec?.Labels?.[NODE_LABEL.pool];
  const isUp = Status?.State === "ready";
  const takes = Spec?.Availability === "active" && Spec.Labels?.[NODE_LABEL.drained] === undefined;
  return {
    id,
    name: short(Description?.Hostname ?? id),
    pool: pool === undefined ? null : short(pool),
    state: !isUp ? "down" : takes ? "ready" : "drained",
    address: Status?.Addr ?? null,
    is_manager: Spec?.Role === "manager",
    cpu: (Description?.Resources?.NanoCPUs ?? 0) / 1e9,
    memory_mb: Math.floor((Description?.Resources?.MemoryBytes ?? 0) / BYTES_PER_MB),
    joined_at: CreatedAt ?? null,
  };
}

const pinOf = ({ Spec }: ServiceAnswer): string =>
  (Spec.TaskTemplate?.Placement?.Constraints ?? [])
    .map((it) => /^node\.id\s*==\s*(\S+)$/.exec(it)?.[1])
    .find((it) => it !== undefined) ?? "";

/** The tenants that these services make up, by name. */
export function tenantsFrom(
  services: readonly ServiceAnswer[],
  healthy: ReadonlySet<string>,
): EngineTenant[] {
  const groups = new Map<string, ServiceAnswer[]>();
  for (const service of services) {
    const name = service.Spec.Labels?.[LABEL.tenant];
    if (name === undefined || !isTenantName(name)) continue;
    if (service.Spec.Labels?.[LABEL.part] === undefined) continue;
    const own = groups.get(name);
    if (own === undefined) groups.set(name, [service]);
    else own.push(service);
  }
  return [...groups]
    .map(([name, own]) => tenantFrom(name, own, healthy))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function tenantFrom(
  name: string,
  services: readonly ServiceAnswer[],
  healthy: ReadonlySet<string>,
): EngineTenant {
  const labels = services.map(({ Spec }) => Spec.Labels ?? {});
  const first = labels[0] ?? {};
  const parts = services.map((service): EnginePart => ({
    name: service.Spec.Labels?.[LABEL.part] ?? "",
    wanted: (service.Spec.Mode?.Replicated?.Replicas ?? 0) > 0,
    healthy: healthy.has(service.ID),
    node: pinOf(service),
    volumes: (service.Spec.Labels?.[LABEL.volumes] ?? "").split(",").filter((it) => it !== ""),
  }));
  return {
    ...{ name, tier: short(first[LABEL.tier] ?? ""), stage: stageFrom(first[LABEL.stage]) },
    bots_by_exchange: botsFrom(first[LABEL.bots]),
    // Marks are set on one part after the other: one that has it is enough.
    move: moveFrom(labels.map((it) => it[LABEL.move]).find((it) => it !== undefined)),
    restore: moveFrom(labels.map((it) => it[LABEL.restore]).find((it) => it !== undefined)),
    is_new: labels.some((it) => it[LABEL.isNew] !== undefined),
    is_leaving: labels.some((it) => it[LABEL.leaving] !== undefined),
    lost: [...new Set(labels.flatMap((it) => lostFrom(it[LABEL.lost])))],
    parts: parts.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  };
}

const OVER = /^(complete|shutdown|failed|rejected|remove)/i;

export function taskFrom(line: TaskLine, part: string): EngineTask {
  const [state = ""] = line.CurrentState.split(" ");
  return {
    part,
    node: line.Node === "" ? null : line.Node,
    state: state.toLowerCase(),
    error: line.Error === "" ? null : line.Error,
    is_alive: !OVER.test(state),
  };
}
