import type { PastedCommand } from "../text/advice.ts";

/** `server`: it is there and answers. `roles`: Ansible has set it up. `joined`: the Swarm has it. */
export type WorkerStep = "server" | "roles" | "joined";

/** `worker add` in JSON. */
export interface WorkerAddedRecord {
  worker: string;
  pool: string;
  bundle: string;
  public_ip: string | null;
  monthly_usd: number | null;
  changed: boolean;
  done: readonly WorkerStep[];
  not_done: readonly WorkerStep[];
  /** The command that does the rest; null if everything is done. */
  finish_with: PastedCommand | null;
}
