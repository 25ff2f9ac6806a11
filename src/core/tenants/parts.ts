import type { Platform } from "../platform/schema.ts";
import { volumeOf } from "./names.ts";

type Component = Platform["components"][string];
export type Tier = Platform["tiers"][string];

export interface Part {
  name: string;
  component: Component & { image: string };
  /** Its share of the tier's limit. */
  cpu: number;
  memory_mb: number;
}

/** Docker's least. */
const LEAST_MEMORY = 6;

/**
 * What runs for each tenant: the components with an image. Each has the share of the tier's limit
 * that it has of the whole stack.
 */
export function partsFor({ components }: Platform, tier: Tier): Part[] {
  const all = Object.values(components);
  const cpu = all.reduce((sum, it) => sum + it.cpu, 0);
  const memory = all.reduce((sum, it) => sum + it.memory_mb, 0);
  return Object.entries(components).flatMap(([name, component]) => {
    const { image } = component;
    if (image === undefined) return [];
    return [
      {
        ...{ name, component: { ...component, image } },
        cpu: Math.max(0.01, Math.floor((1_000 * tier.cpu * component.cpu) / cpu) / 1_000),
        memory_mb: Math.max(
          LEAST_MEMORY,
          Math.floor((tier.memory_mb * component.memory_mb) / memory),
        ),
      },
    ];
  });
}

/** Owners of all volumes, by name. */
export function volumeOwners(parts: readonly Part[]): Record<string, string> {
  return Object.fromEntries(
    parts.flatMap(({ name, component }) =>
      Object.keys(component.volumes ?? {}).map((it) => [
        volumeOf(name, it),
        component.user ?? "0:0",
      ]),
    ),
  );
}
