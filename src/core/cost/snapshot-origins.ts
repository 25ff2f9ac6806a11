import { placeKey } from "../instances/identity.ts";
import type { DiskSnapshot, Snapshot } from "../model.ts";
import type { CostLine, Holdings } from "./cost.ts";

/** What a snapshot was made of. */
export interface Origin {
  what: "instance" | "disk";
  name: string;
  /** One that was copied from another region names what is there. */
  region: string;
  /** Whether it is still there. */
  exists: boolean;
  /** No later one of it is available in the snapshot's region: it may be the only way back. */
  isNewest: boolean;
}

/** Of each snapshot, by its kind of cost line and its place; system disks are part of an instance. */
export function originsOf(holdings: Holdings): Map<string, Origin> {
  const snapshots = holdings.snapshots.map((it) => ({
    ...{ it, kind: "snapshot", what: "instance", name: it.instance },
    region: it.from_region ?? it.region,
  })) satisfies Made[];
  const ofDisks = holdings.diskSnapshots.flatMap((it): Made[] =>
    it.disk === null
      ? []
      : [{ it, kind: "disk_snapshot", what: "disk", name: it.disk, region: it.region }],
  );
  return new Map([
    ...origins(snapshots, new Set(holdings.instances.map(placeKey))),
    ...origins(ofDisks, new Set(holdings.disks.map(placeKey))),
  ]);
}

interface Made extends Pick<Origin, "what" | "name" | "region"> {
  it: Snapshot | DiskSnapshot;
  kind: CostLine["kind"];
}

function origins(all: readonly Made[], there: ReadonlySet<string>): [string, Origin][] {
  const keyOf = ({ it, name }: Made): string => placeKey({ region: it.region, name });
  const newest = new Map<string, string>();
  for (const made of all) {
    const at = made.it.created_at ?? "";
    if (made.it.status !== "available" || at < (newest.get(keyOf(made)) ?? "")) continue;
    newest.set(keyOf(made), at);
  }
  return all.map((made) => {
    const { it, kind, what, name, region } = made;
    const exists = there.has(placeKey({ region, name }));
    const isNewest = it.status === "available" && newest.get(keyOf(made)) === (it.created_at ?? "");
    return [`${kind} ${placeKey(it)}`, { what, name, region, exists, isNewest }];
  });
}
