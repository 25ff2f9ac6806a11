interface Fault {
  path: (string | number)[];
  message: string;
  input: unknown;
}

interface Entries {
  components: Readonly<
    Record<string, { entry?: { host: string } | undefined; image?: string | undefined }>
  >;
  engine: { entry?: object | undefined } | undefined;
}

/** The part through which the entry reaches another one. */
export const relayOf = (part: string): string => `${part}-in`;

/** What does not go together in parts that are reached from outside. */
export function entryFaults({ components, engine }: Entries): Fault[] {
  const hosts = new Map<string, string>();
  return Object.entries(components).flatMap(([name, { entry, image }]) => {
    if (entry === undefined) return [];
    const fault = (message: string, ...path: string[]): Fault[] => [
      { message, input: entry, path: ["components", name, ...path] },
    ];
    const before = hosts.get(entry.host);
    hosts.set(entry.host, name);
    return [
      ...(image === undefined ? fault("is for a part with an image", "entry") : []),
      ...(engine?.entry === undefined ? fault("needs engine.entry", "entry") : []),
      ...(before === undefined ? [] : fault(`is that of ${before} too`, "entry", "host")),
      ...(Object.hasOwn(components, relayOf(name))
        ? fault(`its relay would be called ${relayOf(name)}, as a component is`, "entry")
        : []),
    ];
  });
}
