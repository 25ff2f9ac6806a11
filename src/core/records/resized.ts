import type { PastedCommand } from "../text/advice.ts";
import type { Instance } from "../model.ts";
import type { ResizeStepName } from "../resize/resizing.ts";

/**
 * `infra resize` in JSON: the new instance's record; the old one's if there is no new one yet, or
 * after --undo.
 */
export interface ResizedRecord extends Instance {
  changed: boolean;
  /** True after --undo. */
  undone: boolean;
  resized_from: string | null;
  static_ip_name: string | null;
  /** Block storage disks that moved, or are about to. */
  disks: string[];
  /** The snapshot between the two, while it exists and is billed. */
  snapshot: string | null;
  old_instance: "removed" | "kept" | "present";
  done: ResizeStepName[];
  not_done: ResizeStepName[];
  /** The command that continues where this one stopped; null if everything is done. */
  finish_with: PastedCommand | null;
  /** The command that goes back to the old instance; null once that is gone. */
  undo_with: PastedCommand | null;
}
