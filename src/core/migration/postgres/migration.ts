import type { Clock } from "../../clock.ts";
import type {
  Catalogue,
  DumpFacts,
  PostgresServers,
  TableFacts,
} from "../../contracts/postgres-control.ts";
import { QuantsError } from "../../errors.ts";
import type { Copied } from "./compare.ts";

/** What all steps of one migration share. */
export interface Migration {
  servers: PostgresServers;
  clock: Clock;
  signal: AbortSignal;
  jobs: number;
  sample: number;
  from: string;
  to: string;
  say: (text: string) => void;
  /** Tells of a wait, until the next one. */
  waiting: (text: string) => void;
  /** Notes in the journal which stage it is at. */
  onStage: (stage: string) => void;
  /** What was found at the source before anything was changed. */
  catalogue: Catalogue;
  /** Copied in this run, by oid. */
  copied: Map<number, Copied>;
}

/** The facts of the dump that the migration works with. */
export function factsOf({ servers: { folder } }: Pick<Migration, "servers">): DumpFacts {
  const facts = folder.readFacts();
  if (facts !== null) return facts;
  throw new QuantsError("invalid_state", `The dump in ${folder.path} is gone.`, {
    hint: "Give an empty database to --to, and begin anew with --restart.",
    resource: folder.path,
  });
}

/** Says in its state that what the target has from now on is of this migration. */
export function noteBegun({ servers: { folder, run }, from, to }: Migration): void {
  folder.save({ from, to, run, began: true, completed_at: null });
}

export const seconds = (clock: Clock, since: number): number =>
  Math.round((clock.now() - since) / 10) / 100;

/** Names of tables by their rows in the source's catalogue. */
export function tablesByOid(tables: readonly TableFacts[]): ReadonlyMap<number, TableFacts> {
  return new Map(tables.map((it) => [it.oid, it]));
}
