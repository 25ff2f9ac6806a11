import type { CallOptions } from "./call-options.ts";
import type { Disk, DiskSnapshot } from "../model.ts";
import type { WaitOptions } from "./wait-options.ts";

export interface CreateDiskOptions {
  name: string;
  sizeGb: number;
  /** Only instances of this zone can have it. */
  availabilityZone: string;
  /** The disk snapshot that it is made from; empty without one. */
  snapshot?: string | undefined;
  tags?: Readonly<Record<string, string>> | undefined;
  /** Marks the disk as created by this request, in its tag `quants-ctl:request`. */
  requestId?: string | undefined;
}

/** The block storage disks of one region, beside the system disks of its instances. */
export interface Disks {
  list(call?: CallOptions): Promise<Disk[]>;
  get(name: string, call?: CallOptions): Promise<Disk>;
  /**
   * Resolves as soon as the disk has begun to be made, and only if this call created it;
   * `name_in_use` if something else has the name.
   */
  create(options: CreateDiskOptions, call?: CallOptions): Promise<Disk>;
  /** Resolves when the instance has it at this path; `conflict` if somebody else took it meanwhile. */
  attach(
    name: string,
    to: { instance: string; path: string },
    options?: WaitOptions,
  ): Promise<Disk>;
  /** Resolves when it is free. `invalid_state` while the instance runs. */
  detach(name: string, options?: WaitOptions): Promise<Disk>;
  /** Resolves when it is neither being made nor attached nor detached. */
  settle(name: string, options?: WaitOptions): Promise<Disk>;
  /** Sets these tags and leaves the others. */
  tag(name: string, tags: Readonly<Record<string, string>>, call?: CallOptions): Promise<void>;
  /** Missing keys are no error. */
  untag(name: string, keys: readonly string[], call?: CallOptions): Promise<void>;
  /** With its automatic snapshots; others stay. `invalid_state` while an instance has it. */
  delete(name: string, call?: CallOptions): Promise<void>;

  /** Every snapshot of a disk in the region, except automatic ones. */
  listSnapshots(call?: CallOptions): Promise<DiskSnapshot[]>;
  getSnapshot(name: string, call?: CallOptions): Promise<DiskSnapshot>;
  /** Resolves as soon as the snapshot has begun, and only if this call created it. */
  createSnapshot(
    name: string,
    disk: string,
    options?: CallOptions & { tags?: Readonly<Record<string, string>> | undefined },
  ): Promise<DiskSnapshot>;
  deleteSnapshot(name: string, call?: CallOptions): Promise<void>;
  /** Resolves when it is available; `operation_failed` if it never will be. */
  waitForSnapshot(name: string, options?: WaitOptions): Promise<DiskSnapshot>;
}
