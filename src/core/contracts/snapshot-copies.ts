import type { CallOptions } from "./call-options.ts";
import type { Snapshot } from "../model.ts";

export interface CopySnapshotOptions {
  /** The snapshot that is copied, and its region. */
  source: string;
  fromRegion: string;
  /** The copy's name, in the manager's own region. */
  name: string;
}

/** Copies of snapshots in one region. */
export interface SnapshotCopies {
  /**
   * Copies a complete snapshot of another region into this one. Resolves as soon as the copy has
   * begun; `name_in_use` if something else has the name. A copy has no tags.
   */
  copy(options: CopySnapshotOptions, call?: CallOptions): Promise<Snapshot>;
  /** Sets these tags of a snapshot and leaves the others. */
  tag(name: string, tags: Readonly<Record<string, string>>, call?: CallOptions): Promise<void>;
}
