import { relayOf } from "../platform/entry-faults.ts";
import type { Platform } from "../platform/schema.ts";

/** How deep a tenant sleeps; each stage stops what the one before did, and more. */
export const STAGES = ["awake", "bots", "interface", "rest"] as const;
export type Stage = (typeof STAGES)[number];

const depth = (stage: Stage): number => STAGES.indexOf(stage);

export const isDeeper = (one: Stage, other: Stage): boolean => depth(one) > depth(other);

/** The parts that run in a stage; a relay does while what it leads to does. */
export function runningIn(stage: Stage, components: Platform["components"]): string[] {
  return Object.entries(components).flatMap(([name, { stops, entry }]) => {
    if (stops !== undefined && depth(stops) <= depth(stage)) return [];
    return entry === undefined ? [name] : [name, relayOf(name)];
  });
}

/**
 * The share of a tenant's processors and memory that is reserved in a stage: each part has the
 * share of the tier's limit that it has of the whole stack.
 */
export function reservedShare(
  stage: Stage,
  components: Platform["components"],
): { cpu: number; memory: number } {
  const running = new Set(runningIn(stage, components));
  const sum = (names: readonly string[], key: "cpu" | "memory_mb"): number =>
    names.reduce((total, name) => total + (components[name]?.[key] ?? 0), 0);
  const all = Object.keys(components);
  const some = all.filter((name) => running.has(name));
  return {
    cpu: sum(some, "cpu") / sum(all, "cpu"),
    memory: sum(some, "memory_mb") / sum(all, "memory_mb"),
  };
}
