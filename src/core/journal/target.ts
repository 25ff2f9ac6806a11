import { AsyncLocalStorage } from "node:async_hooks";

/** The subject of one part of a command's work. */
export interface TargetRef {
  kind:
    | "instance"
    | "static_ip"
    | "snapshot"
    | "disk"
    | "key_pair"
    | "dns_record"
    | "alarm"
    | "contact"
    | "database"
    | "tenant"
    | "worker";
  region: string;
  name: string;
}

export function targetKey({ kind, region, name }: TargetRef): string {
  return `${kind} ${region} ${name}`;
}

type Named = Pick<TargetRef, "region" | "name">;

export function instanceTarget({ region, name }: Named): TargetRef {
  return { kind: "instance", region, name };
}

export function staticIpTarget({ region, name }: Named): TargetRef {
  return { kind: "static_ip", region, name };
}

export function snapshotTarget({ region, name }: Named): TargetRef {
  return { kind: "snapshot", region, name };
}

export function diskTarget({ region, name }: Named): TargetRef {
  return { kind: "disk", region, name };
}

export function keyPairTarget({ region, name }: Named): TargetRef {
  return { kind: "key_pair", region, name };
}

/** `region` is the one that the command works in: DNS has none. */
export function dnsRecordTarget({ region, name }: Named): TargetRef {
  return { kind: "dns_record", region, name };
}

export function alarmTarget({ region, name }: Named): TargetRef {
  return { kind: "alarm", region, name };
}

/** `name` is its protocol: addresses are personal. */
export function contactTarget({ region, name }: Named): TargetRef {
  return { kind: "contact", region, name };
}

/** `name` says where it is, without any secret: `host:port/0`. */
export function databaseTarget(name: string): TargetRef {
  return { kind: "database", region: "-", name };
}

/** A tenant, or a server of the engine: names belong to the engine, not to a region. */
export const tenantTarget = (name: string): TargetRef => ({ kind: "tenant", region: "-", name });
export const workerTarget = (name: string): TargetRef => ({ kind: "worker", region: "-", name });

const scope = new AsyncLocalStorage<string>();

/** Attributes every request within `work` to this target. */
export function withinTarget<T>(target: TargetRef, work: () => Promise<T>): Promise<T> {
  return scope.run(targetKey(target), work);
}

/** The key of the current target; null outside of any. */
export function currentTarget(): string | null {
  return scope.getStore() ?? null;
}
