/** What the model knows of an account: enough to say how each command of the walk must end. */
export interface World {
  instances: Map<string, ModelInstance>;
  /** The instance that holds it, by the static IP's name. */
  ips: Map<string, string | null>;
  /** The instance that it was made of, by the snapshot's name. */
  snapshots: Map<string, string>;
}

export interface ModelInstance {
  status: "running" | "stopped";
  tags: Map<string, string>;
  /** Open TCP ports. */
  ports: Set<number>;
}

export const emptyWorld = (): World => ({
  instances: new Map(),
  ips: new Map(),
  snapshots: new Map(),
});

export function copyOf({ instances, ips, snapshots }: World): World {
  return {
    instances: new Map(
      [...instances].map(([name, it]) => [
        name,
        { status: it.status, tags: new Map(it.tags), ports: new Set(it.ports) },
      ]),
    ),
    ips: new Map(ips),
    snapshots: new Map(snapshots),
  };
}

/** One text for one world, to be compared and shown. */
export function textOf({ instances, ips, snapshots }: World): string {
  const lines = [
    ...[...instances].map(
      ([name, { status, tags, ports }]) =>
        `${name} ${status} ${[...tags]
          .map((it) => it.join("="))
          .toSorted()
          .join(",")} ${[...ports].toSorted((a, b) => a - b).join(",")}`,
    ),
    ...[...ips].map(([name, holder]) => `${name} -> ${holder ?? "nobody"}`),
    ...[...snapshots].map(([name, instance]) => `${name} of ${instance}`),
  ];
  return lines.toSorted().join("\n");
}
