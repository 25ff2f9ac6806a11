import { relayOf } from "../platform/entry-faults.ts";
import type { Platform } from "../platform/schema.ts";
import { volumeOf } from "./names.ts";
import { RELAY_SIZE } from "./relay.ts";

type Component = Platform["components"][string];
export type Tier = Platform["tiers"][string];

export interface Part {
  name: string;
  component: Component & { image: string };
  /** Its share of the tier's limit. */
  cpu: number;
  memory_mb: number;
  /** Of a relay: to what it leads. */
  leads_to?: { part: string; port: number };
}

/** Docker's least. */
const LEAST_MEMORY = 6;

/**
 * What runs for each tenant: the components with an image. Each has the share of the tier's limit
 * that it has of the whole stack.
 */
export function partsFor({ components, engine }: Platform, tier: Tier): Part[] {
  const all = Object.values(components);
  const cpu = all.reduce((sum, it) => sum + it.cpu, 0);
  const memory = all.reduce((sum, it) => sum + it.memory_mb, 0);
  return Object.entries(components).flatMap(([name, component]) => {
    const { image } = component;
    if (image === undefined) return [];
    return withRelay(
      {
        ...{ name, component: { ...component, image } },
        cpu: Math.max(0.01, Math.floor((1_000 * tier.cpu * component.cpu) / cpu) / 1_000),
        memory_mb: Math.max(
          LEAST_MEMORY,
          Math.floor((tier.memory_mb * component.memory_mb) / memory),
        ),
      },
      engine,
    );
  });
}

/** The part, and beside it a relay when it is reached from outside. */
function withRelay(part: Part, engine: Platform["engine"]): Part[] {
  const { entry, stops } = part.component;
  const image = engine?.entry?.relay_image;
  if (entry === undefined || image === undefined) return [part];
  const cpu = Math.min(RELAY_SIZE.cpu, part.cpu / 2);
  const memory = Math.min(RELAY_SIZE.memory_mb, Math.floor(part.memory_mb / 2));
  const thousandths = (it: number): number => Math.max(0.01, Math.floor(it * 1_000) / 1_000);
  return [
    { ...part, cpu: thousandths(part.cpu - cpu), memory_mb: part.memory_mb - memory },
    {
      ...{ name: relayOf(part.name), leads_to: { part: part.name, port: entry.port } },
      ...{ cpu: thousandths(cpu), memory_mb: memory },
      component: {
        ...{ image, cpu, memory_mb: memory, user: "65534:65534" },
        ...(stops !== undefined && { stops }),
      },
    },
  ];
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
