import type { PastedCommand } from "../text/advice.ts";
import type { Instance } from "../model.ts";
import type { ResizeStepName } from "../resize/resizing.ts";

/** `infra resize` in JSON: the new instance's record; the old one's as long as there is no new one, and after --undo. */
export interface ResizedRecord extends Instance {
  changed: boolean;
  /** True after --undo. */
  undone: boolean;
  resized_from: string | null;
  static_ip_name: string | null;
  /** The snapshot between the two, while there is one: it is billed. */
  snapshot: string | null;
  old_instance: "removed" | "kept" | "present";
  done: ResizeStepName[];
  not_done: ResizeStepName[];
  /** The command that goes on where this one stopped; null when all is done. */
  finish_with: PastedCommand | null;
  /** The command that goes back to the old instance; null when there is none any more. */
  undo_with: PastedCommand | null;
}
