import { FROM_TAG } from "../resize/marks.ts";
import type { DesiredFleet, DesiredInstance, Import } from "./desired.ts";
import type { LiveInstance, LiveRegion } from "./live.ts";
import { ownerOf } from "./ownership.ts";
import { standsInFor, wantedOfStandIn } from "./stand-in.ts";

/** An instance of the files with the one that exists for it. */
export interface Matched {
  wanted: DesiredInstance;
  live: LiveInstance | null;
  /** The block that takes it into the fleet now. */
  imported: Import | null;
  /** What else has its id: left by a resize that is not over, or tagged by hand. */
  twins: readonly LiveInstance[];
  /** A stranger that has its name. */
  stranger: LiveInstance | null;
}

export interface Matches {
  instances: readonly Matched[];
  /** The fleet's by their tags, and in no file. */
  absent: readonly { id: string; live: LiveInstance }[];
}

/**
 * Which existing instance is which of the files': by the tags of this fleet, by `moved` and by
 * `import`. Names decide nothing, since a resize changes them.
 */
export function match(fleet: DesiredFleet, regions: readonly LiveRegion[]): Matches {
  const all = regions.flatMap(({ instances }) => instances);
  const owned = new Map<string, LiveInstance[]>();
  for (const live of all) {
    const owner = ownerOf(live);
    if (owner?.fleet !== fleet.name) continue;
    owned.set(owner.id, [...(owned.get(owner.id) ?? []), live]);
  }
  const formerOf = new Map(fleet.moved.map(({ from, to }) => [to, from]));
  const importOf = new Map(fleet.imports.map((it) => [it.to, it]));
  const taken = new Set<LiveInstance>();
  const instances = fleet.instances.map((wanted): Matched => {
    const former = formerOf.get(wanted.id);
    const own = owned.get(wanted.id) ?? (former === undefined ? [] : (owned.get(former) ?? []));
    // While one stands in, what was lost is no more than another of that id, should it come back.
    const standIn = own.find((it) => standsInFor(it) === wanted.region);
    const [live = null, ...twins] =
      standIn === undefined ? originalFirst(own) : [standIn, ...own.filter((it) => it !== standIn)];
    for (const it of own) taken.add(it);
    if (standIn !== undefined) {
      const moved = wantedOfStandIn(wanted, standIn);
      return { wanted: moved, live: standIn, twins, imported: null, stranger: null };
    }
    if (live !== null) return { wanted, live, twins, imported: null, stranger: null };
    const block = importOf.get(wanted.id) ?? null;
    const named = (name: string, region: string): LiveInstance | null =>
      all.find((it) => it.name === name && it.region === region) ?? null;
    if (block !== null) {
      const found = named(block.instance, block.region ?? wanted.region);
      return { wanted, live: found, twins: [], imported: block, stranger: null };
    }
    const stranger = named(wanted.id, wanted.region);
    return { wanted, live: null, twins: [], imported: null, stranger };
  });
  const absent = [...owned].flatMap(([id, list]) =>
    list.filter((it) => !taken.has(it)).map((live) => ({ id, live })),
  );
  return { instances, absent };
}

/** What a resize makes has its original's tags; the original counts as long as it is there. */
function originalFirst(list: readonly LiveInstance[]): LiveInstance[] {
  return list.toSorted((one, other) => {
    if (one.tags[FROM_TAG] === other.name) return 1;
    if (other.tags[FROM_TAG] === one.name) return -1;
    return (other.created_at ?? "") < (one.created_at ?? "") ? -1 : 1;
  });
}
