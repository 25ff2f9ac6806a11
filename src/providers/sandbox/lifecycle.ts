import type { Pace } from "../../core/contracts/sandbox-control.ts";
import type { Transition } from "./state/common-record.ts";
import type { InstanceRecord, InstanceTransition } from "./state/records.ts";

/** Milliseconds that each change takes. */
export interface Durations {
  readonly start: number;
  readonly stop: number;
  readonly snapshot: number;
  /** To make, attach or detach a disk. */
  readonly disk: number;
  /** To make a load balancer, and to learn how its instances are. */
  readonly loadBalancer: number;
  /** To make, change or delete a container service. */
  readonly containerService: number;
  readonly deployment: number;
  /** To roll out a distribution. */
  readonly distribution: number;
  readonly cacheReset: number;
  /** Until a certificate is issued, where one is. */
  readonly certificate: number;
  readonly databaseCreate: number;
  /** To change, start, stop or restart a database, and to delete one. */
  readonly databaseChange: number;
  readonly environmentCreate: number;
  readonly environmentUpdate: number;
  readonly environmentDelete: number;
  /** For `late_address` without a time of its own. */
  readonly lateAddress: number;
}

export const DURATIONS: Readonly<Record<Pace, Durations>> = {
  instant: {
    start: 0,
    stop: 0,
    snapshot: 0,
    disk: 0,
    loadBalancer: 0,
    containerService: 0,
    deployment: 0,
    distribution: 0,
    cacheReset: 0,
    certificate: 0,
    databaseCreate: 0,
    databaseChange: 0,
    environmentCreate: 0,
    environmentUpdate: 0,
    environmentDelete: 0,
    lateAddress: 1_000,
  },
  fast: {
    start: 1_000,
    stop: 800,
    snapshot: 1_000,
    disk: 500,
    loadBalancer: 1_000,
    containerService: 1_000,
    deployment: 1_000,
    distribution: 1_000,
    cacheReset: 500,
    certificate: 1_000,
    databaseCreate: 2_000,
    databaseChange: 1_000,
    environmentCreate: 3_000,
    environmentUpdate: 2_000,
    environmentDelete: 2_000,
    lateAddress: 1_000,
  },
  real: {
    start: 25_000,
    stop: 30_000,
    snapshot: 60_000,
    disk: 10_000,
    loadBalancer: 60_000,
    containerService: 3 * 60_000,
    deployment: 2 * 60_000,
    distribution: 8 * 60_000,
    cacheReset: 60_000,
    certificate: 5 * 60_000,
    databaseCreate: 10 * 60_000,
    databaseChange: 2 * 60_000,
    environmentCreate: 25 * 60_000,
    environmentUpdate: 15 * 60_000,
    environmentDelete: 10 * 60_000,
    lateAddress: 10_000,
  },
};

/** EC2's numbers; only 0 and 16 were ever seen from Lightsail. */
const STATE_CODES = { pending: 0, running: 16, stopping: 64, stopped: 80 } as const;

export type InstanceState = keyof typeof STATE_CODES;

/** The state of whatever has a change behind it or under way. */
export const stateAt = <During extends string, After extends string>(
  { transition }: { transition: Transition<During, After> },
  now: number,
): During | After => (now < transition.until ? transition.during : transition.after);

export const stateView = (state: InstanceState): { code: number; name: InstanceState } => ({
  code: STATE_CODES[state],
  name: state,
});

export const starting = (now: number, durations: Durations): InstanceTransition => ({
  during: "pending",
  after: "running",
  until: now + durations.start,
});

export const stopping = (now: number, durations: Durations): InstanceTransition => ({
  during: "stopping",
  after: "stopped",
  until: now + durations.stop,
});

/** Whether the public IPv4 address is to be seen: not before `running`, nor when stopped. */
export function showsPublicIp(instance: InstanceRecord, now: number): boolean {
  const state = stateAt(instance, now);
  return (state === "running" || state === "stopping") && now >= (instance.addressAt ?? 0);
}
